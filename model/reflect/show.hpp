// SPDX-License-Identifier: Apache-2.0
//
// A value as one line for people: `{number: 3, parent: block 2, backable: yes}`. A table shows what
// is present by what it belongs to: `{block 2: 5, block 4: 1}`.
#pragma once

#include <string>

#include "model/reflect/table.hpp"

namespace backcheck::reflect {

/// How things are called and how many of an array's elements are worth showing; `block 2`, and all.
/// Derive from it to say otherwise.
struct plain_names {
  template <class What>
  [[nodiscard]] std::string name(std::size_t i) const {
    return std::string(What::name) + " " + std::to_string(i);
  }
  template <class What>
  [[nodiscard]] std::size_t used(std::size_t declared) const {
    return declared;
  }
};

namespace detail {

/// Writes `open a, b, c close`.
class enclosed {
 public:
  enclosed(std::string& out, char open, char close) : out_(out), close_(close) { out_ += open; }
  enclosed(const enclosed&) = delete;
  enclosed& operator=(const enclosed&) = delete;
  ~enclosed() { out_ += close_; }
  std::string& next() {
    if (!first_) out_ += ", ";
    first_ = false;
    return out_;
  }

 private:
  std::string& out_;
  char close_;
  bool first_ = true;
};

template <class T, class Names>
void show_to(std::string& out, const T& value, const Names& names) {
  if constexpr (table_like<T>) {
    using what = typename T::presence_type::index_type::what;
    enclosed entries(out, '{', '}');
    for (std::size_t i = 0; i < places(value); ++i) {
      if (!value.has(i).known()) continue;
      entries.next().append(names.template name<what>(i)).append(": ");
      show_to(out, value[i], names);
    }
  } else if constexpr (described<T>) {
    enclosed fields(out, '{', '}');
    for_each_field(value, [&](const char* name, const auto& field) {
      fields.next().append(name).append(": ");
      show_to(out, field, names);
    });
  } else if constexpr (array_like<T>) {
    enclosed elements(out, '[', ']');
    const auto used = names.template used<typename T::index_type::what>(T::size);
    for (std::size_t i = 0; i < T::size && i < used; ++i) show_to(elements.next(), value[i], names);
  } else if constexpr (list_like<T>) {
    enclosed elements(out, '[', ']');
    for (std::size_t i = 0; i < T::capacity && value.has(i).known(); ++i)
      show_to(elements.next(), value[i], names);
  } else {
    using traits = leaf_traits<T>;
    const std::uint64_t number = traits::number(value);
    if constexpr (language::is_index<T>) {
      out += names.template name<typename traits::what>(number);
    } else if constexpr (language::is_maybe<T>) {
      out += number == 0 ? "none" : names.template name<typename traits::what>(number - 1);
    } else if constexpr (language::is_quantity<T>) {
      out += std::to_string(number);
    } else {
      out += number == 0 ? "no" : "yes";
    }
  }
}

}  // namespace detail

template <class T, class Names = plain_names>
std::string show(const T& value, const Names& names = {}) {
  std::string text;
  detail::show_to(text, value, names);
  return text;
}

}  // namespace backcheck::reflect
