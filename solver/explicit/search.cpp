// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/search.hpp"

#include <algorithm>
#include <new>
#include <optional>

#include "solver/explicit/exploration.hpp"

namespace backcheck::solver {

namespace {

search_report nothing_fits(const view& model) {
  search_report report;
  report.end = ending::memory_spent;
  report.fired.resize(model.rules().size());
  report.premises.resize(model.claims().size());
  report.witnesses.resize(model.claims().size());
  report.cut.resize(model.bounds().size());
  return report;
}

template <std::size_t Words>
search_report explore(const view& model, const budget& limits) {
  std::optional<exhaustive::exploration<Words>> exploration;
  try {
    exploration.emplace(model, limits, std::max(limits.threads, 1U));
  } catch (const std::bad_alloc&) {
    return nothing_fits(model);
  }
  return exploration->run();
}

}  // namespace

search_report search(const view& model, const budget& limits) {
  const bool sound = model.words() > 0 && model.claims().size() <= claim_set::size_max &&
                     model.bounds().size() <= 64 && model.starts().size() % model.words() == 0;
  if (!sound) throw model_fault("the view promises more, or less, than a view can");
  switch (model.words()) {
    case 1:
      return explore<1>(model, limits);
    case 2:
      return explore<2>(model, limits);
    case 3:
      return explore<3>(model, limits);
    case 4:
      return explore<4>(model, limits);
    default:
      return explore<0>(model, limits);
  }
}

}  // namespace backcheck::solver
