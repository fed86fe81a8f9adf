// SPDX-License-Identifier: Apache-2.0
//
// One case on trial: its names, the eras it was recorded in, and the first difference between what
// was recorded and what our functions answer.
#pragma once

#include "conformance/answer.hpp"
#include "conformance/names.hpp"
#include "model/protocol/dialect.hpp"
#include "model/protocol/shape.hpp"

namespace backcheck::conformance {

/// The data of a case is of any size.
using shape = protocol::unbounded;

class trial {
 public:
  /// Compares one answer. `field` is where it stands in the line.
  void expect(std::string_view field, const json& recorded, const answer& came) {
    if (!first_) first_ = within(field, compare(recorded, came));
  }
  /// Compares a whole step, what was asked (`op`) aside.
  void expect_step(std::size_t number, const json& recorded, const answer::object& came);
  /// What cannot be said as an answer: a claim about the case that does not hold.
  void expect_that(bool holds, std::string_view field, std::string_view expected,
                   std::string_view came) {
    if (!first_ && !holds) first_ = {std::string(field), std::string(expected), std::string(came)};
  }
  /// Notes that something recorded for information only is not what came.
  void note() { noted_ = true; }

  [[nodiscard]] const std::optional<difference>& first() const { return first_; }
  [[nodiscard]] bool noted() const { return noted_; }

  /// Begins another case.
  void reset() {
    named.clear();
    first_.reset();
    noted_ = false;
  }

  names named;

 private:
  std::optional<difference> first_;
  bool noted_ = false;
};

/// Calls `run(dialect)` for each era that the case was recorded in.
template <class Run>
void for_each_version(const json& line, Run&& run) {
  using protocol::rule_set;
  const std::string_view version = text_of(line, "version");
  const bool both = version == "both";
  if (!both && version != "2023" && version != "2025") {
    refuse("version", "\"2023\", \"2025\" or \"both\"");
  }
  if (both || version == "2023") run(protocol::dialect{rule_set::y2023});
  if (both || version == "2025") run(protocol::dialect{rule_set::y2025});
}

}  // namespace backcheck::conformance
