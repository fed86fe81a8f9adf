// SPDX-License-Identifier: Apache-2.0
//
// The switch that woven sources ask. Included into every one of them from the command line.
#pragma once

extern int active_mutant;

inline bool mutant(int id) { return active_mutant == id; }
