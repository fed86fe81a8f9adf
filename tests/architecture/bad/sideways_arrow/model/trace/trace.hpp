// SPDX-License-Identifier: Apache-2.0
#include "model/language/domain.hpp"
#include "model/protocol/backing.hpp"  // refused: model/trace may not use model/protocol
