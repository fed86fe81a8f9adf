// SPDX-License-Identifier: Apache-2.0
#include "tests/mutants/mechanical/machine_view.hpp"

namespace backcheck::tests {

template std::unique_ptr<solver::view> make_view<tried_shape::whole>(const checker::setting&);

}  // namespace backcheck::tests
