// SPDX-License-Identifier: Apache-2.0
#include "checker/observations.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "checker/subject.hpp"
#include "model/machine/scopes.hpp"

namespace backcheck::checker {

namespace {

using json = nlohmann::ordered_json;

json ids_of(const solver::claim_set& claims) {
  json ids = json::array();
  const auto& infos = property_infos();
  for (std::size_t i = 0; i < infos.size(); ++i)
    if (claims.contains(i)) ids.push_back(infos[i].id);
  return ids;
}

}  // namespace

std::string observation(const observed_run& run, const setting& s,
                        const solver::random::walkable& model, const solver::random::walked& one) {
  json features = {{"rule set", protocol::name_of(s.speak.rules)},
                   {"steps", one.fired},
                   {"words that nothing came of", one.words - one.fired}};
  for (std::size_t i = 0; i < one.most.size(); ++i) features[model.measures()[i]] = one.most[i];
  std::string fired;
  for (std::size_t i = 0; i < one.fired_by_rule.size(); ++i) {
    if (one.fired_by_rule[i] == 0) continue;
    features[model.rules()[i]] = one.fired_by_rule[i];
    fired += fmt::format(", {} {}", model.rules()[i], one.fired_by_rule[i]);
  }
  auto met = one.premises;
  met |= one.witnessed;
  features["met or shown"] = ids_of(met);
  const bool failed = !one.violated.empty();
  const json line = {
      {"type", "test_case"},
      {"run_start", run.started},
      {"property", run.name},
      {"status", failed           ? "failed"
                 : one.fired == 0 ? "gave_up"
                                  : "passed"},
      {"status_reason", failed           ? "violated: " + ids_of(one.violated).dump()
                        : one.fired == 0 ? "no step"
                                         : ""},
      {"representation", fmt::format("walk {} of {} steps{}", one.number, one.fired, fired)},
      {"arguments", {{"walk", one.number}, {"seed", one.seed}}},
      {"how_generated", run.reproduce},
      {"features", std::move(features)},
      {"coverage", nullptr},
      {"timing", json::object()},
      {"metadata", {{"window", machine::to_text(s.window)}}}};
  return line.dump() + "\n";
}

}  // namespace backcheck::checker
