// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/bind.hpp"  // refused: an engine may not use a bind.hpp, through which it would see the model
