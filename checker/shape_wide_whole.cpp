// SPDX-License-Identifier: Apache-2.0
#include "checker/machine_subject.hpp"
#include "checker/wide_shapes.hpp"

namespace backcheck::checker {

template <class Shape>
std::unique_ptr<subject> make_machine_subject(const setting& s) {
  return std::make_unique<machine_subject<Shape>>(s);
}
template std::unique_ptr<subject> make_machine_subject<machine::wide_whole_shape>(const setting&);

}  // namespace backcheck::checker
