// SPDX-License-Identifier: Apache-2.0
#include "cli/report.hpp"  // refused: tests may not use cli
