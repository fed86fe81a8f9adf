// SPDX-License-Identifier: Apache-2.0
//
// `backcheck measure`: how fast, how late and how wasteful a parachain is under parameters, and
// under stated odds that something goes wrong.
#include "checker/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/request.hpp"
#include "cli/words.hpp"
#include "model/protocol/nearest_name.hpp"

namespace backcheck::cli {

namespace {

using json = nlohmann::ordered_json;
using checker::mishap_names;

struct measure_options {
  question_options question;
  std::vector<std::string> probabilities;
  std::string collator = "fills";
  std::uint64_t backing_delay = 0;
  std::uint64_t availability_delay = 1;
  std::uint64_t session_length = 0;
  std::uint64_t cores = 1;
  bool exact = false;
  std::optional<std::uint64_t> walks;
  std::uint64_t seed = 1;
  std::uint64_t state_limit = 200000;
  std::optional<std::string> json_file;
};

/// One `--probability`.
void read_chance(const std::string& text, checker::routine& how) {
  const auto cut = std::min(text.find('='), text.size());
  const auto name = text.substr(0, cut);
  const auto found = std::find(mishap_names.begin(), mishap_names.end(), name);
  if (found == mishap_names.end())
    throw checker::request_error(fmt::format("--probability: there is no '{}'; {}", name,
                                             protocol::what_instead(name, mishap_names)));
  double value = -1;
  const auto digits = cut < text.size() ? text.substr(cut + 1) : std::string();
  const auto* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc() || stop != end || !(value >= 0 && value < 1))
    throw checker::request_error(
        fmt::format("--probability: {} is no chance: '{}'; allowed: 0 to below 1", name, digits));
  how.chances[static_cast<std::size_t>(found - mishap_names.begin())] = value;
}

checker::measure_request read_request(const measure_options& o) {
  checker::measure_request request;
  request.asked.speak = read_dialect(o.question.rule_set, o.question.fault);
  request.asked.parameters = read_parameters(o.question).values;
  request.asked.window.cores = static_cast<std::uint8_t>(std::min<std::uint64_t>(o.cores, 255));
  for (const auto& text : o.probabilities) read_chance(text, request.how);
  const auto& names = checker::collating_names;
  const auto kind = std::find(names.begin(), names.end(), o.collator);
  if (kind == names.end())
    throw checker::request_error(fmt::format("--collator: there is no '{}'; {}", o.collator,
                                             protocol::what_instead(o.collator, names)));
  request.how.collator = static_cast<checker::collating>(kind - names.begin());
  request.how.backing_delay = o.backing_delay;
  request.how.availability_delay = o.availability_delay;
  request.how.session_length = o.session_length;
  request.states_max = o.state_limit;
  request.seed = o.seed;
  if (o.exact && o.walks)
    throw checker::request_error("measure: one of --exact and --walks; both are given");
  if (o.exact) request.by = checker::method::exact;
  if (o.walks) request.by = checker::method::walks;
  if (o.walks) request.slots = *o.walks;
  return request;
}

json told_json(const checker::measurement& made, const checker::measure_request& request) {
  json chances;
  for (std::size_t i = 0; i < mishap_names.size(); ++i)
    chances[std::string(mishap_names[i])] = request.how.chances[i];
  json found = json::array();
  for (const auto& each : made.found)
    found.push_back({{"name", each.name},
                     {"value", each.value},
                     {"unit", each.unit},
                     {"half_width", each.half_width},
                     {"how", each.how}});
  json report = {{"backcheck", BACKCHECK_VERSION},
                 {"command", "measure"},
                 {"probabilities", std::move(chances)},
                 {"decided", made.decided},
                 {"exact", made.exact},
                 {"quantities", std::move(found)}};
  if (made.exact) report["states"] = made.states;
  if (made.exact) report["error"] = made.error;
  if (!made.decided) report["why"] = made.why_not;
  return report;
}

std::string told_text(const checker::measurement& made, const checker::measure_request& request,
                      const measure_options& o) {
  std::string text = fmt::format("rule set    {}\nparameters  {}", o.question.rule_set,
                                 read_parameters(o.question).name);
  for (const auto& set : o.question.sets) text += fmt::format(", {}", set);
  text += fmt::format("\nroutine     collator {}, backing delay {}, availability delay {}",
                      o.collator, o.backing_delay, o.availability_delay);
  if (o.cores != 1) text += fmt::format(", {} cores", o.cores);
  if (o.session_length > 0)
    text += fmt::format(", sessions of {}", counted(o.session_length, "relay block"));
  for (std::size_t i = 0; i < mishap_names.size(); ++i)
    if (request.how.chances[i] > 0)
      text += fmt::format(", {} {}", mishap_names[i], request.how.chances[i]);
  text += "\n";
  if (!made.decided) return text + fmt::format("undecided: {}\n", made.why_not);
  if (made.exact)
    text += fmt::format("exact       a Markov chain of {} states\n", with_commas(made.states));
  if (!made.exact && !made.found.empty())
    text +=
        fmt::format("walked      {}; ± is a 95 % confidence interval\n", made.found.front().how);
  for (const auto& each : made.found) {
    const auto value = fmt::format("{:.4f}", each.value == 0 ? 0.0 : each.value);
    text += fmt::format("{:<27} {:>10}{} {}\n", each.name, value,
                        made.exact ? "" : fmt::format(" ± {:.4f}", each.half_width), each.unit);
  }
  return text;
}

exit_code measure(const measure_options& o) {
  const auto request = read_request(o);
  std::unique_ptr<output_file> json_file;
  if (o.json_file) json_file = std::make_unique<output_file>(*o.json_file);
  const auto made = checker::measure(request);
  if (json_file) json_file->write(told_json(made, request).dump(1) + "\n");
  say(told_text(made, request, o));
  return made.decided ? exit_code::holds : exit_code::undecided;
}

}  // namespace

command add_measure(CLI::App& program) {
  auto* app = program.add_subcommand(
      "measure", "say how fast, late and wasteful a parachain is, under stated odds");
  const auto o = std::make_shared<measure_options>();
  add_parameters_to(*app, o->question);
  app->add_option("--fault", o->question.fault, "break one rule on purpose")->type_name("ID");
  app->add_option("--probability", o->probabilities,
                  fmt::format("the odds of one of: {}", fmt::join(mishap_names, ", ")))
      ->type_name("NAME=P")
      ->take_all()
      ->expected(1);
  app->add_option("--collator", o->collator, "fills the segment, or keeps_pace with its velocity")
      ->capture_default_str();
  app->add_option("--backing-delay", o->backing_delay, "relay blocks that each candidate misses")
      ->capture_default_str();
  app->add_option("--availability-delay", o->availability_delay,
                  "relay blocks from the backing to the inclusion")
      ->capture_default_str();
  app->add_option("--session-length", o->session_length, "in relay blocks; 0: no session ends")
      ->capture_default_str();
  app->add_option("--cores", o->cores, "of the parachain")->capture_default_str();
  app->add_flag("--exact", o->exact, "exactly or not at all");
  app->add_option("--walks", o->walks, "walk through so many relay slots at random")
      ->type_name("SLOTS");
  app->add_option("--seed", o->seed, "of the walks")->capture_default_str();
  app->add_option("--state-limit", o->state_limit, "of the exact way")->capture_default_str();
  app->add_option("--json", o->json_file, "write the quantities as JSON")->type_name("FILE");
  return {app, [o] { return measure(*o); }};
}

}  // namespace backcheck::cli
