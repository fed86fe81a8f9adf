// SPDX-License-Identifier: Apache-2.0
#include "chain/storage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "model/protocol/presets.hpp"

namespace backcheck::chain {

using protocol::concrete_parameters;
using protocol::feature_numbers;
using protocol::natural;
using protocol::parameter;
using protocol::parameter_value;

namespace {

/// The n-th of words with blanks between them.
std::string_view word(std::string_view words, std::size_t n) {
  for (; n > 0; --n) words.remove_prefix(std::min(words.find(' ') + 1, words.size()));
  return words.substr(0, words.find(' '));
}

/// A field by its place: `scheduler_params.lookahead`.
std::string place_of(const field_row& row) {
  return row.table.empty() ? std::string(row.called())
                           : fmt::format("{}.{}", row.table, row.called());
}

executor_item item_of(const executor_row& row, std::uint8_t kind) {
  return {.number = row.number, .kind = kind, .value = 1};
}

/// The value of an executor parameter; none where it is not given.
std::optional<std::uint64_t> given_value(const concrete_parameters& k, const parameter& which) {
  const parameter_value value = protocol::value_of(k, which);
  if (const auto* number = std::get_if<natural>(&value)) return static_cast<std::uint64_t>(*number);
  const auto* flag = std::get_if<bool>(&value);
  return flag != nullptr && *flag ? std::optional<std::uint64_t>(1) : std::nullopt;
}

std::vector<executor_item> items_of(const concrete_parameters& k,
                                    const std::vector<executor_item>& like) {
  std::vector<executor_item> items;
  for (executor_item each : like) {
    const parameter* which = parameter_of(each);
    const auto value = which == nullptr ? each.value : given_value(k, *which);
    each.value = value.value_or(0);
    if (value) items.push_back(each);
  }
  for (const executor_row& row : executor_rows()) {
    for (std::uint8_t kind = 0; kind < (row.has_kind ? 2 : 1); ++kind) {
      executor_item item = item_of(row, kind);
      const parameter* which = parameter_of(item);
      const bool there = std::any_of(items.begin(), items.end(), [&](const executor_item& other) {
        return other.number == item.number && other.kind == item.kind;
      });
      const auto value = which == nullptr ? std::nullopt : given_value(k, *which);
      item.value = value.value_or(0);
      if (value && !there) items.push_back(item);
    }
  }
  return items;
}

const field_value& field_of(const stored_configuration& of, wire type) {
  const auto rows = fields_of(of.layout);
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const field_row* row) { return row->type == type; });
  static const field_value none{};
  return found == rows.end() ? none : of.fields.at(static_cast<std::size_t>(found - rows.begin()));
}

}  // namespace

stored_configuration decode_storage(const bytes& from, unsigned layout) {
  scale_reader reader(from);
  stored_configuration read{layout, {}};
  for (const field_row* row : fields_of(layout))
    read.fields.push_back(read_field(reader, row->type, place_of(*row)));
  reader.end(fmt::format("a configuration of layout {}", layout));
  return read;
}

bytes encode_storage(const stored_configuration& from) {
  scale_writer writer;
  const auto rows = fields_of(from.layout);
  for (std::size_t i = 0; i < rows.size(); ++i)
    write_field(writer, rows[i]->type, from.fields.at(i));
  return writer.made();
}

detected_storage detect_storage(const bytes& from) {
  struct reading {
    stored_configuration value;
    bool consistent;
  };
  std::vector<reading> readings;
  std::optional<decode_error> furthest;
  for (unsigned layout = protocol::newest_layout; layout >= protocol::oldest_layout; --layout) {
    try {
      stored_configuration value = decode_storage(from, layout);
      const bool consistent = inconsistencies(value).empty();
      readings.push_back({std::move(value), consistent});
    } catch (const decode_error& error) {
      if (!furthest || furthest->offset() < error.offset()) furthest = error;
    }
  }
  if (readings.empty()) throw *furthest;
  std::stable_partition(readings.begin(), readings.end(),
                        [](const reading& each) { return each.consistent; });
  detected_storage found{readings.front().value, {}};
  for (std::size_t i = 1; i < readings.size(); ++i)
    found.other_layouts.push_back(readings[i].value.layout);
  return found;
}

