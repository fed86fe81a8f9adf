// SPDX-License-Identifier: Apache-2.0
#include "checker/stalls.hpp"

#include <array>

namespace backcheck::checker {

namespace {

using protocol::fault;

constexpr auto all = std::to_array<stall_info>({
    {fault::nothing_backed, "relay authors back nothing"},
    {fault::nothing_seconded, "backing groups second nothing"},
    {fault::nothing_built, "collators build nothing"},
    {fault::builds_on_finalized,
     "collators build only on the para head at the last finalized block"},
    {fault::never_times_out, "availability never times out"},
    {fault::change_never_comes, "a parameter change never comes into force"},
});

}  // namespace

std::span<const stall_info> stall_infos() { return all; }

}  // namespace backcheck::checker
