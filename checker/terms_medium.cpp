// SPDX-License-Identifier: Apache-2.0
#include "checker/machine_terms.hpp"
#include "checker/shapes.hpp"

namespace backcheck::checker {

template <class Shape>
std::unique_ptr<solver::symbolic::system> make_machine_system(const setting& s) {
  using model = machine_terms<Shape>;
  return std::make_unique<solver::symbolic::bound_system<model>>([&] { return model(s); });
}
template std::unique_ptr<solver::symbolic::system> make_machine_system<medium_shape>(const setting&);

}  // namespace backcheck::checker
