// SPDX-License-Identifier: Apache-2.0
#include "properties/generators/state.hpp"  // refused: properties may not use properties/generators
