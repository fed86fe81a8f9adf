// SPDX-License-Identifier: Apache-2.0
//
// Theorems: what holds of the protocol's rules for all numbers at once, not only of the states of a
// machine. A theorem is a struct with an `info` and one text, `argue(it)`, which draws what it
// speaks of from `it`, says what it assumes, and what follows. Written once over the domain: in
// terms it is proved, and over numbers it is tried, and its counterexamples are checked.
//
// Every theorem names a mutant: one change, made where `it.broken()` holds, that makes it false.
#pragma once

#include <string_view>

#include "model/protocol/dialect.hpp"
#include "model/protocol/shape.hpp"

namespace backcheck::properties {

struct theorem_info {
  std::string_view id;
  std::string_view sentence;
  std::string_view about;   ///< the functions whose text is proved of
  std::string_view source;  ///< what it is about: code of polkadot-sdk, or a page
  std::string_view window;  ///< what bounds its structure; empty if nothing does
  std::string_view mutant;  ///< what is changed to make it false
};

/// The data of the protocol's rules as a proof has it: numbers as wide as on chain, lists of at
/// most `Longest` elements.
template <language::domain D, std::size_t Longest = 4, std::size_t Paras = 2>
struct at_full_width {
  using domain_type = D;
  template <class Unit>
  using word = language::quantity<D, Unit, 0xFFFFFFFF>;
  template <class Unit>
  using wide = language::quantity<D, Unit, UINT64_MAX>;
  using para = language::index<D, protocol::unit::paras, Paras>;
  template <class Unit, class T>
  using list = language::list<D, Unit, Longest, T>;
  template <class T>
  using per_para = reflect::table<para, T>;
};
inline constexpr std::string_view at_most_four = "lists of at most 4 elements, 2 channels";

template <language::domain D, class Unit>
using word_of = language::quantity<D, Unit, 0xFFFFFFFF>;

/// A value that may be anything its type admits: `it` gives its leaves.
template <class T, class It>
T any(It& it, std::string_view name) {
  T value{};
  it.fill(value, std::string(name));
  return value;
}

/// The dialect of a rule set, with that fault where the theorem is to be false.
template <class It>
protocol::dialect speaking(const It& it, protocol::fault fault,
                           protocol::rule_set rules = protocol::rule_set::y2025) {
  return {rules, it.broken() ? fault : protocol::fault::none};
}

/// The first where the theorem is to be false, else the second.
template <class It, class A, class B>
auto mutated(const It& it, const A& changed, const B& sound) {
  return language::either(typename It::domain_type::truth(it.broken()), changed, sound);
}

}  // namespace backcheck::properties
