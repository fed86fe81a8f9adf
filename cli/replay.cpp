// SPDX-License-Identifier: Apache-2.0
//
// `backcheck replay`: are recorded executions still what they say they are?
#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/trace_file.hpp"
#include "cli/words.hpp"

namespace backcheck::cli {

using reflect::json;

namespace {

struct replay_options {
  std::vector<std::string> files;
  std::optional<std::string> json_file;
};

/// What has become of a trace's claim.
enum class fate : std::uint8_t { violates, shows, violates_no_longer, shows_no_longer };

fate fate_of(const checker::replayed& r) {
  const bool sometimes = r.made.claimed.what == trace::outcome::shown;
  if (sometimes) return r.shown ? fate::shows : fate::shows_no_longer;
  return r.shown ? fate::violates : fate::violates_no_longer;
}

exit_code code_of(fate f) {
  return f == fate::shows || f == fate::violates_no_longer ? exit_code::holds : exit_code::violated;
}

std::string_view words_for(fate f) {
  constexpr std::array<std::string_view, 4> words{
      "still violates", "shows", "is valid and no longer violates", "is valid and no longer shows"};
  return words[static_cast<std::size_t>(f)];
}

std::string verdict_line(const std::string& file, const trace::trace& t, fate f) {
  return fmt::format("{} {} {} after {}: {}", file, words_for(f), t.claimed.property,
                     counted(t.moments.size() - 1, "step"), t.claimed.sentence);
}

json failed_json(const trace::trace& t) {
  json all = json::array();
  for (const auto& clause : t.failed) {
    json operands = json::object();
    for (const auto& [name, value] : clause.operands) operands[name] = value;
    all.push_back({{"clause", clause.sentence}, {"operands", std::move(operands)}});
  }
  return all;
}

exit_code replay(const replay_options& options) {
  std::unique_ptr<output_file> json_file;
  if (options.json_file) json_file = std::make_unique<output_file>(*options.json_file);
  json all = json::array();
  std::string text;
  auto worst = exit_code::holds;
  for (const auto& file : options.files) {
    const auto r = replay_file(file);
    const auto f = fate_of(r);
    if (code_of(f) != exit_code::holds) worst = code_of(f);
    text += verdict_line(file, r.made, f) + "\n";
    text += trace::failed_text(r.made);
    all.push_back({{"trace", file},
                   {"property", r.made.claimed.property},
                   {"sentence", r.made.claimed.sentence},
                   {"steps", r.made.moments.size() - 1},
                   {"verdict", words_for(f)},
                   {"failed", f == fate::violates ? failed_json(r.made) : json::array()}});
  }
  if (json_file) {
    const json made = {{"backcheck", BACKCHECK_VERSION},
                       {"command", "replay"},
                       {"traces", std::move(all)},
                       {"exit_code", static_cast<int>(worst)}};
    json_file->write(made.dump(1) + "\n");
  }
  say(text);
  return worst;
}

}  // namespace

command add_replay(CLI::App& program) {
  auto* app = program.add_subcommand("replay", "replay traces on the machine");
  const auto options = std::make_shared<replay_options>();
  app->add_option("TRACE", options->files, "as written by check --save-trace")->required();
  app->add_option("--json", options->json_file, "write the outcome as JSON")->type_name("FILE");
  return {app, [options] { return replay(*options); }};
}

}  // namespace backcheck::cli
