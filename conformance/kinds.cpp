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
      kind{"segment", try_segment, true},
      kind{"segment.limits", try_segment_limits, true},
      kind{"segment.inclusion", try_segment_inclusion, true},
      kind{"fragment_tree", try_fragment_tree, true},
      kind{"fragment_chain", try_fragment_chain, true},
      kind{"hook.can_build_upon", try_can_build_upon, true},
      kind{"hook.on_state_proof", try_on_state_proof, true},
      kind{"hook.on_initialize", try_on_initialize, true},
      kind{"segment.panic", try_segment_panic, false},
      kind{"fragment_tree.index_shift", try_index_shift, false},
      kind{"fragment_chain.order_dependent", try_order_dependent, false},
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
