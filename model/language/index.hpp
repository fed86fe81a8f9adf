// SPDX-License-Identifier: Apache-2.0
//
// Indices typed by what they index, and the arrays they index. Reading is total: an `index` cannot
// be out of range, and reading at a `maybe` that is nothing gives the element's zero value. `What`
// is a tag type with `static constexpr const char* name`.
#pragma once

#include <array>

#include "model/language/logic.hpp"

namespace backcheck::language {

/// Position 0..Count−1 among things of kind `What`.
template <domain D, class What, std::size_t Count>
class index {
 public:
  using domain_type = D;
  using what = What;
  using position = quantity<D, What, Count - 1>;
  using truth = typename D::truth;
  static constexpr std::size_t count = Count;

  constexpr index() = default;
  constexpr explicit index(std::size_t place) : position_(place) {}
  template <std::uint64_t M>
  constexpr explicit index(const quantity<D, What, M>& place) : position_(place) {}

  [[nodiscard]] constexpr const position& place() const { return position_; }
  friend constexpr truth operator==(const index& a, const index& b) {
    return a.position_ == b.position_;
  }
  friend constexpr truth operator!=(const index& a, const index& b) {
    return a.position_ != b.position_;
  }

 private:
  position position_;
};

/// An `index`, or nothing. Nothing is stored as 0, so that the zero value of a struct names
/// nothing.
template <domain D, class What, std::size_t Count>
class maybe {
 public:
  using domain_type = D;
  using what = What;
  using some = index<D, What, Count>;
  using position = quantity<D, What, Count>;
  using truth = typename D::truth;
  static constexpr std::size_t count = Count;

  constexpr maybe() = default;
  /// Implicit: an index is a maybe.
  constexpr maybe(const some& i) : position_(next(i.place())) {}
  /// `raw` as stored: 0 for nothing, else one more than the index.
  static constexpr maybe stored(const position& raw) {
    maybe m;
    m.position_ = raw;
    return m;
  }

  [[nodiscard]] constexpr const position& stored() const { return position_; }
  [[nodiscard]] constexpr truth is_none() const { return position_ == 0; }
  [[nodiscard]] constexpr truth is_some() const { return position_ != 0; }
  [[nodiscard]] constexpr truth is(const some& i) const { return position_ == next(i.place()); }
  /// The index, or the first one where this is nothing.
  [[nodiscard]] constexpr some or_first() const {
    return some(monus(position_, quantity<D, What, 1>(1)));
  }
  friend constexpr truth operator==(const maybe& a, const maybe& b) {
    return a.position_ == b.position_;
  }
  friend constexpr truth operator!=(const maybe& a, const maybe& b) {
    return a.position_ != b.position_;
  }

 private:
  position position_;
};

template <class T>
inline constexpr bool is_index = false;
template <class D, class W, std::size_t N>
inline constexpr bool is_index<index<D, W, N>> = true;
template <class T>
inline constexpr bool is_maybe = false;
template <class D, class W, std::size_t N>
inline constexpr bool is_maybe<maybe<D, W, N>> = true;

template <domain D, class W, std::size_t N>
struct merging<index<D, W, N>> {
  static constexpr index<D, W, N> of(const typename D::truth& c, const index<D, W, N>& a,
                                     const index<D, W, N>& b) {
    return index<D, W, N>(either(c, a.place(), b.place()));
  }
};
template <domain D, class W, std::size_t N>
struct merging<maybe<D, W, N>> {
  static constexpr maybe<D, W, N> of(const typename D::truth& c, const maybe<D, W, N>& a,
                                     const maybe<D, W, N>& b) {
    return maybe<D, W, N>::stored(either(c, a.stored(), b.stored()));
  }
};

/// One `T` for each thing that `Index` can name.
template <class Index, class T>
struct per {
  using index_type = Index;
  using value_type = T;
  static constexpr std::size_t size = Index::count;

