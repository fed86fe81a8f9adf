// SPDX-License-Identifier: Apache-2.0
#include "tests/random/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checker/subject.hpp"

namespace backcheck::tests {

namespace {

/// The share of the walks that are asked about a property by which it is met at least.
constexpr double least_share = 0.02;
constexpr double least_share_of_rules = 0.2;
/// Windows as large as life have so many relay blocks.
constexpr std::size_t wide_blocks = 10;
/// Those that only a rare course of events meets.
struct rare {
  std::string_view id;
  double least;
};
constexpr std::array rarities{rare{"R14", 0.01}, rare{"R15", 0.003}, rare{"R20", 0.001},
                              rare{"P3", 0.005}, rare{"S36", 0.005}};

double least_of(std::string_view id) {
  for (const auto& each : rarities)
    if (each.id == id) return each.least;
  return least_share;
}

/// The sizes that so many of ten walks came to at least.
std::size_t reached_by(const std::vector<std::uint64_t>& walks_by_size, std::uint64_t tenths) {
  std::uint64_t all = 0;
  for (const auto walks : walks_by_size) all += walks;
  std::uint64_t above = 0;
  for (std::size_t size = walks_by_size.size(); size > 0; --size) {
    above += walks_by_size[size - 1];
    if (10 * above >= tenths * all) return size - 1;
  }
  return 0;
}

}  // namespace

void statistics::enter(const drawn_setting& where, const solver::random::walkable& model,
                       const solver::random::walks_report& found) {
  const auto& asked = where.setting.properties;
  claims_.resize(found.walks_by_claim.size());
  for (std::size_t i = 0; i < claims_.size(); ++i) {
    if (!asked.contains(i)) continue;
    claims_[i].asked += found.walks;
    claims_[i].met += found.walks_by_claim[i];
  }
  const auto weights = model.weights();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0) continue;
    auto& rule = rules_[model.rules()[i]];
    rule.asked += found.walks;
    rule.met += found.walks_by_rule[i];
  }
  const bool wide = where.setting.window.relay_blocks >= wide_blocks;
  for (std::size_t i = 0; wide && i < found.most.size(); ++i) {
    auto& sizes = sizes_[model.measures()[i]];
    if (sizes.size() < found.most[i].size()) sizes.resize(found.most[i].size());
    for (std::size_t k = 0; k < found.most[i].size(); ++k) sizes[k] += found.most[i][k];
  }
  walks_by_kind_[std::string(name_of(where.kind))] += found.walks;
  steps_by_rules_[std::string(protocol::name_of(where.setting.speak.rules))] += found.fired;
  walks_ += found.walks;
  steps_ += found.fired;
}

std::string statistics::told() const {
  std::string text = fmt::format("{} walks, {} steps\n", walks_, steps_);
  for (const auto& [kind, walks] : walks_by_kind_) text += fmt::format("  {} {}", kind, walks);
  text += "\n";
  for (const auto& [rules, steps] : steps_by_rules_)
    text += fmt::format("  rule set {}: {} steps", rules, steps);
  text +=
      "\n\nin windows of ten relay blocks and more: sizes that 9, 5 and 1 of 10 walks came to at "
      "least, and the largest\n";
  for (const auto& [measure, sizes] : sizes_)
    text += fmt::format("  {:32} {:3} {:3} {:3} {:3}\n", measure, reached_by(sizes, 9),
                        reached_by(sizes, 5), reached_by(sizes, 1), sizes.size() - 1);
  text += "\nrules: the share of walks in which they happened\n";
  for (const auto& [rule, s] : rules_)
    text += fmt::format("  {:12} {:5.1f}%\n", rule, 100 * s.part());
  text +=
      "\nproperties: walks that were asked, the share that met it, and the least that is allowed\n";
  const auto& infos = checker::property_infos();
  for (std::size_t i = 0; i < claims_.size(); ++i) {
    if (claims_[i].asked == 0) continue;
    text += fmt::format("  {:5} {:8} {:6.2f}% {:6.2f}%\n", infos[i].id, claims_[i].asked,
                        100 * claims_[i].part(), 100 * least_of(infos[i].id));
  }
  return text;
}

std::vector<std::string> statistics::too_rare() const {
  std::vector<std::string> all;
  const auto& infos = checker::property_infos();
  for (std::size_t i = 0; i < infos.size(); ++i) {
    const auto id = infos[i].id;
    if (claims_.size() <= i || claims_[i].asked == 0) continue;
    if (claims_[i].part() < least_of(id))
      all.push_back(
          fmt::format("{} was met by {:.2f}% of the walks that were asked about it; at "
                      "least {:.2f}% are wanted",
                      id, 100 * claims_[i].part(), 100 * least_of(id)));
  }
  for (const auto& [rule, s] : rules_)
    if (s.part() < least_share_of_rules)
      all.push_back(
          fmt::format("the rule {} happened in {:.2f}% of the walks", rule, 100 * s.part()));
  return all;
}

}  // namespace backcheck::tests
