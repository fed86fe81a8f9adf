// SPDX-License-Identifier: Apache-2.0
//
// Why: of several things wrong with a candidate, upstream names the first in its own order. Every
// test is broken alone, and together with the one after it.
#include <gtest/gtest.h>

#include <functional>

#include "model/protocol/acceptance.hpp"

namespace backcheck::protocol {
namespace {

using language::concrete;
using shape = unbounded;
using refusal = acceptance_refusal;

struct scene {
  parameters<concrete> k;
  relay_parent_tracker<shape> tracker;
  para_on_chain<shape> para;
  backed_candidate<shape> backed;
};

/// A candidate that is accepted, with one of every kind of message.
scene acceptable() {
  scene s;
  s.k.candidates.max_pov_size = 1000;
  s.k.candidates.max_head_data_size = 20;
  s.k.candidates.max_code_size = 100;
  s.k.messages.max_upward_message_num_per_candidate = 2;
  s.k.messages.max_upward_queue_count = 5;
  s.k.messages.max_upward_message_size = 30;
  s.k.messages.max_upward_queue_size = 60;
  s.k.messages.hrmp_max_message_num_per_candidate = 2;
  for (std::uint64_t number = 5; number <= 7; ++number) {
    relay_block<shape> block;
    block.hash = number + 100;
    block.number = number;
    block.storage_root = number + 200;
    push_parent(s.tracker, block, relay_block<shape>::number_type(3));
  }
  s.para.latest_head = 1;
  s.para.has_context = true;
  s.para.context = 6;
  s.para.code.current = 42;
  for (const std::uint64_t sent_at : {6U, 9U}) s.para.downward.elements().emplace_back(sent_at);
  s.para.upward_count = 3;
  s.para.upward_size = 20;
  s.para.has_watermark = true;
  s.para.watermark = 3;
  for (const std::uint64_t number : {4U, 5U}) s.para.digests.elements().emplace_back(number);
  for (const std::uint64_t id : {8U, 9U}) {
    channel_on_chain<shape> channel;
    channel.max_message_size = 10;
    channel.max_total_size = 30;
    channel.total_size = 20;
    channel.max_capacity = 2;
    channel.msg_count = 1;
    put_if(true, s.para.channels, shape::para(id), channel);
  }
  s.backed.collator_signature_verifies = true;
  s.backed.para_head_matches = true;
  auto& c = s.backed.candidate;
  c.relay_parent = 106;
  c.validation_data_hash_matches = true;
  c.content.validation_code_hash = 42;
  c.content.validation_data.parent_head = 1;
  c.content.validation_data.relay_parent_number = 6;
  c.content.validation_data.relay_parent_storage_root = 206;
  c.content.validation_data.max_pov_size = 1000;
  auto& made = c.content.commitments;
  made.head_data = 2;
  made.head_data_size = 20;
  made.has_new_validation_code = true;
  made.new_validation_code_size = 100;
  made.processed_downward_messages = 1;
  for (const std::uint64_t size : {10U, 30U}) made.upward_messages.elements().emplace_back(size);
  for (const std::uint64_t id : {8U, 9U}) {
    horizontal_message<shape> message;
    message.recipient = id;
    message.size = 10;
    made.horizontal_messages.elements().push_back(message);
  }
  made.hrmp_watermark = 4;
  return s;
}

refusal judge(const scene& s, rule_set rules = rule_set::y2025) {
  return check_candidate(dialect{rules}, s.k, s.tracker, s.para, s.backed).why();
}

candidate_commitments<shape>& made(scene& s) { return s.backed.candidate.content.commitments; }

struct fault_row {
  refusal named;
  std::function<void(scene&)> break_it;
};

/// What is wrong, in the order in which it is looked for.
std::vector<fault_row> faults() {
  const auto sent = [](scene& s, std::size_t i) -> horizontal_message<shape>& {
    return made(s).horizontal_messages.elements()[i];
  };
  const auto channel = [](scene& s, std::size_t i) -> channel_on_chain<shape>& {
    return s.para.channels.entries()[i].value;
  };
  return {
      {refusal::disallowed_relay_parent, [](scene& s) { s.backed.candidate.relay_parent = 105; }},
      {refusal::validation_data_hash_mismatch, [](scene& s) { s.para.latest_head = 7; }},
      {refusal::not_collator_signed,
       [](scene& s) { s.backed.collator_signature_verifies = false; }},
      {refusal::invalid_validation_code_hash, [](scene& s) { s.para.code.current = 43; }},
      {refusal::para_head_mismatch, [](scene& s) { s.backed.para_head_matches = false; }},
      {refusal::head_data_too_large, [](scene& s) { s.k.candidates.max_head_data_size = 19; }},
      {refusal::premature_code_upgrade, [](scene& s) { s.para.code.restricted = true; }},
      {refusal::new_code_too_large, [](scene& s) { s.k.candidates.max_code_size = 99; }},
      {refusal::downward_advancement_rule,
       [](scene& s) { made(s).processed_downward_messages = 0; }},
      {refusal::downward_underflow, [](scene& s) { made(s).processed_downward_messages = 3; }},
      {refusal::upward_is_offboarding, [](scene& s) { s.para.is_offboarding = true; }},
      {refusal::upward_more_messages_than_permitted,
       [](scene& s) { s.k.messages.max_upward_message_num_per_candidate = 1; }},
      {refusal::upward_capacity_exceeded, [](scene& s) { s.para.upward_count = 4; }},
      {refusal::upward_message_size, [](scene& s) { s.k.messages.max_upward_message_size = 29; }},
      {refusal::upward_total_size_exceeded, [](scene& s) { s.para.upward_size = 21; }},
      {refusal::watermark_ahead_of_relay_parent, [](scene& s) { made(s).hrmp_watermark = 7; }},
      {refusal::watermark_advancement_rule, [](scene& s) { s.para.watermark = 5; }},
      {refusal::watermark_lands_on_block_with_no_messages, [](scene& s) { s.para.digests = {}; }},
      {refusal::outbound_more_messages_than_permitted,
       [](scene& s) { s.k.messages.hrmp_max_message_num_per_candidate = 1; }},
      {refusal::outbound_not_sorted, [=](scene& s) { sent(s, 1).recipient = 8; }},
      {refusal::outbound_no_such_channel, [=](scene& s) { sent(s, 1).recipient = 10; }},
      {refusal::outbound_max_message_size_exceeded,
       [=](scene& s) { channel(s, 1).max_message_size = 9; }},
      {refusal::outbound_total_size_exceeded, [=](scene& s) { channel(s, 1).total_size = 21; }},
      {refusal::outbound_capacity_exceeded, [=](scene& s) { channel(s, 1).msg_count = 2; }},
  };
}

TEST(acceptance, of_a_candidate_that_uses_everything_up) {
  EXPECT_EQ(judge(acceptable()), refusal::none);
}

TEST(acceptance, names_what_is_wrong_first) {
  const auto all = faults();
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto s = acceptable();
    all[i].break_it(s);
    EXPECT_EQ(judge(s), all[i].named) << i;
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      auto both = acceptable();
      all[j].break_it(both);
      all[i].break_it(both);
      // Two that change the same number cannot both be there.
      const bool exclude = (all[i].named == refusal::downward_advancement_rule &&
                            all[j].named == refusal::downward_underflow) ||
                           (all[i].named == refusal::outbound_not_sorted &&
                            all[j].named == refusal::outbound_no_such_channel);
      if (exclude) continue;
      EXPECT_EQ(judge(both), all[i].named) << i << " " << j;
    }
  }
}

