// SPDX-License-Identifier: Apache-2.0
#include "chain/fields.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace backcheck::chain {

namespace {

using enum wire;

constexpr std::string_view backing = "async_backing_params";
constexpr std::string_view scheduler = "scheduler_params";

// One field a line.
// clang-format off
const std::vector<field_row> rows{
    {"max_code_size", u32},
    {"max_head_data_size", u32},
    {"max_upward_queue_count", u32},
    {"max_upward_queue_size", u32},
    {"max_upward_message_size", u32},
    {"max_upward_message_num_per_candidate", u32},
    {"hrmp_max_message_num_per_candidate", u32},
    {"validation_upgrade_cooldown", u32},
    {"validation_upgrade_delay", u32},
    {"max_candidate_depth", u32, {}, backing},
    {"allowed_ancestry_len", u32, {}, backing},
    {"max_pov_size", u32},
    {"max_downward_message_size", u32},
    {"hrmp_max_parachain_outbound_channels", u32},
    {"hrmp_sender_deposit", u128},
    {"hrmp_recipient_deposit", u128},
    {"hrmp_channel_max_capacity", u32},
    {"hrmp_channel_max_total_size", u32},
    {"hrmp_max_parachain_inbound_channels", u32},
    {"hrmp_channel_max_message_size", u32},
    {"executor_params", executor_params},
    {"code_retention_period", u32},
    {"num_cores", u32, "on_demand_cores", {}, 8, 10},
    {"num_cores", u32, "coretime_cores", {}, 11, 11},
    {"max_availability_timeouts", u32, "on_demand_retries", {}, 8, 11},
    {"on_demand_queue_max_size", u32, {}, {}, 8, 11},
    {"on_demand_target_queue_utilization", u32, {}, {}, 8, 11},
    {"on_demand_fee_variability", u32, {}, {}, 8, 11},
    {"on_demand_base_fee", u128, {}, {}, 8, 11},
    {"on_demand_ttl", u32, {}, {}, 8, 11},
    {"group_rotation_frequency", u32, {}, {}, 8, 11},
    {"paras_availability_period", u32, {}, {}, 8, 11},
    {"scheduling_lookahead", u32, {}, {}, 8, 11},
    {"max_validators_per_core", option_u32, {}, {}, 8, 11},
    {"max_validators", option_u32},
    {"dispute_period", u32},
    {"dispute_post_conclusion_acceptance_period", u32},
    {"no_show_slots", u32},
    {"n_delay_tranches", u32},
    {"zeroth_delay_tranche_width", u32},
    {"needed_approvals", u32},
    {"relay_vrf_modulo_samples", u32},
    {"pvf_voting_ttl", u32},
    {"minimum_validation_upgrade_delay", u32},
    {"minimum_backing_votes", u32, {}, {}, 9},
    {"node_features", node_features, {}, {}, 10},
    {"max_approval_coalesce_count", u32, {}, "approval_voting_params", 11},
    {"group_rotation_frequency", u32, {}, scheduler, 12},
    {"paras_availability_period", u32, {}, scheduler, 12},
    {"max_validators_per_core", option_u32, {}, scheduler, 12},
    {"scheduling_lookahead", u32, "lookahead", scheduler, 12},
    {"num_cores", u32, {}, scheduler, 12},
    {"max_availability_timeouts", u32, {}, scheduler, 12, 12},
    {"on_demand_queue_max_size", u32, {}, scheduler, 12},
    {"on_demand_target_queue_utilization", u32, {}, scheduler, 12},
    {"on_demand_fee_variability", u32, {}, scheduler, 12},
    {"on_demand_base_fee", u128, {}, scheduler, 12},
    {"on_demand_ttl", u32, "ttl", scheduler, 12, 12},
    {"max_relay_parent_session_age", u32, {}, {}, 13},
};

const std::vector<executor_row> items{
    {1, "MaxMemoryPages", 4, false, "max_memory_pages", {}},
    {2, "StackLogicalMax", 4, false, "stack_logical_max", {}},
    {3, "StackNativeMax", 4, false, "stack_native_max", {}},
    {4, "PrecheckingMaxMemory", 8, false, "prechecking_max_memory", {}},
    {5, "PvfPrepTimeout", 8, true,
     "pvf_prep_timeout_precheck_ms pvf_prep_timeout_prepare_ms", "Precheck Prepare"},
    {6, "PvfExecTimeout", 8, true,
     "pvf_exec_timeout_backing_ms pvf_exec_timeout_approval_ms", "Backing Approval"},
    {7, "WasmExtBulkMemory", 0, false, "wasm_ext_bulk_memory", {}},
    {8, "EnabledHostFunction", 1, false, {}, {}},
};
// clang-format on

std::uint64_t read_width(scale_reader& from, std::uint8_t width, std::string_view what) {
  if (width == 0) return 1;
  if (width == 1) return from.u8(what);
  return width == 4 ? from.u32(what) : from.u64(what);
}

executor_item read_item(scale_reader& from, std::string_view what) {
  executor_item item;
  item.number = from.u8(what);
  const executor_row* row = find_executor_row(item.number);
  if (row == nullptr)
    from.refuse(from.offset() - 1,
                fmt::format("{} is {}, which is no executor parameter; allowed: "
                            "{} to {}",
                            what, item.number, items.front().number, items.back().number));
  const std::string named = fmt::format("{}.{}", what, row->name);
  if (row->has_kind) {
    item.kind = from.u8(named);
    if (item.kind > 1)
      from.refuse(from.offset() - 1, fmt::format("{} is of kind {}; allowed: 0 or 1 ({})", named,
                                                 item.kind, row->kinds));
  }
  item.value = read_width(from, row->bytes, named);
  return item;
}

// An item takes a byte at least, so a length that is too large is refused before it costs memory.
std::vector<executor_item> read_items(scale_reader& from, std::string_view what) {
  const std::size_t at = from.offset();
  const std::uint32_t length = from.compact(what);
  if (length > from.left())
    from.refuse(at,
                fmt::format("{} has {} items, and {} bytes are left", what, length, from.left()));
  std::vector<executor_item> read;
  for (std::uint32_t i = 0; i < length; ++i)
    read.push_back(read_item(from, fmt::format("{}[{}]", what, i)));
  return read;
}

void write_items(scale_writer& to, const std::vector<executor_item>& all) {
  to.compact(static_cast<std::uint32_t>(all.size()));
  for (const executor_item& each : all) {
    const executor_row& row = *find_executor_row(each.number);
    to.u8(each.number);
    if (row.has_kind) to.u8(each.kind);
    if (row.bytes == 1) to.u8(static_cast<std::uint8_t>(each.value));
    if (row.bytes == 4) to.u32(static_cast<std::uint32_t>(each.value));
    if (row.bytes == 8) to.u64(each.value);
  }
}

// The chain has room for more features than are kept here; one that is enabled is not forgotten.
void require_kept(scale_reader& from, std::size_t at, std::size_t feature, std::string_view what) {
  if (feature >= protocol::node_features_max)
    from.refuse(at, fmt::format("{} has feature {}; allowed: 0 to {}", what, feature,
                                protocol::node_features_max - 1));
}

std::vector<bool> read_bits(scale_reader& from, std::string_view what) {
  const std::size_t at = from.offset();
  const std::uint32_t length = from.compact(what);
  const std::size_t whole = (std::size_t{length} + 7) / 8;
  if (whole > from.left())
    from.refuse(at, fmt::format("{} has {} bits, in {} bytes, and {} bytes are left", what, length,
                                whole, from.left()));
  bytes read;
  for (std::size_t i = 0; i < whole; ++i) read.push_back(from.u8(what));
  std::vector<bool> bits = bits_of(read);
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (!bits[i]) continue;
    const std::size_t place = from.offset() - whole + i / 8;
    if (i >= length)
      from.refuse(place, fmt::format("{} has a bit behind its last; allowed: 0 there", what));
    require_kept(from, place, i, what);
  }
  bits.resize(length);
  return bits;
}

