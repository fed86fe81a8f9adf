// SPDX-License-Identifier: Apache-2.0
//
// The view of one shape. Included only where a shape is compiled.
#pragma once

#include "checker/machine_model.hpp"
#include "solver/explicit/bind.hpp"
#include "tests/mutants/mechanical/machine_views.hpp"

namespace backcheck::tests {

template <tried_shape Shape>
struct compiled_shape;
template <>
struct compiled_shape<tried_shape::small> {
  using type = machine::shape<4, 1, 4>;
};
template <>
struct compiled_shape<tried_shape::whole> {
  using type = machine::whole_shape;
};
template <>
struct compiled_shape<tried_shape::view> {
  using type = machine::view_shape;
};
template <>
struct compiled_shape<tried_shape::traffic> {
  using type = machine::traffic_shape;
};
template <>
struct compiled_shape<tried_shape::vote> {
  using type = machine::vote_shape;
};
template <>
struct compiled_shape<tried_shape::collator> {
  using type = machine::collator_shape;
};

template <tried_shape Shape>
std::unique_ptr<solver::view> make_view(const checker::setting& s) {
  using model = checker::machine_model<typename compiled_shape<Shape>::type>;
  return std::make_unique<solver::bound_view<model>>(model(s));
}

}  // namespace backcheck::tests
