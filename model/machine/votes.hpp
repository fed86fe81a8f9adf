// SPDX-License-Identifier: Apache-2.0
//
// Backing votes, one by one: a member of a candidate's backing group seconds it, others that have
// heard so call it valid, and each statement arrives when it does. Arrived statements of a quorum
// make the candidate backable; the relay chain counts them again. Groups take turns on the para's
// core. Rules: polkadot, node/core/backing, statement-table, node/network/statement-distribution,
// runtime/parachains/src/inclusion, by way of `protocol/backing.hpp` and `protocol/scheduling.hpp`.
//
// Concrete only: who is in which group takes a division.
#pragma once

#include "model/language/rule.hpp"
#include "model/machine/chart.hpp"
#include "model/machine/collate.hpp"
#include "model/machine/refusal.hpp"
#include "model/machine/sight.hpp"
#include "model/protocol/backing.hpp"
#include "model/protocol/scheduling.hpp"

namespace backcheck::machine {

/// What a validator has said of a candidate: nothing; one of the two statements, under way or
/// arrived; or, having seconded it, that it is valid besides, which is misbehaviour.
enum class said : std::uint8_t {
  nothing,
  seconding,
  calling_valid,
  has_seconded,
  has_called_valid,
  both
};
template <class S>
said said_by(const candidate<concrete, S>& c, std::size_t validator) {
  return static_cast<said>(c.votes.said[validator].raw());
}
template <class S>
void say(candidate<concrete, S>& c, std::size_t validator, said what) {
  c.votes.said[validator] = static_cast<unsigned>(what);
}
/// Whether the validator has signed that it seconds the candidate; and whether that has arrived.
constexpr bool is_seconded(said what) {
  return what == said::seconding || what == said::has_seconded || what == said::both;
}
constexpr bool seconding_arrived(said what) {
  return what == said::has_seconded || what == said::both;
}
/// Whether a statement that counts as a vote has arrived.
constexpr bool has_voted(said what) { return what >= said::has_seconded; }

/// Validators are numbered group by group.
constexpr std::size_t validators_in(const scope& window) { return backing_groups * window.votes; }
constexpr std::size_t group_of_validator(const scope& window, std::size_t validator) {
  return validator / window.votes;
}
constexpr bool is_equivocator(const scope& window, std::size_t validator) {
  return validator % window.votes < window.equivocators;
}
constexpr bool is_offline(const scope& window, std::size_t validator) {
  return validator % window.votes >= std::size_t{window.votes} - window.offline;
}

/// The blocks of a round, in which each group has had its turn.
inline std::uint64_t round_of(const world<concrete>& w) {
  return std::uint64_t{w.k.scheduler.group_rotation_frequency.raw()} * backing_groups;
}
/// How many blocks the relay parent of a candidate is behind the last of the session before, in the
/// round.
template <class S>
std::uint64_t relay_parent_in_round(const world<concrete>& w, const state<concrete, S>& s,
                                    const candidate<concrete, S>& c) {
  const std::uint64_t since = at(s.blocks, c.relay_parent).groups.since_session.raw();
  const std::uint64_t round = round_of(w);
  return (since + round - c.relay_parent_age.raw() % round) % round;
}
/// The group that backs a candidate: the one on the para's core at the block after its relay
/// parent. `speak` is the world's dialect, or a sound one.
template <class S>
std::size_t backing_group_of(const protocol::dialect& speak, const world<concrete>& w,
                             const state<concrete, S>& s, const candidate<concrete, S>& c) {
  using cores = protocol::unbounded::word<protocol::unit::cores>;
  using number = protocol::unbounded::word<protocol::unit::relay_blocks>;
  std::uint64_t behind = relay_parent_in_round(w, s, c);
  if (speak.breaks(protocol::fault::group_of_newest_block))
    behind = s.blocks[s.block_count.raw() - 1].groups.since_session.raw();
  const number since(behind);
  const number first(1);  // of the session
  const cores groups(backing_groups);
  if (speak.breaks(protocol::fault::group_of_relay_parent))
    return protocol::group_assigned_to(w.k.scheduler, cores(0), groups, first, since).raw();
  return protocol::backing_group(w.k.scheduler, cores(0), groups, first, since).raw();
}
template <class S>
std::size_t backing_group_of(const world<concrete>& w, const state<concrete, S>& s,
                             const candidate<concrete, S>& c) {
  return backing_group_of(w.speak, w, s, c);
}

/// Whether the group on the core one block after a candidate was backed, which is asked for its
/// chunks in vain if it is another, is the one that has backed it. `block` has its parent's turn.
template <class S, class Pending>
bool asks_backing_group(const world<concrete>& w, const state<concrete, S>& s,
                        const relay_block<concrete, S>& block, const Pending& entry) {
  using cores = protocol::unbounded::word<protocol::unit::cores>;
  using number = protocol::unbounded::word<protocol::unit::relay_blocks>;
  const std::uint64_t round = round_of(w);
  const number backed((block.groups.since_session.raw() + round - entry.age.raw() % round) % round);
  const auto asked =
      protocol::backing_group(w.k.scheduler, cores(0), cores(backing_groups), number(1), backed);
  return asked.raw() == backing_group_of(w, s, at(s.candidates, entry.candidate));
}

/// How many votes a candidate of that group needs.
inline protocol::unbounded::word<protocol::unit::votes> quorum(const protocol::dialect& speak,
                                                               const world<concrete>& w,
                                                               std::size_t group) {
  using validators = protocol::unbounded::word<protocol::unit::validators>;
  using cores = protocol::unbounded::word<protocol::unit::cores>;
  using votes = protocol::unbounded::word<protocol::unit::votes>;
  const auto size = protocol::group_size(validators(validators_in(w.window)), cores(backing_groups),
                                         cores(group));
  const votes needed(protocol::votes_needed<concrete>(speak, w.k.backing, size));
  const bool too_few = speak.breaks(protocol::fault::quorum_one_short);
  return votes(monus(needed, votes(too_few ? 1U : 0U)));
}

/// Whether the votes of its group that have arrived make a candidate backable to nodes.
template <class S>
bool has_quorum(const world<concrete>& w, const state<concrete, S>& s,
                const candidate<concrete, S>& c) {
  const std::size_t group = backing_group_of(w, s, c);
  const bool twice = w.speak.breaks(protocol::fault::contradiction_counted_twice);
  std::uint64_t votes = 0;
  for (std::size_t v = 0; v < validators_in(w.window); ++v) {
    if (group_of_validator(w.window, v) != group || !has_voted(said_by(c, v))) continue;
    votes += twice && said_by(c, v) == said::both ? 2U : 1U;
  }
  return votes >= quorum(w.speak, w, group).raw();
}

/// The votes of a candidate's group, as a relay block carries them, hold before the runtime.
template <class S>
protocol::votes_outcome<protocol::unbounded> votes_hold(const world<concrete>& w,
                                                        const state<concrete, S>& s,
                                                        const candidate<concrete, S>& c) {
  using shape = protocol::unbounded;
  using validators = shape::word<protocol::unit::validators>;
  const std::size_t group = backing_group_of(w, s, c);
  shape::list<protocol::unit::validators, concrete::truth> bits;
  shape::list<protocol::unit::votes, protocol::backing_vote<shape>> votes;
  for (std::size_t member = 0; member < w.window.votes; ++member) {
    const bool voted = has_voted(said_by(c, group * w.window.votes + member));
    bits.elements().push_back(concrete::truth(voted));
    if (voted) votes.elements().push_back({validators(member)});
  }
  return protocol::check_votes<shape>(validators(w.window.votes), quorum(w.speak, w, group), bits,
                                      votes);
}

/// Whether, besides, a validator has seconded another candidate that stands as deep at a leaf.
template <class S>
bool has_seconded_at_depth(const world<concrete>& w, const state<concrete, S>& s,
                           const chart<concrete, S>& known, std::size_t validator, std::size_t leaf,
                           const place_in_tree<concrete, S>& wanted,
                           const candidate_index<concrete, S>& chosen) {
  for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
    const candidate_index<concrete, S> other(i);
    const auto& c = s.candidates[i];
    if (other.place().raw() == chosen.place().raw() || !is_seconded(said_by(c, validator)))
      continue;
    if (!node_allows(w, s, known, block_index<concrete, S>(leaf), c).known()) continue;
    const auto there = find_in_tree(w, s, s.blocks[leaf], other);
    if ((there.possible && wanted.possible && there.depth == wanted.depth).known()) return true;
    if (w.speak.breaks(protocol::fault::first_seconded_only)) return false;
  }
  return false;
}

