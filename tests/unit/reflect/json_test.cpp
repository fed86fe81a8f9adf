// SPDX-License-Identifier: Apache-2.0
//
// What users are told about JSON that can't be read: where, what and what is allowed, in one line.
#include "model/reflect/json.hpp"

#include <gtest/gtest.h>

namespace backcheck::tests {
namespace {

using language::concrete;
using language::known_truth;
using reflect::json;

struct block {
  static constexpr const char* name = "block";
};
struct bytes {
  static constexpr const char* name = "bytes";
};
struct candidate {
  using size_type = language::quantity<concrete, bytes, 10>;
  using parent_type = language::maybe<concrete, block, 3>;
  using core_type = language::index<concrete, block, 2>;
  BACKCHECK_FIELDS(candidate, (size_type, size), (parent_type, parent), (core_type, core),
                   (known_truth, backable));
};
struct state {
  using candidates_type = language::list<concrete, block, 2, candidate>;
  using totals_type = language::per<language::index<concrete, block, 2>,
                                    language::quantity<concrete, bytes, UINT64_MAX>>;
  BACKCHECK_FIELDS(state, (candidates_type, candidates), (totals_type, totals));
};

constexpr const char* written =
    R"({"candidates":[{"size":3,"parent":null,"core":1,"backable":true}],)"
    R"("totals":[18446744073709551615,0]})";

state read(const std::string& text) {
  return reflect::from_json<state>(reflect::parsed_json(text));
}

TEST(json, is_written_in_the_order_of_declaration) {
  state s{};
  append_if(true, s.candidates, candidate{3, {}, candidate::core_type(1), true});
  s.totals[0] = UINT64_MAX;
  EXPECT_EQ(reflect::to_json(s).dump(), written);
  EXPECT_EQ(reflect::to_json(read(written)).dump(), written);
}
TEST(json, counts_references_from_zero) {
  candidate c{};
  c.parent = candidate::parent_type::some(2);
  EXPECT_EQ(reflect::to_json(c)["parent"], 2);
}

/// Replaces `good` in the document by `bad`, and reads it.
std::string complaint(const std::string& good, const std::string& bad) {
  std::string text = written;
  text.replace(text.find(good), good.size(), bad);
  try {
    read(text);
  } catch (const reflect::json_error& error) {
    return error.what();
  }
  return "";
}

TEST(json, that_cannot_be_read_is_refused_by_its_place) {
  constexpr auto size_allowed = ", allowed is a whole number from 0 to 10 (bytes)";
  const auto size_complaint = [&](const std::string& found) {
    return "candidates[0].size: found " + found + size_allowed;
  };
  EXPECT_EQ(complaint(R"("size":3)", R"("size":11)"), size_complaint("11"));
  EXPECT_EQ(complaint(R"("size":3)", R"("size":-1)"), size_complaint("-1"));
  EXPECT_EQ(complaint(R"("size":3)", R"("size":3.0)"), size_complaint("3.0"));
  EXPECT_EQ(complaint(R"("size":3)", R"("size":"3")"), size_complaint("\"3\""));
  EXPECT_EQ(complaint(R"("size":3)", R"("size":null)"), size_complaint("null"));
  EXPECT_EQ(complaint(R"("size":3)", R"("size":[3])"), size_complaint("an array of 1"));
  EXPECT_EQ(complaint(R"("size":3,)", ""), size_complaint("nothing"));
  EXPECT_EQ(complaint(R"("parent":null)", R"("parent":3)"),
            "candidates[0].parent: found 3, allowed is null or a whole number from 0 to 2 (block)");
  EXPECT_EQ(complaint(R"("core":1)", R"("core":2)"),
            "candidates[0].core: found 2, allowed is a whole number from 0 to 1 (block)");
  EXPECT_EQ(complaint(R"("backable":true)", R"("backable":1)"),
            "candidates[0].backable: found 1, allowed is true or false");
  EXPECT_EQ(complaint(R"("size":3)", R"("size":3,"sise":4)"),
            "candidates[0]: found the key \"sise\", allowed is an object with size, parent, core, "
            "backable");
  EXPECT_EQ(complaint(R"(615,0])", R"(615])"),
            "totals: found an array of 1, allowed is an array of 2");
  EXPECT_EQ(complaint("18446744073709551615", "18446744073709551616"),
            "totals[0]: found 1.8446744073709552e+19, allowed is a whole number from 0 to "
            "18446744073709551615 (bytes)");
}
TEST(json, lists_are_no_longer_than_they_can_be) {
  const std::string element = R"({"size":3,"parent":null,"core":1,"backable":true})";
  EXPECT_EQ(complaint(element, element + "," + element), "");
  EXPECT_EQ(complaint(element, element + "," + element + "," + element),
            "candidates: found an array of 3, allowed is an array of at most 2");
}
TEST(json, places_are_told_below_where_the_caller_is) {
  try {
    reflect::from_json<state>(json(5), "trace.states[4]");
    FAIL();
  } catch (const reflect::json_error& error) {
    EXPECT_EQ(error.path(), "trace.states[4]");
    EXPECT_EQ(error.found(), "5");
    EXPECT_EQ(error.allowed(), "an object with candidates, totals");
  }
}
TEST(json, with_a_key_twice_is_refused) {
  EXPECT_EQ(complaint(R"("size":3)", R"("size":3,"size":4)"),
            "found the key \"size\" twice, allowed is once in an object");
}
TEST(json, with_a_slip_of_the_pen_is_refused_by_line_and_column) {
  const std::string told = complaint("[", "[,");
  EXPECT_TRUE(told.find("line 1, column 16") != std::string::npos) << told;
  EXPECT_EQ(told.find('\n'), std::string::npos) << told;
}
TEST(json, of_long_strings_is_quoted_in_short) {
  const std::string told = complaint(R"("size":3)", R"("size":")" + std::string(500, 'x') + '"');
  EXPECT_LT(told.size(), 150U) << told;
}

}  // namespace
}  // namespace backcheck::tests
