// SPDX-License-Identifier: Apache-2.0
//
// The pages of `counterexamples/`: one for each mutant of the museum and for what is known to be
// broken, and an index. Everything that can be worked out is; the rest is the museum's prose.
#include <fmt/format.h>

#include <algorithm>

#include "checker/asking.hpp"
#include "checker/theorems.hpp"
#include "cli/museum.hpp"
#include "cli/words.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/parameters.hpp"

namespace backcheck::cli {

using checker::kill_kind;
using checker::museum_entry;
using checker::museum_mutant;
using checker::museum_run;

namespace {

/// The words of a list that is separated by blanks.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t from = 0; from < text.size();) {
    const auto to = std::min(text.find(' ', from), text.size());
    all.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return all;
}

std::string thread_links(const museum_entry& entry) {
  std::string text;
  for (const auto thread : words_of(entry.threads))
    text +=
        fmt::format("{}[{}]({})", text.empty() ? "" : ", ", thread, checker::thread_link(thread));
  return text;
}

bool is_known(const museum_mutant& m) { return m.entry == 0; }

/// What is claimed, and what the mutant does to it.
std::string claim_of(const museum_mutant& m) {
  switch (m.how) {
    case kill_kind::execution:
    case kill_kind::unreachable: {
      const auto& info = checker::property_infos()[checker::property_by_id(m.refuted_by).value()];
      const bool must_be_reachable = m.how == kill_kind::unreachable;
      return fmt::format("**{}**: {}{}. ([What else is known of it.](../../docs/properties.md#{}))",
                         info.id, must_be_reachable ? "it must be possible that " : "",
                         info.sentence, [&] {
                           std::string anchor(info.id);
                           for (auto& c : anchor) c = static_cast<char>(std::tolower(c));
                           return anchor;
                         }());
    }
    case kill_kind::long_run: {
      const auto claim = checker::long_run_by_id(m.refuted_by).value();
      const auto& info = properties::long_run()[claim];
      return fmt::format("**{}**: {}. ([What it assumes.](../../docs/guides/liveness.md))", info.id,
                         info.sentence);
    }
    case kill_kind::theorem: {
      const auto& info = checker::theorem_infos()[checker::theorem_by_id(m.refuted_by).value()];
      return fmt::format("**{}**: {}.", info.id, info.sentence);
    }
    case kill_kind::law:
      break;
  }
  const auto& law = checker::law_by_id(m.refuted_by);
  return fmt::format("{}. (A law about `{}`, tried on all small cases.)", law.sentence, law.about);
}

/// Where the execution of a page happens.
std::string setting_of(const museum_run& run) {
  const auto& m = *run.mutant;
  const auto& t = *run.shown;
  auto text = fmt::format("Rules of {}, parameters of {}", t.rule_set, t.configuration);
  const bool of_sound = m.how == kill_kind::unreachable && !m.sound_set.empty();
  const auto set = of_sound ? std::string(m.sound_set) : checker::assignments_of(m);
  if (!set.empty()) text += fmt::format(", but `{}`", set);
  text += fmt::format(". Window: `{}`.", machine::to_text(t.window));
  if (t.fault != "none") text += fmt::format(" Fault put in: `{}`.", t.fault);
  return text;
}

/// What makes something unreachable, and what is there without it.
std::string with_and_without(const museum_mutant& m) {
  if (!m.sound_set.empty())
    return fmt::format("With `{}` none of the reachable states shows it. With `{}` one does:",
                       checker::assignments_of(m), m.sound_set);
  if (!m.sound_window.empty())
    return fmt::format(
        "Through the window `{}` none of the reachable states shows it. Without the "
        "silent members one does:",
        m.window);
  return fmt::format(
      "With the fault `{}` none of the reachable states shows it. Without it one "
      "does:",
      protocol::name_of(m.fault));
}

std::string table_of(const trace::trace& t) {
  std::string text = "| | what happens | what changes |\n|--:|---|---|\n";
  text += fmt::format("| 0 | the start | {} |\n", t.moments.front().shown);
  for (std::size_t i = 1; i < t.moments.size(); ++i) {
    const auto& m = t.moments[i];
    if (t.loop && *t.loop + 1 == i) text += "| | **and from here on, again and again:** | |\n";
    text += fmt::format("| {} | {} | {} |\n", i, trace::step_text(*m.taken),
                        m.changed.empty() ? "nothing" : m.changed);
  }
  if (t.loop && *t.loop + 1 == t.moments.size()) text += "| | **nothing happens any more** | |\n";
  return text;
}

std::string story_of(const museum_run& run) {
  const auto& m = *run.mutant;
  if (!run.shown) {
    std::string text =
        "## The case\n\nNo execution of the machine is needed: the rule's own "
        "function gives it away.\n\n";
    for (const auto& line : run.numbers) text += "    " + line + "\n";
    return text;
  }
  const auto& t = *run.shown;
  if (m.how == kill_kind::unreachable)
    return fmt::format("## What can no longer happen\n\n{} {}\n\n{}\n", with_and_without(m),
                       setting_of(run), table_of(t));
  return fmt::format(
      "## The execution\n\n{} Names such as R1 and c1 are explained "
      "[here](../../docs/guides/traces.md#text).\n\n{}\n```\n{}```\n",
      setting_of(run), table_of(t), trace::conclusion_text(t));
}

std::string why_minimal(const museum_run& run) {
  const auto& m = *run.mutant;
  switch (m.how) {
    case kill_kind::execution:
      return fmt::format(
          "All executions with fewer than {} in this window were looked at, and none violates the "
          "claim. That no smaller window shows it is not said.",
          counted(run.steps, "step"));
    case kill_kind::unreachable:
      return fmt::format(
          "{} is the least it takes without the change: the search looks at shorter executions "
          "first. With the change all states of the window were looked at.",
          counted(run.steps, "step"));
    case kill_kind::long_run:
      return run.loop ? "The way to the round is a shortest one. That no other round is shorter is "
                        "not claimed."
                      : "It is a shortest one: the search looks at shorter executions first.";
    case kill_kind::theorem:
    case kill_kind::law:
      break;
  }
  return "It is the first case, in order of size.";
}

std::string commands_of(const museum_run& run) {
  const auto& m = *run.mutant;
  std::string text = "## To see it\n\n```console\n$ " + checker::command_of(m) + "\n...\n";
  if (run.shown)
    text += fmt::format(
        "$ backcheck replay counterexamples/{0}/trace.json\n...\n"
        "$ backcheck show counterexamples/{0}/trace.json\n...\n",
        m.id);
  return text + "```\n";
}

std::string page_of(const museum_run& run) {
  const auto& m = *run.mutant;
  const auto& entry = checker::entry_of(m);
  std::string text = fmt::format("# {}\n\n", entry.title);
  if (is_known(m)) {
    text +=
        fmt::format("Known to be broken ([more](../../docs/known-broken.md)). Close to: {}.\n\n",
                    thread_links(entry));
  } else {
    text += fmt::format("Entry {} of the [museum](../README.md). Told in {}.\n\n", entry.number,
                        thread_links(entry));
  }
  text += fmt::format("## The claim\n\n{}\n\n", claim_of(m));
  text += fmt::format("## What went wrong\n\n{}\n\n**What a team sees.** {}\n\n", entry.wrong,
                      entry.symptom);
  if (!entry.limit.empty()) text += fmt::format("**No bug.** {}\n\n", entry.limit);
  text += fmt::format("**The mutant.** {}.\n\n", entry.change);
  text += story_of(run) + "\n" + commands_of(run) + "\n";
  text += fmt::format("## Why it is minimal\n\n{}\n\n", why_minimal(run));
  text += fmt::format("## Why tests had missed it\n\n{}\n\n", entry.missed);
  text += fmt::format("## How it was mended\n\n{}\n\n", entry.mended);
  text += fmt::format("## How long it lasts\n\n{}\n\n", entry.lasting);
  text += fmt::format("## What would have prevented it\n\n{}\n", entry.prevented);
  return text;
}

/// Links to the pages of an entry's mutants, or its name.
std::string pages_of(std::string_view id, const std::vector<museum_run>& all) {
  std::string text;
  for (const auto& run : all)
    if (checker::entry_of(*run.mutant).id == id)
      text += fmt::format("{}[{}]({}/README.md)", text.empty() ? "" : ", ", run.mutant->id,
                          run.mutant->id);
  return text.empty() ? std::string(id) : text;
}

std::string index_of(const std::vector<museum_run>& all) {
  std::string text =
      "# Counterexamples\n\nBugs that asynchronous backing has had in public, each put into the "
      "machine on purpose, and what notices it; and what is known to be broken today. [The "
      "guide](../docs/guides/museum.md) says how to read the pages. They are written by\n\n"
      "    backcheck mutants --corpus counterexamples\n\nand each trace is replayed by the "
      "tests.\n\n## By symptom\n\n| what you see | what it may be |\n|---|---|\n";
  for (const auto& [sign, entries] : checker::museum_signs()) {
    std::string links;
    for (const auto id : words_of(entries))
      links += (links.empty() ? "" : ", ") + pages_of(id, all);
    text += fmt::format("| {} | {} |\n", sign, links);
  }
  text += "\n## By entry\n\n| | what it is | page | noticed |\n|--:|---|---|---|\n";
  for (const auto& run : all) {
    const auto& entry = checker::entry_of(*run.mutant);
    if (entry.number == 0) continue;
    text += fmt::format("| {} | {} | [{}]({}/README.md) | {} |\n", entry.number, entry.title,
                        run.mutant->id, run.mutant->id, museum_outcome(run));
  }
  text += "\n## Known to be broken today\n\n| what it is | page |\n|---|---|\n";
  for (const auto& run : all)
    if (is_known(*run.mutant))
      text += fmt::format("| {} | [{}]({}/README.md) |\n", checker::entry_of(*run.mutant).title,
                          run.mutant->id, run.mutant->id);
  text +=
      "\n## Out of reach\n\n| | what it is | threads | why the machine cannot say it |\n"
      "|--:|---|---|---|\n";
  for (const auto& entry : checker::museum_entries())
    if (!entry.beyond.empty())
      text += fmt::format("| {} | {} | {} | {} |\n", entry.number, entry.title, thread_links(entry),
                          entry.beyond);
  return text;
}

}  // namespace

std::map<std::string, std::string> corpus_of(const std::vector<museum_run>& all) {
  std::map<std::string, std::string> files;
  for (const auto& run : all) {
    const std::string folder(run.mutant->id);
    if (run.shown) files[folder + "/trace.json"] = trace::to_json_text(*run.shown);
    files[folder + "/README.md"] = page_of(run);
  }
  files["README.md"] = index_of(all);
  return files;
}

}  // namespace backcheck::cli
