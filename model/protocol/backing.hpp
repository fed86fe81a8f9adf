// SPDX-License-Identifier: Apache-2.0
//
// Backing: how many votes make a candidate backable, which votes count, which candidates a
// validator may second, and which statements are misbehaviour.
//
// Source: polkadot 52209dcfe546, node/primitives/src/lib.rs (`minimum_votes`),
// node/core/backing/src/ lib.rs (`seconding_sanity_check`), statement-table/src/generic.rs,
// primitives/src/v5/mod.rs
// (`check_candidate_backing`); polkadot-sdk 01f0659e, polkadot/node/core/backing/src/lib.rs, and
// cc28b529, polkadot/primitives (`effective_minimum_backing_votes`).
#pragma once

#include "model/language/rule.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/parameters.hpp"
#include "model/protocol/shape.hpp"

namespace backcheck::protocol {

/// How many votes a candidate needs from a group of that size: two until 2023, then as configured;
/// all of a smaller group.
template <language::domain D, std::uint64_t N>
constexpr auto votes_needed(const dialect& speak, const backing_params<D>& k,
                            const language::quantity<D, unit::validators, N>& group_size) {
  const u32<D, unit::votes> wanted =
      speak.rules == rule_set::y2025 ? k.minimum_backing_votes : u32<D, unit::votes>(2);
  return least(in_unit<unit::votes>(group_size), wanted);
}

/// A vote in a backed candidate: who signed it, by place in the group.
template <class Shape>
struct backing_vote {
  using validator_type = typename Shape::template word<unit::validators>;
  BACKCHECK_FIELDS(backing_vote, (validator_type, signed_by));
};

enum class votes_refusal : std::uint8_t {
  none,
  wrong_number_of_bits,
  more_votes_than_validators,
  signature_does_not_verify,
  not_every_vote_has_a_bit,
  insufficient_backing,
};
template <class Shape>
using votes_outcome = language::outcome<typename Shape::domain_type, votes_refusal>;

/// Whether the votes of a backed candidate hold: the i-th vote is that of the i-th bit set. Bits
/// beyond the votes are not refused. `needed` comes from `votes_needed`.
template <class Shape, std::uint64_t N, std::uint64_t V>
constexpr votes_outcome<Shape> check_votes(
    const language::quantity<typename Shape::domain_type, unit::validators, N>& group_size,
    const language::quantity<typename Shape::domain_type, unit::votes, V>& needed,
    const typename Shape::template list<unit::validators, truth_of<Shape>>& bits,
    const typename Shape::template list<unit::votes, backing_vote<Shape>>& votes) {
  using domain_type = typename Shape::domain_type;
  using place = typename backing_vote<Shape>::validator_type;
  using count = typename Shape::template word<unit::votes>;
  votes_outcome<Shape> outcome_;
  REQUIRE(length_of(bits) == group_size, votes_refusal::wrong_number_of_bits);
  REQUIRE(in_unit<unit::validators>(length_of(votes)) <= group_size,
          votes_refusal::more_votes_than_validators);
  count verified(0);
  for (std::size_t i = 0; i < places(bits); ++i) {
    const auto set = bits.has(i) && bits[i];
    for (std::size_t j = 0; j < places(votes); ++j) {
      const auto paired = set && votes.has(j) && verified == j;
      REQUIRE(!paired || votes[j].signed_by == place(i), votes_refusal::signature_does_not_verify);
    }
    using one = language::quantity<domain_type, unit::votes, 1>;
    verified = verified + language::one_if<one>(set && verified < length_of(votes));
  }
  REQUIRE(verified == length_of(votes), votes_refusal::not_every_vote_has_a_bit);
  REQUIRE(verified >= needed, votes_refusal::insufficient_backing);
  return outcome_;
}

/// What a leaf says of a candidate at one depth of its tree: that it may stand there, and whether
/// this validator has seconded another one for it.
template <class Shape>
struct depth_at_leaf {
  using truth = truth_of<Shape>;
  BACKCHECK_FIELDS(depth_at_leaf, (truth, possible), (truth, taken));
};
/// An active leaf; one that allows the candidate's relay parent answers.
template <class Shape>
struct leaf_answer {
  using truth = truth_of<Shape>;
  using depths_type = typename Shape::template list<unit::para_blocks, depth_at_leaf<Shape>>;
  BACKCHECK_FIELDS(leaf_answer, (truth, answers), (depths_type, depths));
};

/// What the active leaves say together.
template <language::domain D>
struct leaves_heard {
  using truth = typename D::truth;
  truth answered;  ///< some leaf allows the candidate's relay parent
  truth fits;      ///< …and has a place for it
  truth taken;     ///< …where this validator has seconded another one

