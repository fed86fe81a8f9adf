// SPDX-License-Identifier: Apache-2.0
#include "chain/calls.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "chain/setters.hpp"
#include "chain/storage.hpp"
#include "model/protocol/nearest_name.hpp"

namespace backcheck::chain {

namespace {

constexpr std::array<pallet_numbers, 5> chains{{
    {"polkadot", 51, 26, 23},
    {"kusama", 51, 24, 44},
    {"paseo", 51, 26, 23},
    {"westend", 42, 16},
    {"rococo", 51, 24},
}};

struct wrapper_row {
  std::uint8_t number;
  std::string_view name;
};
constexpr std::array<wrapper_row, 3> batches{{{0, "batch"}, {2, "batch_all"}, {4, "force_batch"}}};
constexpr std::uint8_t dispatch_with_preimage = 3;

class call_reader {
 public:
  call_reader(const bytes& from, const pallet_numbers& on, unsigned layout)
      : from_(from), on_(on), layout_(layout) {}

  call read_whole() {
    call made = read(1);
    from_.end("the call");
    return made;
  }

 private:
  call read(std::size_t depth) {
    const std::size_t at = from_.offset();
    if (depth > call_depth_max)
      from_.refuse(
          at, fmt::format("a call inside {} others; allowed: {}", depth - 1, call_depth_max - 1));
    call made;
    made.pallet = from_.u8("the number of a pallet");
    const bool is_whitelist = on_.whitelist && made.pallet == *on_.whitelist;
    if (made.pallet != on_.configuration && made.pallet != on_.utility && !is_whitelist)
      from_.refuse(at,
                   fmt::format("pallet {}; allowed on {}: {} (configuration), {} (utility){}",
                               made.pallet, on_.chain, on_.configuration, on_.utility,
                               on_.whitelist ? fmt::format(", {} (whitelist)", *on_.whitelist)
                                             : "; the number of its whitelist is not known here"));
    made.number = from_.u8("the number of a call");
    if (made.pallet == on_.configuration)
      read_setter(made);
    else if (is_whitelist)
      read_whitelisted(made, depth);
    else
      read_batch(made, depth);
    return made;
  }

  void read_setter(call& made) {
    const setter_row* row = find_setter(made.number);
    if (row == nullptr)
      from_.refuse(from_.offset() - 1,
                   fmt::format("call {} of configuration is no setter; allowed: {}", made.number,
                               setter_numbers()));
    if (layout_ < row->since || row->until < layout_)
      from_.refuse(from_.offset() - 1,
                   fmt::format("{} is not there with layout {}; allowed: layouts {} to {}",
                               row->name, layout_, row->since, row->until));
    made.name = fmt::format("configuration.{}", row->name);
    for (argument each : arguments_of(*row, layout_)) {
      const auto what = each.field == nullptr ? row->name : each.field->called();
      each.value = read_field(from_, each.type, what);
      made.arguments.push_back(std::move(each));
    }
  }

  void read_batch(call& made, std::size_t depth) {
    const auto row = std::find_if(batches.begin(), batches.end(), [&](const wrapper_row& each) {
      return each.number == made.number;
    });
    if (row == batches.end())
      from_.refuse(from_.offset() - 1,
                   fmt::format("call {} of utility; allowed: 0 (batch), 2 (batch_all), 4 "
                               "(force_batch)",
                               made.number));
    made.name = fmt::format("utility.{}", row->name);
    const std::size_t at = from_.offset();
    const std::uint32_t length = from_.compact("the number of calls in a batch");
    if (length > from_.left())
      from_.refuse(at,
                   fmt::format("a batch of {} calls, and {} bytes are left", length, from_.left()));
    for (std::uint32_t i = 0; i < length; ++i) made.inner.push_back(read(depth + 1));
  }

  void read_whitelisted(call& made, std::size_t depth) {
    if (made.number != dispatch_with_preimage)
      from_.refuse(from_.offset() - 1,
                   fmt::format("call {} of whitelist; allowed: 3 "
                               "(dispatch_whitelisted_call_with_preimage), as the others have the "
                               "hash of a call only",
                               made.number));
    made.name = "whitelist.dispatch_whitelisted_call_with_preimage";
    made.inner.push_back(read(depth + 1));
  }

