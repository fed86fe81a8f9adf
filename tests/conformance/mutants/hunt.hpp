// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

/// Whether nothing is noticed of the active mutant: one file for each way of noticing defines it.
bool nothing_is_noticed(const std::vector<std::string>& arguments);