TEST(acceptance, lets_a_relay_parent_repeat_but_not_go_back) {
  auto s = acceptable();
  s.para.context = 7;
  EXPECT_EQ(judge(s), refusal::disallowed_relay_parent);
  s.para.has_context = false;
  EXPECT_EQ(judge(s), refusal::none);
}

TEST(acceptance, of_the_last_watermark_again_depends_on_the_era) {
  auto s = acceptable();
  made(s).hrmp_watermark = 3;
  EXPECT_EQ(judge(s, rule_set::y2025), refusal::none);
  EXPECT_EQ(judge(s, rule_set::y2023), refusal::watermark_advancement_rule);
  made(s).hrmp_watermark = 6;  // the relay parent itself is always right
  s.para.watermark = 6;
  EXPECT_EQ(judge(s, rule_set::y2023), refusal::none);
}

// Along a chain only heads and relay parents run on: each candidate may use up what is left alone.
TEST(acceptance, of_a_chain_does_not_add_messages_up) {
  auto s = acceptable();
  follow(s.para, s.backed);
  EXPECT_EQ(judge(s), refusal::validation_data_hash_mismatch);
  s.backed.candidate.content.validation_data.parent_head = 2;
  EXPECT_EQ(judge(s), refusal::none);
}

// The relay chain judges a queue by what it would hold, nodes and parachains by what it has left.
TEST(upward_queue, has_left_what_it_may_still_hold) {
  using messages = u32<concrete, unit::messages>;
  using bytes = u32<concrete, unit::bytes>;
  message_limits<concrete> k;
  k.max_upward_queue_count = 3;
  k.max_upward_queue_size = 5;
  for (std::uint64_t held = 0; held <= 3; ++held) {
    const auto left = upward_queue_left(k, messages(held), bytes(held));
    for (std::uint64_t more = 0; more <= 7; ++more) {
      EXPECT_EQ(upward_queue_holds(k, messages(held + more)).known(), more <= left.messages.raw());
      EXPECT_EQ(upward_queue_holds(k, bytes(held + more)).known(), more <= left.bytes.raw());
    }
  }
}

}  // namespace
}  // namespace backcheck::protocol
