// SPDX-License-Identifier: Apache-2.0
//
// Terms mean what plain arithmetic does: folded, evaluated, lowered to Z3, and written as text.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "solver/symbolic/prove.hpp"

namespace backcheck::tests {
namespace {

using namespace solver::symbolic;

/// A term, and what it must come to.
struct known_term {
  term made;
  std::uint64_t value;
};

std::uint64_t capped_sum(std::uint64_t a, std::uint64_t b) {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}
std::uint64_t capped_product(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

/// Draws terms on top of each other, numbers and truths, with the values they come to.
class drawing {
 public:
  drawing() {
    for (int i = 0; i < 4; ++i) {
      const auto high = *rc::gen::oneOf(rc::gen::inRange<std::uint64_t>(1, 9),
                                        rc::gen::just<std::uint64_t>(UINT32_MAX),
                                        rc::gen::just<std::uint64_t>(UINT64_MAX));
      const auto value = *rc::gen::oneOf(
          rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                       [high](std::uint64_t v) { return high == UINT64_MAX ? v : v % (high + 1); }),
          rc::gen::just<std::uint64_t>(0), rc::gen::just(high));
      add_unknown(table.unknown("n" + std::to_string(i), high), value, numbers);
      add_unknown(table.unknown_truth("t" + std::to_string(i)),
                  *rc::gen::inRange<std::uint64_t>(0, 2), truths);
    }
    for (const std::uint64_t constant : {0U, 1U, 3U})
      numbers.push_back({table.constant(constant), constant});
    const int count = *rc::gen::inRange(1, 24);
    for (int i = 0; i < count; ++i) add_one();
  }

  term_table table;
  assignment known;
  std::vector<known_term> numbers;
  std::vector<known_term> truths;

 private:
  void add_unknown(term t, std::uint64_t value, std::vector<known_term>& to) {
    known[t.id] = value;
    to.push_back({t, value});
  }
  static const known_term& one_of(const std::vector<known_term>& all) {
    return all[*rc::gen::inRange<std::size_t>(0, all.size())];
  }
  void number(term t, std::uint64_t value) { numbers.push_back({t, value}); }
  void truth(term t, bool value) { truths.push_back({t, value ? 1U : 0U}); }
  void add_one() {
    const auto a = one_of(numbers);
    const auto b = one_of(numbers);
    const auto p = one_of(truths);
    const auto q = one_of(truths);
    switch (*rc::gen::inRange(0, 13)) {
      case 0:
        return number(table.sum(a.made, b.made), capped_sum(a.value, b.value));
      case 1:
        return number(table.difference(a.made, b.made), a.value > b.value ? a.value - b.value : 0);
      case 2:
        return number(table.product(a.made, b.made), capped_product(a.value, b.value));
      case 3:
        return number(table.choice(p.made, a.made, b.made), p.value != 0 ? a.value : b.value);
      case 4: {
        const auto most = *rc::gen::inRange<std::uint64_t>(0, 10);
        return number(table.clipped(a.made, most), std::min(a.value, most));
      }
      case 5:
        return truth(table.equal(a.made, b.made), a.value == b.value);
      case 6:
        return truth(table.less(a.made, b.made), a.value < b.value);
      case 7:
        return truth(table.negation(p.made), p.value == 0);
      case 8:
        return truth(table.conjunction(p.made, q.made), (p.value & q.value) != 0);
      case 9:
        return truth(table.disjunction(p.made, q.made), (p.value | q.value) != 0);
      case 10:
        return truth(table.same(p.made, q.made), p.value == q.value);
      case 11:
        return number(table.quotient(a.made, b.made), b.value == 0 ? 0 : a.value / b.value);
      default: {
        const auto other = one_of(truths);
        return truth(table.choice(p.made, q.made, other.made),
                     p.value != 0 ? q.value != 0 : other.value != 0);
      }
    }
  }
};

RC_GTEST_PROP(terms, come_to_what_arithmetic_says, ()) {
  const drawing d;
  for (const auto* all : {&d.numbers, &d.truths})
    for (const auto& each : *all)
      RC_ASSERT(d.table.values({each.made}, d.known).front() == each.value);
}

RC_GTEST_PROP(terms, stay_within_their_ranges, ()) {
  const drawing d;
  for (const auto& each : d.numbers) {
    RC_ASSERT(d.table.low(each.made) <= each.value);
    RC_ASSERT(each.value <= d.table.high(each.made));
  }
}

/// That the last number and truth have their values, where the unknowns have theirs.
obligation about(drawing& d, bool wrong) {
  obligation what{"the value", {}, term_table::truth(true)};
  for (const auto& [id, value] : d.known) {
    const term t{id};
    const bool is_number = !is_truth(d.table[t].what);
    const term holds = is_number ? d.table.equal(t, d.table.constant(value))
                                 : d.table.same(t, term_table::truth(value != 0));
    what.assumptions.push_back({"an unknown", holds});
  }
  const auto& number = d.numbers.back();
  const auto& truth = d.truths.back();
  const term same_number = d.table.equal(number.made, d.table.constant(number.value));
  const term same_truth = d.table.same(truth.made, term_table::truth(truth.value != 0));
  what.conclusion = d.table.conjunction(same_number, same_truth);
  if (wrong) what.conclusion = d.table.negation(what.conclusion);
  return what;
}

// The lowering and both notations of the text, each with a solver of its own.
RC_GTEST_PROP(terms, are_lowered_to_what_they_mean, ()) {
  drawing d;
  const auto right = about(d, false);
  const auto wrong = about(d, true);
  for (const auto who : {prover::z3_lowered, prover::z3_over_integers, prover::z3_from_text}) {
    RC_ASSERT(ask(who, d.table, right, {}) == told::unsatisfiable);
    RC_ASSERT(ask(who, d.table, wrong, {}) == told::satisfiable);
  }
}

// cvc5 reads both notations, where it is installed. A few draws: each is a process.
TEST(terms, mean_the_same_to_cvc5) {
  if (!has_cvc5()) GTEST_SKIP() << "cvc5 is not installed";
  rc::check([] {
    drawing d;
    for (const bool wrong : {false, true}) {
      for (const auto numbers : {notation::bits, notation::integers}) {
        const auto said = ask_cvc5(smtlib(d.table, about(d, wrong), numbers), {});
        RC_ASSERT(said == (wrong ? told::satisfiable : told::unsatisfiable));
      }
    }
  });
}

TEST(cvc5, is_ended_when_time_is_over) {
  if (!has_cvc5()) GTEST_SKIP() << "cvc5 is not installed";
  solver::budget soon;
  soon.time_max = std::chrono::milliseconds(200);
  // A product of two large primes.
  const std::string hard =
      "(set-logic QF_BV)(declare-const p (_ BitVec 128))(declare-const q (_ BitVec 128))"
      "(assert (= (bvmul p q) (_ bv10633823966279326847185718938634813497 128)))"
      "(assert (bvult p (_ bv18446744073709551616 128)))"
      "(assert (bvult q (_ bv18446744073709551616 128)))"
      "(assert (bvugt p (_ bv1 128)))(check-sat)";
  EXPECT_EQ(ask_cvc5(hard, soon), told::unknown);
}

TEST(terms, are_the_same_where_they_are_equal) {
  term_table table;
  const term a = table.unknown("a", 9);
  const term b = table.unknown("b", 9);
  EXPECT_EQ(table.sum(a, b), table.sum(b, a));
  EXPECT_EQ(table.equal(table.sum(a, table.constant(2)), table.constant(5)),
            table.equal(a, table.constant(3)));
  EXPECT_EQ(table.less(a, table.constant(10)), term_table::truth(true));
  EXPECT_EQ(table.conjunction(table.equal(a, b), table.negation(table.equal(b, a))),
            term_table::truth(false));
  EXPECT_NE(table.unknown("c", 9), table.unknown("c", 9));
}

TEST(proofs, say_which_assumptions_they_needed) {
  term_table table;
  const term a = table.unknown("a", 100);
  const term b = table.unknown("b", 100);
  const obligation what{
      "b is small",
      {{"a is odd", table.equal(table.remainder(a, table.constant(2)), table.constant(1))},
       {"b < 5", table.less(b, table.constant(5))}},
      table.less(b, table.constant(6))};
  const auto made = prove(table, what, {});
  EXPECT_EQ(made.end, proof_ending::proved);
  EXPECT_EQ(made.used, std::vector<std::size_t>{1});
}

TEST(proofs, are_undecided_when_time_is_over) {
  term_table table;
  // A number of 62 bits that is the product of two large factors: nobody finds them in no time.
  const term p = table.unknown("p", UINT32_MAX, 2);
  const term q = table.unknown("q", UINT32_MAX, 2);
  const obligation what{
      "prime",
      {},
      table.negation(table.equal(table.product(p, q), table.constant(4611685975477714963U)))};
  effort soon;
  soon.limits.time_max = std::chrono::milliseconds(200);
  EXPECT_EQ(prove(table, what, soon).end, proof_ending::undecided);
}

}  // namespace
}  // namespace backcheck::tests
