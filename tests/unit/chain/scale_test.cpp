// SPDX-License-Identifier: Apache-2.0
//
// The byte coding, case by case: what is read, what is refused, and where.
#include "chain/scale.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/protocol/refusal.hpp"

namespace backcheck::chain {
namespace {

using protocol::refusal_of;

TEST(hex, is_read_with_and_without_its_mark) {
  const bytes wanted{0x00, 0x12, 0xAB};
  EXPECT_EQ(from_hex("0x0012ab"), wanted);
  EXPECT_EQ(from_hex("0012AB"), wanted);
  EXPECT_EQ(from_hex(" 0x00 12\nab\n"), wanted);
  EXPECT_EQ(to_hex(wanted), "0x0012ab");
  EXPECT_EQ(from_hex("0x"), bytes{});
}

TEST(hex, that_is_none_is_refused_at_its_place) {
  EXPECT_EQ(refusal_of([] { from_hex("0x12g4"); }),
            "character 5, 'g', is no hexadecimal digit; allowed: 0 to 9 and a to f, two for each "
            "byte, after 0x");
  EXPECT_EQ(refusal_of([] { from_hex("0x123"); }),
            "byte 1 has one hexadecimal digit; allowed: two for each byte");
  EXPECT_EQ(refusal_of([] { from_hex("0x12\x01"); }).substr(0, 20), "character 5, code 1,");
}

TEST(scale, numbers_are_little_endian) {
  const bytes coded{1, 2, 3, 4, 5, 6, 7, 8, 9};
  scale_reader from(coded);
  EXPECT_EQ(from.u8("a"), 1);
  EXPECT_EQ(from.u32("b"), 0x05040302U);
  EXPECT_EQ(from.offset(), 5U);
  EXPECT_EQ(from.left(), 4U);
  scale_reader wide(coded);
  EXPECT_EQ(wide.u64("c"), 0x0807060504030201U);
  scale_writer to;
  to.u32(0x05040302U);
  EXPECT_EQ(to.made(), (bytes{2, 3, 4, 5}));
}

TEST(scale, wide_numbers_have_sixteen_bytes) {
  bytes coded(16);
  coded[0] = 1;
  coded[15] = 0x80;
  scale_reader from(coded);
  const auto number = from.u128("a");
  EXPECT_EQ(number, (protocol::natural{1} << 127) + 1);
  scale_writer to;
  to.u128(number);
  EXPECT_EQ(to.made(), coded);
}

TEST(scale, compact_numbers_go_there_and_back) {
  const std::vector<std::pair<std::uint32_t, bytes>> known{
      {0, {0x00}},
      {1, {0x04}},
      {63, {0xFC}},
      {64, {0x01, 0x01}},
      {16383, {0xFD, 0xFF}},
      {16384, {0x02, 0x00, 0x01, 0x00}},
      {(1U << 30) - 1, {0xFE, 0xFF, 0xFF, 0xFF}},
      {1U << 30, {0x03, 0x00, 0x00, 0x00, 0x40}},
      {UINT32_MAX, {0x03, 0xFF, 0xFF, 0xFF, 0xFF}},
  };
  for (const auto& [number, coded] : known) {
    scale_writer to;
    to.compact(number);
    EXPECT_EQ(to.made(), coded) << number;
    scale_reader from(coded);
    EXPECT_EQ(from.compact("a"), number);
    EXPECT_EQ(from.left(), 0U);
  }
}

// Each number has one coding, so that what is decoded is encoded to the same bytes.
TEST(scale, compact_numbers_that_are_longer_than_needed_are_refused) {
  for (const bytes& coded : {bytes{0x01, 0x00}, bytes{0xFD, 0x00}, bytes{0x02, 0x00, 0x00, 0x00},
                             bytes{0x03, 0xFF, 0xFF, 0xFF, 0x3F}}) {
    scale_reader from(coded);
    const auto said = refusal_of([&] { from.compact("a"); });
    EXPECT_NE(said.find("in more bytes than it needs; allowed: the shortest form"),
              std::string::npos)
        << said;
  }
  const bytes five{0x07, 0, 0, 0, 0, 1};
  scale_reader wide(five);
  EXPECT_EQ(refusal_of([&] { wide.compact("a"); }),
            "at byte 0 of 6: a is a compact number of 5 bytes; allowed: up to 32 bits");
}

TEST(scale, what_is_cut_short_is_refused_where_it_begins) {
  const bytes coded{9, 1, 2};
  scale_reader from(coded);
  from.u8("a");
  EXPECT_EQ(refusal_of([&] { from.u32("b"); }), "at byte 1 of 3: b needs 4 bytes, 2 are left");
  const bytes none;
  scale_reader empty(none);
  EXPECT_EQ(refusal_of([&] { empty.u8("c"); }), "at byte 0 of 0: c needs 1 byte, 0 are left");
}

TEST(scale, a_truth_is_0_or_1_and_nothing_follows_the_end) {
  const bytes coded{0, 1, 2};
  scale_reader from(coded);
  EXPECT_FALSE(from.truth("a"));
  EXPECT_EQ(refusal_of([&] { from.end("it"); }),
            "at byte 1 of 3: it ends here, and 2 more bytes follow; allowed: none");
  EXPECT_TRUE(from.is_given("b"));
  EXPECT_EQ(refusal_of([&] { from.truth("c"); }),
            "at byte 2 of 3: c is 0x02; allowed: 0x00 false, 0x01 true");
}

}  // namespace
}  // namespace backcheck::chain
