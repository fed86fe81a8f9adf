// SPDX-License-Identifier: Apache-2.0
//
// The forms a trace takes outside: our own JSON, which can be read back and replayed; text, to be
// read aloud; and ITF (Apalache's ADR-015), for other tools. `docs/guides/traces.md` shows each.
//
// Our JSON is laid out in lines so that a line number means something: each item of the header,
// each group of parameters and each step stands on a line of its own.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "model/trace/trace.hpp"

namespace backcheck::trace {

std::string to_json_text(const trace& t);
std::string to_itf(const trace& t);
/// `author (on: R0, backed: c1)`
std::string step_text(const step& taken);
/// `is violated`, `is shown no longer`; and the clauses that fail, a line each.
std::string outcome_text(const trace& t);
std::string failed_text(const trace& t);
/// The setting and the claim; the steps; what came of it. `to_text` is all three.
std::string header_text(const trace& t);
std::string steps_text(const trace& t);
std::string conclusion_text(const trace& t);
std::string to_text(const trace& t);

/// The text is no trace. `what()` is one line that begins with the line at fault, counted from 1.
class trace_error : public std::runtime_error {
 public:
  trace_error(std::size_t line, const std::string& what)
      : std::runtime_error(std::to_string(line) + ": " + what), line_(line) {}
  [[nodiscard]] std::size_t line() const { return line_; }

 private:
  std::size_t line_;
};

/// What `to_json_text` wrote. The words for people (`shown`, `changed`, `remarks`) are not in it.
/// The checksum is left to whoever writes the trace anew and compares.
trace read(std::string_view all);

/// Where things stand in our JSON.
namespace line {
inline constexpr std::size_t configuration = 3;
inline constexpr std::size_t rule_set = 4;
inline constexpr std::size_t fault = 5;
inline constexpr std::size_t window = 6;
inline constexpr std::size_t claim = 7;
std::size_t parameters(std::size_t group);
std::size_t moment(const trace& t, std::size_t i);
/// Where there is a loop, and where there is what a claim rests on.
std::size_t loop(const trace& t);
std::size_t rests_on(const trace& t);
std::size_t failed(const trace& t);
std::size_t checksum(const trace& t);
}  // namespace line

}  // namespace backcheck::trace
