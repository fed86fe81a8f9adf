// SPDX-License-Identifier: Apache-2.0
//
// The symbolic domain: numbers and truths are terms, so that the text of a rule, run once, states
// what it would do for all values. And how values of a model are made of terms.
//
// A workbench holds the table in use and what the rule that is running has required so far. There
// is one in use in each thread.
#pragma once

#include <utility>

#include "model/language/rule.hpp"
#include "model/reflect/limits.hpp"
#include "model/reflect/paths.hpp"
#include "solver/symbolic/system.hpp"

namespace backcheck::solver::symbolic {

class workbench {
 public:
  explicit workbench(term_table& table) : table_(table), before_(std::exchange(in_use, this)) {}
  workbench(const workbench&) = delete;
  workbench& operator=(const workbench&) = delete;
  ~workbench() { in_use = before_; }

  /// The one in use in this thread.
  static workbench& current() {
    if (in_use == nullptr) throw model_fault("a term is made without a workbench");
    return *in_use;
  }
  term_table& table() { return table_; }

  /// What has been required so far.
  [[nodiscard]] term path() const { return path_; }
  void walk(term path) { path_ = path; }
  /// What must hold wherever the path leads, lest a number leave its range.
  void oblige(term condition) {
    const term kept = table_.disjunction(table_.negation(path_), condition);
    in_bounds_ = table_.conjunction(in_bounds_, kept);
  }
  [[nodiscard]] term in_bounds() const { return in_bounds_; }

 private:
  inline static thread_local workbench* in_use = nullptr;
  term_table& table_;
  workbench* before_;
  term path_ = term_table::truth(true);
  term in_bounds_ = term_table::truth(true);
};

inline term_table& terms() { return workbench::current().table(); }

/// A truth that may not be known.
class truth_term {
 public:
  constexpr truth_term() = default;
  /// Implicit: literals read as truths.
  constexpr truth_term(std::same_as<bool> auto value) : term_(term_table::truth(value)) {}
  static constexpr truth_term of(term t) {
    truth_term made;
    made.term_ = t;
    return made;
  }
  [[nodiscard]] constexpr term raw() const { return term_; }
  [[nodiscard]] constexpr bool is_known_false() const { return term_ == term_table::truth(false); }

  friend truth_term operator!(truth_term a) { return of(terms().negation(a.term_)); }
  friend truth_term operator&&(truth_term a, truth_term b) {
    return of(terms().conjunction(a.term_, b.term_));
  }
  friend truth_term operator||(truth_term a, truth_term b) {
    return of(terms().disjunction(a.term_, b.term_));
  }
  friend truth_term operator==(truth_term a, truth_term b) {
    return of(terms().same(a.term_, b.term_));
  }

 private:
  term term_ = term_table::truth(false);
};

/// A number that may not be known.
struct number_term {
  term raw = zero;
};

struct unknowns {
  static constexpr bool is_concrete = false;
  using truth = truth_term;
  template <std::uint64_t Max>
  using number = number_term;

  template <std::uint64_t Max>
  static number_term literal(std::uint64_t value) {
    if (value > Max) language::leaves_range(value, Max);
    return {value == 0 ? zero : terms().constant(value)};
  }
  template <std::uint64_t A, std::uint64_t B>
  static truth equal(number_term a, number_term b) {
    return truth::of(terms().equal(a.raw, b.raw));
  }
  template <std::uint64_t A, std::uint64_t B>
  static truth less(number_term a, number_term b) {
    return truth::of(terms().less(a.raw, b.raw));
  }
  template <std::uint64_t A, std::uint64_t B, std::uint64_t R>
  static number_term add(number_term a, number_term b) {
    return {terms().sum(a.raw, b.raw)};
  }
  template <std::uint64_t A, std::uint64_t B, std::uint64_t R>
  static number_term monus(number_term a, number_term b) {
    return {terms().difference(a.raw, b.raw)};
  }
  template <std::uint64_t A, std::uint64_t B, std::uint64_t R>
  static number_term times(number_term a, number_term b) {
    return {terms().product(a.raw, b.raw)};
  }
  template <std::uint64_t A, std::uint64_t B>
  static number_term quotient(number_term a, number_term b) {
    return {terms().quotient(a.raw, b.raw)};
  }
  template <std::uint64_t A, std::uint64_t B>
  static number_term remainder(number_term a, number_term b) {
    return {terms().remainder(a.raw, b.raw)};
  }
  /// Where it would not fit although `relevant`, an obligation of the workbench is broken.
  template <std::uint64_t From, std::uint64_t To>
  static number_term narrow(truth relevant, number_term a) {
    if constexpr (From <= To) return a;
    auto& table = terms();
    if (table.high(a.raw) <= To) return a;
    const auto fits = !truth::of(table.less(table.constant(To), a.raw));
    workbench::current().oblige((!relevant || fits).raw());
    return {table.clipped(a.raw, To)};
  }
  template <std::uint64_t Max>
  static number_term either(truth c, number_term a, number_term b) {
    return {terms().choice(c.raw(), a.raw, b.raw)};
  }
};
static_assert(language::domain<unknowns>);

/// The choices of a rule as unknowns. That each lies within what can be chosen is required of the
/// rule's path.
class choice_terms {
 public:
  using domain_type = unknowns;

  explicit choice_terms(std::string tag) : tag_(std::move(tag)) {}

