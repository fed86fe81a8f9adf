// SPDX-License-Identifier: Apache-2.0
//
// What is written must be read back as it was, and what is damaged must be refused by the name of
// the damaged place: a configuration that is misread is a verdict about something nobody asked.
#include "model/reflect/json.hpp"

#include <gtest/gtest.h>

#include "tests/laws/derived.hpp"
#include "tests/laws/model_shapes.hpp"

namespace backcheck::tests {
namespace {

using reflect::json;

struct by_json {
  template <class T>
  static json to_json(const T& value) {
    return reflect::to_json(value);
  }
  template <class T>
  static T from_json(const json& from) {
    return reflect::from_json<T>(from);
  }
};

template <class By, class T>
std::string is_read_as_it_was_written(draws& from) {
  const T value = arbitrary<T>(from);
  const std::string text = By::to_json(value).dump();
  const T back = By::template from_json<T>(reflect::parsed_json(text));
  return derived::equal(value, back) ? "" : about(text + "\nreads as something else", value, back);
}

/// A place in a document, and what its path is.
struct place {
  json* at;
  std::string path;
};

void list_places(json& from, const std::string& path, std::vector<place>& places) {
  places.push_back({&from, path});
  if (from.is_object())
    for (auto& [key, value] : from.items())
      list_places(value, reflect::path_to_field(path, key.c_str()), places);
  if (from.is_array())
    for (std::size_t i = 0; i < from.size(); ++i)
      list_places(from[i], reflect::path_to_element(path, i), places);
}

/// Damages a document in one place; returns the path that a complaint has to name.
std::string damage(draws& from, json& document) {
  std::vector<place> places;
  list_places(document, {}, places);
  const auto [at, path] = places[from.below(places.size())];
  const std::size_t kind = from.below(4);
  if (at->is_object() && kind == 0) {
    const std::string key =
        std::next(at->begin(), static_cast<std::ptrdiff_t>(from.below(at->size()))).key();
    at->erase(key);
    return reflect::path_to_field(path, key.c_str());
  }
  if (at->is_object() && kind == 1) {
    (*at)["unheard of"] = 0;
    return path;
  }
  if (at->is_array() && kind == 0 && !at->empty()) {
    at->erase(at->size() - 1);
    return path;
  }
  if (at->is_array() && kind == 1) {
    for (int i = 0; i < 5; ++i) at->push_back(at->empty() ? json(0) : at->back());
    return path;
  }
  static const std::vector<json> strangers{nullptr,
                                           true,
                                           -1,
                                           0.5,
                                           3.0,
                                           1e30,
                                           1U << 31,
                                           UINT64_MAX,
                                           "1",
                                           json::array(),
                                           json{{"unheard of", 0}}};
  *at = strangers[from.below(strangers.size())];
  return path;
}

/// Damage may leave a document that is valid; then it must be read as what it says.
template <class By, class T>
std::string damage_is_refused_by_its_path(draws& from) {
  json document = By::to_json(arbitrary<T>(from));
  const std::string path = damage(from, document);
  try {
    const T read = By::template from_json<T>(document);
    return reflect::to_json(read) == document
               ? ""
               : document.dump() + "\nwas read, as " + reflect::show(read);
  } catch (const reflect::json_error& error) {
    const std::string what = error.what();
    const bool named = error.path() == path && what.starts_with(path);
    const bool one_line = what.find('\n') == std::string::npos;
    return named && one_line ? "" : document.dump() + "\nis damaged at " + path + ", but " + what;
  }
}

template <class T>
class json_laws : public testing::Test {};
TYPED_TEST_SUITE(json_laws, types_under_law, shape_names);

TYPED_TEST(json_laws, reads_what_it_wrote) {
  expect_law(is_read_as_it_was_written<by_json, TypeParam>);
}
TYPED_TEST(json_laws, refuse_damage_by_its_path) {
  expect_law(damage_is_refused_by_its_path<by_json, TypeParam>);
}

// Each law can fail: here is a derivation that breaks it.

struct through_floating_point : by_json {
  template <class T>
  static json to_json(const T& value) {
    json written = by_json::to_json(value);
    std::vector<place> places;
    list_places(written, {}, places);
    for (const auto& [at, path] : places)
      if (at->is_number()) *at = static_cast<std::uint64_t>(at->template get<float>());
    return written;
  }
};
struct ignores_strangers : by_json {
  template <class T>
  static T from_json(json from) {
    from.erase("unheard of");
    return by_json::from_json<T>(from);
  }
};
struct nameless : by_json {
  template <class T>
  static T from_json(const json& from) {
    try {
      return by_json::from_json<T>(from);
    } catch (const reflect::json_error& error) {
      throw reflect::json_error({}, error.found(), error.allowed());
    }
  }
};
TEST(json_laws_themselves, refute_bad_readers_and_writers) {
  EXPECT_TRUE(is_refuted(is_read_as_it_was_written<through_floating_point, padded>));
  EXPECT_TRUE(is_refuted(damage_is_refused_by_its_path<ignores_strangers, padded>));
  EXPECT_TRUE(is_refuted(damage_is_refused_by_its_path<nameless, padded>));
}

}  // namespace
}  // namespace backcheck::tests
