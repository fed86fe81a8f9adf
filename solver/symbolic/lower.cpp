// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/lower.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace backcheck::solver::symbolic {

unsigned width_for(std::uint64_t high) {
  return std::max(1U, static_cast<unsigned>(std::bit_width(high)));
}

lowering::lowering(const term_table& table, z3::context& context)
    : table_(table), context_(context) {}

z3::expr lowering::operator()(term t) {
  if (made_.count(t.id) == 0) {
    for (const term part : table_.parts({t}))
      if (made_.count(part.id) == 0) made_.emplace(part.id, made_of(part));
  }
  return of(t);
}

std::vector<z3::expr> lowering::take_ranges() { return std::exchange(ranges_, {}); }

/// Cut or filled up to a width; what is cut is 0.
z3::expr lowering::fitted(const z3::expr& e, unsigned width) const {
  const unsigned has = e.get_sort().bv_size();
  if (has < width) return z3::zext(e, width - has);
  return has == width ? e : e.extract(width - 1, 0);
}
z3::expr lowering::widened(term t, unsigned width) const { return fitted(of(t), width); }

z3::expr lowering::sum(const node& n) {
  const unsigned width = width_for(n.high);
  if (table_.high(n.a) <= UINT64_MAX - table_.high(n.b))
    return widened(n.a, width) + widened(n.b, width);
  const z3::expr wide = widened(n.a, 65) + widened(n.b, 65);
  return z3::ite(wide.extract(64, 64) == context_.bv_val(1, 1), context_.bv_val(UINT64_MAX, 64),
                 wide.extract(63, 0));
}

z3::expr lowering::product(const node& n) {
  const unsigned width = width_for(n.high);
  const unsigned whole = width_for(table_.high(n.a)) + width_for(table_.high(n.b));
  const z3::expr wide = widened(n.a, whole) * widened(n.b, whole);
  if (whole <= 64 || table_.high(n.a) <= UINT64_MAX / std::max<std::uint64_t>(table_.high(n.b), 1))
    return fitted(wide, width);
  const z3::expr over = wide.extract(whole - 1, 64);
  return z3::ite(over == context_.bv_val(0, whole - 64), wide.extract(63, 0),
                 context_.bv_val(UINT64_MAX, 64));
}

z3::expr lowering::made_of(term t) {
  const node& n = table_[t];
  const unsigned width = width_for(n.high);
  const auto common = [&] {
    return std::max(width_for(table_.high(n.a)), width_for(table_.high(n.b)));
  };
  const auto left = [&] { return widened(n.a, common()); };
  const auto right = [&] { return widened(n.b, common()); };
  switch (n.what) {
    case kind::constant_truth:
      return context_.bool_val(n.high != 0);
    case kind::unknown_truth:
      unknowns_.push_back(t);
      return context_.bool_const(table_.name(t).c_str());
    case kind::negation:
      return !of(n.a);
    case kind::conjunction:
      return of(n.a) && of(n.b);
    case kind::same:
      return of(n.a) == of(n.b);
    case kind::equal:
      return left() == right();
    case kind::less:
      return z3::ult(left(), right());
    case kind::constant:
      return context_.bv_val(n.high, width);
    case kind::unknown: {
      unknowns_.push_back(t);
      const z3::expr made = context_.bv_const(table_.name(t).c_str(), width);
      if (n.low > 0) ranges_.push_back(z3::uge(made, context_.bv_val(n.low, width)));
      if (!std::has_single_bit(n.high + 1) && n.high != UINT64_MAX)
        ranges_.push_back(z3::ule(made, context_.bv_val(n.high, width)));
      return made;
    }
    case kind::sum:
      return sum(n);
    case kind::difference:
      return fitted(
          z3::ite(z3::ugt(left(), right()), left() - right(), context_.bv_val(0, common())), width);
    case kind::product:
      return product(n);
    case kind::quotient:
      return fitted(z3::ite(right() == context_.bv_val(0, common()), context_.bv_val(0, common()),
                            z3::udiv(left(), right())),
                    width);
    case kind::remainder:
      return fitted(
          z3::ite(right() == context_.bv_val(0, common()), left(), z3::urem(left(), right())),
          width);
    case kind::clipped: {
      const z3::expr& whole = of(n.a);
      const z3::expr most = context_.bv_val(n.high, width_for(table_.high(n.a)));
      return fitted(z3::ite(z3::ult(most, whole), most, whole), width);
    }
    case kind::choice:
      if (!is_truth(table_[n.b].what))
        return z3::ite(of(n.a), widened(n.b, width), widened(n.c, width));
  }
  return z3::ite(of(n.a), of(n.b), of(n.c));
}

assignment lowering::read(const z3::model& answer) const {
  assignment found;
  for (const term t : unknowns_) {
    const z3::expr value = answer.eval(of(t), true);
    const std::uint64_t number =
        is_truth(table_[t].what) ? (value.is_true() ? 1U : 0U) : value.get_numeral_uint64();
    found.emplace(t.id, number);
  }
  return found;
}

}  // namespace backcheck::solver::symbolic
