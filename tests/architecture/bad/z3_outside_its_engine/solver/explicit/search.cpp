// SPDX-License-Identifier: Apache-2.0
#include <z3++.h>  // refused: <z3++.h> is only for solver/symbolic/