void write_bits(scale_writer& to, const std::vector<bool>& bits) {
  to.compact(static_cast<std::uint32_t>(bits.size()));
  for (const std::uint8_t each : bytes_of(bits)) to.u8(each);
}

}  // namespace

const std::vector<executor_row>& executor_rows() { return items; }

const executor_row* find_executor_row(std::uint8_t number) {
  const auto found = std::find_if(items.begin(), items.end(),
                                  [&](const executor_row& each) { return each.number == number; });
  return found == items.end() ? nullptr : &*found;
}

bytes bytes_of(const std::vector<bool>& bits) {
  bytes made((bits.size() + 7) / 8);
  for (std::size_t i = 0; i < bits.size(); ++i)
    made[i / 8] = static_cast<std::uint8_t>(made[i / 8] | static_cast<unsigned>(bits[i]) << i % 8);
  return made;
}

std::vector<bool> bits_of(const bytes& from) {
  std::vector<bool> bits;
  for (const std::uint8_t byte : from)
    for (unsigned bit = 0; bit < 8; ++bit) bits.push_back((byte >> bit & 1U) != 0);
  return bits;
}

std::vector<const field_row*> fields_of(unsigned layout) {
  std::vector<const field_row*> fields;
  for (const field_row& each : rows)
    if (each.since <= layout && layout <= each.until) fields.push_back(&each);
  return fields;
}

field_value read_field(scale_reader& from, wire type, std::string_view what) {
  field_value value;
  switch (type) {
    case u32:
      value.number = from.u32(what);
      break;
    case u128:
      value.number = from.u128(what);
      break;
    case option_u32:
      value.is_given = from.is_given(what);
      if (value.is_given) value.number = from.u32(what);
      break;
    case truth:
      value.is_given = from.truth(what);
      break;
    case executor_params:
      value.executor = read_items(from, what);
      break;
    case node_features:
      value.features = read_bits(from, what);
      break;
    case node_feature:
      value.number = from.u8(what);
      require_kept(from, from.offset() - 1, static_cast<std::size_t>(value.number), what);
      value.is_given = from.truth(what);
      break;
  }
  return value;
}

void write_field(scale_writer& to, wire type, const field_value& value) {
  switch (type) {
    case u32:
      to.u32(static_cast<std::uint32_t>(value.number));
      break;
    case u128:
      to.u128(value.number);
      break;
    case option_u32:
      to.truth(value.is_given);
      if (value.is_given) to.u32(static_cast<std::uint32_t>(value.number));
      break;
    case truth:
      to.truth(value.is_given);
      break;
    case executor_params:
      write_items(to, value.executor);
      break;
    case node_features:
      write_bits(to, value.features);
      break;
    case node_feature:
      to.u8(static_cast<std::uint8_t>(value.number));
      to.truth(value.is_given);
      break;
  }
}

}  // namespace backcheck::chain