/// Whether a fragment chain at some leaf has the candidate, or takes it as seconded (2025). Chains
/// are those of a node that has heard all statements which have arrived; hashes are in the order of
/// birth.
template <class S>
bool fits_some_chain(const world<concrete>& w, const state<concrete, S>& s,
                     const chart<concrete, S>& known, std::size_t candidate) {
  std::vector<hearsay> heard(s.candidate_count.raw(), hearsay::nothing);
  for (std::size_t i = 0; i < heard.size(); ++i) {
    for (std::size_t v = 0; v < validators_in(w.window); ++v)
      if (seconding_arrived(said_by(s.candidates[i], v))) heard[i] = hearsay::seconded;
    if (s.candidates[i].backable.known()) heard[i] = hearsay::backed;
  }
  const auto para = sight_of(w, s);
  for (std::size_t b = 0; b < s.block_count.raw(); ++b) {
    if (!known.leaf[b].known()) continue;
    const block_index<concrete, S> leaf(b);
    if (!node_allows(w, s, known, leaf, s.candidates[candidate]).known()) continue;
    const auto scope = scope_at(w, s, b);
    block_sight here{scope, built_at_once(para, scope, heard)};
    if (introduce_at(para, here, candidate, {})) return true;
  }
  return false;
}

/// Who may say something of a candidate, drawn.
template <class S>
struct speaker {
  candidate_index<concrete, S> chosen;
  std::size_t candidate = 0;
  std::size_t validator = 0;
};
template <class S, class Choices>
language::outcome<concrete, refusal> choose_speaker(const world<concrete>& w,
                                                    const state<concrete, S>& s, speaker<S>& drawn,
                                                    Choices& choose) {
  using truth = concrete::truth;
  using count = language::quantity<concrete, what::validator, S::validators>;
  language::outcome<concrete, refusal> outcome_;
  REQUIRE(truth(w.window.votes > 0), refusal::votes_switched_off);
  REQUIRE(s.candidate_count > 0, refusal::nothing_to_choose);
  drawn.chosen =
      choose.template one_of<candidate_index<concrete, S>>("candidate", s.candidate_count);
  const auto by =
      choose.template one_of<validator_index<concrete, S>>("by", count(validators_in(w.window)));
  drawn.candidate = drawn.chosen.place().raw();
  drawn.validator = by.place().raw();
  return outcome_;
}
/// What a statement of a validator would be, against what has arrived of it.
template <class S>
bool is_misbehaviour(const world<concrete>& w, const state<concrete, S>& s, const speaker<S>& drawn,
                     bool seconds) {
  using truth = concrete::truth;
  const auto& c = s.candidates[drawn.candidate];
  const auto before = said_by(c, drawn.validator);
  bool another = false;
  for (std::size_t i = 0; i < s.candidate_count.raw(); ++i)
    another = another || (i != drawn.candidate &&
                          seconding_arrived(said_by(s.candidates[i], drawn.validator)));
  const bool in_group = group_of_validator(w.window, drawn.validator) == backing_group_of(w, s, c);
  protocol::statement<concrete> made;
  made.signer_is_in_group = truth(in_group);
  made.is_seconded = truth(seconds);
  made.seconded_this = truth(seconding_arrived(before));
  made.seconded_another = truth(another);
  made.called_this_valid = truth(before == said::has_called_valid || before == said::both);
  made.same_signature = truth(true);
  const truth several(w.speak.rules != protocol::rule_set::sync);
  return !protocol::check_statement<concrete>(made, several).fired();
}

