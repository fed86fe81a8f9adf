# SPDX-License-Identifier: Apache-2.0
#
# The third-party packages that installed layers need. Read by our build and, once installed, by
# those who find_package(backcheck): one list, so the two cannot differ.
set(BACKCHECK_PACKAGES "Boost 1.74" "fmt 9" "nlohmann_json 3.11" "simdjson 3" "Threads"
    "tomlplusplus 3" "Z3 4.8" "zstd 1.5")
