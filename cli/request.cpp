// SPDX-License-Identifier: Apache-2.0
#include "cli/request.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>

#include "chain/input.hpp"
#include "checker/long_run.hpp"
#include "model/machine/limits.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/nearest_name.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::cli {

namespace {

constexpr unsigned threads_max = 256;

template <class Value, std::size_t N>
Value named(const char* option, const std::string& name,
            const std::array<std::string_view, N>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    throw checker::request_error(
        fmt::format("{}: there is no '{}'; {}", option, name, protocol::what_instead(name, names)));
  return static_cast<Value>(found - names.begin());
}

/// What `read` makes of the text of an option; a complaint about it names the option.
template <class Read>
auto of_option(const char* option, Read&& read) {
  const auto wrong = [&](const std::exception& error) {
    return checker::request_error(fmt::format("{}: {}", option, error.what()));
  };
  try {
    return read();
  } catch (const protocol::parameter_error& error) {
    throw wrong(error);
  } catch (const machine::scope_error& error) {
    throw wrong(error);
  }
}

protocol::configuration start_configuration(const question_options& options) {
  if (options.config) return chain::load_configuration(*options.config);
  const auto name = options.preset.value_or(std::string(protocol::preset_names().front()));
  return of_option("--preset", [&] { return protocol::preset(name); });
}

const protocol::parameter* change(protocol::configuration& of, const std::string& text,
                                  const char* option = "--set") {
  return of_option(option, [&] {
    protocol::set(of, text, option);
    return protocol::parse_assignment(text).which;
  });
}

void require_what_the_machine_follows(const checker::setting& s) {
  const auto why = machine::beyond_the_machine(s.speak, s.parameters, s.window, s.changed);
  if (!why) return;
  const bool by_parameter = protocol::find_parameter(why->substr(0, why->find('='))) != nullptr;
  throw checker::request_error(by_parameter ? *why : fmt::format("--scope: {}", *why));
}

/// Three quarters of what the computer has: the rest is for everybody else.
std::uint64_t usual_memory() {
  const auto pages = sysconf(_SC_PHYS_PAGES);
  const auto page = sysconf(_SC_PAGE_SIZE);
  if (pages <= 0 || page <= 0) return std::uint64_t{1} << 32;
  return static_cast<std::uint64_t>(pages) / 4 * 3 * static_cast<std::uint64_t>(page);
}

/// Accepts the texts of numbers in a range, and nothing that only begins like one.
template <class Number>
CLI::Validator within(Number min, Number max) {
  const auto refuse = [min, max](const std::string& text) {
    Number number{};
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error == std::errc() && stop == end && number >= min && number <= max) return std::string();
    return fmt::format("there is no '{}'; allowed: {} to {}", text, min, max);
  };
  return {refuse, fmt::format("{} to {}", min, max)};
}

/// The assignments of a list that is separated by commas, which values may contain too.
std::vector<std::string> assignments_in(const std::string& text) {
  std::vector<std::string> all;
  for (std::size_t at = 0; at <= text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    const auto part = text.substr(at, comma - at);
    const bool goes_on = part.find('=') == std::string::npos && !all.empty();
    if (goes_on) all.back() += "," + part;
    if (!goes_on) all.push_back(part);
    at = comma + 1;
  }
  return all;
}

/// Each change starts from the one before.
void read_changes(const std::vector<std::string>& changes, question& q) {
  auto after = q.configuration;
  for (const auto& one : changes) {
    for (const auto& text : assignments_in(one)) {
      const auto* which = change(after, text, "--change");
      if (which->group == "parachain")
        throw checker::request_error(
            fmt::format("--change: {} is the parachain's own; governance of the relay chain cannot "
                        "change it",
                        which->key));
      q.may_change.push_back(which);
    }
    q.setting.changed.push_back(after.values);
  }
  q.setting.window.changes =
      static_cast<std::uint8_t>(std::min<std::size_t>(changes.size(), UINT8_MAX));
}

}  // namespace

