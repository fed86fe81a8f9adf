// SPDX-License-Identifier: Apache-2.0
//
// What the runtime guarantees about cores: who may use which, and when. Claims are looked up in the
// state of the parent block, occupancy in what is pending.
#pragma once

#include "model/machine/cores.hpp"
#include "properties/on_chain.hpp"

namespace backcheck::properties {

using machine::core_count;
using machine::core_index;

struct heads_linear {
  static constexpr property_info info{
      "S1",
      "the included candidates of a para form one chain",
      property_kind::always,
      "",
      "inclusion",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: enact_candidate"};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_built(w, s,
                   [&](const auto& block, const auto& parent, const auto& exists, std::size_t p) {
                     const auto& head = block.paras[p].included;
                     const auto& was = parent.paras[p].included;
                     const auto changed = exists && head != was;
                     if (impossible(changed)) return;
                     auto walker = head;
                     typename D::truth reached(false);
                     for (std::size_t i = 0; i < S::candidates; ++i) {
                       if (impossible(walker.is_some() && !reached)) break;
                       assign_if(!reached, walker, at(s.candidates, walker).parent);
                       reached = reached || walker == was;
                     }
                     it.clause(changed, "the new head descends from the old one", reached,
                               seen("new head", head), seen("old head", was));
                   });
  }
};

struct one_pending {
  static constexpr property_info info{
      "S3",
      "at most one candidate of a para is pending availability",
      property_kind::always,
      "",
      "inclusion",
      "polkadot 52209dcf, runtime/parachains/src/inclusion/mod.rs: process_candidates",
      eras{false, true, true}};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_pending(w, s,
                     [&](std::size_t /*b*/, const auto& /*block*/, std::size_t /*p*/, std::size_t i,
                         const auto& entry, const auto& exists) {
                       it.clause(exists, "it is the only one", typename D::truth(i == 0),
                                 seen("pending", entry.candidate));
                     });
  }
};

/// Calls `f(block, one, other, both)` for each two candidates pending in one block, of one para or
/// of two, once.
template <class D, class S, class F>
constexpr void for_each_two_pending(const world<D>& w, const state<D, S>& s, F&& f) {
  for_each_pending(w, s,
                   [&](std::size_t /*b*/, const auto& block, std::size_t p, std::size_t i,
                       const auto& one, const auto& exists) {
                     for (std::size_t q = p; q < paras<S>(w); ++q) {
                       for (std::size_t j = q == p ? i + 1 : 0; j < S::pending; ++j) {
                         const auto other = pending_at(block.paras[q], j);
                         f(p == q, one, other, exists && other.candidate.is_some());
                       }
                     }
                   });
}

struct cores_distinct {
  static constexpr property_info info{
      "S4",
      "the candidates of a para that are pending are on different "
      "cores",
      property_kind::always,
      "",
      "paras inherent",
      "polkadot/runtime/parachains/src/paras_inherent/mod.rs: map_candidates_to_cores",
      eras{true, false, false},
      window_needs{},
      subject_matter::cores};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    for_each_two_pending(
        w, s, [&](bool one_para, const auto& one, const auto& other, const auto& both) {
          if (!one_para) return;
          it.clause(both, "their cores differ", one.core != other.core, seen("one", one.candidate),
                    seen("other", other.candidate), seen("core", one.core));
        });
  }
};

struct core_holds_one {
  static constexpr property_info info{
      "S14",
      "an occupied core is occupied by exactly one candidate",
      property_kind::always,
      "",
      "scheduler",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: get_occupied_cores",
      eras{},
      window_needs{},
      subject_matter::cores};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& /*known*/,
                             Hearing& it) {
    using count = language::quantity<D, what_counts, S::paras * S::pending>;
    for (std::size_t b = 0; b < S::blocks; ++b) {
      if (impossible(s.has_block(b))) continue;
      for (std::size_t c = 0; c < core_count(w.window); ++c) {
        const core_index<D, S> core(c);
        count on_it(0);
        for (std::size_t p = 0; p < paras<S>(w); ++p) {
          for (std::size_t i = 0; i < S::pending; ++i) {
            const auto entry = pending_at(s.blocks[b].paras[p], i);
            const auto here = entry.candidate.is_some() && entry.core == core;
            on_it = count(on_it + language::one_if<count>(here));
          }
        }
        it.clause(s.has_block(b) && on_it > 0, "one, not more", on_it == 1, seen("core", core),
                  seen("candidates on it", on_it));
      }
    }
  }

 private:
  struct what_counts {
    static constexpr const char* name = "candidates on a core";
  };
};

struct backed_on_claimed_core {
  static constexpr property_info info{"S20",
                                      "a candidate is backed only on a core whose first claim is "
                                      "its para's",
                                      property_kind::step,
                                      "scheduling_lookahead",
                                      "scheduler",
                                      "polkadot/runtime/parachains/src/paras_inherent/mod.rs: "
                                      "map_candidates_to_cores; scheduler.rs: advance_claim_queue",
                                      eras{},
                                      window_needs{},
                                      subject_matter::cores};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    for_each_backed(w, t,
                    [&](const auto& /*block*/, const auto& parent, std::size_t p, const auto& entry,
                        const auto& backed) {
                      typename D::truth claimed(false);
                      for (std::size_t c = 0; c < core_count(w.window); ++c) {
                        claimed = claimed || (entry.core == core_index<D, S>(c) &&
                                              machine::is_claimed_by(w.window, parent, c, p));
                      }
                      it.clause(backed, "the core's claim in the parent's state is the para's",
                                claimed, seen("candidate", entry.candidate),
                                seen("core", entry.core));
                    });
  }
};

