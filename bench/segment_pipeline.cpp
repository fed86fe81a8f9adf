// SPDX-License-Identifier: Apache-2.0
//
// segment_pipeline N H D R A F [--threads T]: searches the segment pipeline and prints what was
// counted and what it took.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <string_view>

#include "solver/explicit/search.hpp"
#include "zoo/segment_pipeline_view.hpp"

namespace {

using namespace backcheck;
namespace pipeline = zoo::segment_pipeline;

constexpr int all_hold = 0;
constexpr int claim_violated = 1;
constexpr int request_is_wrong = 2;
constexpr int undecided = 3;

struct request {
  pipeline::size size;
  unsigned threads = 1;
};

int refuse(std::string_view why) {
  fmt::print(stderr, "segment_pipeline: {}\n", why);
  return request_is_wrong;
}

std::optional<std::uint64_t> natural(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return value;
}

/// What is wrong with the arguments, or nothing.
std::optional<std::string> read(int argc, char** argv, request& wanted) {
  constexpr std::uint64_t threads_max = 256;
  const std::array places{
      &wanted.size.paras,   &wanted.size.height_max,          &wanted.size.capacity,
      &wanted.size.age_max, &wanted.size.availability_period, &wanted.size.leaves};
  std::size_t numbers = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool is_threads = argument == "--threads";
    const std::string_view text = is_threads ? (++i < argc ? argv[i] : "") : argument;
    const auto value = natural(text);
    if (!value) return fmt::format("'{}' is not a natural number", text);
    if (is_threads) {
      if (*value < 1 || *value > threads_max)
        return fmt::format("--threads is {}: it must be 1 to {}", *value, threads_max);
      wanted.threads = static_cast<unsigned>(*value);
    } else {
      if (numbers == places.size()) return "expected six numbers: N H D R A F [--threads T]";
      *places[numbers++] = *value;
    }
  }
  if (numbers != places.size()) return "expected six numbers: N H D R A F [--threads T]";
  return pipeline::out_of_range(wanted.size);
}

/// The most memory this process has had resident, in bytes; the system's own count.
std::uint64_t most_resident() {
  std::ifstream status("/proc/self/status");
  for (std::string key; status >> key;) {
    std::uint64_t kilobytes = 0;
    if (key == "VmHWM:" && status >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

std::string_view sentence(solver::ending end) {
  switch (end) {
    case solver::ending::complete:
      return "all reachable states";
    case solver::ending::memory_spent:
      return "memory spent";
    default:
      return "incomplete";
  }
}

}  // namespace

int main(int argc, char** argv) {
  request wanted;
  if (const auto why = read(argc, argv, wanted)) return refuse(*why);
  const auto view = pipeline::make_view(wanted.size);
  const auto report = solver::search(*view, {.threads = wanted.threads});
  const auto states = static_cast<double>(report.states);
  fmt::print("search {}\n", sentence(report.end));
  fmt::print("states {}\n", report.states);
  fmt::print("transitions {}\n", report.transitions);
  fmt::print("depth {}\n", report.depth);
  fmt::print("violated {}\n", report.violations.size());
  fmt::print("digest {:016x}{:016x}\n", report.digest[0], report.digest[1]);
  fmt::print("threads {}\n", wanted.threads);
  fmt::print("seconds {:.3f}\n", report.seconds);
  fmt::print("states/s {:.0f}\n", states / report.seconds);
  fmt::print("resident bytes/state {:.1f}\n", static_cast<double>(most_resident()) / states);
  if (!report.violations.empty()) return claim_violated;
  return report.end == solver::ending::complete ? all_hold : undecided;
}
