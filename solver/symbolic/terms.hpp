// SPDX-License-Identifier: Apache-2.0
//
// Terms: what numbers and truths are while nobody knows them. A term is a position in a table, in
// which each stands once, so that equal terms are the same position and copying one costs nothing.
// Numbers are naturals with a range; how wide a solver makes them is decided when they are lowered,
// so nothing wraps here. What follows from constants and ranges is folded at once.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace backcheck::solver::symbolic {

/// A truth or a number, by its position in the table. In every table *false* and *true* and the
/// number 0 stand first.
struct term {
  std::uint32_t id = 0;
  friend constexpr bool operator==(term, term) = default;
};
inline constexpr term zero{2};

enum class kind : std::uint8_t {
  // Truths.
  constant_truth,
  unknown_truth,
  negation,     // a
  conjunction,  // a, b
  equal,        // numbers a, b
  less,         // numbers a, b
  same,         // truths a, b
  // Numbers.
  constant,
  unknown,
  sum,         // a + b, or the largest 64-bit number
  difference,  // a − b, or 0
  product,     // a · b, or the largest 64-bit number
  quotient,    // a / b, or 0 where b is 0
  remainder,   // a mod b, or a where b is 0
  clipped,     // a, or the largest number of the range
  choice       // b where truth a holds, else c
};
constexpr bool is_truth(kind k) { return k < kind::constant; }

struct node {
  kind what = kind::constant_truth;
  term a = {};
  term b = {};
  term c = {};
  std::uint64_t low = 0;   ///< of a number: its range
  std::uint64_t high = 0;  ///< of a constant: its value, twice; of an unknown truth: its position
  friend bool operator==(const node&, const node&) = default;
};

/// A solver's answer: a number, or 0 or 1, for each unknown. What is not in it is 0.
using assignment = std::unordered_map<std::uint32_t, std::uint64_t>;

class term_table {
 public:
  term_table();

  // Truths.
  [[nodiscard]] static constexpr term truth(bool value) { return {value ? 1U : 0U}; }
  term unknown_truth(std::string name);
  term negation(term a);
  term conjunction(term a, term b);
  term disjunction(term a, term b) { return negation(conjunction(negation(a), negation(b))); }
  term same(term a, term b);
  term equal(term a, term b);
  term less(term a, term b);

  // Numbers.
  term constant(std::uint64_t value);
  term unknown(std::string name, std::uint64_t high, std::uint64_t low = 0);
  term sum(term a, term b);
  term difference(term a, term b);
  term product(term a, term b);
  term quotient(term a, term b);
  term remainder(term a, term b);
  /// `a`, or `high` where it is larger.
  term clipped(term a, std::uint64_t high);
  /// `a` where `c` holds, else `b`: of two numbers, or of two truths.
  term choice(term c, term a, term b);

  [[nodiscard]] const node& operator[](term t) const { return nodes_[t.id]; }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] const std::string& name(term unknown) const { return names_.at(unknown.id); }
  // NOLINTBEGIN(readability-convert-member-functions-to-static): they are asked of a table.
  [[nodiscard]] bool is_false(term t) const { return t.id == 0; }
  [[nodiscard]] bool is_true(term t) const { return t.id == 1; }
  // NOLINTEND(readability-convert-member-functions-to-static)
  [[nodiscard]] bool is_constant(term t) const { return nodes_[t.id].what == kind::constant; }
  [[nodiscard]] std::uint64_t low(term t) const { return nodes_[t.id].low; }
  [[nodiscard]] std::uint64_t high(term t) const { return nodes_[t.id].high; }

  /// All terms that `roots` consist of, each after what it consists of.
  [[nodiscard]] std::vector<term> parts(const std::vector<term>& roots) const;
  /// What terms come to where the unknowns are so; the numbers, and 0 or 1. Independent of any
  /// solver, and of the folding above.
  [[nodiscard]] std::vector<std::uint64_t> values(const std::vector<term>& roots,
                                                  const assignment& known) const;

 private:
  struct hash_of_node {
    std::size_t operator()(const node& n) const;
  };
  term intern(const node& n);
  term compare_choice(kind what, term choice, term with, bool choice_first);
  term negated_if(bool negate, term t) { return negate ? negation(t) : t; }

  std::vector<node> nodes_;
  std::unordered_map<node, std::uint32_t, hash_of_node> known_;
  std::unordered_map<std::uint64_t, term> compared_;  ///< folded comparisons already made
  std::unordered_map<std::uint32_t, std::string> names_;
};

}  // namespace backcheck::solver::symbolic