struct no_more_than_cores {
  static constexpr property_info info{
      "S27",
      "a block backs no more candidates of a para than there are "
      "free cores with its claim",
      property_kind::step,
      "scheduling_lookahead",
      "paras inherent",
      "polkadot/runtime/parachains/src/paras_inherent/mod.rs: UnscheduledCandidate",
      eras{},
      window_needs{},
      subject_matter::cores};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    using count = language::quantity<D, machine::what::core, S::cores + S::pending>;
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      count free(0);
      for (std::size_t c = 0; c < core_count(w.window); ++c) {
        auto claimed = machine::is_claimed_by(w.window, parent, c, p);
        for (std::size_t q = 0; q < paras<S>(w); ++q) {
          for (std::size_t i = 0; i < S::pending; ++i) {
            const auto entry = pending_at(block.paras[q], i);
            const auto stays = entry.candidate.is_some() && entry.age > 0;
            claimed = claimed && !(stays && entry.core == core_index<D, S>(c));
          }
        }
        free = count(free + language::one_if<count>(claimed));
      }
      count backed(0);
      for (std::size_t i = 0; i < S::pending; ++i) {
        const auto entry = pending_at(block.paras[p], i);
        backed =
            count(backed + language::one_if<count>(entry.candidate.is_some() && entry.age == 0));
      }
      it.clause(backed > 0, "as many as free cores that it claims, at most", backed <= free,
                seen("backed", backed), seen("free cores", free));
    }
  }
};

struct claim_passes {
  static constexpr property_info info{
      "S57",
      "the turn on a shared core passes with every block in which "
      "the core could be used, used or not, and in no other",
      property_kind::step,
      "",
      "scheduler",
      "polkadot/runtime/parachains/src/scheduler.rs: advance_claim_queue",
      eras{true, false, false},
      window_needs{},
      subject_matter::cores};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    if (w.window.pattern() != machine::claim_pattern::shared) return;
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t c = 0; c < core_count(w.window); ++c) {
      typename D::truth blocked(false);
      for (std::size_t p = 0; p < paras<S>(w); ++p) {
        for (std::size_t i = 0; i < S::pending; ++i) {
          const auto entry = pending_at(block.paras[p], i);
          blocked = blocked || (entry.candidate.is_some() && entry.age > 0 &&
                                entry.core == core_index<D, S>(c));
        }
      }
      const auto& was = parent.cores[c].turn;
      const auto& now = block.cores[c].turn;
      const auto same_session = block.session == parent.session;
      const typename D::truth alone(w.window.paras == 1);
      it.clause(same_session, "it passes where the core was not occupied throughout",
                alone || (now != was) == !blocked, seen("turn before", was), seen("turn", now));
    }
  }
};

struct several_backed_at_once {
  static constexpr property_info info{"R13",
                                      "one relay block backs two candidates of a para",
                                      property_kind::sometimes,
                                      "unincluded_segment_capacity",
                                      "",
                                      "elastic scaling, polkadot-sdk PR 3231",
                                      eras{true, false, false},
                                      window_needs{.candidates = 2, .pending = 2},
                                      subject_matter::cores};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& block = at(t.after.blocks, t.new_block());
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      for (std::size_t i = 1; i < S::pending; ++i) {
        const auto one = pending_at(block.paras[p], i - 1);
        const auto other = pending_at(block.paras[p], i);
        it.shown(other.candidate.is_some() && one.age == 0 && other.age == 0);
      }
    }
  }
};

struct several_included_at_once {
  static constexpr property_info info{"R14",
                                      "one relay block includes two candidates of a para",
                                      property_kind::sometimes,
                                      "unincluded_segment_capacity",
                                      "",
                                      "elastic scaling, polkadot-sdk PR 3231",
                                      eras{true, false, false},
                                      window_needs{.candidates = 2, .pending = 2},
                                      subject_matter::cores};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      const auto second = pending_at(parent.paras[p], 1).candidate;
      it.shown(second.is_some() && machine::became_included(t.after, parent.paras[p],
                                                            block.paras[p], second.or_first()));
    }
  }
};

struct suffix_evicted {
  static constexpr property_info info{
      "R15",
      "a time-out takes along what is pending behind the candidate it "
      "hits",
      property_kind::sometimes,
      "paras_availability_period, group_rotation_frequency",
      "",
      "runtime inclusion, free_timedout",
      eras{true, false, false},
      window_needs{.candidates = 2, .pending = 2},
      subject_matter::cores};
  static constexpr rule about = rule::author;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto& block = at(t.after.blocks, t.new_block());
    const auto& parent = at(t.after.blocks, block.parent);
    for (std::size_t p = 0; p < paras<S>(w); ++p) {
      const auto second = pending_at(parent.paras[p], 1).candidate;
      const auto first = pending_at(parent.paras[p], 0).candidate;
      it.shown(is_evicted(t.after, parent.paras[p], block.paras[p], first) &&
               is_evicted(t.after, parent.paras[p], block.paras[p], second) &&
               block.session == parent.session);
    }
  }
};

}  // namespace backcheck::properties
