// SPDX-License-Identifier: Apache-2.0
//
// When two values are the same, which comes first, and what they hash to: three derivations that
// must tell the same story.
#include <gtest/gtest.h>

#include "tests/laws/derived.hpp"
#include "tests/laws/model_shapes.hpp"

namespace backcheck::tests {
namespace {

template <class By, class T>
std::string equality_is_an_equivalence(draws& from) {
  const T a = arbitrary<T>(from);
  const T b = neighbour_of(from, a);
  const T c = from.once_in(2) ? a : neighbour_of(from, b);
  if (!By::equal(a, a)) return about("differs from itself", a);
  if (By::equal(a, b) != By::equal(b, a)) return about("equal one way only", a, b);
  if (By::equal(a, b) && By::equal(b, c) && !By::equal(a, c)) return about("no chain", a, b, c);
  return "";
}

/// The dumb twin of equality: it compares what is shown of each leaf.
template <class By, class T>
std::string equality_sees_every_leaf(draws& from) {
  const T a = arbitrary<T>(from);
  const T b = neighbour_of(from, a);
  const bool shown_equal = derived::show(a) == derived::show(b);
  return By::equal(a, b) == shown_equal ? "" : about("equality misses a leaf, or sees none", a, b);
}

template <class By, class T>
std::string order_is_strict_and_total(draws& from) {
  const T a = arbitrary<T>(from);
  const T b = neighbour_of(from, a);
  const T c = neighbour_of(from, b);
  if ((By::order(a, b) == 0) != derived::equal(a, b)) return about("order or equality", a, b);
  if ((By::order(a, b) < 0) != (By::order(b, a) > 0)) return about("both come first", a, b);
  if (By::order(a, b) < 0 && By::order(b, c) < 0 && !(By::order(a, c) < 0))
    return about("no chain", a, b, c);
  return "";
}

template <class By, class T>
std::string equal_values_have_equal_hashes(draws& from) {
  const std::uint64_t seed = from.up_to(UINT64_MAX);
  const T a = arbitrary<T>(from);
  T copy;
  std::memset(static_cast<void*>(&copy), 0xA5, sizeof(T));
  reflect::zip_leaves([](auto& to, const auto& leaf) { to = leaf; }, copy, a);
  return By::hash(a, seed) == By::hash(copy, seed) ? "" : about("has two hashes", a);
}

/// For values of at most 64 bits a certainty; for larger ones 2^-64 is close enough.
template <class By, class T>
std::string different_values_have_different_hashes(draws& from) {
  const std::uint64_t seed = from.up_to(UINT64_MAX);
  const T a = arbitrary<T>(from);
  const T b = neighbour_of(from, a);
  const bool same_hash = By::hash(a, seed) == By::hash(b, seed);
  if (same_hash != derived::equal(a, b)) return about("hash and equality disagree", a, b);
  if (By::hash(a, seed) == By::hash(a, seed + 1)) return about("the seed does nothing", a);
  return "";
}

template <class T>
class identity : public testing::Test {};
TYPED_TEST_SUITE(identity, types_under_law, shape_names);

TYPED_TEST(identity, equality_is_an_equivalence) {
  expect_law(equality_is_an_equivalence<derived, TypeParam>);
}
TYPED_TEST(identity, equality_sees_every_leaf) {
  expect_law(equality_sees_every_leaf<derived, TypeParam>);
}
TYPED_TEST(identity, order_is_strict_and_total) {
  expect_law(order_is_strict_and_total<derived, TypeParam>);
}
TYPED_TEST(identity, equal_values_have_equal_hashes) {
  expect_law(equal_values_have_equal_hashes<derived, TypeParam>);
}
TYPED_TEST(identity, different_values_have_different_hashes) {
  expect_law(different_values_have_different_hashes<derived, TypeParam>);
}

TEST(hashing, changes_about_half_of_the_bits_for_each_bit) {
  // A table that takes some bits of the hash for its index needs all of them to be good. Between
  // 16 and 48 of 64 is what a fair coin keeps to in all but one of 20,000 throws.
  for (std::uint64_t word : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{0x0123456789ABCDEF}})
    for (unsigned bit = 0; bit < 64; ++bit) {
      const int changed =
          std::popcount(reflect::mixed(word) ^ reflect::mixed(word ^ std::uint64_t{1} << bit));
      EXPECT_TRUE(16 <= changed && changed <= 48) << word << ", bit " << bit << ": " << changed;
    }
}
TEST(hashing, is_the_same_on_every_machine) {
  // Pinned: a report that quotes a hash can be compared with another.
  EXPECT_EQ(reflect::hash(single{2}), 15856440628154489230U);
  EXPECT_EQ(reflect::hash(single{2}, 1), 11984595159700465544U);
}

// Each law can fail: here is a derivation that breaks it.

struct nearly_equal : derived {
  template <class T>
  static bool equal(const T& a, const T& b) {
    return reflect::hash(a) >> 62 == reflect::hash(b) >> 62 || derived::equal(a, b);
  }
};
struct close_enough : derived {
  static bool equal(const single& a, const single& b) {
    return (a.only <= b.only + number<1>(1) && b.only <= a.only + number<1>(1)).known();
  }
};
struct one_way : derived {
  static bool equal(const single& a, const single& b) { return (a.only <= b.only).known(); }
};
struct never : derived {
  static bool equal(const single& /*a*/, const single& /*b*/) { return false; }
};
TEST(identity_laws, refute_what_is_no_equality) {
  EXPECT_TRUE(is_refuted(equality_is_an_equivalence<close_enough, single>));
  EXPECT_TRUE(is_refuted(equality_is_an_equivalence<one_way, single>));
  EXPECT_TRUE(is_refuted(equality_is_an_equivalence<never, single>));
  EXPECT_TRUE(is_refuted(equality_sees_every_leaf<nearly_equal, lists>));
}

struct partial_order : derived {
  static std::strong_ordering order(const padded& a, const padded& b) {
    return a.small.raw() <=> b.small.raw();
  }
};
struct cyclic_order : derived {
  static std::strong_ordering order(const single& a, const single& b) {
    if (derived::equal(a, b)) return std::strong_ordering::equal;
    const int ahead = (6 + int{b.only.raw()} - int{a.only.raw()}) % 6;
    return ahead < 3 || (ahead == 3 && a.only.raw() < 3) ? std::strong_ordering::less
                                                         : std::strong_ordering::greater;
  }
};
struct always_before : derived {
  static std::strong_ordering order(const single& a, const single& b) {
    return derived::equal(a, b) ? std::strong_ordering::equal : std::strong_ordering::less;
  }
};
TEST(identity_laws, refute_what_is_no_total_order) {
  EXPECT_TRUE(is_refuted(order_is_strict_and_total<partial_order, padded>));
  EXPECT_TRUE(is_refuted(order_is_strict_and_total<cyclic_order, single>));
  EXPECT_TRUE(is_refuted(order_is_strict_and_total<always_before, single>));
}

struct hashes_padding : derived {
  static std::uint64_t hash(const padded& value, std::uint64_t seed) {
    std::array<std::uint64_t, sizeof(padded) / 8> raw{};
    std::memcpy(raw.data(), &value, sizeof(padded));
    return reflect::hash_of_words(raw, seed);
  }
};
struct ignores_the_seed : derived {
  template <class T>
  static std::uint64_t hash(const T& value, std::uint64_t /*seed*/) {
    return derived::hash(value, 0);
  }
};
struct too_short : derived {
  template <class T>
  static std::uint64_t hash(const T& value, std::uint64_t seed) {
    return derived::hash(value, seed) >> 61;
  }
};
TEST(identity_laws, refute_a_bad_hash) {
  EXPECT_TRUE(is_refuted(equal_values_have_equal_hashes<hashes_padding, padded>));
  EXPECT_TRUE(is_refuted(different_values_have_different_hashes<ignores_the_seed, padded>));
  EXPECT_TRUE(is_refuted(different_values_have_different_hashes<too_short, padded>));
}

}  // namespace
}  // namespace backcheck::tests