  scale_reader from_;
  const pallet_numbers& on_;
  unsigned layout_;
};

void write_call(scale_writer& to, const call& from) {
  to.u8(from.pallet);
  to.u8(from.number);
  for (const argument& each : from.arguments) write_field(to, each.type, each.value);
  const bool is_batch = from.name.starts_with("utility.");
  if (is_batch) to.compact(static_cast<std::uint32_t>(from.inner.size()));
  for (const call& each : from.inner) write_call(to, each);
}

void collect(const call& from, const std::string& path, std::vector<setting>& to) {
  const bool is_setter = from.name.starts_with("configuration.");
  if (is_setter) to.push_back({path + from.name, &from});
  for (std::size_t i = 0; i < from.inner.size(); ++i) {
    const bool is_batch = from.name.starts_with("utility.");
    collect(from.inner[i],
            fmt::format("{}{}{}: ", path, from.name, is_batch ? fmt::format("[{}]", i) : ""), to);
  }
}

void set_feature(protocol::configuration& to, const field_value& value) {
  const auto& which = protocol::parameter_named("node_features");
  auto enabled = std::get<protocol::feature_numbers>(protocol::value_of(to.values, which));
  const auto number = static_cast<std::size_t>(value.number);
  std::erase(enabled, number);
  if (value.is_given) enabled.push_back(number);
  std::sort(enabled.begin(), enabled.end());
  protocol::assign_as_stored(to.values, which, enabled);
}

}  // namespace

std::span<const pallet_numbers> known_chains() { return chains; }

const pallet_numbers& chain_named(std::string_view name) {
  std::vector<std::string_view> names;
  for (const pallet_numbers& each : chains) {
    if (each.chain == name) return each;
    names.push_back(each.chain);
  }
  throw protocol::parameter_error(
      fmt::format("there is no chain '{}'; {}", name, protocol::what_instead(name, names)));
}

call decode_call(const bytes& from, const pallet_numbers& on, unsigned layout) {
  return call_reader(from, on, layout).read_whole();
}

bytes encode_call(const call& from) {
  scale_writer writer;
  write_call(writer, from);
  return writer.made();
}

detected_call detect_call(const bytes& from, std::optional<std::string_view> chain,
                          std::optional<unsigned> layout) {
  std::optional<detected_call> found;
  std::optional<decode_error> furthest;
  const auto try_reading = [&](const pallet_numbers& on, unsigned version) {
    try {
      call read = decode_call(from, on, version);
      if (!found)
        found = detected_call{std::move(read), {}, {}, false};
      else if (read != found->value)
        found->is_ambiguous = true;
      if (found->is_ambiguous) return;
      if (found->chains.empty() || found->chains.back() != on.chain)
        found->chains.push_back(on.chain);
      if (std::find(found->layouts.begin(), found->layouts.end(), version) == found->layouts.end())
        found->layouts.push_back(version);
    } catch (const decode_error& error) {
      if (!furthest || furthest->offset() < error.offset()) furthest = error;
    }
  };
  const pallet_numbers* only = chain ? &chain_named(*chain) : nullptr;
  for (const pallet_numbers& on : chains)
    for (unsigned version = protocol::newest_layout; version >= protocol::oldest_layout; --version)
      if ((only == nullptr || only == &on) && (!layout || *layout == version))
        try_reading(on, version);
  if (!found) throw *furthest;
  return *found;
}

std::vector<setting> settings_of(const call& from) {
  std::vector<setting> all;
  collect(from, "", all);
  return all;
}

void apply(const call& from, protocol::configuration& to) {
  for (const auto& [path, setter] : settings_of(from)) {
    for (const argument& each : setter->arguments) {
      if (each.type == wire::node_feature) set_feature(to, each.value);
      if (each.field == nullptr) continue;
      if (each.type == wire::executor_params)
        assign_executor(to.values, each.value.executor);
      else
        protocol::assign_as_stored(to.values, protocol::parameter_named(each.field->key),
                                   to_parameter(*each.field, each.value));
    }
  }
}

}  // namespace backcheck::chain
