// SPDX-License-Identifier: Apache-2.0
//
// Laws of reading and writing what chains store: there and back is the same, of whatever values;
// and of whatever bytes, they are refused at a place in them, or they are what is written again.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "chain/calls.hpp"
#include "chain/js.hpp"
#include "chain/storage.hpp"
#include "model/protocol/config_file.hpp"
#include "tests/laws/drawing.hpp"
#include "tests/unit/chain/vectors.hpp"

namespace backcheck::chain {
namespace {

using tests::draws;
using tests::expect_law;
using tests::is_refuted;

field_value drawn_value(draws& from, wire type) {
  field_value value;
  switch (type) {
    case wire::u32:
      value.number = from.up_to(UINT32_MAX);
      break;
    case wire::u128:
      value.number = protocol::natural{from.up_to(UINT64_MAX)} << 64 | from.up_to(UINT64_MAX);
      break;
    case wire::option_u32:
      value.is_given = from.once_in(2);
      if (value.is_given) value.number = from.up_to(UINT32_MAX);
      break;
    case wire::executor_params:
      for (std::size_t left = from.below(6); left > 0; --left) {
        const auto& row = executor_rows()[from.below(executor_rows().size())];
        const std::uint64_t max = row.bytes == 0   ? 0
                                  : row.bytes == 1 ? UINT8_MAX
                                  : row.bytes == 4 ? UINT32_MAX
                                                   : UINT64_MAX;
        const auto kind = row.has_kind && from.once_in(2) ? std::uint8_t{1} : std::uint8_t{0};
        value.executor.push_back({row.number, kind, row.bytes == 0 ? 1 : from.up_to(max)});
      }
      break;
    default:
      value.features.resize(from.below(40));
      for (std::size_t i = 0; i < std::min<std::size_t>(value.features.size(), 32); ++i)
        value.features[i] = from.once_in(2);
      break;
  }
  return value;
}

stored_configuration drawn_configuration(draws& from) {
  stored_configuration made{protocol::oldest_layout + static_cast<unsigned>(from.below(6)), {}};
  for (const auto* row : fields_of(made.layout))
    made.fields.push_back(drawn_value(from, row->type));
  return made;
}

/// Bytes of a chain, changed, cut, or made longer here and there.
bytes drawn_bytes(draws& from) {
  static const auto known = known_configurations();
  static const auto calls = known_calls();
  bytes made = from.once_in(2) ? known[from.below(known.size())].coded
                               : calls[from.below(calls.size())].coded;
  for (std::size_t left = from.below(4); left > 0; --left) {
    const auto at = made.begin() + static_cast<std::ptrdiff_t>(from.below(made.size()));
    const auto byte = static_cast<std::uint8_t>(from.up_to(UINT8_MAX));
    const std::size_t how = from.below(4);
    if (how == 0) made.insert(at, byte);
    if (how == 1 && made.size() > 1) made.erase(at);
    if (how == 2 && made.size() > 1) made.resize(from.below(made.size()) + 1);
    if (how == 3) *at = byte;
  }
  return made;
}

TEST(laws, what_is_encoded_is_decoded_to_the_same) {
  expect_law(
      [](draws& from) {
        const auto drawn = drawn_configuration(from);
        const auto coded = encode_storage(drawn);
        return decode_storage(coded, drawn.layout) == drawn ? "" : to_hex(coded);
      },
      500);
}

TEST(laws, what_is_written_as_json_is_read_as_the_same) {
  expect_law(
      [](draws& from) {
        auto drawn = drawn_configuration(from);
        const auto text = write_js(drawn);
        for (auto& each : drawn.fields) {
          while (each.features.size() % 8 != 1 && !each.features.empty() && !each.features.back())
            each.features.pop_back();
        }
        return read_js(text, "c.json", drawn.layout) == drawn ? "" : text;
      },
      200);
}

// Parameters do not tell which executor parameters were given twice, nor of host functions.
TEST(laws, parameters_tell_all_but_the_spelling) {
  expect_law(
      [](draws& from) {
        const auto drawn = drawn_configuration(from);
        const auto all = to_configuration(drawn, "drawn", "drawn");
        const auto plain = to_stored(all.values, drawn.layout);
        const auto again = to_configuration(plain, "drawn", "drawn");
        for (const auto& each : protocol::all_parameters())
          if (protocol::value_of(all.values, each) != protocol::value_of(again.values, each))
            return std::string(each.key);
        bool twice = false;
        for (const auto& each : drawn.fields) twice = twice || gives_twice(each.executor);
        return twice || to_stored(all.values, drawn.layout, &drawn) == drawn
                   ? std::string()
                   : to_hex(encode_storage(drawn));
      },
      200);
}

std::string complaint_about(const bytes& coded, auto decode, auto encode) {
  try {
    const auto value = decode(coded);
    return encode(value) == coded ? "" : "other bytes: " + to_hex(coded);
  } catch (const decode_error& error) {
    return error.offset() <= coded.size() ? "" : "beyond the end: " + to_hex(coded);
  }
}

TEST(laws, any_bytes_are_refused_at_a_place_or_written_again) {
  expect_law(
      [](draws& from) {
        const auto coded = drawn_bytes(from);
        for (unsigned layout = 8; layout <= 13; ++layout) {
          const auto said = complaint_about(
              coded, [&](const bytes& b) { return decode_storage(b, layout); },
              [](const auto& v) { return encode_storage(v); });
          if (!said.empty()) return said;
        }
        return complaint_about(
            coded, [](const bytes& b) { return detect_call(b, std::nullopt, std::nullopt).value; },
            [](const auto& v) { return encode_call(v); });
      },
      2000);
}

// The laws notice a coding whose bytes are in the wrong order, and one that forgets a byte.
TEST(laws, notice_a_coding_that_is_wrong) {
  const auto turned = [](bytes coded) {
    std::reverse(coded.begin(), coded.begin() + 4);
    return coded;
  };
  EXPECT_TRUE(is_refuted([&](draws& from) {
    const auto drawn = drawn_configuration(from);
    return decode_storage(turned(encode_storage(drawn)), drawn.layout) == drawn ? "" : "differs";
  }));
  EXPECT_TRUE(is_refuted([&](draws& from) {
    return complaint_about(
        drawn_bytes(from), [](const bytes& b) { return decode_storage(b, 13); },
        [&](const auto& v) { return turned(encode_storage(v)); });
  }));
}

}  // namespace
}  // namespace backcheck::chain
