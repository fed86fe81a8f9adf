// SPDX-License-Identifier: Apache-2.0
//
// Windows as users name them: the keys of a `scope`, the scopes that have names, and what a window
// leaves out. Text only; `limits.hpp` knows which windows the machine can follow.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "model/machine/scope.hpp"

namespace backcheck::machine {

/// The user asked for a scope that there is not. One line: what, and what is allowed.
class scope_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One number or flag of a window.
struct window_key {
  std::string_view name;
  std::string_view meaning;
  std::uint8_t scope::*number;                   ///< or null
  bool scope::*flag;                             ///< or null
  std::span<const std::string_view> names = {};  ///< of the number's values, where they have any
  bool is_extra = false;  ///< told only where it differs from what a window has without saying so
};
/// Whether a key is told of a window.
bool is_told(const scope& window, const window_key& key);
std::span<const window_key> window_keys();

/// The value as text: a number, or yes or no. And all of them: `relay_blocks=4,leaves=2,…`.
std::string value_text(const scope& window, const window_key& key);
std::string to_text(const scope& window);
/// Sets a key; throws if there is no such key or the text is no value of it.
void set(scope& window, std::string_view name, std::string_view value);

struct named_scope {
  std::string_view name;
  std::string_view about;  ///< what it is good for
  scope window;
  /// Parameters that go with it, as `key=value,…`; and what governance may change then.
  std::string_view set = {};
  std::string_view change = {};
  bool long_run = false;  ///< small enough for what is claimed of the long run, so that is asked
};
/// The default comes first.
std::span<const named_scope> named_scopes();

/// A scope as asked for: a name, `key=value`s, or a name and `key=value`s, comma-separated. Values
/// without a name change the default scope.
struct chosen_scope {
  std::string name;  ///< empty if anything was changed
  scope window;
  std::string_view set = {};  ///< as the named scope says, whatever was changed of it
  std::string_view change = {};
  bool long_run = false;  ///< of the scope that was named, also if anything was changed
};
chosen_scope read_scope(std::string_view text);

/// The window that is larger by one in everything that bounds a step: through it one sees what each
/// state of the smaller one could do next if that had no bounds. What is switched off stays off.
scope widened(const scope& window);

/// What cannot be seen through a window, a few words each.
std::vector<std::string> left_out(const scope& window);

}  // namespace backcheck::machine
