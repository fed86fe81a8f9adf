// SPDX-License-Identifier: Apache-2.0
//
// Why: thresholds and time-outs are where one off by one costs a block or a core. Compared with the
// reference's tables and, exhaustively for small numbers, with what is said in words.
#include <gtest/gtest.h>

#include "model/protocol/inclusion.hpp"
#include "model/protocol/scheduling.hpp"

namespace backcheck::protocol {
namespace {

using language::concrete;
using shape = unbounded;
using votes = u32<concrete, unit::votes>;
using validators = u32<concrete, unit::validators>;
using relay_blocks = u32<concrete, unit::relay_blocks>;

struct row {
  std::uint64_t validators;
  std::uint64_t threshold;
  std::uint64_t author_asks;
};
const std::vector<row> table{{1, 1, 1},  {2, 2, 2},       {3, 3, 2},       {4, 3, 3},
                             {5, 4, 4},  {6, 5, 4},       {7, 5, 5},       {9, 7, 6},
                             {10, 7, 7}, {300, 201, 200}, {500, 334, 334}, {1000, 667, 667}};

TEST(availability, thresholds_are_those_of_the_table) {
  for (const auto& [n, threshold, author_asks] : table) {
    EXPECT_EQ(availability_threshold(validators(n)).raw(), threshold) << n;
    EXPECT_TRUE(is_available(votes(threshold), validators(n)).known()) << n;
    EXPECT_FALSE(is_available(votes(threshold - 1), validators(n)).known()) << n;
    EXPECT_TRUE(seems_available(votes(author_asks), validators(n)).known()) << n;
    EXPECT_FALSE(seems_available(votes(author_asks - 1), validators(n)).known()) << n;
  }
}

TEST(availability, what_needs_no_division_is_what_needs_one) {
  for (std::uint64_t n = 1; n <= 60; ++n) {
    const auto threshold = availability_threshold(validators(n)).raw();
    for (std::uint64_t v = 0; v <= n; ++v) {
      EXPECT_EQ(is_available(votes(v), validators(n)).known(), v >= threshold) << v << " of " << n;
      const bool differ = is_available(votes(v), validators(n)).known() !=
                          seems_available(votes(v), validators(n)).known();
      EXPECT_EQ(differ, 3 * v == 2 * n) << v << " of " << n;
    }
  }
}

parameters<concrete> with_periods(std::uint64_t rotation, std::uint64_t availability) {
  parameters<concrete> k;
  k.scheduler.group_rotation_frequency = rotation;
  k.scheduler.paras_availability_period = availability;
  return k;
}

/// The first block at which a candidate backed in `backed_in` times out.
std::uint64_t time_out_of(const dialect& speak, const parameters<concrete>& k,
                          std::uint64_t session_start, std::uint64_t backed_in) {
  for (std::uint64_t now = backed_in + 1;; ++now) {
    const relay_blocks start(session_start);
    const auto here = position_in_rotation(k.scheduler, start, relay_blocks(now));
    const auto next = position_in_rotation(k.scheduler, start, relay_blocks(now + 1));
    if (times_out<concrete>(speak, k, relay_blocks(now - backed_in), here, next).known())
      return now;
  }
}

TEST(time_out, comes_after_the_period_and_before_the_rotation_is_through) {
  for (const auto rules : {rule_set::y2023, rule_set::y2025}) {
    for (std::uint64_t g = 2; g <= 9; ++g) {
      for (std::uint64_t p = 1; p < g; ++p) {
        const auto k = with_periods(g, p);
        for (std::uint64_t backed_in = 5; backed_in < 5 + 2 * g; ++backed_in) {
          // 2025 looks at the block after: as if every block came one later in its rotation.
          const std::uint64_t shift = rules == rule_set::y2025 ? 1 : 0;
          const std::uint64_t x = (backed_in + shift - 5) % g;
          const std::uint64_t delay = x >= g - p ? p : g - x;
          EXPECT_EQ(time_out_of(dialect{rules}, k, 5, backed_in), backed_in + delay)
              << g << " " << p << " " << backed_in;
        }
      }
    }
  }
}

TEST(time_out, is_when_nodes_of_2023_expect_it) {
  for (std::uint64_t g = 2; g <= 9; ++g) {
    for (std::uint64_t p = 1; p < g; ++p) {
      const auto k = with_periods(g, p);
      for (std::uint64_t backed_in = 5; backed_in < 5 + g; ++backed_in) {
        const std::uint64_t rotation_start = backed_in - (backed_in - 5) % g;
        const auto expected =
            expected_time_out(k.scheduler, relay_blocks(backed_in), relay_blocks(rotation_start));
        EXPECT_EQ(expected.raw(), time_out_of(dialect{rule_set::y2023}, k, 5, backed_in))
            << g << " " << p << " " << backed_in;
      }
    }
  }
}

enum fate { nothing, available, timed_out, disputed };

std::pair<std::uint64_t, std::size_t> settled(const std::vector<fate>& fates) {
  pending_chain<shape> pending;
  for (const auto each : fates) {
    pending_on_chain<shape> candidate;
    candidate.available = each == available;
    candidate.timed_out = each == timed_out;
    candidate.disputed = each == disputed;
    pending.elements().push_back(candidate);
  }
  const auto included = settle_pending<shape>(pending);
  return {included.raw(), places(pending)};
}

TEST(settling, includes_a_prefix_and_evicts_a_suffix) {
  using result = std::pair<std::uint64_t, std::size_t>;
  EXPECT_EQ(settled({}), (result{0, 0}));
  EXPECT_EQ(settled({nothing}), (result{0, 1}));
  EXPECT_EQ(settled({available}), (result{1, 0}));
  EXPECT_EQ(settled({available, available, nothing, available}), (result{2, 2}));
  EXPECT_EQ(settled({nothing, available}), (result{0, 2}));
  EXPECT_EQ(settled({available, timed_out, available}), (result{1, 0}));
  EXPECT_EQ(settled({nothing, timed_out, available}), (result{0, 1}));
  EXPECT_EQ(settled({timed_out, available}), (result{0, 0}));
  EXPECT_EQ(settled({available, disputed, available}), (result{1, 0}));
  EXPECT_EQ(settled({disputed, available}), (result{0, 0}));
}

signed_bitfield<shape> bitfield(const std::vector<bool>& bits, std::uint64_t validator) {
  signed_bitfield<shape> field;
  for (const bool bit : bits) field.bits.elements().emplace_back(bit);
  field.validator = validator;
  field.signature_verifies = true;
  return field;
}

TEST(bitfields, count_unless_something_is_wrong_with_them) {
  const auto judge = [](const signed_bitfield<shape>& field, bool has_last = false,
                        std::uint64_t last = 0) {
    signed_bitfield<shape>::bits_type is_disputed;
    for (const bool bit : {false, true, false}) is_disputed.elements().emplace_back(bit);
    using validator = signed_bitfield<shape>::validator_type;
    return check_bitfield<shape>(field, is_disputed, validators(5), has_last, validator(last))
        .why();
  };
  EXPECT_EQ(judge(bitfield({true, false, true}, 4)), bitfield_refusal::none);
  EXPECT_EQ(judge(bitfield({true, false}, 4)), bitfield_refusal::wrong_number_of_bits);
  EXPECT_EQ(judge(bitfield({true, true, true}, 5)), bitfield_refusal::bit_for_a_disputed_core);
  EXPECT_EQ(judge(bitfield({true, false, true}, 3), true, 2), bitfield_refusal::none);
  EXPECT_EQ(judge(bitfield({true, false, true}, 2), true, 2), bitfield_refusal::out_of_order);
  EXPECT_EQ(judge(bitfield({true, false, true}, 5)), bitfield_refusal::no_such_validator);
  auto forged = bitfield({true, false, true}, 4);
  forged.signature_verifies = false;
  EXPECT_EQ(judge(forged), bitfield_refusal::signature_does_not_verify);
}

}  // namespace
}  // namespace backcheck::protocol
