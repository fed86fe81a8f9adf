// SPDX-License-Identifier: Apache-2.0
//
// Engines know states only by their packed words. If packing loses or invents a difference, their
// verdicts are about another model.
#include <gtest/gtest.h>

#include "model/reflect/paths.hpp"
#include "tests/laws/derived.hpp"
#include "tests/laws/model_shapes.hpp"

namespace backcheck::tests {
namespace {

using reflect::bit_mover;
using reflect::layout_of;

bit_mover arbitrary_mover(draws& from) {
  return from.once_in(2) ? reflect::fastest_bit_mover() : bit_mover::portable;
}

template <class By, class T>
std::string unpacking_restores_the_value(draws& from) {
  const arbitrary_window window(from);
  const auto plan = layout_of<T>(window, arbitrary_mover(from));
  const T value = arbitrary<T>(from, window);
  const T back = By::template unpacked<T>(plan, By::packed(plan, value));
  return derived::equal(value, back) ? "" : about("unpacks to something else", value, back);
}

template <class By, class T>
std::string equal_words_mean_equal_values(draws& from) {
  const auto plan = layout_of<T>();
  const T a = arbitrary<T>(from);
  const T b = neighbour_of(from, a);
  const bool same_words = By::packed(plan, a) == By::packed(plan, b);
  return same_words == derived::equal(a, b) ? "" : about("words and values disagree", a, b);
}

/// A value that does not fit its window is a model fault; it is never cut to fit.
template <class By, class T>
std::string nothing_is_lost_silently(draws& from) {
  const arbitrary_window window(from);
  const auto plan = layout_of<T>(window, arbitrary_mover(from));
  const T value = neighbour_of(from, arbitrary<T>(from, window));
  try {
    const T back = By::template unpacked<T>(plan, By::packed(plan, value));
    return derived::equal(value, back) ? "" : about("was cut to fit", value, back);
  } catch (const language::model_fault&) {
    return reflect::well_formed(value, window) ? about("fits, but was refused", value) : "";
  }
}

template <class By, class T>
std::string both_ways_of_moving_bits_agree(draws& from) {
  const arbitrary_window window(from);
  const auto fast = layout_of<T>(window);
  const auto portable = layout_of<T>(window, bit_mover::portable);
  const T value = arbitrary<T>(from, window);
  const words packed = By::packed(fast, value);
  if (packed != derived::packed(portable, value)) return about("packs differently", value);
  const T a = By::template unpacked<T>(fast, packed);
  const T b = derived::unpacked<T>(portable, packed);
  return derived::equal(a, b) ? "" : about("unpacks differently", a, b);
}

template <class By, class T>
std::string padding_does_not_matter(draws& from) {
  const auto plan = layout_of<T>();
  const T clean = arbitrary<T>(from);
  T dirty;
  std::memset(static_cast<void*>(&dirty), static_cast<int>(from.up_to(255)), sizeof(T));
  reflect::zip_leaves([](auto& to, const auto& leaf) { to = leaf; }, dirty, clean);
  return By::packed(plan, clean) == By::packed(plan, dirty) ? "" : about("padding is seen", clean);
}

template <class By, class T>
std::string writes_its_words_and_no_more(draws& from) {
  const arbitrary_window window(from);
  const auto plan = layout_of<T>(window, arbitrary_mover(from));
  const T value = arbitrary<T>(from, window);
  constexpr std::uint64_t untouched = 0x5EA1;
  std::vector<std::uint64_t> zeros(plan.words(), 0);
  std::vector<std::uint64_t> ones(plan.words(), UINT64_MAX);
  zeros.push_back(untouched);
  ones.push_back(untouched);
  By::pack(plan, value, zeros.data());
  By::pack(plan, value, ones.data());
  const bool fine = zeros == ones && zeros.back() == untouched;
  return fine ? "" : about("leaves words as they were, or writes beyond them", value);
}

/// The dumb twin of the layout: each leaf takes the bits of its largest number.
template <class T>
std::size_t bits_of_ranges() {
  std::size_t bits = 0;
  const T value{};
  reflect::for_each_leaf(value, [&]<class Leaf>(const std::string& /*path*/, const Leaf& /*leaf*/) {
    for (auto max = reflect::leaf_traits<Leaf>::max; max != 0; max /= 2) ++bits;
  });
  return bits;
}

template <class T>
class packing : public testing::Test {};
TYPED_TEST_SUITE(packing, types_under_law, shape_names);

TYPED_TEST(packing, restores_the_value) {
  expect_law(unpacking_restores_the_value<derived, TypeParam>);
}
TYPED_TEST(packing, agrees_with_equality) {
  expect_law(equal_words_mean_equal_values<derived, TypeParam>);
}
TYPED_TEST(packing, loses_nothing_silently) {
  expect_law(nothing_is_lost_silently<derived, TypeParam>);
}
TYPED_TEST(packing, is_the_same_on_every_processor) {
  expect_law(both_ways_of_moving_bits_agree<derived, TypeParam>);
}
TYPED_TEST(packing, does_not_see_padding) {
  expect_law(padding_does_not_matter<derived, TypeParam>);
}
TYPED_TEST(packing, writes_its_words_and_no_more) {
  expect_law(writes_its_words_and_no_more<derived, TypeParam>);
}
TYPED_TEST(packing, takes_the_bits_that_the_ranges_need) {
  EXPECT_EQ(layout_of<TypeParam>().bits(), bits_of_ranges<TypeParam>());
}

// Each law can fail: here is a packing that breaks it.

struct forgets_a_bit : derived {
  template <class T>
  static words packed(const reflect::layout& plan, const T& value) {
    words to = derived::packed(plan, value);
    to[0] &= ~std::uint64_t{1};
    return to;
  }
};
TEST(packing_laws, refute_a_lossy_packing) {
  EXPECT_TRUE(is_refuted(unpacking_restores_the_value<forgets_a_bit, nested>));
  EXPECT_TRUE(is_refuted(equal_words_mean_equal_values<forgets_a_bit, nested>));
  EXPECT_TRUE(is_refuted(nothing_is_lost_silently<forgets_a_bit, nested>));
  EXPECT_TRUE(is_refuted(both_ways_of_moving_bits_agree<forgets_a_bit, nested>));
}

struct cuts_to_fit : derived {
  template <class T>
  static words packed(const reflect::layout& plan, const T& value) {
    T cut{};
    auto* const to = reinterpret_cast<std::uint8_t*>(&cut);
    const auto* const from = reinterpret_cast<const std::uint8_t*>(&value);
    for (std::size_t i = 0; i < sizeof(T); ++i)
      to[i] = from[i] & static_cast<std::uint8_t>(plan.chunks()[i / 8].packed >> (8 * (i % 8)));
    return derived::packed(plan, cut);
  }
};
TEST(packing_laws, refute_a_packing_that_cuts_to_fit) {
  EXPECT_TRUE(is_refuted(nothing_is_lost_silently<cuts_to_fit, nested>));
}

struct unpacks_another_word_order : derived {
  template <class T>
  static T unpacked(const reflect::layout& plan, words from) {
    std::swap(from.front(), from.back());
    return derived::unpacked<T>(plan, from);
  }
};
TEST(packing_laws, refute_unpacking_that_is_not_the_inverse) {
  EXPECT_TRUE(is_refuted(unpacking_restores_the_value<unpacks_another_word_order, nested>));
  EXPECT_TRUE(is_refuted(both_ways_of_moving_bits_agree<unpacks_another_word_order, nested>));
}

struct copies_bytes : derived {
  template <class T>
  static words packed(const reflect::layout& /*plan*/, const T& value) {
    words to((sizeof(T) + 7) / 8);
    std::memcpy(to.data(), &value, sizeof(T));
    return to;
  }
};
TEST(packing_laws, refute_a_packing_of_raw_memory) {
  EXPECT_TRUE(is_refuted(padding_does_not_matter<copies_bytes, padded>));
}

struct writes_one_too_many : derived {
  template <class T>
  static void pack(const reflect::layout& plan, const T& value, std::uint64_t* to) {
    derived::pack(plan, value, to);
    to[plan.words()] |= 1 << 4;
  }
};
struct adds_to_what_is_there : derived {
  template <class T>
  static void pack(const reflect::layout& plan, const T& value, std::uint64_t* to) {
    const words packed = derived::packed(plan, value);
    for (std::size_t i = 0; i < packed.size(); ++i) to[i] |= packed[i];
  }
};
TEST(packing_laws, refute_packing_that_writes_elsewhere) {
  EXPECT_TRUE(is_refuted(writes_its_words_and_no_more<writes_one_too_many, nested>));
  EXPECT_TRUE(is_refuted(writes_its_words_and_no_more<adds_to_what_is_there, nested>));
}

}  // namespace
}  // namespace backcheck::tests
