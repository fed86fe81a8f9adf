// SPDX-License-Identifier: Apache-2.0
#include "conformance/emulator_json.hpp"

namespace backcheck::conformance {

namespace {

using protocol::fragment_refusal;
using protocol::modification_refusal;

constexpr std::uint64_t head_bytes = 8;

/// Calls `read(value)` if the object has the member, which all but changes must.
template <class Read>
void take(const json& object, std::string_view key, bool required, Read&& read) {
  if (const auto value = required ? member(object, key) : member_if(object, key)) read(*value);
}

void read_constraints_onto(const json& from, names& named, constraints& c, bool all,
                           bool head_limit) {
  const auto word_into = [&](std::string_view key, auto& place, bool required) {
    take(from, key, required, [&](const json& v) { place = number(v, word_max, key); });
  };
  const auto wide_into = [&](std::string_view key, auto& place) {
    take(from, key, all, [&](const json& v) { place = number(v, UINT64_MAX, key); });
  };
  const auto numbers_into = [&](std::string_view key, auto& place) {
    take(from, key, all, [&](const json& v) {
      place = {};
      for (const json each : elements(v, key)) {
        place.elements().push_back(number(each, word_max, key));
      }
    });
  };
  word_into("min_rp", c.min_relay_parent_number, all);
  wide_into("max_pov", c.max_pov_size);
  word_into("max_code", c.max_code_size, all);
  word_into("max_head", c.max_head_data_size, head_limit);
  wide_into("ump_msgs", c.ump_remaining);
  wide_into("ump_bytes", c.ump_remaining_bytes);
  word_into("max_ump", c.max_ump_num_per_candidate, all);
  numbers_into("dmp", c.dmp_remaining_messages);
  numbers_into("watermarks", c.valid_watermarks);
  take(from, "hrmp_out", all, [&](const json& v) {
    c.hrmp_channels_out = {};
    for (const json each : elements(v, "hrmp_out")) {
      const auto [id, bytes, messages] = tuple<3>(each, "hrmp_out");
      protocol::outbound_channel<shape> channel;
      channel.bytes_remaining = number(bytes, UINT64_MAX, "hrmp_out");
      channel.messages_remaining = number(messages, UINT64_MAX, "hrmp_out");
      put_if(true, c.hrmp_channels_out, para(number(id, word_max, "hrmp_out")), channel);
    }
  });
  word_into("max_hrmp", c.max_hrmp_num_per_candidate, all);
  take(from, "parent", all,
       [&](const json& v) { c.required_parent = named.number(text(v, "parent")); });
  take(from, "code", all,
       [&](const json& v) { c.validation_code_hash = named.number(text(v, "code")); });
  take(from, "restricted", all,
       [&](const json& v) { c.upgrade_restricted = truth(v, "restricted"); });
  take(from, "future", all, [&](const json& v) {
    c.has_future_validation_code = !v.is_null();
    if (v.is_null()) return;
    const auto [at, code] = tuple<2>(v, "future");
    c.future_validation_code_at = number(at, word_max, "future");
    c.future_validation_code = named.number(text(code, "future"));
  });
}

template <class List>
answer write_numbers(const List& list) {
  answer::list made;
  made.reserve(list.elements().size());
  for (const auto& each : list.elements()) made.emplace_back(each.raw());
  return made;
}
answer write_triple(const para& id, std::uint64_t bytes, std::uint64_t messages) {
  return answer::list{id.raw(), bytes, messages};
}

answer write_validation_data(const protocol::persisted_validation_data<shape>& data,
                             const names& named) {
  return answer::object{{"max_pov", data.max_pov_size.raw()},
                        {"parent", named.name(data.parent_head.raw())},
                        {"rp_number", data.relay_parent_number.raw()},
                        {"rp_root", named.name(data.relay_parent_storage_root.raw())}};
}

}  // namespace

constraints read_constraints(const json& from, names& named, const protocol::dialect& speak) {
  constraints c;
  read_constraints_onto(from, named, c, true, speak.rules == protocol::rule_set::y2025);
  return c;
}
void change_constraints(const json& from, names& named, constraints& c) {
  read_constraints_onto(from, named, c, false, false);
}

answer write_constraints(const constraints& c, const names& named, const protocol::dialect& speak) {
  answer::list channels;
  for (const auto& [id, left] : c.hrmp_channels_out.entries()) {
    channels.push_back(write_triple(id, left.bytes_remaining.raw(), left.messages_remaining.raw()));
  }
  answer future;
  if (c.has_future_validation_code.known()) {
    future =
        answer::list{c.future_validation_code_at.raw(), named.name(c.future_validation_code.raw())};
  }
  answer::object made{{"min_rp", c.min_relay_parent_number.raw()},
                      {"max_pov", c.max_pov_size.raw()},
                      {"max_code", c.max_code_size.raw()},
                      {"ump_msgs", c.ump_remaining.raw()},
                      {"ump_bytes", c.ump_remaining_bytes.raw()},
                      {"max_ump", c.max_ump_num_per_candidate.raw()},
                      {"dmp", write_numbers(c.dmp_remaining_messages)},
                      {"watermarks", write_numbers(c.valid_watermarks)},
                      {"hrmp_out", std::move(channels)},
                      {"max_hrmp", c.max_hrmp_num_per_candidate.raw()},
                      {"parent", named.name(c.required_parent.raw())},
                      {"code", named.name(c.validation_code_hash.raw())},
                      {"restricted", c.upgrade_restricted.known()},
                      {"future", std::move(future)}};
  if (speak.rules == protocol::rule_set::y2025) {
    made.emplace_back("max_head", c.max_head_data_size.raw());
  }
  return made;
}

modifications read_modifications(const json& from, names& named) {
  modifications m;
  const json parent = member(from, "parent");
  m.has_required_parent = !parent.is_null();
  if (!parent.is_null()) m.required_parent = named.number(text(parent, "parent"));
  const json watermark = member(from, "watermark");
  m.has_hrmp_watermark = !watermark.is_null();
  if (!watermark.is_null()) {
    const auto [where, block] = tuple<2>(watermark, "watermark");
    const std::string_view kind = text(where, "watermark");
    if (kind != "head" && kind != "trunk") refuse("watermark", "[\"head\" or \"trunk\", number]");
    m.hrmp_watermark.is_head = kind == "head";
    m.hrmp_watermark.number = number(block, word_max, "watermark");
  }
  for (const json each : elements_of(from, "hrmp")) {
    const auto [id, bytes, messages] = tuple<3>(each, "hrmp");
    protocol::outbound_usage<shape> usage;
    usage.bytes_submitted = number(bytes, UINT64_MAX, "hrmp");
    usage.messages_submitted = number(messages, UINT64_MAX, "hrmp");
    put_if(true, m.outbound_hrmp, para(number(id, word_max, "hrmp")), usage);
  }
  m.ump_messages_sent = wide_of(from, "ump_msgs");
  m.ump_bytes_sent = wide_of(from, "ump_bytes");
  m.dmp_messages_processed = wide_of(from, "dmp");
  m.code_upgrade_applied = truth_of(from, "upgrade");
  return m;
}

answer write_modifications(const modifications& m, const names& named) {
  answer::list usage;
  for (const auto& [id, sent] : m.outbound_hrmp.entries()) {
    usage.push_back(write_triple(id, sent.bytes_submitted.raw(), sent.messages_submitted.raw()));
  }
  answer parent;
  if (m.has_required_parent.known()) parent = named.name(m.required_parent.raw());
  answer watermark;
  if (m.has_hrmp_watermark.known()) {
    watermark = answer::list{m.hrmp_watermark.is_head.known() ? "head" : "trunk",
                             m.hrmp_watermark.number.raw()};
  }
  return answer::object{{"parent", std::move(parent)},
                        {"watermark", std::move(watermark)},
                        {"hrmp", std::move(usage)},
                        {"ump_msgs", m.ump_messages_sent.raw()},
                        {"ump_bytes", m.ump_bytes_sent.raw()},
                        {"dmp", m.dmp_messages_processed.raw()},
                        {"upgrade", m.code_upgrade_applied.known()}};
}

relay_block read_relay_block(const json& from, names& named) {
  const auto [hash, height, root] = tuple<3>(from, "relay block");
  relay_block block;
  block.hash = named.number(text(hash, "relay block"));
  block.number = number(height, word_max, "relay block");
  block.storage_root = named.number(text(root, "relay block"));
  return block;
}

candidate read_candidate(const json& from, names& named, const head_sizes& sizes) {
  candidate made;
  made.validation_code_hash = named.number(text_of(from, "code"));
  const json pvd = member(from, "pvd");
  made.validation_data.parent_head = named.number(text_of(pvd, "parent"));
  made.validation_data.relay_parent_number = word_of(pvd, "rp_number");
  made.validation_data.relay_parent_storage_root = named.number(text_of(pvd, "rp_root"));
  made.validation_data.max_pov_size = word_of(pvd, "max_pov");

  const json said = member(from, "commitments");
  auto& commitments = made.commitments;
  for (const json size : elements_of(said, "ump")) {
    commitments.upward_messages.elements().emplace_back(number(size, word_max, "ump"));
  }
  for (const json each : elements_of(said, "hrmp")) {
    const auto [id, size] = tuple<2>(each, "hrmp");
    protocol::horizontal_message<shape> message;
    message.recipient = number(id, word_max, "hrmp");
    message.size = number(size, word_max, "hrmp");
    commitments.horizontal_messages.elements().push_back(message);
  }
  const json code_size = member(said, "code_size");
  commitments.has_new_validation_code = !code_size.is_null();
  if (!code_size.is_null()) {
    commitments.new_validation_code_size = number(code_size, word_max, "code_size");
  }
  const std::string_view head = text_of(said, "head");
  const auto size = sizes ? member_if(*sizes, head) : std::nullopt;
  commitments.head_data = named.number(head);
  commitments.head_data_size = size ? number(*size, word_max, "head_sizes") : head_bytes;
  commitments.processed_downward_messages = word_of(said, "dmp");
  commitments.hrmp_watermark = word_of(said, "watermark");
  return made;
}

answer write_refusal(modification_refusal why, const constraints& c, const modifications& m) {
  const auto [recipient, allowed, submitted] = amounts_of(why, c, m, refusing_channel(c, m));
  const answer::object messages{{"messages_remaining", allowed}, {"messages_submitted", submitted}};
  const answer::object bytes{{"bytes_remaining", allowed}, {"bytes_submitted", submitted}};
  const auto of_channel = [id = recipient](answer::object fields) {
    fields.emplace_back("para_id", id);
    return fields;
  };
  switch (why) {
    case modification_refusal::disallowed_hrmp_watermark:
      return error("DisallowedHrmpWatermark", {{"number", submitted}});
    case modification_refusal::no_such_hrmp_channel:
      return error("NoSuchHrmpChannel", of_channel({}));
    case modification_refusal::hrmp_bytes_overflow:
      return error("HrmpBytesOverflow", of_channel(bytes));
    case modification_refusal::hrmp_messages_overflow:
      return error("HrmpMessagesOverflow", of_channel(messages));
    case modification_refusal::ump_messages_overflow:
      return error("UmpMessagesOverflow", messages);
    case modification_refusal::ump_bytes_overflow:
      return error("UmpBytesOverflow", bytes);
    case modification_refusal::dmp_messages_underflow:
      return error("DmpMessagesUnderflow",
                   {{"messages_remaining", allowed}, {"messages_processed", submitted}});
    case modification_refusal::applied_nonexistent_code_upgrade:
      return error("AppliedNonexistentCodeUpgrade");
    case modification_refusal::none:
      break;
  }
  return ok();
}

answer write_refusal(fragment_refusal why, const relay_block& relay_parent, const constraints& c,
                     const candidate& judged, const modifications& m, const names& named) {
  const auto [none, allowed, submitted] = amounts_of(why, relay_parent, c, judged.commitments);
  const answer::object messages{{"messages_allowed", allowed}, {"messages_submitted", submitted}};
  const answer::object size{{"max_allowed", allowed}, {"new_size", submitted}};
  switch (why) {
    case fragment_refusal::hrmp_messages_descending_or_duplicate:
      return error("HrmpMessagesDescendingOrDuplicate", {{"index", submitted}});
    case fragment_refusal::persisted_validation_data_mismatch:
      return error(
          "PersistedValidationDataMismatch",
          {{"expected", write_validation_data(expected_validation_data(relay_parent, c), named)},
           {"got", write_validation_data(judged.validation_data, named)}});
    case fragment_refusal::validation_code_mismatch:
      return error("ValidationCodeMismatch",
                   {{"expected", named.name(c.validation_code_hash.raw())},
                    {"got", named.name(judged.validation_code_hash.raw())}});
    case fragment_refusal::head_data_too_large:
      return error("HeadDataTooLarge", size);
    case fragment_refusal::relay_parent_too_old:
      return error("RelayParentTooOld", {{"min_allowed", allowed}, {"current", submitted}});
    case fragment_refusal::code_upgrade_restricted:
      return error("CodeUpgradeRestricted");
    case fragment_refusal::code_size_too_large:
      return error("CodeSizeTooLarge", size);
    case fragment_refusal::dmp_advancement_rule:
      return error("DmpAdvancementRule");
    case fragment_refusal::hrmp_messages_per_candidate_overflow:
      return error("HrmpMessagesPerCandidateOverflow", messages);
    case fragment_refusal::ump_messages_per_candidate_overflow:
      return error("UmpMessagesPerCandidateOverflow", messages);
    case fragment_refusal::outputs_invalid:
      return error("OutputsInvalid",
                   {{"inner", write_refusal(check_modifications(c, m).why(), c, m)}});
    case fragment_refusal::none:
      break;
  }
  return ok();
}

}  // namespace backcheck::conformance
