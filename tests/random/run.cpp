// SPDX-License-Identifier: Apache-2.0
#include "tests/random/run.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>

#include "checker/recording.hpp"
#include "checker/subject.hpp"

namespace backcheck::tests {

namespace {

template <class Number>
Number number_in(const std::string& text) {
  Number made{};
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), made);
  if (error != std::errc() || stop != text.data() + text.size())
    throw std::runtime_error("BACKCHECK_RANDOM: '" + text + "' is no number");
  return made;
}

std::size_t first_of(const solver::claim_set& claims) {
  std::size_t i = 0;
  while (!claims.contains(i)) ++i;
  return i;
}

}  // namespace

random_run read_run(const char* asked, const char* traces, const char* observations) {
  random_run run;
  bool has_seed = false;
  std::istringstream words(asked == nullptr ? "" : asked);
  for (std::string word; words >> word;) {
    const auto equals = word.find('=');
    const auto key = word.substr(0, equals);
    const auto value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (key == "seed") {
      run.seed = number_in<std::uint64_t>(value);
      has_seed = true;
    } else if (key == "seconds") {
      run.seconds = number_in<double>(value);
    } else if (key == "setting") {
      run.setting = number_in<std::uint64_t>(value);
    } else if (key == "walk") {
      run.walk = number_in<std::uint64_t>(value);
    } else {
      throw std::runtime_error("BACKCHECK_RANDOM: there is no '" + key +
                               "'; allowed: seed, seconds, setting, walk");
    }
  }
  if (run.seconds && !has_seed) run.seed = std::random_device()();
  if (traces != nullptr) run.traces = traces;
  if (observations != nullptr) run.observations = observations;
  return run;
}

random_run asked_run() {
  return read_run(std::getenv("BACKCHECK_RANDOM"), std::getenv("BACKCHECK_TRACES"),
                  std::getenv("BACKCHECK_OBSERVATIONS"));
}

std::string save(const std::string& folder, const std::string& name, const trace::trace& t) {
  std::filesystem::create_directories(folder);
  const auto file = (std::filesystem::path(folder) / (name + ".json")).string();
  std::ofstream(file) << trace::to_json_text(t);
  return file;
}

failure explain(const checker::setting& s, const std::vector<solver::random::taken_step>& taken,
                const solver::claim_set& violated, const std::string& folder,
                const std::string& name, const std::string& repeat) {
  const auto property = first_of(violated);
  const auto whole = checker::trace_of_walk(s, "drawn", property, taken);
  solver::budget limits;
  limits.states_max = 300'000;
  limits.time_max = std::chrono::seconds(30);
  const auto small =
      checker::shrink(checker::replayed{s, whole, true}, limits, checker::kept::nothing);
  failure made{small.made, small.shorter == checker::shorter_ones::none, ""};
  const auto file = save(folder, name, small.made);
  const auto& info = checker::property_infos()[property];
  made.told =
      fmt::format("{} is violated: {}\nby a walk of {} steps, and by {} steps\n{}{}\n", info.id,
                  info.sentence, whole.moments.size() - 1, small.made.moments.size() - 1,
                  trace::steps_text(small.made), trace::conclusion_text(small.made)) +
      fmt::format("backcheck replay {}    repeats the smaller one\n", file) +
      fmt::format("{}    repeats the walk\n", repeat);
  return made;
}

}  // namespace backcheck::tests
