// SPDX-License-Identifier: Apache-2.0
//
// JSON that users write, and what to tell them when it can't be read.
#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace backcheck::reflect {

/// In the order in which fields are declared, which is the order people expect.
using json = nlohmann::ordered_json;

/// A document is not what can be read (exit 2). One line.
class json_error : public std::runtime_error {
 public:
  json_error(std::string path, std::string found, std::string allowed)
      : std::runtime_error((path.empty() ? "" : path + ": ") + "found " + found + ", allowed is " +
                           allowed),
        path_(std::move(path)),
        found_(std::move(found)),
        allowed_(std::move(allowed)) {}

  /// Where in the document, such as `scheduler.num_cores` or `blocks[2]`; empty for all of it.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& found() const { return found_; }
  [[nodiscard]] const std::string& allowed() const { return allowed_; }

 private:
  std::string path_;
  std::string found_;
  std::string allowed_;
};

/// A piece of a document in a few words, whatever is in it.
inline std::string in_short(const json& piece) {
  constexpr std::size_t length_max = 40;
  if (piece.is_object()) return "an object";
  if (piece.is_array()) return "an array of " + std::to_string(piece.size());
  std::string text = piece.dump(-1, ' ', true, json::error_handler_t::replace);
  if (text.size() > length_max) text = text.substr(0, length_max) + "...";
  return text;
}

/// Parses a document in which no object has a key twice: of two values, one would be ignored.
inline json parsed_json(const std::string& text) {
  std::vector<std::set<std::string>> keys;
  const auto watch = [&](int /*depth*/, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end) keys.pop_back();
    if (event == json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second)
      throw json_error({}, "the key " + in_short(parsed) + " twice", "once in an object");
    return true;
  };
  try {
    return json::parse(text, watch);
  } catch (const json::parse_error& error) {
    const std::string what = error.what();
    throw json_error({}, what.substr(what.find(' ') + 1), "JSON");
  }
}

}  // namespace backcheck::reflect
