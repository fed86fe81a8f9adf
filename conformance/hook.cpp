// SPDX-License-Identifier: Apache-2.0
//
// The kinds of case about the consensus hook.
#include "conformance/kinds.hpp"
#include "model/protocol/consensus_hook.hpp"

namespace backcheck::conformance {

namespace {

using protocol::dialect;
using protocol::hook_refusal;
using record = protocol::slot_record<shape>;
using parameters = protocol::fixed_velocity<shape>;
using slot = record::slot_type;

/// `[slot, blocks authored]`, or null where nothing is recorded.
record read_record(const json& line) {
  record read;
  const json from = member(line, "slot_info");
  read.exists = !from.is_null();
  if (from.is_null()) return read;
  const auto [at, authored] = tuple<2>(from, "slot_info");
  read.slot = number(at, UINT64_MAX, "slot_info");
  read.authored = number(authored, word_max, "slot_info");
  return read;
}
answer write_record(const record& r) { return answer::list{r.slot.raw(), r.authored.raw()}; }

parameters read_parameters(const json& line) {
  const json from = member(line, "params");
  parameters k;
  k.relay_slot_ms = word_of(from, "relay_slot_ms");
  k.velocity = word_of(from, "velocity");
  k.capacity = word_of(from, "capacity");
  return k;
}

answer write_refusal(hook_refusal why) {
  switch (why) {
    case hook_refusal::slot_mismatch:
      return error("SlotMismatch");
    case hook_refusal::authored_limit:
      return error("AuthoredLimit");
    case hook_refusal::slot_backwards:
      return error("SlotBackwards");
    case hook_refusal::none:
      break;
  }
  return ok();
}

}  // namespace

void try_can_build_upon(const json& line, trial& t) {
  const auto k = read_parameters(line);
  const auto recorded = read_record(line);
  const slot now = wide_of(line, "new_slot");
  const record::count_type unincluded = word_of(line, "size_after_included");
  for_each_version(line, [&](const dialect&) {
    t.expect("result", member(line, "result"),
             can_build_upon(k, recorded, now, unincluded).known());
  });
}

void try_on_state_proof(const json& line, trial& t) {
  const auto k = read_parameters(line);
  const parameters::milliseconds_type para_slot_ms = word_of(line, "para_slot_ms");
  const slot relay_slot = wide_of(line, "relay_slot");
  if (para_slot_ms.raw() == 0) refuse("para_slot_ms", "more than 0");
  for_each_version(line, [&](const dialect& speak) {
    const bool counts_relay_slots = speak.rules == protocol::rule_set::y2025;
    const slot derived = protocol::para_slot_at(relay_slot, k.relay_slot_ms, para_slot_ms);
    auto recorded = read_record(line);
    if (!counts_relay_slots && !recorded.exists.known()) refuse("slot_info", "a record");
    const auto why = counts_relay_slots
                         ? on_state_proof_2025(k, recorded, relay_slot,
                                               slot(wide_of(line, "para_slot")), derived)
                         : on_state_proof_2023(k, recorded, derived);
    answer::object given{{"capacity", protocol::effective_capacity(k.capacity).raw()},
                         {"expects_included_parent", false}};
    if (counts_relay_slots) given.emplace_back("slot_info", write_record(recorded));
    t.expect("result", member(line, "result"),
             why.fired() ? ok(std::move(given)) : write_refusal(why.why()));
  });
}

void try_on_initialize(const json& line, trial& t) {
  const slot now = wide_of(line, "new_slot");
  for_each_version(line, [&](const dialect&) {
    auto recorded = read_record(line);
    const auto why = on_initialize(recorded, now);
    t.expect("result", member(line, "result"),
             why.fired() ? ok(write_record(recorded)) : write_refusal(why.why()));
  });
}

}  // namespace backcheck::conformance
