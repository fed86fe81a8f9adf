// SPDX-License-Identifier: Apache-2.0
#include "solver/interface/verdict.hpp"
#include "model/machine/state.hpp"  // refused: solver/explicit may not use model/machine
