// SPDX-License-Identifier: Apache-2.0
#include "chain/js_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "chain/js_names.hpp"

namespace backcheck::chain {

namespace {

using json = nlohmann::ordered_json;
using protocol::natural;

constexpr std::string_view or_null = "null, or ";
constexpr natural u32_max = 0xFFFFFFFF;
constexpr natural u64_max = UINT64_MAX;
constexpr std::uint64_t exact_in_javascript = (std::uint64_t{1} << 53) - 1;

std::optional<natural> from_hexadecimal(std::string_view text) {
  if (text.size() < 3 || text.size() > 34 || !text.starts_with("0x")) return std::nullopt;
  natural made = 0;
  for (const char c : text.substr(2)) {
    const auto digit = std::string_view("0123456789abcdef").find(static_cast<char>(c | 0x20));
    if (digit == std::string_view::npos || (c < '0')) return std::nullopt;
    made = made << 4 | digit;
  }
  return made;
}

// Of shares: 25.00% is a quarter of a billion.
std::optional<natural> from_percent(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (!text.ends_with('%') || dot == std::string_view::npos || text.size() != dot + 4)
    return std::nullopt;
  const auto whole = protocol::whole_number(text.substr(0, dot));
  const auto part = protocol::whole_number(text.substr(dot + 1, 2));
  if (!whole || !part || *whole > 100) return std::nullopt;
  return (*whole * 100 + *part) * 100'000;
}

std::string range_text(natural max) {
  return fmt::format("a whole number, 0 to {}, in quotes also with commas or as 0x...", max);
}

natural number_in(const json& from, natural max, const std::string& path = {},
                  std::string_view besides = {}) {
  std::optional<natural> number;
  if (from.is_number_unsigned()) number = from.get<std::uint64_t>();
  if (const auto* text = from.get_ptr<const std::string*>()) {
    number = protocol::whole_number(*text);
    if (!number) number = from_hexadecimal(*text);
    if (!number && max == u32_max) number = from_percent(*text);
  }
  if (!number || *number > max)
    throw js_refusal{path, in_short(from), std::string(besides) + range_text(max)};
  return *number;
}

const executor_row* executor_row_called(const std::string& name) {
  const auto& rows = executor_rows();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const executor_row& row) {
    const std::string own(row.name);
    return name == own || snake_case(name) == snake_case(own).substr(1);
  });
  return found == rows.end() ? nullptr : &*found;
}

std::uint8_t kind_in(const json& from, const executor_row& row, const std::string& path) {
  const std::size_t blank = row.kinds.find(' ');
  const auto* name = from.get_ptr<const std::string*>();
  if (name != nullptr && *name == row.kinds.substr(0, blank)) return 0;
  if (name != nullptr && *name == row.kinds.substr(blank + 1)) return 1;
  throw js_refusal{
      path, in_short(from),
      fmt::format("\"{}\", \"{}\"", row.kinds.substr(0, blank), row.kinds.substr(blank + 1))};
}

natural max_of_width(std::uint8_t width) {
  return width == 1 ? natural{0xFF} : width == 4 ? u32_max : u64_max;
}

executor_item item_in(const json& from, const std::string& path) {
  const bool is_pair = from.is_object() && from.size() == 1;
  const std::string name = from.is_string() ? from.get<std::string>()
                           : is_pair        ? from.begin().key()
                                            : std::string();
  const executor_row* row = executor_row_called(name);
  if (row == nullptr || (from.is_string() && row->bytes != 0))
    throw js_refusal{path, in_short(from),
                     "an object of one executor parameter, as "
                     "{\"maxMemoryPages\": 8192}"};
  executor_item item{row->number, 0, 1};
  if (row->bytes == 0) return item;
  const json& value = from.begin().value();
  const std::string here = path + "." + name;
  if (!row->has_kind) {
    item.value = static_cast<std::uint64_t>(number_in(value, max_of_width(row->bytes), here));
    return item;
  }
  if (!value.is_array() || value.size() != 2)
    throw js_refusal{here, in_short(value), "an array of a kind and a number of milliseconds"};
  item.kind = kind_in(value[0], *row, here + "[0]");
  item.value = static_cast<std::uint64_t>(number_in(value[1], u64_max, here + "[1]"));
  return item;
}

std::vector<executor_item> items_in(const json& from) {
  if (!from.is_array()) throw js_refusal{{}, in_short(from), allowed_js(wire::executor_params)};
  std::vector<executor_item> items;
  for (std::size_t i = 0; i < from.size(); ++i)
    items.push_back(item_in(from[i], fmt::format("[{}]", i)));
  return items;
}

// "0b11010000_1": digit by digit from the lowest bit on; bytes have a line between them.
std::optional<std::vector<bool>> bits_in_digits(std::string_view text) {
  std::vector<bool> bits;
  for (const char c : text) {
    if (c == '_') continue;
    if (c != '0' && c != '1') return std::nullopt;
    bits.push_back(c == '1');
  }
  return bits;
}

