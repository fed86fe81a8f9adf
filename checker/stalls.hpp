// SPDX-License-Identifier: Apache-2.0
//
// Deliberate faults that violate nothing in a finite execution: something does not happen any more.
// They show that what must be reachable is not reachable anyhow, and that promises are not kept
// anyhow.
#pragma once

#include <span>
#include <string_view>

#include "model/protocol/dialect.hpp"

namespace backcheck::checker {

struct stall_info {
  protocol::fault fault = protocol::fault::none;
  std::string_view sentence;  ///< what does not happen any more
};

/// All of them, in the order of `protocol::fault`.
std::span<const stall_info> stall_infos();

}  // namespace backcheck::checker
