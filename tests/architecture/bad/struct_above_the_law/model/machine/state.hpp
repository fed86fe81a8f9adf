// SPDX-License-Identifier: Apache-2.0
template <class D>
struct candidate {
  BACKCHECK_FIELDS(candidate, (D, head));
};
template <class D>
struct state {
  BACKCHECK_FIELDS(state,  // refused: machine::state is not listed in tests/laws/model_shapes.hpp
                   (D, height));
};
