// SPDX-License-Identifier: Apache-2.0
//
// Why: what is compared with the reference implementation runs in the concrete domain. A proof is
// about the same text in another one, so there it must mean the same.
#include "tests/unit/protocol/twin.hpp"

#include <gtest/gtest.h>

#include "model/protocol/acceptance.hpp"
#include "model/protocol/backing.hpp"
#include "model/protocol/consensus_hook.hpp"
#include "model/protocol/fragment_chain.hpp"
#include "model/protocol/para_messages.hpp"
#include "model/protocol/segment.hpp"
#include "model/protocol/session.hpp"

namespace backcheck::tests {
namespace {

using protocol::dialect;
using protocol::rule_set;

/// Tries the rule in both eras, on random scenes; it must have fired, and have been refused.
template <template <class> class Scene, class Rule>
void expect_twins(const Rule& rule, bool can_be_refused = true) {
  for (const auto rules : {rule_set::y2023, rule_set::y2025}) {
    std::vector<std::size_t> counts;
    const auto with_era = [&](auto& scene) { return rule(dialect{rules}, scene); };
    expect_law([&](draws& from) { return both_come_to_the_same<Scene>(with_era, from, counts); },
               300);
    ASSERT_FALSE(counts.empty());
    EXPECT_GT(counts[0], 0U) << "never fired";
    EXPECT_TRUE(!can_be_refused || counts.size() > 1) << "never refused";
  }
}
template <class S>
using domain_of = typename S::domain_type;

template <class D>
struct emulator {
  using shape = small<D>;
  using constraints_type = protocol::constraints<small<D>>;
  using modifications_type = protocol::constraint_modifications<small<D>>;
  using candidate_type = protocol::prospective_candidate<small<D>>;
  using block_type = protocol::relay_block<small<D>>;
  BACKCHECK_FIELDS(emulator, (constraints_type, c), (modifications_type, m),
                   (modifications_type, later), (candidate_type, judged), (block_type, rp));
};

TEST(twins, of_modifications) {
  expect_twins<emulator>(
      [](const dialect& speak, auto& s) { return apply_modifications(speak, s.c, s.m); });
  expect_twins<emulator>(
      [](const dialect&, auto& s) {
        stack(s.m, s.later);
        return always<typename std::remove_cvref_t<decltype(s)>::shape::domain_type>();
      },
      false);
}

TEST(twins, of_fragments) {
  expect_twins<emulator>([](const dialect& speak, auto& s) {
    // Chance would hardly ever find what has to be equal.
    s.judged.validation_data = expected_validation_data(s.rp, s.c);
    s.judged.validation_code_hash = s.c.validation_code_hash;
    return make_fragment(speak, s.rp, s.c, s.judged, s.m);
  });
  expect_twins<emulator>([](const dialect& speak, auto& s) {
    return validate_fragment(speak, s.rp, s.c, s.judged, s.m);
  });
  expect_twins<emulator>([](const dialect&, auto& s) {
    s.judged.validation_code_hash = s.c.validation_code_hash;
    return validate_commitments(s.rp, s.c, s.judged);
  });
}

template <class D>
struct segments {
  using shape = small<D>;
  using segment_type = protocol::unincluded_segment<small<D>>;
  using block_type = protocol::ancestor<small<D>>;
  using watermark_type = protocol::watermark_update<small<D>>;
  using limits_type = protocol::outbound_bandwidth_limits<small<D>>;
  using head_type = typename small<D>::template word<protocol::unit::heads>;
  using signal_type = protocol::upgrade_go_ahead<small<D>>;
  using code_type = protocol::pending_code<small<D>>;
  BACKCHECK_FIELDS(segments, (segment_type, segment), (block_type, block),
                   (watermark_type, watermark), (limits_type, limits), (head_type, included),
                   (signal_type, signal), (signal_type, consumed), (code_type, code));
};

TEST(twins, of_segments) {
  expect_twins<segments>([](const dialect& speak, auto& s) {
    return append(speak, s.segment.tracker, s.block, s.watermark, s.limits);
  });
  expect_twins<segments>(
      [](const dialect&, auto& s) { return subtract(s.segment.tracker, s.block); });
  expect_twins<segments>(
      [](const dialect&, auto& s) { return drop_included(s.segment, s.included); });
  expect_twins<segments>([](const dialect&, auto& s) {
    return see_signal(s.segment.tracker, s.signal, s.code, s.consumed);
  });
  expect_twins<segments>(
      [](const dialect&, auto& s) {
        s.limits = limits_after(s.segment.tracker, s.limits);
        return always<typename std::remove_cvref_t<decltype(s)>::shape::domain_type>();
      },
      false);
}

template <class D>
struct hooks {
  using hook_type = protocol::fixed_velocity<small<D>>;
  using record_type = protocol::slot_record<small<D>>;
  using slot_type = typename record_type::slot_type;
  BACKCHECK_FIELDS(hooks, (hook_type, k), (record_type, recorded), (slot_type, now),
                   (slot_type, other), (slot_type, derived));
};

TEST(twins, of_hooks) {
  expect_twins<hooks>([](const dialect&, auto& s) { return on_initialize(s.recorded, s.now); });
  expect_twins<hooks>(
      [](const dialect&, auto& s) { return on_state_proof_2023(s.k, s.recorded, s.derived); });
  expect_twins<hooks>([](const dialect&, auto& s) {
    return on_state_proof_2025(s.k, s.recorded, s.now, s.other, s.derived);
  });
}

template <class D>
struct chains {
  using place_type = protocol::chain_place<small<D>>;
  using scope_type = protocol::relay_scope<small<D>>;
  using offered_type = typename scope_type::ancestors_type;
  BACKCHECK_FIELDS(chains, (place_type, place), (scope_type, scope), (offered_type, offered));
};

TEST(twins, of_prospective_parachains) {
  expect_twins<chains>([](const dialect& speak, auto& s) { return check_place(speak, s.place); });
  expect_twins<chains>([](const dialect&, auto& s) {
    s.scope.ancestors = {};
    return accept_ancestors(s.scope, s.offered);
  });
}

template <class D>
struct acceptances {
  using shape = small<D>;
  using parameters_type = protocol::parameters<D>;
  using tracker_type = protocol::relay_parent_tracker<small<D>>;
  using para_type = protocol::para_on_chain<small<D>>;
  using backed_type = protocol::backed_candidate<small<D>>;
  using block_type = protocol::relay_block<small<D>>;
  BACKCHECK_FIELDS(acceptances, (parameters_type, k), (tracker_type, tracker), (para_type, para),
                   (backed_type, backed), (block_type, block));
};

TEST(twins, of_acceptance) {
  expect_twins<acceptances>([](const dialect& speak, auto& s) {
    auto& c = s.backed.candidate;
    // Chance would hardly ever find what has to be equal.
    push_parent(s.tracker, s.block, s.block.number);
    c.relay_parent = s.block.hash;
    c.content.validation_data.parent_head = s.para.latest_head;
    c.content.validation_data.relay_parent_number = s.block.number;
    c.content.validation_data.relay_parent_storage_root = s.block.storage_root;
    s.k.candidates.max_pov_size = c.content.validation_data.max_pov_size;
    s.para.code.current = c.content.validation_code_hash;
    s.para.has_context = s.para.has_context && s.para.context <= s.block.number;
    using truth = std::remove_cvref_t<decltype(s.para.has_context)>;
    s.backed.collator_signature_verifies = truth(true);
    s.backed.para_head_matches = truth(true);
    c.validation_data_hash_matches = truth(true);
    s.para.downward = {};
    c.content.commitments.processed_downward_messages = 0;
    c.content.commitments.horizontal_messages = {};
    c.content.commitments.hrmp_watermark = s.block.number;
    s.k.messages.max_upward_queue_size = 0xFFFFFFFF;
    return check_candidate(speak, s.k, s.tracker, s.para, s.backed);
  });
  expect_twins<acceptances>([](const dialect&, auto& s) {
    return check_upward(s.k.messages, s.para, s.backed.candidate.content.commitments);
  });
  expect_twins<acceptances>([](const dialect&, auto& s) {
    return check_outbound(s.k.messages, s.para, s.backed.candidate.content.commitments);
  });
  expect_twins<acceptances>([](const dialect& speak, auto& s) {
    return check_watermark(speak, s.para, s.block, s.backed.candidate.content.commitments);
  });
}

template <class D>
struct upgrades {
  using limits_type = protocol::candidate_limits<D>;
  using code_type = protocol::code_state<small<D>>;
  using number_type = typename code_type::number_type;
  using hash_type = typename code_type::code_type;
  BACKCHECK_FIELDS(upgrades, (limits_type, k), (code_type, code), (number_type, now),
                   (number_type, then), (hash_type, fresh));
};

TEST(twins, of_code_upgrades) {
  expect_twins<upgrades>(
      [](const dialect&, auto& s) {
        s.k.validation_upgrade_cooldown = 0;
        s.k.validation_upgrade_delay = 0;
        s.k.minimum_validation_upgrade_delay = 0;
        process_scheduled_changes(s.code, s.now);
        note_new_head(s.code, s.then);
        schedule_upgrade(s.k, s.code, s.fresh, s.now);
        accept_upgrade(s.k, s.code, s.then, s.now);
        process_scheduled_changes(s.code, s.then);
        return always<typename std::remove_cvref_t<decltype(s.now)>::domain_type>();
      },
      false);
  expect_twins<upgrades>(
      [](const dialect&, auto& s) {
        reject_upgrade(s.code);
        return always<typename std::remove_cvref_t<decltype(s.now)>::domain_type>();
      },
      false);
}

template <class D>
struct blocks {
  using shape = small<D>;
  using pending_type = protocol::pending_chain<small<D>>;
  using claims_type = protocol::core_claims<small<D>>;
  using lookahead_type = typename small<D>::template word<protocol::unit::claims>;
  using truth = typename D::truth;
  using bits_type = typename small<D>::template list<protocol::unit::validators, truth>;
  using vote_type = protocol::backing_vote<small<D>>;
  using votes_type = typename small<D>::template list<protocol::unit::votes, vote_type>;
  using field_type = protocol::signed_bitfield<small<D>>;
  using disputed_type = typename field_type::bits_type;
  using count_type = language::quantity<D, protocol::unit::validators, 3>;
  using needed_type = language::quantity<D, protocol::unit::votes, 3>;
  BACKCHECK_FIELDS(blocks, (pending_type, pending), (claims_type, core),
                   (lookahead_type, lookahead), (truth, occupied), (bits_type, bits),
                   (votes_type, votes), (field_type, field), (disputed_type, disputed),
                   (count_type, validators), (needed_type, needed));
};

TEST(twins, of_blocks) {
  expect_twins<blocks>(
      [](const dialect&, auto& s) {
        using shape = typename std::remove_cvref_t<decltype(s)>::shape;
        (void)protocol::settle_pending<shape>(s.pending);
        return always<typename shape::domain_type>();
      },
      false);
  expect_twins<blocks>(
      [](const dialect&, auto& s) {
        using shape = typename std::remove_cvref_t<decltype(s)>::shape;
        s.core.provided.length = least(s.core.provided.length, s.core.queue.length);
        advance_claims(s.core, s.occupied, least(s.lookahead, s.core.queue.length));
        return always<typename shape::domain_type>();
      },
      false);
  expect_twins<blocks>([](const dialect&, auto& s) {
    using shape = typename std::remove_cvref_t<decltype(s)>::shape;
    s.validators = s.bits.length;
    return protocol::check_votes<shape>(s.validators, s.needed, s.bits, s.votes);
  });
  expect_twins<blocks>([](const dialect&, auto& s) {
    using shape = typename std::remove_cvref_t<decltype(s)>::shape;
    s.disputed.length = s.field.bits.length;
    return protocol::check_bitfield<shape>(s.field, s.disputed, s.validators, s.occupied,
                                           s.field.validator);
  });
}

}  // namespace
}  // namespace backcheck::tests