void add_parameters_to(CLI::App& app, question_options& o) {
  auto* preset = app.add_option("--preset", o.preset, "the parameters of a known chain");
  app.add_option("--config,--params", o.config,
                 "the parameters in a file: TOML, or what a chain has, as JSON or bytes")
      ->excludes(preset)
      ->type_name("FILE");
  app.add_option("--set", o.sets, "change one parameter")
      ->type_name("KEY=VALUE")
      ->take_all()
      ->expected(1);
  app.add_option("--rule-set", o.rule_set, "2025, 2023 or sync")->capture_default_str();
}

void add_to(CLI::App& app, question_options& o) {
  add_parameters_to(app, o);
  app.add_option("--change", o.changes,
                 "let governance change parameters; once more for a second change")
      ->type_name("KEY=VALUE,...")
      ->take_all()
      ->expected(1);
  app.add_option("--scope", o.scope, "the window: a name, KEY=VALUE,..., or both")
      ->capture_default_str();
  app.add_option("--property", o.properties, "check this property only")
      ->type_name("ID")
      ->take_all()
      ->expected(1);
  app.add_option("--drop-assumption", o.dropped, "let promises do without an assumption")
      ->type_name("ID")
      ->take_all()
      ->expected(1);
  app.add_option("--fault", o.fault, "break one rule on purpose")->type_name("ID");
}

protocol::configuration read_parameters(const question_options& o) {
  auto all = start_configuration(o);
  for (const auto& text : o.sets) change(all, text);
  return all;
}

protocol::rule_set read_rule_set(const question_options& o) {
  return named<protocol::rule_set>("--rule-set", o.rule_set, protocol::rule_set_names);
}

protocol::dialect read_dialect(const std::string& rule_set, const std::string& fault) {
  return {named<protocol::rule_set>("--rule-set", rule_set, protocol::rule_set_names),
          named<protocol::fault>("--fault", fault, protocol::fault_names)};
}

question read(const question_options& o) {
  question q;
  q.configuration = start_configuration(o);
  const auto chosen = of_option("--scope", [&] { return machine::read_scope(o.scope); });
  for (const auto& text : assignments_in(std::string(chosen.set)))
    if (!text.empty()) q.by_scope.push_back(change(q.configuration, text, "--scope"));
  for (const auto& text : o.sets) {
    q.changed.push_back(change(q.configuration, text));
    std::erase(q.by_scope, q.changed.back());
  }
  q.setting.speak = read_dialect(o.rule_set, o.fault);
  q.setting.parameters = q.configuration.values;
  q.scope_name = chosen.name;
  q.setting.window = chosen.window;
  const bool as_scope = o.changes.empty() && !chosen.change.empty();
  read_changes(as_scope ? std::vector{std::string(chosen.change)} : o.changes, q);
  require_what_the_machine_follows(q.setting);
  if (o.properties.empty()) {
    q.unasked = checker::ask_for_all(q.setting);
    if (chosen.long_run) q.unasked_long_run = checker::ask_for_long_run(q.setting);
  } else {
    checker::ask_for(q.setting, o.properties);
  }
  checker::drop_assumptions(q.setting, o.dropped);
  return q;
}

void add_to(CLI::App& app, budget_options& o) {
  app.add_option("--depth", o.depth, "look at executions of at most so many steps")
      ->check(within<std::uint32_t>(0, UINT32_MAX));
  app.add_option("--threads", o.threads, "work with so many threads; default: all there are")
      ->check(within(1U, threads_max));
  app.add_option("--time-limit", o.time_limit_s, "give up after so many seconds")
      ->check(within(0.0, 1e9));
  app.add_option("--state-limit", o.state_limit, "give up beyond so many states")
      ->check(within<std::uint64_t>(1, UINT64_MAX));
  app.add_option("--memory-limit", o.memory_limit_mib, "give up beyond so many MiB")
      ->check(within<std::uint64_t>(1, std::uint64_t{1} << 40));
}

solver::budget read(const budget_options& o) {
  solver::budget b;
  b.depth_max = o.depth;
  b.threads = o.threads.value_or(std::clamp(std::thread::hardware_concurrency(), 1U, threads_max));
  b.states_max = o.state_limit;
  b.memory_bytes_max = o.memory_limit_mib ? *o.memory_limit_mib << 20 : usual_memory();
  if (o.time_limit_s)
    b.time_max = std::chrono::milliseconds(static_cast<std::int64_t>(*o.time_limit_s * 1000));
  return b;
}

}  // namespace backcheck::cli
