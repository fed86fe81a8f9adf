// SPDX-License-Identifier: Apache-2.0
//
// What a function complains about, for comparing with what it should complain about.
#pragma once

#include <string>

#include "model/protocol/registry.hpp"

namespace backcheck::protocol {

/// The text of the `parameter_error` that `f` throws, or `accepted`.
template <class F>
std::string refusal_of(F&& f) {
  try {
    f();
  } catch (const parameter_error& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace backcheck::protocol
