// SPDX-License-Identifier: Apache-2.0
//
// `backcheck show`: a trace for people or for other tools. It is replayed first: nothing is shown
// that the machine does not do.
#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "checker/asking.hpp"
#include "cli/command.hpp"
#include "cli/explain.hpp"
#include "cli/output_file.hpp"
#include "cli/progress.hpp"
#include "cli/trace_dot.hpp"
#include "cli/trace_file.hpp"
#include "cli/trace_page.hpp"
#include "model/protocol/nearest_name.hpp"

namespace backcheck::cli {

namespace {

struct show_options {
  std::string file;
  std::string format = "text";
  std::string out = "-";
  std::optional<std::size_t> step;
  std::optional<std::string> why_not;
  std::vector<std::string> choices;
  std::uint64_t state_limit = 1'000'000;
};

/// A trace, and what was found out about it.
struct told_trace {
  trace::trace trace;
  checker::explanation explained;
  told_no_return no_return;
};

told_no_return told(const checker::replayed& of, const show_options& options) {
  if (!checker::has_point_of_no_return(of)) return {};
  const solver::budget limits{.states_max = options.state_limit, .interrupted = &interruption()};
  const auto found = checker::find_no_return(of, limits);
  told_no_return made{no_return_lines(found, of.made.moments.size() - 1), std::nullopt};
  if (found.what == checker::way_out::open) made.last = found.last;
  return made;
}

told_trace explained(const checker::replayed& r, const show_options& options) {
  told_trace made{r.made, checker::explain(r), told(r, options)};
  add_remarks(made.trace, made.explained);
  return made;
}

std::string as_text(const checker::replayed& r, const show_options& options) {
  const auto all = explained(r, options);
  auto text = trace::to_text(all.trace);
  for (const auto& line : all.no_return.lines) text += line + "\n";
  return text;
}
std::string as_page(const checker::replayed& r, const show_options& options) {
  const auto all = explained(r, options);
  return to_page(all.trace, all.explained, all.no_return);
}
std::string as_dot(const checker::replayed& r, const show_options& options) {
  if (options.step && *options.step >= r.made.moments.size())
    throw checker::request_error(fmt::format("--step: there is no step {}; allowed: 0 to {}",
                                             *options.step, r.made.moments.size() - 1));
  return to_dot(r.made, checker::explain(r), options.step);
}
std::string as_json(const checker::replayed& r, const show_options& /*options*/) {
  return trace::to_json_text(r.made);
}
std::string as_itf(const checker::replayed& r, const show_options& /*options*/) {
  return trace::to_itf(r.made);
}

using writer = std::string (*)(const checker::replayed&, const show_options&);
struct named_writer {
  std::string_view name;
  writer write;
};
constexpr std::array<named_writer, 5> formats{
    {{"text", as_text}, {"itf", as_itf}, {"json", as_json}, {"dot", as_dot}, {"html", as_page}}};

writer writer_named(const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& format : formats) {
    if (format.name == name) return format.write;
    names.push_back(format.name);
  }
  throw checker::request_error(
      fmt::format("--format: there is no '{}'; {}", name, protocol::what_instead(name, names)));
}

/// CLI11 takes -1 for the largest number there is.
std::string refuse_all_but_digits(const std::string& text) {
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  return digits ? "" : fmt::format("there is no '{}'; allowed: a whole number", text);
}

/// The parts of a text before and behind a mark; complains if there is no such mark in it.
std::pair<std::string, std::string> split(const std::string& text, char at, const char* option,
                                          const char* form) {
  const auto place = text.find(at);
  if (place == std::string::npos || place == 0 || place + 1 == text.size())
    throw checker::request_error(fmt::format("{}: found '{}', allowed: {}", option, text, form));
  return {text.substr(0, place), text.substr(place + 1)};
}

std::string why_not(const checker::replayed& r, const show_options& options) {
  const char* const form = "RULE@STEP, as collate@3: after step 3";
  const auto [rule, after] = split(*options.why_not, '@', "--why-not", form);
  std::size_t step = 0;
  const auto [end, error] = std::from_chars(after.data(), after.data() + after.size(), step);
  if (error != std::errc() || end != after.data() + after.size())
    throw checker::request_error(
        fmt::format("--why-not: found '{}', allowed: {}", *options.why_not, form));
  checker::wanted_choices wanted;
  for (const auto& each : options.choices)
    wanted.push_back(split(each, '=', "--choice", "NAME=VALUE, as relay_parent=R1"));
  return why_not_text(rule, step, checker::why_not(r, rule, step, wanted));
}

void require_what_goes_together(const show_options& options) {
  if (options.why_not && options.format != "text")
    throw checker::request_error("--why-not: answers in text; allowed: --format text");
  if (!options.why_not && !options.choices.empty())
    throw checker::request_error("--choice: goes with --why-not");
  if (options.step && options.format != "dot")
    throw checker::request_error("--step: goes with --format dot");
}

exit_code show(const show_options& options) {
  const auto write = writer_named(options.format);
  require_what_goes_together(options);
  output_file out(options.out);
  const auto r = replay_file(options.file);
  out.write(options.why_not ? why_not(r, options) : write(r, options));
  return exit_code::holds;
}

}  // namespace

command add_show(CLI::App& program) {
  auto* app = program.add_subcommand("show", "show and explain a trace");
  const auto options = std::make_shared<show_options>();
  app->add_option("TRACE", options->file, "as written by check --save-trace")->required();
  app->add_option("--format", options->format, "text, itf, json, dot or html")
      ->capture_default_str();
  app->add_option("--out", options->out, "write to a file")->type_name("FILE");
  app->add_option("--step", options->step, "of the format dot: the state after this step only")
      ->check(refuse_all_but_digits);
  app->add_option("--why-not", options->why_not,
                  "say how all ways to try a rule after a step end, and why they are refused")
      ->type_name("RULE@STEP");
  app->add_option("--choice", options->choices, "of --why-not: only ways with this choice")
      ->type_name("NAME=VALUE")
      ->take_all()
      ->expected(1);
  app->add_option("--state-limit", options->state_limit,
                  "look for the point of no return in so many states")
      ->check(refuse_all_but_digits)
      ->capture_default_str();
  return {app, [options] { return show(*options); }};
}

}  // namespace backcheck::cli
