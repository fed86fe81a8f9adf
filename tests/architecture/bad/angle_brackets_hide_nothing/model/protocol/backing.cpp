// SPDX-License-Identifier: Apache-2.0
#include <model/machine/state.hpp>  // refused: model/protocol may not use model/machine
