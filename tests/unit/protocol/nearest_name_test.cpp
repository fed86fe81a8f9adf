// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/nearest_name.hpp"

#include <gtest/gtest.h>

#include <array>

namespace backcheck::protocol {
namespace {

constexpr std::array<std::string_view, 4> names{"lookahead", "group_rotation_frequency",
                                                "max_pov_size", "max_code_size"};

// A distance that is off by one would suggest the wrong name or none.
TEST(typing_distance, counts_single_mistakes) {
  EXPECT_EQ(typing_distance("lookahead", "lookahead"), 0U);
  EXPECT_EQ(typing_distance("lookahed", "lookahead"), 1U);    // left out
  EXPECT_EQ(typing_distance("lookaheead", "lookahead"), 1U);  // too many
  EXPECT_EQ(typing_distance("lookahaed", "lookahead"), 1U);   // swapped
  EXPECT_EQ(typing_distance("lookohead", "lookahead"), 1U);   // mistaken
  EXPECT_EQ(typing_distance("", "four"), 4U);
  EXPECT_EQ(typing_distance("four", ""), 4U);
  EXPECT_EQ(typing_distance("ca", "abc"), 3U);  // nothing is touched twice
}

// Names are often typed as flags or constants are written.
TEST(typing_distance, ignores_case_and_the_kind_of_stroke) {
  EXPECT_EQ(typing_distance("MAX-POV-SIZE", "max_pov_size"), 0U);
}

TEST(nearest_name, finds_the_nearest) {
  EXPECT_EQ(nearest_name("lookahed", names), "lookahead");
  EXPECT_EQ(nearest_name("max_cod_size", names), "max_code_size");
  EXPECT_EQ(nearest_name("max_pod_size", names), "max_pov_size");
}

// Two mistakes in five characters are as many as leave a word recognizable.
TEST(nearest_name, finds_short_names_too) {
  constexpr std::array<std::string_view, 2> keys{"relay_blocks", "leaves"};
  EXPECT_EQ(nearest_name("leafs", keys), "leaves");
  EXPECT_EQ(nearest_name("left", keys), std::nullopt);
}

TEST(nearest_name, takes_the_first_of_equally_near_names) {
  constexpr std::array<std::string_view, 2> both{"abcd", "abce"};
  EXPECT_EQ(nearest_name("abcf", both), "abcd");
}

// A part of a long name is not near it, but says enough.
TEST(nearest_name, completes_a_part) {
  EXPECT_EQ(nearest_name("rotation", names), "group_rotation_frequency");
}

// A suggestion that is no help is worse than none.
TEST(nearest_name, stays_silent_when_nothing_is_near) {
  EXPECT_EQ(nearest_name("quorum", names), std::nullopt);
  EXPECT_EQ(nearest_name("pov", names), std::nullopt);
  EXPECT_EQ(nearest_name("", names), std::nullopt);
  EXPECT_EQ(nearest_name("lookahead", {}), std::nullopt);
}

TEST(what_instead, suggests_and_lists) {
  const std::string allowed =
      "allowed: lookahead, group_rotation_frequency, max_pov_size, max_code_size";
  EXPECT_EQ(what_instead("lookahed", names), "did you mean 'lookahead'? " + allowed);
  EXPECT_EQ(what_instead("quorum", names), allowed);
  EXPECT_EQ(what_instead("lookahed", names, "any"), "did you mean 'lookahead'? allowed: any");
}

}  // namespace
}  // namespace backcheck::protocol
