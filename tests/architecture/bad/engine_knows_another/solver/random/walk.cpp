// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/search.hpp"  // refused: solver/random may not use solver/explicit
