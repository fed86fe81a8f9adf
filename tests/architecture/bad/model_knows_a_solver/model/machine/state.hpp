// SPDX-License-Identifier: Apache-2.0
#include "solver/interface/verdict.hpp"  // refused: model/machine may not use solver/interface
