// SPDX-License-Identifier: Apache-2.0
#include <toml++/toml.h>  // refused: <toml++/toml.h> is only for model/protocol/config_file.cpp