/// A member of its backing group seconds a candidate: where a leaf's tree or chain has a place for
/// it, and, in trees, if it has seconded no other for that depth. Equivocators do that, too.
template <class S, class Choices>
language::outcome<concrete, refusal> second_alone(const world<concrete>& w, state<concrete, S>& s,
                                                  const chart<concrete, S>& known,
                                                  Choices& choose) {
  using truth = concrete::truth;
  language::outcome<concrete, refusal> outcome_;
  speaker<S> by;
  REQUIRE_ALL(choose_speaker(w, s, by, choose));
  auto& c = s.candidates[by.candidate];
  REQUIRE(truth(group_of_validator(w.window, by.validator) == backing_group_of(w, s, c)),
          refusal::not_in_its_backing_group);
  REQUIRE(truth(!is_offline(w.window, by.validator)), refusal::validator_is_offline);
  REQUIRE(truth(said_by(c, by.validator) == said::nothing), refusal::validator_has_spoken);
  const bool any_depth = is_equivocator(w.window, by.validator) ||
                         w.speak.breaks(protocol::fault::depth_seconded_twice);
  REQUIRE_ALL(fits_some_leaf(
      w, s, known, by.chosen, [&](std::size_t leaf, const place_in_tree<concrete, S>& wanted) {
        return truth(!any_depth &&
                     has_seconded_at_depth(w, s, known, by.validator, leaf, wanted, by.chosen));
      }));
  const bool chains = w.speak.rules == protocol::rule_set::y2025;
  REQUIRE(truth(!chains || fits_some_chain(w, s, known, by.candidate)), refusal::fits_no_chain);
  say(c, by.validator, said::seconding);
  return outcome_;
}

