// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>  // refused: <rapidcheck.h> is only for tests/ and properties/generators/
#include <gtest/gtest.h>  // refused: <gtest/gtest.h> is only for tests/ and properties/generators/