  /// One more place at a leaf that does or does not answer.
  constexpr void hear(const truth& answers, const truth& possible, const truth& is_taken) {
    answered = answered || answers;
    fits = fits || (answers && possible);
    taken = taken || (answers && possible && is_taken);
  }
};
/// …gathered from all their places. A leaf without one may answer as well.
template <class Shape>
constexpr auto hear_leaves(
    const typename Shape::template list<unit::relay_hashes, leaf_answer<Shape>>& leaves) {
  using truth = truth_of<Shape>;
  leaves_heard<typename Shape::domain_type> heard{};
  for (std::size_t i = 0; i < places(leaves); ++i) {
    const auto answers = leaves.has(i) && leaves[i].answers;
    const auto& depths = leaves[i].depths;
    heard.hear(answers, truth(false), truth(false));
    for (std::size_t d = 0; d < places(depths); ++d) {
      heard.hear(answers, depths.has(d) && depths[d].possible, depths[d].taken);
    }
  }
  return heard;
}

enum class seconding_refusal : std::uint8_t {
  none,
  no_leaf_allows_its_relay_parent,
  depth_taken_at_a_leaf,
  fits_at_no_leaf,
};
template <class Shape>
using seconding_outcome = language::outcome<typename Shape::domain_type, seconding_refusal>;

/// Whether a validator may second a candidate (2023): at each depth of each leaf it seconds at most
/// one, so one depth taken at one leaf forbids it. An advertised candidate must fit somewhere as
/// well.
template <class Shape>
constexpr seconding_outcome<Shape> may_second_2023(
    const typename Shape::template list<unit::relay_hashes, leaf_answer<Shape>>& leaves,
    const truth_of<Shape>& only_advertised) {
  seconding_outcome<Shape> outcome_;
  const auto heard = hear_leaves<Shape>(leaves);
  REQUIRE(heard.answered, seconding_refusal::no_leaf_allows_its_relay_parent);
  REQUIRE(!heard.taken, seconding_refusal::depth_taken_at_a_leaf);
  REQUIRE(!only_advertised || heard.fits, seconding_refusal::fits_at_no_leaf);
  return outcome_;
}

/// Since 2024: where some leaf that allows its relay parent has it, or could take it, as a member
/// of its chain or waiting. Such a leaf has one possible depth here; what else was seconded does
/// not matter.
template <class Shape>
constexpr seconding_outcome<Shape> may_second_2025(
    const typename Shape::template list<unit::relay_hashes, leaf_answer<Shape>>& leaves) {
  seconding_outcome<Shape> outcome_;
  const auto heard = hear_leaves<Shape>(leaves);
  REQUIRE(heard.answered, seconding_refusal::no_leaf_allows_its_relay_parent);
  REQUIRE(heard.fits, seconding_refusal::fits_at_no_leaf);
  return outcome_;
}

/// Whether one more candidate that a validator has seconded at a relay parent is passed on to other
/// validators, where `before` were. Since 2024 claims bound this, which are not counted here.
template <language::domain D, std::uint64_t N>
constexpr typename D::truth passes_on_seconded(
    const dialect& speak, const async_backing_params<D>& k,
    const language::quantity<D, unit::para_blocks, N>& before) {
  using truth = typename D::truth;
  return truth(speak.rules != rule_set::y2023) || truth(speak.breaks(fault::seconding_unlimited)) ||
         before <= k.max_candidate_depth;
}

/// A statement that arrives, against what its signer has said before.
template <language::domain D>
struct statement {
  using truth = typename D::truth;
  BACKCHECK_FIELDS(statement,                    //
                   (truth, signer_is_in_group),  //
                   (truth, is_seconded),         // else it is `Valid`
                   (truth, seconded_this),       // the signer has, for this candidate
                   (truth, seconded_another),    // …for another one at this relay parent
                   (truth, called_this_valid),   //
                   (truth, same_signature));     // as the earlier statement like it
};

enum class misbehaviour : std::uint8_t {
  none,
  unauthorized_statement,
  multiple_candidates,
  issued_and_validity,
  double_sign,
};

/// Whether a statement shows misbehaviour. Seconding several candidates is one only while the relay
/// parent does not allow it, as in synchronous backing.
template <language::domain D>
constexpr language::outcome<D, misbehaviour> check_statement(
    const statement<D>& s, const typename D::truth& multiple_seconded_allowed) {
  language::outcome<D, misbehaviour> outcome_;
  const auto repeats =
      (s.is_seconded && s.seconded_this) || (!s.is_seconded && s.called_this_valid);
  const auto contradicts =
      (s.is_seconded && s.called_this_valid) || (!s.is_seconded && s.seconded_this);
  REQUIRE(s.signer_is_in_group, misbehaviour::unauthorized_statement);
  REQUIRE(!s.is_seconded || s.seconded_this || !s.seconded_another || multiple_seconded_allowed,
          misbehaviour::multiple_candidates);
  REQUIRE(!contradicts, misbehaviour::issued_and_validity);
  REQUIRE(!repeats || s.same_signature, misbehaviour::double_sign);
  return outcome_;
}

}  // namespace backcheck::protocol
