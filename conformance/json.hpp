// SPDX-License-Identifier: Apache-2.0
//
// Reading the JSON of a case with expectations: what is missing or of the wrong kind is
// `malformed`, and the line is refused. The parser is simdjson's; only `conformance/` speaks to it.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace backcheck::conformance {

using json = simdjson::dom::element;

/// A line that is not a case of the format. The message says which part, and what was expected
/// there.
class malformed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

[[noreturn, gnu::cold]] inline void refuse(std::string_view what, std::string_view expected) {
  throw malformed("\"" + std::string(what) + "\" must be " + std::string(expected));
}

/// The member of an object, if it has it.
inline std::optional<json> member_if(const json& object, std::string_view key) {
  json found;
  if (object.at_key(key).get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}
inline json member(const json& object, std::string_view key) {
  const auto found = member_if(object, key);
  if (!found) throw malformed("\"" + std::string(key) + "\" is missing");
  return *found;
}

/// `what` names the value in the complaint.
inline std::uint64_t number(const json& value, std::uint64_t max, std::string_view what) {
  std::uint64_t read = 0;
  if (value.get(read) != simdjson::SUCCESS || read > max) {
    refuse(what, "a natural number, at most " + std::to_string(max));
  }
  return read;
}
inline bool truth(const json& value, std::string_view what) {
  bool read = false;
  if (value.get(read) != simdjson::SUCCESS) refuse(what, "true or false");
  return read;
}
inline std::string_view text(const json& value, std::string_view what) {
  std::string_view read;
  if (value.get(read) != simdjson::SUCCESS) refuse(what, "a string");
  return read;
}
inline simdjson::dom::array elements(const json& value, std::string_view what) {
  simdjson::dom::array read;
  if (value.get(read) != simdjson::SUCCESS) refuse(what, "a list");
  return read;
}
/// An array of exactly that many elements; the one at `i` is `tuple[i]`.
template <std::size_t Size>
std::array<json, Size> tuple(const json& value, std::string_view what) {
  std::array<json, Size> read;
  std::size_t size = 0;
  for (const json element : elements(value, what)) {
    if (size < Size) read[size] = element;
    ++size;
  }
  if (size != Size) refuse(what, "a list of " + std::to_string(Size));
  return read;
}

// The same for members of an object.
inline constexpr std::uint64_t word_max = 0xFFFFFFFF;
inline std::uint64_t word_of(const json& object, std::string_view key) {
  return number(member(object, key), word_max, key);
}
inline std::uint64_t wide_of(const json& object, std::string_view key) {
  return number(member(object, key), UINT64_MAX, key);
}
inline bool truth_of(const json& object, std::string_view key) {
  return truth(member(object, key), key);
}
inline std::string_view text_of(const json& object, std::string_view key) {
  return text(member(object, key), key);
}
inline simdjson::dom::array elements_of(const json& object, std::string_view key) {
  return elements(member(object, key), key);
}

}  // namespace backcheck::conformance
