// SPDX-License-Identifier: Apache-2.0
#include "properties/catalogue.hpp"
#include "tests/mutants/mechanical/machine_views.hpp"

namespace backcheck::tests {

solver::claim_set heard_in(const checker::setting& s) {
  const machine::world<language::concrete> world(s.speak, s.parameters, s.window, s.changed);
  solver::claim_set heard;
  properties::for_each_property([&]<class P, std::size_t I>() {
    heard.insert_if(P::info.holds_in.has(s.speak.rules) &&
                        properties::has(s.window, P::info.about) && !P::info.broken.expected(world),
                    I);
  });
  return heard;
}

}  // namespace backcheck::tests