  std::array<T, size> elements{};

  /// With a number known when the model is compiled; what loops over all positions use.
  constexpr T& operator[](std::size_t i) & { return elements[i]; }
  constexpr const T& operator[](std::size_t i) const& { return elements[i]; }
  /// Of a temporary, as a read at a symbolic index gives: a copy, so that it can be kept.
  constexpr T operator[](std::size_t i) && { return elements[i]; }
};

template <class T>
inline constexpr bool is_per = false;
template <class I, class T>
inline constexpr bool is_per<per<I, T>> = true;

template <class I, class T>
struct merging<per<I, T>> {
  static constexpr per<I, T> of(const typename I::truth& c, const per<I, T>& a,
                                const per<I, T>& b) {
    per<I, T> merged;
    for (std::size_t i = 0; i < I::count; ++i) merged[i] = either(c, a[i], b[i]);
    return merged;
  }
};

/// The element at `i`.
template <class Index, class T>
constexpr decltype(auto) at(const per<Index, T>& array, const Index& i) {
  if constexpr (Index::domain_type::is_concrete) {
    return (array[i.place().raw()]);
  } else {
    T found = array[0];
    for (std::size_t k = 1; k < Index::count; ++k) found = either(i == Index(k), array[k], found);
    return found;
  }
}
/// The element at `i`, or the zero value where `i` is nothing.
template <class Index, class T>
constexpr T at(const per<Index, T>& array,
               const maybe<typename Index::domain_type, typename Index::what, Index::count>& i) {
  if constexpr (Index::domain_type::is_concrete) {
    return i.stored().raw() == 0 ? T{} : array[i.stored().raw() - 1];
  } else {
    T found{};
    for (std::size_t k = 0; k < Index::count; ++k) found = either(i.is(Index(k)), array[k], found);
    return found;
  }
}
/// Writes the element at `i` where `c` holds.
template <class Index, class T>
constexpr void put_if(const typename Index::truth& c, per<Index, T>& array, const Index& i,
                      const T& value) {
  if constexpr (Index::domain_type::is_concrete) {
    if (c.known()) array[i.place().raw()] = value;
  } else {
    for (std::size_t k = 0; k < Index::count; ++k) assign_if(c && i == Index(k), array[k], value);
  }
}
template <class Index, class T>
constexpr void put(per<Index, T>& array, const Index& i, const T& value) {
  put_if(typename Index::truth(true), array, i, value);
}

/// Where element `i` stands after all elements not to be kept have been taken out: the number of
/// kept ones before it.
template <class Index>
constexpr per<Index, typename Index::position> positions_after(
    const per<Index, typename Index::truth>& keep) {
  using counted = quantity<typename Index::domain_type, typename Index::what, Index::count>;
  per<Index, typename Index::position> positions;
  counted kept(0);
  for (std::size_t i = 0; i < Index::count; ++i) {
    positions[i] = least(kept, typename Index::position(Index::count - 1));
    kept = counted(kept + one_if<counted>(keep[i]));
  }
  return positions;
}

/// Takes out the elements not to be kept; those behind move up, and zero values fill the end.
template <class Index, class T>
constexpr void compact(per<Index, T>& array, const per<Index, typename Index::truth>& keep) {
  if constexpr (Index::domain_type::is_concrete) {
    std::size_t to = 0;
    for (std::size_t from = 0; from < Index::count; ++from) {
      if (!keep[from].known()) continue;
      if (to != from) array[to] = array[from];
      ++to;
    }
    for (; to < Index::count; ++to) array[to] = T{};
  } else {
    const auto positions = positions_after<Index>(keep);
    per<Index, T> kept;
    for (std::size_t to = 0; to < Index::count; ++to) {
      for (std::size_t from = to; from < Index::count; ++from) {
        assign_if(keep[from] && positions[from] == to, kept[to], array[from]);
      }
    }
    array = kept;
  }
}

}  // namespace backcheck::language