  template <class Index, std::uint64_t M>
  Index one_of(const char* name,
               const language::quantity<unknowns, typename Index::what, M>& count) {
    workbench::current().oblige((count > 0).raw());
    const auto place = draw<Index>(name, Index::count - 1);
    require(place < count);
    return Index(place);
  }
  template <class Maybe, std::uint64_t M>
  Maybe one_or_none(const char* name,
                    const language::quantity<unknowns, typename Maybe::what, M>& count) {
    const auto stored = draw<Maybe>(name, Maybe::count);
    require(stored <= count);
    return Maybe::stored(stored);
  }
  truth_term whether(const char* name, truth_term possible) {
    const auto value = truth_term::of(terms().unknown_truth(name_of(name)));
    const auto chosen = value && possible;
    made_.push_back({name, terms().choice(chosen.raw(), terms().constant(1), zero)});
    return chosen;
  }
  [[nodiscard]] std::vector<drawn> take() { return std::move(made_); }

 private:
  [[nodiscard]] std::string name_of(const char* name) const {
    return tag_ + "/" + std::to_string(made_.size()) + " " + name;
  }
  template <class Kind>
  auto draw(const char* name, std::uint64_t high) {
    using position = typename Kind::position;
    const term value = terms().unknown(name_of(name), high);
    made_.push_back({name, value});
    return position::of({value});
  }
  static void require(truth_term condition) {
    auto& bench = workbench::current();
    bench.walk(bench.table().conjunction(bench.path(), condition.raw()));
  }
  std::string tag_;
  std::vector<drawn> made_;
};

}  // namespace backcheck::solver::symbolic

namespace backcheck::language {

/// Requirements accumulate on the workbench's path. A rule goes on after one that may fail; only
/// one that is known to fail ends it.
template <class Refusal>
class outcome<solver::symbolic::unknowns, Refusal> {
  using truth = solver::symbolic::truth_term;

 public:
  outcome() : entered_(solver::symbolic::workbench::current().path()) {}

  bool refuses(truth condition, Refusal /*why*/) {
    auto& bench = solver::symbolic::workbench::current();
    holds_ = holds_ && condition;
    bench.walk(bench.table().conjunction(bench.path(), condition.raw()));
    return holds_.is_known_false();
  }
  bool refuses(const outcome& part) {
    auto& bench = solver::symbolic::workbench::current();
    holds_ = holds_ && part.holds_;
    bench.walk(bench.table().conjunction(bench.path(), part.holds_.raw()));
    return holds_.is_known_false();
  }
  /// As a truth, for a rule that goes on whether it holds or not: the path is what it was before.
  [[nodiscard]] truth holds() const {
    solver::symbolic::workbench::current().walk(entered_);
    return holds_;
  }

 private:
  solver::symbolic::term entered_;
  truth holds_ = truth(true);
};

}  // namespace backcheck::language

namespace backcheck::reflect {

template <>
struct leaf_traits<solver::symbolic::truth_term> {
  using what = void;
  static constexpr std::uint64_t max = 1;
};

}  // namespace backcheck::reflect

namespace backcheck::solver::symbolic {

// A leaf, and the term it is.
inline term term_of(truth_term t) { return t.raw(); }
template <class U, std::uint64_t M>
term term_of(const language::quantity<unknowns, U, M>& q) {
  return q.raw().raw;
}
template <class W, std::size_t N>
term term_of(const language::index<unknowns, W, N>& i) {
  return term_of(i.place());
}
template <class W, std::size_t N>
term term_of(const language::maybe<unknowns, W, N>& m) {
  return term_of(m.stored());
}
inline void put(term t, truth_term& leaf) { leaf = truth_term::of(t); }
template <class U, std::uint64_t M>
void put(term t, language::quantity<unknowns, U, M>& leaf) {
  leaf = language::quantity<unknowns, U, M>::of({t});
}
template <class W, std::size_t N>
void put(term t, language::index<unknowns, W, N>& leaf) {
  using index = language::index<unknowns, W, N>;
  leaf = index(index::position::of({t}));
}
template <class W, std::size_t N>
void put(term t, language::maybe<unknowns, W, N>& leaf) {
  using maybe = language::maybe<unknowns, W, N>;
  leaf = maybe::stored(maybe::position::of({t}));
}

/// The terms of a value's leaves, in order of declaration; and back.
template <class T>
state_terms terms_of(const T& value) {
  state_terms all;
  reflect::zip_leaves([&](const auto& leaf) { all.push_back(term_of(leaf)); }, value);
  return all;
}
template <class T>
T from_terms(const state_terms& all) {
  T value{};
  std::size_t i = 0;
  reflect::zip_leaves([&](auto& leaf) { put(all.at(i++), leaf); }, value);
  return value;
}
/// The same value in terms: constants.
template <class T, class Concrete>
T constants_of(const Concrete& known) {
  T value{};
  reflect::zip_leaves(
      [](auto& leaf, const auto& from) {
        using from_type = std::remove_cvref_t<decltype(from)>;
        const std::uint64_t number = reflect::leaf_traits<from_type>::number(from);
        if constexpr (std::is_same_v<from_type, language::known_truth>) {
          put(term_table::truth(number != 0), leaf);
        } else {
          put(terms().constant(number), leaf);
        }
      },
      value, known);
  return value;
}

}  // namespace backcheck::solver::symbolic
