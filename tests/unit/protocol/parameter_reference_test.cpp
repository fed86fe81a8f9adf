// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/protocol/parameter_reference.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "model/protocol/config_file.hpp"

namespace backcheck::protocol {
namespace {

constexpr const char* page = "docs/parameters.md";

std::string page_text() {
  std::ifstream in(page);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A reference that says something else than the program is worse than none.
TEST(parameter_reference, is_up_to_date) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing else runs
  if (std::getenv("BACKCHECK_UPDATE") != nullptr) std::ofstream(page) << parameter_reference();
  EXPECT_TRUE(page_text() == parameter_reference())
      << page << " is stale; run this test with BACKCHECK_UPDATE=1 to make it again";
}

// The example is the first that people try.
TEST(parameter_reference, shows_a_file_that_can_be_read) {
  const std::string text = page_text();
  const std::string fence = "```toml\n";
  const std::size_t start = text.find(fence) + fence.size();
  const std::string example = text.substr(start, text.find("```", start) - start);
  const configuration all = read_configuration(example, "example.toml");
  EXPECT_EQ(get(all.values, "block_processing_velocity"), "3");
  EXPECT_TRUE(all.is_assumed(parameter_named("slot_duration_ms")));
}

}  // namespace
}  // namespace backcheck::protocol
