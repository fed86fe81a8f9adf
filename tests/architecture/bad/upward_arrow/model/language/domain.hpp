// SPDX-License-Identifier: Apache-2.0
#include "model/machine/state.hpp"  // refused: model/language may not use model/machine