// In chain specifications: how many bits, and the bytes with them.
std::vector<bool> bits_in_object(const json& from) {
  const auto length = number_in(from.value("bits", json()), 256, ".bits");
  const json data = from.value("data", json());
  if (!data.is_array()) throw js_refusal{".data", in_short(data), "an array of bytes"};
  bytes all;
  for (std::size_t i = 0; i < data.size(); ++i)
    all.push_back(static_cast<std::uint8_t>(number_in(data[i], 0xFF, fmt::format(".data[{}]", i))));
  auto bits = bits_of(all);
  if (bits.size() / 8 != (static_cast<std::size_t>(length) + 7) / 8)
    throw js_refusal{".data", in_short(data), fmt::format("the bytes of {} bits", length)};
  bits.resize(static_cast<std::size_t>(length));
  return bits;
}

// Of bits in whole bytes, how many a chain would have of them: it makes room up to the highest
// feature that was ever set.
std::size_t fewest_bits(const std::vector<bool>& bits) {
  std::size_t fewest = bits.empty() ? 0 : (bits.size() - 1) / 8 * 8 + 1;
  for (std::size_t i = fewest; i < bits.size(); ++i)
    if (bits[i]) fewest = i + 1;
  return fewest;
}

std::vector<bool> bits_in(const json& from) {
  if (from.is_object()) return bits_in_object(from);
  const auto* text = from.get_ptr<const std::string*>();
  std::optional<std::vector<bool>> bits;
  if (text != nullptr && text->starts_with("0b")) bits = bits_in_digits(text->substr(2));
  if (text != nullptr && text->starts_with("0x")) {
    try {
      bits = bits_of(from_hex(*text));
    } catch (const protocol::parameter_error&) {
      bits.reset();
    }
  }
  if (!bits) throw js_refusal{{}, in_short(from), allowed_js(wire::node_features)};
  bits->resize(fewest_bits(*bits));
  return *bits;
}

void require_kept(const std::vector<bool>& bits) {
  for (std::size_t i = protocol::node_features_max; i < bits.size(); ++i)
    if (bits[i])
      throw js_refusal{{},
                       fmt::format("feature {} is enabled", i),
                       fmt::format("0 to {}", protocol::node_features_max - 1)};
}

std::string first_down(std::string_view name) {
  std::string made(name);
  made.front() = static_cast<char>(made.front() | 0x20);
  return made;
}

json write_item(const executor_item& item) {
  const executor_row& row = *find_executor_row(item.number);
  json value;
  if (row.bytes != 0) value = item.value;
  const std::size_t blank = row.kinds.find(' ');
  if (row.has_kind)
    value = json::array(
        {std::string(item.kind == 0 ? row.kinds.substr(0, blank) : row.kinds.substr(blank + 1)),
         item.value});
  return {{first_down(row.name), value}};
}

json write_number(natural number) {
  if (number <= exact_in_javascript) return static_cast<std::uint64_t>(number);
  return fmt::format("0x{:016x}{:016x}", static_cast<std::uint64_t>(number >> 64),
                     static_cast<std::uint64_t>(number));
}

}  // namespace

std::string allowed_js(wire type) {
  switch (type) {
    case wire::u32:
      return range_text(u32_max);
    case wire::u128:
      return range_text(~natural{0});
    case wire::option_u32:
      return std::string(or_null) + range_text(u32_max);
    case wire::executor_params:
      return "an array of objects, as [{\"maxMemoryPages\": 8192}]";
    default:
      return "bits in hexadecimal, as \"0x0b\", or from the lowest on, as \"0b11010000\"";
  }
}

std::string in_short(const json& value) {
  constexpr std::size_t longest = 40;
  std::string text = value.dump(-1, ' ', true, json::error_handler_t::replace);
  if (text.size() > longest) text = text.substr(0, longest) + "...";
  return text + " is there";
}

field_value read_js_value(const json& from, wire type) {
  field_value value;
  switch (type) {
    case wire::u32:
      value.number = number_in(from, u32_max);
      break;
    case wire::u128:
      value.number = number_in(from, ~natural{0});
      break;
    case wire::option_u32:
      value.is_given = !from.is_null();
      if (value.is_given) value.number = number_in(from, u32_max, {}, or_null);
      break;
    case wire::executor_params:
      value.executor = items_in(from);
      break;
    default:
      value.features = bits_in(from);
      require_kept(value.features);
      break;
  }
  return value;
}

json write_js_value(const field_value& value, wire type) {
  if (type == wire::executor_params) {
    json items = json::array();
    for (const executor_item& each : value.executor) items.push_back(write_item(each));
    return items;
  }
  if (type == wire::option_u32 && !value.is_given) return nullptr;
  if (type != wire::node_features) return write_number(value.number);
  return to_hex(bytes_of(value.features));
}

}  // namespace backcheck::chain