/// A member that has heard that a candidate is seconded, and has said nothing of it, calls it
/// valid. It looks into candidates whose relay parent is allowed at some leaf.
template <class S, class Choices>
language::outcome<concrete, refusal> call_valid(const world<concrete>& w, state<concrete, S>& s,
                                                const chart<concrete, S>& known, Choices& choose) {
  using truth = concrete::truth;
  language::outcome<concrete, refusal> outcome_;
  speaker<S> by;
  REQUIRE_ALL(choose_speaker(w, s, by, choose));
  auto& c = s.candidates[by.candidate];
  REQUIRE(truth(group_of_validator(w.window, by.validator) == backing_group_of(w, s, c)),
          refusal::not_in_its_backing_group);
  REQUIRE(truth(!is_offline(w.window, by.validator)), refusal::validator_is_offline);
  REQUIRE(truth(said_by(c, by.validator) == said::nothing), refusal::validator_has_spoken);
  bool seconded = false;
  for (std::size_t v = 0; v < validators_in(w.window); ++v)
    seconded = seconded || is_seconded(said_by(c, v));
  REQUIRE(truth(seconded || w.speak.breaks(protocol::fault::valid_unseen)),
          refusal::nobody_has_seconded_it);
  REQUIRE(some_leaf_allows(w, s, known, c), refusal::no_leaf_allows_its_relay_parent);
  say(c, by.validator, said::calling_valid);
  return outcome_;
}

/// A statement arrives at everybody. Who calls valid what is not known waits for the seconding; and
/// of a validator that has seconded too many at a relay parent no more are passed on (2023).
template <class S, class Choices>
language::outcome<concrete, refusal> hear_statement(const world<concrete>& w, state<concrete, S>& s,
                                                    const chart<concrete, S>& /*known*/,
                                                    Choices& choose) {
  using truth = concrete::truth;
  language::outcome<concrete, refusal> outcome_;
  speaker<S> by;
  REQUIRE_ALL(choose_speaker(w, s, by, choose));
  auto& c = s.candidates[by.candidate];
  const auto made = said_by(c, by.validator);
  REQUIRE(truth(made == said::seconding || made == said::calling_valid),
          refusal::no_statement_under_way);
  bool known = made == said::seconding;
  for (std::size_t v = 0; v < validators_in(w.window); ++v)
    known = known || seconding_arrived(said_by(c, v));
  REQUIRE(truth(known), refusal::nobody_has_seconded_it);
  REQUIRE(truth(!is_misbehaviour(w, s, by, made == said::seconding)),
          refusal::statement_is_misbehaviour);
  para_blocks<concrete, S::candidates> before(0);
  for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
    const auto& other = s.candidates[i];
    const bool counts =
        seconding_arrived(said_by(other, by.validator)) &&
        (other.relay_parent == c.relay_parent && other.relay_parent_age == c.relay_parent_age)
            .known();
    if (counts) before = next(before);
  }
  REQUIRE(truth(made == said::calling_valid) ||
              protocol::passes_on_seconded<concrete>(w.speak, w.k.async_backing, before),
          refusal::too_many_seconded);
  say(c, by.validator, made == said::seconding ? said::has_seconded : said::has_called_valid);
  c.backable = c.backable || truth(has_quorum(w, s, c));
  return outcome_;
}

/// An equivocator calls valid what it has seconded. That is told of it, and is no second vote.
template <class S, class Choices>
language::outcome<concrete, refusal> contradict(const world<concrete>& w, state<concrete, S>& s,
                                                const chart<concrete, S>& /*known*/,
                                                Choices& choose) {
  using truth = concrete::truth;
  language::outcome<concrete, refusal> outcome_;
  speaker<S> by;
  REQUIRE_ALL(choose_speaker(w, s, by, choose));
  auto& c = s.candidates[by.candidate];
  REQUIRE(truth(is_equivocator(w.window, by.validator)), refusal::not_an_equivocator);
  REQUIRE(truth(!is_offline(w.window, by.validator)), refusal::validator_is_offline);
  REQUIRE(truth(said_by(c, by.validator) == said::has_seconded), refusal::nobody_has_seconded_it);
  REQUIRE(truth(is_misbehaviour(w, s, by, false)), refusal::validator_has_spoken);
  say(c, by.validator, said::both);
  c.backable = c.backable || truth(has_quorum(w, s, c));
  return outcome_;
}

/// The turn of the groups in a new block: one further than its parent's, or the first if the block
/// ends a session.
template <class S>
void move_turn(const world<concrete>& w, concrete::truth ends_session,
               relay_block<concrete, S>& block) {
  const std::uint64_t since = (block.groups.since_session.raw() + 1) % round_of(w);
  block.groups.since_session = ends_session.known() ? 0 : since;
}

}  // namespace backcheck::machine
