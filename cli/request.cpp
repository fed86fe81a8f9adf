// SPDX-License-Identifier: Apache-2.0
#include "cli/request.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>

#include "model/machine/limits.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/config_file.hpp"
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
        fmt::format("{}: there is no '{}'; allowed: {}", option, name, fmt::join(names, ", ")));
  return static_cast<Value>(found - names.begin());
}

protocol::configuration start_configuration(const question_options& options) {
  if (options.config) return protocol::load_configuration(*options.config);
  return protocol::preset(options.preset.value_or(std::string(protocol::preset_names().front())));
}

machine::chosen_scope read_window(const std::string& text) {
  try {
    return machine::read_scope(text);
  } catch (const machine::scope_error& error) {
    throw checker::request_error(fmt::format("--scope: {}", error.what()));
  }
}

/// Three quarters of what the computer has: the rest is for everybody else.
std::uint64_t usual_memory() {
  const auto pages = sysconf(_SC_PHYS_PAGES);
  const auto page = sysconf(_SC_PAGE_SIZE);
  if (pages <= 0 || page <= 0) return std::uint64_t{1} << 32;
  return static_cast<std::uint64_t>(pages) / 4 * 3 * static_cast<std::uint64_t>(page);
}

}  // namespace

void add_to(CLI::App& app, question_options& o) {
  auto* preset = app.add_option("--preset", o.preset, "the parameters of a known chain");
  app.add_option("--config", o.config, "the parameters in a TOML file")
      ->excludes(preset)
      ->type_name("FILE");
  app.add_option("--set", o.sets, "change one parameter")
      ->type_name("KEY=VALUE")
      ->take_all()
      ->expected(1);
  app.add_option("--rule-set", o.rule_set, "2025, 2023 or sync")->capture_default_str();
  app.add_option("--scope", o.scope, "the window: a name, KEY=VALUE,..., or both")
      ->capture_default_str();
  app.add_option("--property", o.properties, "check this property only")
      ->type_name("ID")
      ->take_all()
      ->expected(1);
  app.add_option("--fault", o.fault, "break one rule on purpose")->type_name("ID");
}

question read(const question_options& o) {
  question q;
  q.configuration = start_configuration(o);
  for (const auto& text : o.sets) {
    protocol::set(q.configuration, text, "--set");
    q.changed.push_back(protocol::parse_assignment(text).which);
  }
  q.setting.speak.rules =
      named<protocol::rule_set>("--rule-set", o.rule_set, protocol::rule_set_names);
  q.setting.speak.fault = named<protocol::fault>("--fault", o.fault, protocol::fault_names);
  q.setting.parameters = q.configuration.values;
  const auto chosen = read_window(o.scope);
  q.scope_name = chosen.name;
  q.setting.window = chosen.window;
  if (const auto why =
          machine::beyond_the_machine(q.setting.speak, q.setting.parameters, q.setting.window))
    throw checker::request_error(*why);
  if (o.properties.empty()) {
    q.unasked = checker::ask_for_all(q.setting);
  } else {
    checker::ask_for(q.setting, o.properties);
  }
  return q;
}

void add_to(CLI::App& app, budget_options& o) {
  app.add_option("--depth", o.depth, "look at executions of at most so many steps");
  app.add_option("--threads", o.threads, "work with so many threads; default: all there are")
      ->check(CLI::Range(1U, threads_max));
  app.add_option("--time-limit", o.time_limit_s, "give up after so many seconds")
      ->check(CLI::Range(0.0, 1e9));
  app.add_option("--state-limit", o.state_limit, "give up beyond so many states")
      ->check(CLI::Range(std::uint64_t{1}, UINT64_MAX));
  app.add_option("--memory-limit", o.memory_limit_mib, "give up beyond so many MiB")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40));
}

solver::budget read(const budget_options& o) {
  solver::budget b;
  b.depth_max = o.depth;
  b.threads = o.threads.value_or(std::clamp(std::thread::hardware_concurrency(), 1U, threads_max));
  b.states_max = o.state_limit;
  b.memory_bytes_max = o.memory_limit_mib ? *o.memory_limit_mib << 20 : usual_memory();
  if (o.time_limit_s && std::isnan(*o.time_limit_s))
    throw checker::request_error("--time-limit: nan is no number of seconds; allowed: 0 to 1e9");
  if (o.time_limit_s)
    b.time_max = std::chrono::milliseconds(static_cast<std::int64_t>(*o.time_limit_s * 1000));
  return b;
}

}  // namespace backcheck::cli
