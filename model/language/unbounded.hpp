// SPDX-License-Identifier: Apache-2.0
//
// Containers without a bound, for where a rule runs on data of any size: concrete only, since a
// term has a size. They answer the same functions as the bounded `list` and `reflect::table`, so
// that one text of a rule serves both: `has`, `[]`, `places`, `length_of`, `find`, `put_if`,
// `append_if`, `keep_where`, `drop_front`. Reading is total here too: behind the end lies the zero
// value.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "model/language/concrete.hpp"
#include "model/language/list.hpp"

namespace backcheck::language {

/// What a key leads to in a table: nothing, and then the zero value.
template <class Truth, class T>
struct found {
  Truth exists;
  T value;
};

/// A list of any length, oldest first.
template <class What, class T>
class sequence {
 public:
  using domain_type = concrete;
  using truth = known_truth;
  using value_type = T;
  using length_type = quantity<concrete, What, 0xFFFFFFFF>;

  [[nodiscard]] known_truth has(std::size_t i) const { return {i < elements_.size()}; }
  [[nodiscard]] const T& operator[](std::size_t i) const {
    static const T zero{};
    return i < elements_.size() ? elements_[i] : zero;
  }
  /// The elements themselves, for who is concrete anyway.
  [[nodiscard]] const std::vector<T>& elements() const { return elements_; }
  std::vector<T>& elements() { return elements_; }

 private:
  std::vector<T> elements_;
};

/// At most one value for each key, by ascending key. A key is a quantity.
template <class Key, class T>
class directory {
 public:
  using domain_type = concrete;
  using truth = known_truth;
  using value_type = T;
  struct entry {
    Key key;
    T value;
  };

  [[nodiscard]] known_truth has(std::size_t i) const { return {i < entries_.size()}; }
  [[nodiscard]] const T& operator[](std::size_t i) const { return at(i).value; }
  [[nodiscard]] const Key& key(std::size_t i) const { return at(i).key; }
  [[nodiscard]] const std::vector<entry>& entries() const { return entries_; }
  std::vector<entry>& entries() { return entries_; }

  /// The position of the first entry whose key is not less than `key`.
  [[nodiscard]] std::size_t position(const Key& key) const {
    const auto less = [&](const entry& e) { return (e.key < key).known(); };
    const auto first = std::partition_point(entries_.begin(), entries_.end(), less);
    return static_cast<std::size_t>(first - entries_.begin());
  }

 private:
  [[nodiscard]] const entry& at(std::size_t i) const {
    static const entry zero{};
    return i < entries_.size() ? entries_[i] : zero;
  }
  std::vector<entry> entries_;
};

template <class What, class T>
std::size_t places(const sequence<What, T>& what) {
  return what.elements().size();
}
template <class Key, class T>
std::size_t places(const directory<Key, T>& what) {
  return what.entries().size();
}

template <class What, class T>
auto length_of(const sequence<What, T>& what) {
  return typename sequence<What, T>::length_type(what.elements().size());
}

template <class What, class T>
void append_if(known_truth c, sequence<What, T>& to, const T& value) {
  if (c.known()) to.elements().push_back(value);
}

template <class What, class T, std::uint64_t M>
void drop_front(sequence<What, T>& what, const quantity<concrete, What, M>& dropped) {
  auto& elements = what.elements();
  const auto count = std::min<std::uint64_t>(dropped.raw(), elements.size());
  elements.erase(elements.begin(), elements.begin() + static_cast<std::ptrdiff_t>(count));
}

namespace detail {

/// Keeps the elements whose position passes, and their order. All are judged before the first one
/// moves, since what is said of one may depend on another.
template <class T, class Keep>
void keep_positions(std::vector<T>& elements, Keep&& keep) {
  std::vector<bool> kept(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) kept[i] = keep(i).known();
  std::size_t to = 0;
  for (std::size_t from = 0; from < elements.size(); ++from) {
    if (!kept[from]) continue;
    if (to != from) elements[to] = std::move(elements[from]);
    ++to;
  }
  elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(to), elements.end());
}

}  // namespace detail

template <class What, class T, class Keep>
void keep_where(sequence<What, T>& what, Keep&& keep) {
  detail::keep_positions(what.elements(), keep);
}
template <class Key, class T, class Keep>
void keep_where(directory<Key, T>& what, Keep&& keep) {
  detail::keep_positions(what.entries(), keep);
}

template <class Key, class T>
found<known_truth, T> find(const directory<Key, T>& in, const Key& key) {
  const std::size_t i = in.position(key);
  const auto exists = in.has(i) && in.key(i) == key;
  return {exists, exists.known() ? in[i] : T{}};
}

/// Gives `key` that value, where `c` holds.
template <class Key, class T>
void put_if(known_truth c, directory<Key, T>& to, const Key& key, const T& value) {
  if (!c.known()) return;
  auto& entries = to.entries();
  const std::size_t i = to.position(key);
  if (i < entries.size() && (entries[i].key == key).known()) {
    entries[i].value = value;
  } else {
    entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(i), {key, value});
  }
}

}  // namespace backcheck::language
