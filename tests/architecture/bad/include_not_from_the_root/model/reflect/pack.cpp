// SPDX-License-Identifier: Apache-2.0
#include "pack.hpp"  // refused: pack.hpp is no path from the root to a layer
