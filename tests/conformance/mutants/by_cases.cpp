// SPDX-License-Identifier: Apache-2.0
//
// Mutants are noticed by the cases of the files that are given.
#include <exception>

#include "conformance/conform.hpp"
#include "tests/conformance/mutants/hunt.hpp"

bool nothing_is_noticed(const std::vector<std::string>& arguments) {
  try {
    backcheck::conformance::tallies all;
    for (const auto& file : arguments) {
      backcheck::conformance::run_file(file, all, true);
      for (const auto& [kind, tally] : all) {
        if (tally.differing > 0) return false;
      }
    }
  } catch (const std::exception&) {
    return false;
  }
  return true;
}
