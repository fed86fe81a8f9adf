// SPDX-License-Identifier: Apache-2.0
//
// Executions as traces, and traces as executions again: a trace is only worth what the concrete
// machine makes of it today.
#pragma once

#include <string>
#include <string_view>

#include "checker/long_run.hpp"
#include "checker/setting.hpp"
#include "checker/subject.hpp"
#include "model/trace/format.hpp"

namespace backcheck::checker {

/// What an execution shows, as a trace. `configuration` is the name of what the parameters began
/// with.
trace::trace record(const setting& s, const std::string& configuration, std::size_t property,
                    const execution& run);

/// The same of an execution that breaks a claim about the long run.
trace::trace record(const setting& s, const std::string& configuration, std::size_t claim,
                    const broken_claim& broken);
/// What a trace that claims to break `claim` says of it, entered in the setting. Throws
/// `trace::trace_error` if it says what cannot be.
void read_long_run(const trace::trace& told, std::size_t claim, setting& s);

/// The steps of a trace.
std::vector<step> steps_of(const trace::trace& t);

/// A trace that has been replayed in its own setting, with the words for people made anew.
struct replayed {
  setting where;
  trace::trace made;
  bool shown = false;  ///< the last step or state still shows what the trace claims
};
/// Replays the text of a trace. Throws `trace::trace_error` with the line if it is no trace, if a
/// step is not enabled, or if anything in it differs from what the machine makes of it.
replayed replay(std::string_view text);

}  // namespace backcheck::checker
