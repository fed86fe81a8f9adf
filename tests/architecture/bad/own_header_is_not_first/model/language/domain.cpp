// SPDX-License-Identifier: Apache-2.0   refused: does not include model/language/domain.hpp before all others
#include <vector>

#include "model/language/domain.hpp"
