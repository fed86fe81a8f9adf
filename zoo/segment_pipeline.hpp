// SPDX-License-Identifier: Apache-2.0
//
// The segment pipeline: a small abstraction of asynchronous backing that was also written for other
// checkers, all of which agree on its states and transitions. It is no claim about Polkadot but a
// yardstick, and the smallest complete example of a model: state, rules, properties.
//
// Each para has a segment of candidates, oldest first. A candidate is collated, then pending, then
// included; it expires when its relay parent, or its backing, is too old. Competing relay chain
// heads may come at one height, and go again.
#pragma once

#include "model/language/list.hpp"
#include "model/language/property.hpp"
#include "model/language/rule.hpp"
#include "model/reflect/equal.hpp"

namespace backcheck::zoo::segment_pipeline {

using language::next;
using language::seen;

namespace what {
struct para {
  static constexpr const char* name = "para";
};
struct candidate {
  static constexpr const char* name = "candidate";
};
struct head {
  static constexpr const char* name = "relay chain head";
};
struct relay_block {
  static constexpr const char* name = "relay block";
};
}  // namespace what

/// The largest height, age or number of heads; one more, so that a fault may exceed it.
inline constexpr std::uint64_t number_max = 8;
template <language::domain D>
using relay_blocks = language::quantity<D, what::relay_block, number_max + 1>;
template <language::domain D>
using heads = language::quantity<D, what::head, number_max>;

/// Compiled sizes.
template <std::size_t Paras, std::size_t Candidates>
struct shape {
  static constexpr std::size_t paras = Paras;
  static constexpr std::size_t candidates = Candidates;  ///< in a segment
};
template <language::domain D, class S>
using para_index = language::index<D, what::para, S::paras>;

template <language::domain D>
struct candidate {
  using truth = typename D::truth;
  using age_type = relay_blocks<D>;
  BACKCHECK_FIELDS(candidate, (age_type, age),  // of its relay parent
                   (truth, pending),            // availability; else it is only collated
                   (age_type, pending_age));    // 0 if it is not pending
};
template <language::domain D, class S>
using segment = language::list<D, what::candidate, S::candidates, candidate<D>>;

template <language::domain D, class S>
struct para {
  using included_type = relay_blocks<D>;
  using segment_type = segment<D, S>;
  BACKCHECK_FIELDS(para, (included_type, included), (segment_type, candidates));
};

template <language::domain D, class S>
struct state {
  using height_type = relay_blocks<D>;
  using heads_type = heads<D>;
  using paras_type = language::per<para_index<D, S>, para<D, S>>;
  BACKCHECK_FIELDS(state, (height_type, height),
                   (heads_type, competing),  // heads beside the one first seen at that height
                   (paras_type, paras));
};

/// How the model can be broken on purpose, so that claims can be shown to notice.
enum class fault : std::uint8_t {
  none,
  collates_beyond_capacity,
  backs_second,
  age_limit_off_by_one
};

/// What no step changes. The letters are those of the other checkers' models.
template <language::domain D, class S>
struct world {
  language::quantity<D, what::para, S::paras> paras;               // N
  relay_blocks<D> height_max;                                      // H
  language::quantity<D, what::candidate, S::candidates> capacity;  // D, of a segment
  relay_blocks<D> age_max;                                         // R, of a relay parent
  relay_blocks<D> availability_period;                             // A
  heads<D> leaves;                                                 // F
  fault seeded = fault::none;
};

enum class refusal : std::uint8_t {
  none,
  relay_chain_ends,
  no_more_heads,
  no_competing_head,
  segment_full,
  segment_empty,
  not_collated,
  not_pending,
  para_chain_ends
};

/// The greatest age at which a relay parent still serves.
template <language::domain D, class S>
constexpr relay_blocks<D> age_limit(const world<D, S>& w) {
  return w.seeded == fault::age_limit_off_by_one ? relay_blocks<D>(next(w.age_max)) : w.age_max;
}

/// The greatest length of a segment to which a collator may add one.
template <language::domain D, class S>
constexpr auto length_limit(const world<D, S>& w) {
  using length = language::quantity<D, what::candidate, S::candidates>;
  return w.seeded == fault::collates_beyond_capacity ? w.capacity : monus(w.capacity, length(1));
}

/// A relay block passes: what has come to the end of its time is dropped with all that builds on
/// it, the rest grows older.
template <language::domain D, class S>
constexpr void grow_older(const world<D, S>& w, para<D, S>& now) {
  auto& candidates = now.candidates;
  const auto limit = age_limit(w);
  keep_while(candidates, [&](const candidate<D>& c) {
    return either(c.pending, c.pending_age < w.availability_period, c.age < limit);
  });
  for (std::size_t i = 0; i < S::candidates; ++i) {
    auto& c = candidates[i];
    assign_if(candidates.has(i), c.age, least(next(c.age), limit));
    assign_if(c.pending, c.pending_age, next(c.pending_age));
  }
}

/// A relay block is undone: what was collated on it is dropped with all that builds on it, what
/// was backed in it is only collated again.
template <language::domain D, class S>
constexpr void undo_block(para<D, S>& now) {
  auto& candidates = now.candidates;
  keep_while(candidates, [](const candidate<D>& c) { return c.age != 0; });
  for (std::size_t i = 0; i < S::candidates; ++i) {
    auto& c = candidates[i];
    assign_if(c.pending_age == 0, c.pending, typename D::truth(false));
  }
}

/// The relay chain grows by a block; its competing heads are gone.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> tick(const world<D, S>& w, state<D, S>& s, Choices&) {
  language::outcome<D, refusal> outcome_;
  REQUIRE(s.height < w.height_max, refusal::relay_chain_ends);
  s.height = next(s.height);
  s.competing = 0;
  for (std::size_t p = 0; p < S::paras; ++p) grow_older(w, s.paras[p]);
  return outcome_;
}

