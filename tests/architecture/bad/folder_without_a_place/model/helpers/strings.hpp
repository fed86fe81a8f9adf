// SPDX-License-Identifier: Apache-2.0
#include "model/language/domain.hpp"  // refused: this folder is no layer; layers are listed in check_architecture.cpp
