// SPDX-License-Identifier: Apache-2.0
#include "model/machine/state.hpp"
#include "properties/catalogue.hpp"
#include "solver/explicit/search.hpp"
