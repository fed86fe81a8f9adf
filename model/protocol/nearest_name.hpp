// SPDX-License-Identifier: Apache-2.0
//
// Which existing name a mistyped one probably stands for, so that an error can suggest it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace backcheck::protocol {

/// How many characters must be inserted, removed, replaced, or swapped with their neighbour to make
/// one word of the other. Upper and lower case, and `-` and `_`, count as equal.
std::size_t typing_distance(std::string_view a, std::string_view b);

/// The name nearest to `typed`, by the distance above, if at most two in five characters of `typed`
/// are mistyped (`leafs` is near `leaves`); else the first name that has all of `typed` in it, if
/// that is four characters or more. Of equally near names the first.
std::optional<std::string_view> nearest_name(std::string_view typed,
                                             std::span<const std::string_view> names);

/// What an error about an unknown name ends with: `did you mean 'name'? allowed: name, name, name`.
/// Nothing is asked where no name is near.
std::string what_instead(std::string_view typed, std::span<const std::string_view> names);
/// The same, where `all` says in fewer words what is allowed.
std::string what_instead(std::string_view typed, std::span<const std::string_view> names,
                         std::string_view all);

}  // namespace backcheck::protocol
