// SPDX-License-Identifier: Apache-2.0
//
// The kinds of case about the unincluded segment.
#include "model/protocol/segment.hpp"

#include "conformance/kinds.hpp"

namespace backcheck::conformance {

namespace {

using protocol::dialect;
using protocol::segment_refusal;
using segment = protocol::unincluded_segment<shape>;
using block = protocol::ancestor<shape>;
using limits = protocol::outbound_bandwidth_limits<shape>;
using watermark = protocol::watermark_update<shape>;
using para = shape::para;

/// What is asked of a segment for a block to be appended.
struct appending {
  protocol::ancestor<shape> block;
  protocol::watermark_update<shape> watermark;
  protocol::outbound_bandwidth_limits<shape> limits;
};

protocol::upgrade_go_ahead<shape> read_signal(const json& from) {
  using signal = protocol::upgrade_go_ahead<shape>;
  if (from.is_null()) return {};
  const std::string_view name = text(from, "go_ahead");
  if (name == "Abort") return signal(signal::some(protocol::signal_abort));
  if (name == "GoAhead") return signal(signal::some(protocol::signal_go_ahead));
  refuse("go_ahead", "null, \"Abort\" or \"GoAhead\"");
}
answer write_signal(const protocol::upgrade_go_ahead<shape>& signal) {
  if (signal.is_none().known()) return {};
  return signal.or_first().place().raw() == protocol::signal_abort ? "Abort" : "GoAhead";
}

/// Usage as in `{ump_msgs, ump_bytes, hrmp}`.
protocol::used_bandwidth<shape> read_usage(const json& from) {
  protocol::used_bandwidth<shape> used;
  used.ump_msg_count = word_of(from, "ump_msgs");
  used.ump_total_bytes = word_of(from, "ump_bytes");
  for (const json each : elements_of(from, "hrmp")) {
    const auto [id, bytes, messages] = tuple<3>(each, "hrmp");
    protocol::channel_usage<shape> usage;
    usage.total_bytes = number(bytes, word_max, "hrmp");
    usage.msg_count = number(messages, word_max, "hrmp");
    put_if(true, used.hrmp_outgoing, para(number(id, word_max, "hrmp")), usage);
  }
  return used;
}

limits read_limits(const json& from) {
  limits read;
  read.ump_messages_remaining = word_of(from, "ump_msgs");
  read.ump_bytes_remaining = word_of(from, "ump_bytes");
  for (const json each : elements_of(from, "hrmp")) {
    const auto [id, bytes, messages] = tuple<3>(each, "hrmp");
    protocol::channel_limit<shape> limit;
    limit.bytes_remaining = number(bytes, word_max, "hrmp");
    limit.messages_remaining = number(messages, word_max, "hrmp");
    put_if(true, read.hrmp_outgoing, para(number(id, word_max, "hrmp")), limit);
  }
  return read;
}

/// `["head" or "trunk", number]`, or `["new", number, relay parent's number]`.
watermark read_watermark(const json& from) {
  simdjson::dom::array parts = elements(from, "watermark");
  std::array<json, 3> at;
  std::size_t size = 0;
  for (const json part : parts) {
    if (size < at.size()) at[size] = part;
    ++size;
  }
  const std::string_view kind = size > 0 ? text(at[0], "watermark") : "";
  if (!((kind == "head" || kind == "trunk") && size == 2) && !(kind == "new" && size == 3)) {
    refuse("watermark", "[\"head\" or \"trunk\", number] or [\"new\", number, number]");
  }
  watermark read;
  read.number = number(at[1], word_max, "watermark");
  read.is_head = kind == "head";
  if (kind != "new") return read;
  const watermark::number_type relay_parent = number(at[2], word_max, "watermark");
  return protocol::new_watermark<shape>(relay_parent, read.number);
}

answer write_state(const segment& s) {
  const auto& used = s.tracker.used;
  answer::list channels;
  for (const auto& [id, usage] : used.hrmp_outgoing.entries()) {
    channels.emplace_back(answer::list{id.raw(), usage.total_bytes.raw(), usage.msg_count.raw()});
  }
  answer reached;
  if (s.tracker.has_hrmp_watermark.known()) reached = s.tracker.hrmp_watermark.raw();
  return answer::object{{"used", answer::object{{"ump_msgs", used.ump_msg_count.raw()},
                                                {"ump_bytes", used.ump_total_bytes.raw()},
                                                {"hrmp", std::move(channels)}}},
                        {"watermark", std::move(reached)},
                        {"go_ahead", write_signal(s.tracker.consumed_go_ahead_signal)},
                        {"len", length_of(s.blocks).raw()}};
}

answer write_refusal(segment_refusal why, const segment& s, const appending& asked) {
  const auto [recipient, allowed, submitted] =
      amounts_of(why, s.tracker, asked.block, asked.watermark, asked.limits);
  const answer::object messages{{"messages_remaining", allowed}, {"messages_submitted", submitted}};
  const answer::object bytes{{"bytes_remaining", allowed}, {"bytes_submitted", submitted}};
  const auto of_channel = [id = recipient](answer::object fields) {
    fields.emplace_back("recipient", id);
    return fields;
  };
  switch (why) {
    case segment_refusal::upgrade_go_ahead_already_processed:
      return error("UpgradeGoAheadAlreadyProcessed");
    case segment_refusal::invalid_hrmp_watermark:
      return error("InvalidHrmpWatermark", {{"submitted", submitted}, {"latest", allowed}});
    case segment_refusal::ump_messages_overflow:
      return error("UmpMessagesOverflow", messages);
    case segment_refusal::ump_bytes_overflow:
      return error("UmpBytesOverflow", bytes);
    case segment_refusal::hrmp_messages_overflow:
      return error("HrmpMessagesOverflow", of_channel(messages));
    case segment_refusal::hrmp_bytes_overflow:
      return error("HrmpBytesOverflow", of_channel(bytes));
    case segment_refusal::no_limit_for_channel:
      return error("NoLimitForChannel");
    case segment_refusal::channel_entry_missing:
      return error("ChannelEntryMissing");
    case segment_refusal::subtract_underflow:
      return error("SubtractUnderflow");
    case segment_refusal::none:
      break;
  }
  return ok();
}

answer append(const json& op, const dialect& speak, segment& s) {
  appending asked;
  asked.block.used = read_usage(member(op, "used"));
  asked.block.consumed_go_ahead_signal = read_signal(member(op, "go_ahead"));
  asked.watermark = read_watermark(member(op, "watermark"));
  asked.limits = read_limits(member(op, "limits"));
  const segment before = s;
  const auto why = append(speak, s, asked.block, asked.watermark, asked.limits).why();
  return write_refusal(why, before, asked);
}

answer set_head(const json& op, names& named, segment& s) {
  auto& blocks = s.blocks.elements();
  const std::uint64_t index = word_of(op, "index");
  if (index >= blocks.size()) refuse("index", "that of a block of the segment");
  blocks[index].has_para_head = true;
  blocks[index].para_head = named.number(text_of(op, "head"));
  return ok();
}

/// What a step answers, with the segment afterwards where that is recorded.
answer::object take(const json& op, const dialect& speak, names& named, segment& s) {
  const std::string_view name = text_of(op, "op");
  if (name == "set_head") return {{"result", set_head(op, named, s)}};
  if (name == "size_after") {
    const block::head_type included = named.number(text_of(op, "included"));
    return {{"result", ok(blocks_after(s, included).raw())}};
  }
  if (name == "append") {
    answer result = append(op, speak, s);
    return {{"result", std::move(result)}, {"state", write_state(s)}};
  }
  if (name != "subtract") throw malformed("there is no step \"" + std::string(name) + "\"");
  if (length_of(s.blocks).raw() == 0) throw malformed("\"subtract\" from an empty segment");
  answer result = write_refusal(subtract_oldest(s).why(), s, {});
  return {{"result", std::move(result)}, {"state", write_state(s)}};
}

void take_steps(const json& line, const dialect& speak, trial& t, segment& s) {
  std::size_t i = 0;
  for (const json step : elements_of(line, "steps")) {
    t.expect_step(i++, step, take(member(step, "op"), speak, t.named, s));
  }
}

}  // namespace

void try_segment(const json& line, trial& t) {
  for_each_version(line, [&](const dialect& speak) {
    segment s;
    take_steps(line, speak, t, s);
  });
}

/// What upstream panics at, we refuse by the name that the case gives the panic.
void try_segment_panic(const json& line, trial& t) {
  for_each_version(line, [&](const dialect& speak) {
    segment s;
    take_steps(line, speak, t, s);
    t.expect("state_before", member(line, "state_before"), write_state(s));
    const answer result = take(member(line, "then"), speak, t.named, s).front().second;
    const answer expected = error(text_of(line, "panic"));
    t.expect_that(to_text(result) == to_text(expected), "then", to_text(expected), to_text(result));
  });
}

void try_segment_limits(const json& line, trial& t) {
  language::sequence<protocol::unit::channels, protocol::egress_channel<shape>> channels;
  for (const json each : elements_of(line, "channels")) {
    protocol::egress_channel<shape> channel;
    channel.recipient = word_of(each, "id");
    channel.max_capacity = word_of(each, "max_capacity");
    channel.max_total_size = word_of(each, "max_total_size");
    channel.msg_count = word_of(each, "msg_count");
    channel.total_size = word_of(each, "total_size");
    channels.elements().push_back(channel);
  }
  for_each_version(line, [&](const dialect&) {
    const auto made = protocol::limits_from_relay_state<shape>(
        word_of(line, "remaining_count"), word_of(line, "remaining_size"), channels);
    answer::list written;
    for (const auto& [id, limit] : made.hrmp_outgoing.entries()) {
      written.emplace_back(
          answer::list{id.raw(), limit.bytes_remaining.raw(), limit.messages_remaining.raw()});
    }
    t.expect("limits", member(line, "limits"),
             answer::object{{"ump_msgs", made.ump_messages_remaining.raw()},
                            {"ump_bytes", made.ump_bytes_remaining.raw()},
                            {"hrmp", std::move(written)}});
  });
}

namespace {

/// A segment of those blocks, appended one after the other with ample limits.
segment segment_of(const json& blocks, const dialect& speak, names& named) {
  segment s;
  for (const json each : elements(blocks, "blocks")) {
    block appended;
    appended.used = read_usage(each);
    appended.consumed_go_ahead_signal = read_signal(member(each, "go_ahead"));
    appended.has_para_head = true;
    appended.para_head = named.number(text_of(each, "head"));
    limits ample;
    ample.ump_messages_remaining = word_max;
    ample.ump_bytes_remaining = word_max;
    for (const auto& [id, usage] : appended.used.hrmp_outgoing.entries()) {
      protocol::channel_limit<shape> most;
      most.messages_remaining = word_max;
      most.bytes_remaining = word_max;
      put_if(true, ample.hrmp_outgoing, id, most);
    }
    watermark reached;
    reached.number = length_of(s.blocks).raw();
    if (!append(speak, s, appended, reached, ample).fired()) {
      refuse("blocks", "blocks that follow one another");
    }
  }
  return s;
}

}  // namespace

void try_segment_inclusion(const json& line, trial& t) {
  using length = protocol::segment_length<language::concrete, word_max>;
  for_each_version(line, [&](const dialect& speak) {
    segment s = segment_of(member(line, "blocks"), speak, t.named);
    const std::uint64_t before = length_of(s.blocks).raw();
    const block::head_type included = t.named.number(text_of(line, "included"));
    if (!drop_included(s, included).fired()) refuse("blocks", "blocks that can be taken out again");
    const length kept = length_of(s.blocks);
    const length capacity = word_of(line, "capacity");
    answer::object outcome{{"dropped", before - kept.raw()},
                           {"new_len", std::uint64_t{kept.raw()}}};
    answer result;
    if (protocol::has_room<language::concrete>(speak, kept, capacity).known()) {
      outcome.emplace_back("state", write_state(s));
      result = ok(std::move(outcome));
    } else {
      result = error("NoSpace", std::move(outcome));
    }
    t.expect("result", member(line, "result"), result);
  });
}

}  // namespace backcheck::conformance
