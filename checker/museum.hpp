// SPDX-License-Identifier: Apache-2.0
//
// The museum: bugs that asynchronous backing has had in public, each as a mutant of the machine, a
// parameter or a rule, with what notices it. Entries tell what went wrong; mutants say what is
// changed here, and where it shows. What cannot be said in the machine is listed with the reason.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "checker/faults.hpp"
#include "checker/long_run.hpp"
#include "checker/recording.hpp"

namespace backcheck::checker {

/// One bug. The words are ours; `threads` say where it was told.
struct museum_entry {
  unsigned number = 0;       ///< 0 of what is known to be broken today
  std::string_view id = {};  ///< of the thread that tells it best
  std::string_view title = {};
  std::string_view threads = {};    ///< as `sdk#3165`, separated by blanks; see `thread_link`
  std::string_view wrong = {};      ///< the story
  std::string_view symptom = {};    ///< what a team sees
  std::string_view mended = {};     ///< how it was
  std::string_view change = {};     ///< the one line that the mutant changes, and where it stands
  std::string_view missed = {};     ///< why tests had not found it
  std::string_view lasting = {};    ///< transient or permanent
  std::string_view prevented = {};  ///< by which parameters
  std::string_view limit = {};      ///< why it is no bug, where it is an accepted limit
  std::string_view beyond = {};     ///< why the machine cannot say it; empty: it can
};

/// How a mutant is noticed.
enum class kill_kind : std::uint8_t {
  execution,    ///< a shortest execution violates a property
  unreachable,  ///< what must be reachable is not, in all states; without the change it is
  long_run,     ///< a promise or a deadline is broken
  theorem,      ///< a theorem is refuted by numbers
  law           ///< a law about the rule's own function is refuted by one of all its small cases
};

/// What is changed for an entry, and what notices.
struct museum_mutant {
  std::string_view id;  ///< of the entry, with a letter where there are several
  unsigned entry = 0;
  kill_kind how = kill_kind::execution;
  std::string_view refuted_by;
  protocol::fault fault = protocol::fault::none;
  /// As `--scope` has it; empty: that of the fault, with its parameters and rule set.
  std::string_view window = {};
  std::string_view set = {};        ///< parameters, as `key=value,…`
  std::string_view sound_set = {};  ///< those without the bug, where it is one of parameters
  protocol::rule_set rules = protocol::rule_set::y2025;
  std::string_view sound_window = {};  ///< likewise, where it is one of the window
};

/// All entries, by number; those known to be broken today, by id; and all mutants of both.
const std::vector<museum_entry>& museum_entries();
std::span<const museum_entry> museum_known();
std::span<const museum_mutant> museum_mutants();
/// The entry of a mutant. Of what is known it goes by the id.
const museum_entry& entry_of(const museum_mutant& of);

std::span<const museum_entry> museum_first();
std::span<const museum_entry> museum_second();
std::span<const museum_entry> museum_third();
std::span<const museum_entry> museum_fourth();

/// A thread's address.
std::string thread_link(std::string_view thread);
/// A line of a log, or another symptom, and the entries that explain it, separated by blanks.
struct museum_sign {
  std::string_view sign;
  std::string_view entries;
};
std::span<const museum_sign> museum_signs();

/// The setting of a mutant, and the same without what is wrong.
setting setting_of(const museum_mutant& of);
setting sound_setting_of(const museum_mutant& of);
/// Parameters that differ from Polkadot's, as `key=value,…`.
std::string assignments_of(const museum_mutant& of);
/// The program's arguments that show a mutant's kill.
std::string command_of(const museum_mutant& of);

struct museum_run {
  const museum_mutant* mutant = nullptr;
  bool killed = false;
  bool decided = false;    ///< else a limit was met
  std::string sound = {};  ///< what is wrong with the machine without the change; empty: nothing
  std::size_t steps = 0;
  std::optional<std::size_t> loop = {};  ///< of a promise: the round begins behind this step
  std::uint64_t states = 0;
  double seconds = 0;
  /// What refutes it: a violation; or, of what is unreachable, its execution without the change.
  std::optional<trace::trace> shown = {};
  std::vector<std::string> numbers = {};  ///< of theorems and laws: the case that refutes it
};
/// Runs a mutant until it is noticed, and the same without the change.
museum_run run_museum(const museum_mutant& of, const solver::budget& limits);

/// The same by bounded checking, of executions as long as the one that was found.
struct engine_run {
  bool killed = false;
  bool decided = false;
  std::size_t steps = 0;
  double seconds = 0;
  std::string why_not = {};  ///< it cannot be said to the engine; empty: it can
};
engine_run run_symbolically(const museum_run& of, const solver::budget& limits);

/// What has become of a counterexample that is kept.
enum class museum_verdict : std::uint8_t {
  fixed,   ///< it shows what it did on the mutant, and not on the sound machine
  failed,  ///< it shows it on the sound machine
  stale    ///< it does not replay, or shows nothing any more
};
museum_verdict judge_kept(const museum_mutant& of, std::string_view text);

/// A law about a rule's function: how many cases were tried, and the first that refutes it.
struct law_outcome {
  std::size_t tried = 0;
  std::vector<std::string> refuted = {};  ///< the case, a line each; empty: none
};
struct museum_law {
  std::string_view id;
  std::string_view sentence;
  std::string_view about;  ///< the functions that are run
  law_outcome (*run)(bool broken) = nullptr;
  protocol::fault fault = protocol::fault::none;  ///< that is put in, if it is not the arguments
};
std::span<const museum_law> museum_laws();
const museum_law& law_by_id(std::string_view id);

}  // namespace backcheck::checker