bool gives_twice(const std::vector<executor_item>& items) {
  for (std::size_t i = 0; i < items.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (items[i].number == items[j].number && items[i].kind == items[j].kind &&
          parameter_of(items[i]) != nullptr)
        return true;
  return false;
}

std::vector<protocol::found_inconsistency> inconsistencies(const stored_configuration& of) {
  const auto all = to_configuration(of, "", "");
  return protocol::inconsistencies(all.values, of.layout,
                                   gives_twice(field_of(of, wire::executor_params).executor));
}

const parameter* parameter_of(const executor_item& item) {
  const executor_row* row = find_executor_row(item.number);
  return row == nullptr || row->keys.empty() ? nullptr
                                             : protocol::find_parameter(word(row->keys, item.kind));
}

parameter_value to_parameter(const field_row& row, const field_value& value) {
  switch (row.type) {
    case wire::option_u32:
      if (!value.is_given) return protocol::none{};
      return value.number;
    case wire::node_features: {
      feature_numbers enabled;
      for (std::size_t i = 0; i < value.features.size(); ++i)
        if (value.features[i]) enabled.push_back(i);
      return enabled;
    }
    default:
      return value.number;
  }
}

field_value to_field(const parameter_value& value) {
  field_value field;
  if (const auto* number = std::get_if<natural>(&value)) {
    field.is_given = true;
    field.number = *number;
  }
  if (const auto* enabled = std::get_if<feature_numbers>(&value)) {
    field.features.resize(enabled->empty() ? 0 : enabled->back() + 1);
    for (const std::size_t each : *enabled) field.features[each] = true;
  }
  return field;
}

// Where one is given twice, nodes go by the first.
void assign_executor(concrete_parameters& to, const std::vector<executor_item>& items) {
  to.executor = {};
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    const parameter* which = parameter_of(*item);
    if (which == nullptr) continue;
    const bool is_flag = which->kind == protocol::value_kind::flag;
    protocol::assign_as_stored(to, *which, is_flag ? parameter_value(true) : natural{item->value});
  }
}

protocol::configuration to_configuration(const stored_configuration& from, std::string_view name,
                                         std::string_view source) {
  protocol::configuration all;
  const auto base = protocol::preset(protocol::preset_names().front());
  all.name = name;
  all.layout = from.layout;
  all.values.parachain = base.values.parachain;
  for (const parameter& each : protocol::all_parameters()) {
    all.sources.emplace_back(source);
    if (each.group == "parachain")
      all.sources.back() = fmt::format("{}: a relay chain does not say; as in the preset {}",
                                       protocol::assumed, base.name);
    if (!protocol::has(from.layout, each)) protocol::set_absent(all, each);
  }
  const auto rows = fields_of(from.layout);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const field_value& value = from.fields.at(i);
    if (rows[i]->type == wire::executor_params)
      assign_executor(all.values, value.executor);
    else
      protocol::assign_as_stored(all.values, protocol::parameter_named(rows[i]->key),
                                 to_parameter(*rows[i], value));
  }
  return all;
}

void require_in_range(const protocol::configuration& all) {
  concrete_parameters checked;
  for (const parameter& each : protocol::all_parameters())
    protocol::assign(checked, each, protocol::value_of(all.values, each));
}

stored_configuration to_stored(const concrete_parameters& from, unsigned layout,
                               const stored_configuration* like) {
  stored_configuration made{layout, {}};
  for (const field_row* row : fields_of(layout)) {
    field_value value;
    if (row->type == wire::executor_params) {
      value.executor = items_of(from, like == nullptr ? std::vector<executor_item>{}
                                                      : field_of(*like, row->type).executor);
    } else {
      value = to_field(protocol::value_of(from, protocol::parameter_named(row->key)));
      value.is_given = value.is_given && row->type == wire::option_u32;
    }
    if (row->type == wire::node_features && like != nullptr) {
      const std::size_t bits = field_of(*like, row->type).features.size();
      value.features.resize(std::max(value.features.size(), bits));
    }
    made.fields.push_back(value);
  }
  return made;
}

}  // namespace backcheck::chain