/// One more head competes at this height.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> fork(const world<D, S>& w, state<D, S>& s, Choices&) {
  language::outcome<D, refusal> outcome_;
  REQUIRE(next(s.competing) < w.leaves, refusal::no_more_heads);
  REQUIRE(s.height > 0, refusal::no_more_heads);
  s.competing = next(s.competing);
  return outcome_;
}

/// A competing head wins.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> reorg(const world<D, S>&, state<D, S>& s, Choices&) {
  language::outcome<D, refusal> outcome_;
  REQUIRE(s.competing > 0, refusal::no_competing_head);
  s.competing = monus(s.competing, heads<D>(1));
  for (std::size_t p = 0; p < S::paras; ++p) undo_block(s.paras[p]);
  return outcome_;
}

/// A collator builds one more candidate, on the last of its para's segment.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> collate(const world<D, S>& w, state<D, S>& s,
                                                Choices& choose) {
  language::outcome<D, refusal> outcome_;
  const auto chosen = choose.template one_of<para_index<D, S>>("para", w.paras);
  auto now = at(s.paras, chosen);
  REQUIRE(now.candidates.length <= length_limit(w), refusal::segment_full);
  append_if(typename D::truth(true), now.candidates, candidate<D>());
  put(s.paras, chosen, now);
  return outcome_;
}

/// The relay chain backs the first candidate of a para: it is pending availability from now on.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> back(const world<D, S>& w, state<D, S>& s,
                                             Choices& choose) {
  language::outcome<D, refusal> outcome_;
  const auto chosen = choose.template one_of<para_index<D, S>>("para", w.paras);
  auto now = at(s.paras, chosen);
  const std::size_t which = w.seeded == fault::backs_second && S::candidates > 1 ? 1 : 0;
  REQUIRE(now.candidates.has(which), refusal::segment_empty);
  REQUIRE(!now.candidates[which].pending, refusal::not_collated);
  now.candidates[which].pending = typename D::truth(true);
  put(s.paras, chosen, now);
  return outcome_;
}

/// The first candidate of a para has become available: it is included and leaves the segment.
template <language::domain D, class S, class Choices>
constexpr language::outcome<D, refusal> include(const world<D, S>& w, state<D, S>& s,
                                                Choices& choose) {
  language::outcome<D, refusal> outcome_;
  const auto chosen = choose.template one_of<para_index<D, S>>("para", w.paras);
  auto now = at(s.paras, chosen);
  REQUIRE(now.candidates[0].pending, refusal::not_pending);
  REQUIRE(now.included < w.height_max, refusal::para_chain_ends);
  drop_front(now.candidates, language::quantity<D, what::candidate, 1>(1));
  now.included = next(now.included);
  put(s.paras, chosen, now);
  return outcome_;
}

struct segment_within_capacity {
  static constexpr const char* sentence = "a segment stays within capacity";
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D, S>& w, const state<D, S>& s, Hearing& it) {
    for (std::size_t p = 0; p < S::paras; ++p) {
      const auto& length = s.paras[p].candidates.length;
      it.clause(length > 0, "it is no longer than the capacity", length <= w.capacity,
                seen("length", length), seen("capacity", w.capacity));
    }
  }
};

struct only_first_pending {
  static constexpr const char* sentence = "only the first candidate of a segment is pending";
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D, S>&, const state<D, S>& s, Hearing& it) {
    for (std::size_t p = 0; p < S::paras; ++p) {
      const auto& candidates = s.paras[p].candidates;
      for (std::size_t i = 1; i < S::candidates; ++i) {
        it.clause(candidates.has(i), "one behind it is not", !candidates[i].pending,
                  seen("pending", candidates[i].pending));
      }
    }
  }
};

struct collated_not_too_old {
  static constexpr const char* sentence = "no collated candidate is older than its age limit";
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D, S>& w, const state<D, S>& s, Hearing& it) {
    for (std::size_t p = 0; p < S::paras; ++p) {
      const auto& candidates = s.paras[p].candidates;
      for (std::size_t i = 0; i < S::candidates; ++i) {
        const auto& c = candidates[i];
        it.clause(candidates.has(i) && !c.pending, "its age is within the limit",
                  c.age <= w.age_max, seen("age", c.age), seen("limit", w.age_max));
      }
    }
  }
};

}  // namespace backcheck::zoo::segment_pipeline
