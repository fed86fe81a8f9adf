// SPDX-License-Identifier: Apache-2.0
//
// Apart from the shape's other half, so that what the compiler does there does not depend on this.
#include "checker/labelled_model.hpp"
#include "checker/shapes.hpp"

namespace backcheck::checker {

template <class Shape>
std::unique_ptr<labelled_subject> make_machine_labelled_subject(const setting& s) {
  return std::make_unique<machine_labelled_subject<Shape>>(s);
}
template std::unique_ptr<labelled_subject> make_machine_labelled_subject<collator_shape>(
    const setting&);

}  // namespace backcheck::checker
