// SPDX-License-Identifier: Apache-2.0
//
// Windows as users write them: by name, by number, or both.
#include "model/machine/scopes.hpp"

#include <gtest/gtest.h>

namespace backcheck::machine {
namespace {

TEST(scopes, are_read_by_name_by_key_or_both) {
  EXPECT_EQ(read_scope("default").window, named_scopes().front().window);
  EXPECT_EQ(read_scope("default").name, "default");
  const auto keyed = read_scope("leaves=1,upward=no");
  EXPECT_EQ(keyed.window.leaves, 1);
  EXPECT_FALSE(keyed.window.upward);
  EXPECT_EQ(keyed.window.relay_blocks, named_scopes().front().window.relay_blocks);
  EXPECT_EQ(keyed.name, "") << "it is no longer what the name stands for";
  const auto both = read_scope("forks,candidates=4");
  EXPECT_EQ(both.window.leaves, 3);
  EXPECT_EQ(both.window.candidates, 4);
}

// What is printed can be typed.
TEST(scopes, are_read_as_they_are_written) {
  for (const auto& named : named_scopes()) {
    EXPECT_EQ(read_scope(to_text(named.window)).window, named.window) << named.name;
    EXPECT_EQ(read_scope(named.name).window, named.window);
    EXPECT_FALSE(named.about.empty());
    EXPECT_FALSE(left_out(named.window).empty());
  }
}

TEST(scopes, that_there_are_not_are_refused) {
  for (const auto* text :
       {"", "nothing", "leaves=", "leaves=256", "leaves=1x", "leaves", "=1", "upward=true",
        "claims=none", "leaves=1,default", "default,default", "height=3"})
    EXPECT_THROW(static_cast<void>(read_scope(text)), scope_error) << text;
}

// A window that is all open says nothing of what it does not leave out.
TEST(scopes, say_what_they_leave_out) {
  const scope wide{4, 2,    1,    3,     1,    true, true, true, 2, 0, true,
                   1, true, true, false, true, 1,    1,    2,    0, 0, 2};
  for (const auto& words : left_out(wide)) EXPECT_TRUE(words.starts_with("more than ")) << words;
  const scope narrow{2, 1, 1, 1, 0, false, false, false};
  EXPECT_EQ(left_out(narrow).size(), 17U);
}

}  // namespace
}  // namespace backcheck::machine
