// SPDX-License-Identifier: Apache-2.0
#include "cli/museum.hpp"

#include <fmt/format.h>

#include "cli/words.hpp"

namespace backcheck::cli {

using checker::kill_kind;
using checker::museum_run;
using reflect::json;

namespace {

std::string_view engine_of(const museum_run& run) {
  switch (run.mutant->how) {
    case kill_kind::execution:
    case kill_kind::unreachable:
      return "explicit";
    case kill_kind::long_run:
      return "explicit, long run";
    case kill_kind::theorem:
      return "prove";
    case kill_kind::law:
      break;
  }
  return "all small cases";
}

std::vector<std::string> threads_of(const checker::museum_entry& entry) {
  std::vector<std::string> links;
  for (std::size_t from = 0; from < entry.threads.size();) {
    const auto to = std::min(entry.threads.find(' ', from), entry.threads.size());
    links.push_back(checker::thread_link(entry.threads.substr(from, to - from)));
    from = to + 1;
  }
  return links;
}

}  // namespace

std::string museum_outcome(const museum_run& run) {
  const auto& m = *run.mutant;
  if (!run.sound.empty()) return "NOT A MUTANT: " + run.sound;
  if (!run.killed) return run.decided ? "LIVES" : "undecided";
  switch (m.how) {
    case kill_kind::execution:
      return fmt::format("killed by {} in {}", m.refuted_by, counted(run.steps, "step"));
    case kill_kind::unreachable:
      return fmt::format("killed by {}: unreachable", m.refuted_by);
    case kill_kind::long_run:
      if (!run.loop)
        return fmt::format("killed by {} in {}", m.refuted_by, counted(run.steps, "step"));
      return fmt::format("killed by {} in {}, then {} for ever", m.refuted_by,
                         counted(*run.loop, "step"), run.steps - *run.loop);
    case kill_kind::theorem:
    case kill_kind::law:
      break;
  }
  return fmt::format("killed by {}", m.refuted_by);
}

std::string symbolic_outcome(const checker::engine_run& run) {
  if (!run.why_not.empty()) return "symbolic: not tried: " + run.why_not;
  if (run.killed) return fmt::format("symbolic: killed in {}", counted(run.steps, "step"));
  return run.decided ? "symbolic: LIVES" : "symbolic: undecided";
}

std::string museum_line(const museum_run& run) {
  const auto& entry = checker::entry_of(*run.mutant);
  return fmt::format("{:>2} {:25} {:41} {:18} {}\n", entry.number, run.mutant->id,
                     museum_outcome(run), engine_of(run), entry.title);
}

std::string museum_beyond_lines() {
  std::string text;
  for (const auto& entry : checker::museum_entries())
    if (!entry.beyond.empty())
      text += fmt::format("{:>2} {:25} out of reach: {}\n", entry.number, entry.id, entry.beyond);
  return text;
}

json museum_json(const museum_run& run) {
  const auto& m = *run.mutant;
  const auto& entry = checker::entry_of(m);
  return {{"entry", entry.number},
          {"name", m.id},
          {"about", entry.title},
          {"threads", threads_of(entry)},
          {"change", entry.change},
          {"outcome", museum_outcome(run)},
          {"killed_by", m.refuted_by},
          {"engine", engine_of(run)},
          {"steps", run.steps},
          {"states", run.states},
          {"command", checker::command_of(m)}};
}

}  // namespace backcheck::cli
