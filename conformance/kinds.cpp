// SPDX-License-Identifier: Apache-2.0
#include "conformance/kinds.hpp"

#include <array>

namespace backcheck::conformance {

std::span<const kind> kinds() {
  static constexpr std::array all{
      kind{"emulator.constraints", try_constraints, true},
      kind{"emulator.stack", try_stack, true},
      kind{"emulator.stack.apply", try_stack, true},
      kind{"emulator.fragment", try_fragment, true},
  };
  return all;
}

const kind* kind_of(std::string_view name) {
  for (const auto& each : kinds()) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

}  // namespace backcheck::conformance
