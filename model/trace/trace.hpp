// SPDX-License-Identifier: Apache-2.0
//
// An execution as people keep it: the setting it was found in, what it is said to show, the steps
// taken and the states between. States are JSON, exact; words for people stand beside them and are
// made anew whenever the execution is replayed. Whether any of it is true only the machine knows.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/language/property.hpp"
#include "model/machine/scope.hpp"
#include "model/reflect/json_error.hpp"

namespace backcheck::trace {

using reflect::json;

/// One choice of a step, as drawn: its name and the number drawn (an index, an index plus one for
/// what may be none, 0 or 1).
struct choice {
  std::string name;
  std::uint8_t drawn = 0;
  std::string shown;  ///< for people: the name of what was chosen, as of the state before the step

  friend bool operator==(const choice& a, const choice& b) {
    return a.name == b.name && a.drawn == b.drawn;
  }
};

/// One step: a rule and its choices.
struct step {
  std::string rule;
  std::vector<choice> choices;
};

/// A state, and the step that led to it.
struct moment {
  std::optional<step> taken;  ///< none in the first
  json state;
  std::string shown;                      ///< the state in words, one line
  std::string changed;                    ///< what the step changed, one line
  std::vector<std::string> remarks = {};  ///< what else is to be said, a line each; for people only
};

/// Parameters by the chain's names, in the groups that the chain has them in.
struct parameter_group {
  std::string name;
  json values;  ///< an object
};

/// What the execution is said to show, and whether the machine agreed when it was last replayed.
enum class outcome : std::uint8_t { violated, shown };
enum class standing : std::uint8_t { as_claimed, no_longer };
struct claim {
  std::string property;  ///< its id
  std::string kind;      ///< always, step, sometimes, leads to, infinitely often or deadline
  std::string sentence;
  outcome what = outcome::violated;
};

/// What a claim about the long run is said to rest on.
struct grounds {
  std::vector<std::string> assuming;  ///< ids of the assumptions that the execution keeps to
  std::vector<std::string> dropped;   ///< ids of those that were done without
};

struct trace {
  std::string configuration;  ///< the preset or file that the parameters began with; only a name
  std::string rule_set;
  std::string fault;
  machine::scope window;
  claim claimed;
  std::vector<parameter_group> parameters;
  std::vector<moment> moments;  ///< at least one
  /// The steps behind this moment, which the last one is like, are repeated for ever; if there are
  /// none, nothing happens any more.
  std::optional<std::size_t> loop = {};
  std::optional<grounds> rests_on = {};         ///< of a claim about the long run
  std::vector<language::failed_clause> failed;  ///< of the property, in the last moment
  standing stands = standing::as_claimed;
};

}  // namespace backcheck::trace
