// SPDX-License-Identifier: Apache-2.0
//
// What a chain asks of its own configuration before it takes a change of it: nineteen conditions,
// of which it reports the first that is not met, by a name. Written once, for every domain;
// `inconsistencies` is for people.
//
// Source: polkadot-sdk 01e29ab6, polkadot/runtime/parachains/src/configuration.rs
// (`HostConfiguration::check_consistency`), and polkadot/primitives, executor_params.rs (the same
// of `ExecutorParams`).
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/language/logic.hpp"
#include "model/protocol/registry.hpp"

namespace backcheck::protocol {

/// In the order in which the chain asks.
enum class inconsistency : std::uint8_t {
  zero_group_rotation_frequency,
  zero_paras_availability_period,
  zero_no_show_slots,
  max_code_size_exceed_hard_limit,
  max_head_data_size_exceed_hard_limit,
  max_pov_size_exceed_hard_limit,
  minimum_validation_upgrade_delay_less_than_chain_availability_period,
  validation_upgrade_delay_is_too_low,
  max_upward_message_size_exceeded,
  max_horizontal_message_num_exceeded,
  max_upward_message_num_exceeded,
  max_hrmp_outbound_channels_exceeded,
  max_hrmp_inbound_channels_exceeded,
  zero_minimum_backing_votes,
  inconsistent_executor_params,
  lookahead_exceeds_ttl,
  lookahead_zero,
  on_demand_queue_size_too_large,
  zero_delay_tranches,
  count
};

/// The fixed bounds. That of proofs of validity was 5 MiB until 2025.
namespace hard_limit {
inline constexpr std::uint64_t code_bytes = 3'145'728;
inline constexpr std::uint64_t head_bytes = 1'048'576;
inline constexpr std::uint64_t pov_bytes = 10'485'760;
inline constexpr std::uint64_t upward_message_bytes = 131'072;
inline constexpr std::uint64_t messages_per_candidate = 16'384;
inline constexpr std::uint64_t channels = 128;
inline constexpr std::uint64_t on_demand_orders = 1'000'000'000;
inline constexpr std::uint64_t memory_pages = 65'536;
inline constexpr std::uint64_t logical_stack_min = 1'024;
inline constexpr std::uint64_t logical_stack_max = 131'072;
inline constexpr std::uint64_t prechecking_memory_min = 268'435'456;
inline constexpr std::uint64_t prechecking_memory_max = 17'179'869'184;
}  // namespace hard_limit

/// What nodes take for an executor parameter that is not given.
namespace executor_default {
inline constexpr std::uint64_t logical_stack = 65'536;
inline constexpr std::uint64_t native_stack_bytes = 268'435'456;
inline constexpr std::uint64_t precheck_ms = 60'000;
inline constexpr std::uint64_t prepare_ms = 360'000;
inline constexpr std::uint64_t backing_ms = 2'000;
inline constexpr std::uint64_t approval_ms = 12'000;
}  // namespace executor_default

/// The number in force: the one given, or the node's own.
template <class Number>
constexpr Number in_force(const optional_number<Number>& given, std::uint64_t otherwise) {
  return language::either(given.is_given, given.value, Number(otherwise));
}

/// Whether a number that is given is outside its limits.
template <class Number>
constexpr auto is_outside(const optional_number<Number>& given, std::uint64_t min,
                          std::uint64_t max) {
  return given.is_given && (given.value < min || given.value > max);
}

/// Whether executor parameters are consistent, each given once: within limits, the machine's stack
/// deep enough for the logical one, and each lenient time longer than the strict one.
template <language::domain D>
constexpr typename D::truth are_consistent(const executor_params<D>& k) {
  using factor = language::quantity<D, unit::bytes, 128>;
  using namespace executor_default;
  const auto outside = is_outside(k.max_memory_pages, 1, hard_limit::memory_pages) ||
                       is_outside(k.stack_logical_max, hard_limit::logical_stack_min,
                                  hard_limit::logical_stack_max) ||
                       is_outside(k.prechecking_max_memory, hard_limit::prechecking_memory_min,
                                  hard_limit::prechecking_memory_max);
  const auto needed = times(factor(128), in_force(k.stack_logical_max, logical_stack));
  const auto deep = in_force(k.stack_native_max, native_stack_bytes) >= needed;
  return !outside && deep &&
         in_force(k.pvf_prep_timeout_precheck_ms, precheck_ms) <
             in_force(k.pvf_prep_timeout_prepare_ms, prepare_ms) &&
         in_force(k.pvf_exec_timeout_backing_ms, backing_ms) <
             in_force(k.pvf_exec_timeout_approval_ms, approval_ms);
}

/// Calls `report(inconsistency, truth)` of every condition in turn; the truth is that it is broken.
template <language::domain D, class Report>
constexpr void check_consistency(const parameters<D>& k, Report&& report) {
  using enum inconsistency;
  using claims = language::quantity<D, unit::claims, 0xFFFFFFFF>;
  const auto& s = k.scheduler;
  const auto& c = k.candidates;
  const auto& m = k.messages;
  report(zero_group_rotation_frequency, s.group_rotation_frequency == 0);
  report(zero_paras_availability_period, s.paras_availability_period == 0);
  report(zero_no_show_slots, k.approvals.no_show_slots == 0);
  report(max_code_size_exceed_hard_limit, c.max_code_size > hard_limit::code_bytes);
  report(max_head_data_size_exceed_hard_limit, c.max_head_data_size > hard_limit::head_bytes);
  report(max_pov_size_exceed_hard_limit, c.max_pov_size > hard_limit::pov_bytes);
  report(minimum_validation_upgrade_delay_less_than_chain_availability_period,
         c.minimum_validation_upgrade_delay <= s.paras_availability_period);
  report(validation_upgrade_delay_is_too_low, c.validation_upgrade_delay <= 1);
  report(max_upward_message_size_exceeded,
         m.max_upward_message_size > hard_limit::upward_message_bytes);
  report(max_horizontal_message_num_exceeded,
         m.hrmp_max_message_num_per_candidate > hard_limit::messages_per_candidate);
  report(max_upward_message_num_exceeded,
         m.max_upward_message_num_per_candidate > hard_limit::messages_per_candidate);
  report(max_hrmp_outbound_channels_exceeded,
         m.hrmp_max_parachain_outbound_channels > hard_limit::channels);
  report(max_hrmp_inbound_channels_exceeded,
         m.hrmp_max_parachain_inbound_channels > hard_limit::channels);
  report(zero_minimum_backing_votes, k.backing.minimum_backing_votes == 0);
  report(inconsistent_executor_params, !are_consistent(k.executor));
  report(lookahead_exceeds_ttl,
         claims(in_unit<unit::claims>(s.on_demand_ttl)) < s.scheduling_lookahead);
  report(lookahead_zero, s.scheduling_lookahead == 0);
  report(on_demand_queue_size_too_large, s.on_demand_queue_max_size > hard_limit::on_demand_orders);
  report(zero_delay_tranches, k.approvals.n_delay_tranches == 0);
}

/// What is known of a condition.
struct inconsistency_info {
  std::string_view name;  ///< of the error, as the chain calls it
  std::string_view keys;  ///< the parameters that it looks at, with blanks between them
  std::string_view asked;
  unsigned since = oldest_layout, until = newest_layout;  ///< layouts whose chains ask
};
extern const std::array<inconsistency_info, static_cast<std::size_t>(inconsistency::count)>
    inconsistency_infos;

/// A condition that is broken, and the values that break it, in one line.
struct found_inconsistency {
  inconsistency which;
  std::string text;
};

/// All conditions of a chain of that layout that are broken; the chain tells the first of them.
/// That an executor parameter is given twice is nothing that `parameters` can say: `given_twice`.
std::vector<found_inconsistency> inconsistencies(const concrete_parameters& k, unsigned layout,
                                                 bool given_twice = false);

}  // namespace backcheck::protocol
