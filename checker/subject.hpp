// SPDX-License-Identifier: Apache-2.0
//
// The machine as something to be checked: a view for engines, and the concrete machine itself, on
// which whatever an engine claims is replayed before anyone sees it. Shapes and templates end here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "checker/setting.hpp"
#include "checker/stepper.hpp"
#include "model/language/property.hpp"
#include "properties/property.hpp"
#include "solver/interface/path.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::checker {

/// A property that a state or step violates, with the clauses that failed.
struct violation {
  std::size_t property = 0;  ///< position in the catalogue
  std::vector<language::failed_clause> clauses;
};

/// A state of an execution, and what led to it.
struct frame {
  nlohmann::ordered_json state;
  std::string shown;    ///< the state in words, one line
  std::string changed;  ///< what the step changed, one line; empty in the first frame
  names_by_place names;
  std::vector<fact> facts;  ///< the state in words, thing by thing: relay blocks, then candidates
  std::vector<violation> violations;  ///< of this state, and of the step that led to it
  solver::claim_set
      witnessed;  ///< `sometimes` properties shown by this state or the step that led to it
};

/// An execution on the concrete machine. `frames` has one more entry than `steps`.
struct execution {
  std::vector<step> steps;
  std::vector<frame> frames;
};

/// Why a step can't be replayed.
struct not_enabled {
  std::size_t step = 0;  ///< the first is 0
  std::string why;       ///< the name of the refusal, or what is wrong with the step itself
};

class subject {
 public:
  subject() = default;
  subject(const subject&) = delete;
  subject& operator=(const subject&) = delete;
  virtual ~subject() = default;

  [[nodiscard]] virtual const solver::view& view() const = 0;
  /// The execution an engine found. Throws `model_fault` if the machine does not enable it: then an
  /// engine is wrong.
  [[nodiscard]] virtual execution spell(const solver::path& found) const = 0;
  /// Whether nothing can happen after the execution an engine found. Throws like `spell`.
  [[nodiscard]] virtual bool ends_in_deadlock(const solver::path& found) const = 0;
  /// Runs steps from the start: the execution as far as it goes, and what stopped it, if anything.
  [[nodiscard]] virtual std::pair<execution, std::optional<not_enabled>> replay(
      const std::vector<step>& steps) const = 0;
  /// The machine at its start. Not to be used longer than the subject.
  [[nodiscard]] virtual std::unique_ptr<stepper> begin(telling what) const = 0;
};

/// Whether a frame violates or shows a property.
bool shows(const frame& f, std::size_t property);

/// The machine for a setting, in the smallest compiled shape that holds its window. The setting has
/// been checked by `machine::beyond_the_machine`.
std::unique_ptr<subject> make_subject(const setting& s);

/// The catalogue, for lists and reports.
const std::vector<properties::property_info>& property_infos();
/// The position of a property by its id, if there is one.
std::optional<std::size_t> property_by_id(std::string_view id);
std::vector<std::string_view> property_ids();

}  // namespace backcheck::checker
