// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/terms.hpp"

#include <algorithm>
#include <stdexcept>

namespace backcheck::solver::symbolic {

namespace {

std::uint64_t capped_sum(std::uint64_t a, std::uint64_t b) {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}
std::uint64_t capped_product(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}
std::uint64_t monus(std::uint64_t a, std::uint64_t b) { return a > b ? a - b : 0; }

}  // namespace

std::size_t term_table::hash_of_node::operator()(const node& n) const {
  std::uint64_t h = static_cast<std::uint64_t>(n.what);
  for (const std::uint64_t part :
       {std::uint64_t{n.a.id}, std::uint64_t{n.b.id}, std::uint64_t{n.c.id}, n.low, n.high}) {
    h = (h ^ part) * 0x9E3779B97F4A7C15U;
    h ^= h >> 29U;
  }
  return h;
}

term_table::term_table() {
  nodes_.push_back({kind::constant_truth, {}, {}, {}, 0, 0});
  nodes_.push_back({kind::constant_truth, {}, {}, {}, 1, 1});
  nodes_.push_back({kind::constant, {}, {}, {}, 0, 0});
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) known_.emplace(nodes_[i], i);
}

term term_table::intern(const node& n) {
  if (nodes_.size() == UINT32_MAX) throw std::length_error("more terms than can be numbered");
  const auto [at, is_new] = known_.emplace(n, static_cast<std::uint32_t>(nodes_.size()));
  if (is_new) nodes_.push_back(n);
  return {at->second};
}

term term_table::unknown_truth(std::string name) {
  const term made = intern({kind::unknown_truth, {}, {}, {}, 0, names_.size() + 2});
  names_.emplace(made.id, std::move(name));
  return made;
}

term term_table::unknown(std::string name, std::uint64_t high, std::uint64_t low) {
  if (low == high) return constant(low);
  // The position makes it differ from every other.
  const term made =
      intern({kind::unknown, {static_cast<std::uint32_t>(names_.size())}, {}, {}, low, high});
  names_.emplace(made.id, std::move(name));
  return made;
}

term term_table::constant(std::uint64_t value) {
  return intern({kind::constant, {}, {}, {}, value, value});
}

term term_table::negation(term a) {
  if (a.id < 2) return truth(a.id == 0);
  if (nodes_[a.id].what == kind::negation) return nodes_[a.id].a;
  return intern({kind::negation, a, {}, {}, 0, 1});
}

term term_table::conjunction(term a, term b) {
  if (is_false(a) || is_false(b)) return truth(false);
  if (is_true(a) || a == b) return b;
  if (is_true(b)) return a;
  if (negation(a) == b) return truth(false);
  for (int turn = 0; turn < 2; ++turn, std::swap(a, b)) {
    // a ∧ (a ∧ x) = a ∧ x; a ∧ (¬a ∧ x) is false; a ∧ ¬(a ∧ x) = a ∧ ¬x; a ∧ ¬(¬a ∧ x) = a.
    const bool inverted = nodes_[b.id].what == kind::negation;
    const node inner = nodes_[inverted ? nodes_[b.id].a.id : b.id];
    if (inner.what != kind::conjunction) continue;
    for (const auto& [one, other] : {std::pair(inner.a, inner.b), std::pair(inner.b, inner.a)}) {
      if (one == a) return inverted ? conjunction(a, negation(other)) : b;
      if (one == negation(a)) return inverted ? a : truth(false);
    }
  }
  if (b.id < a.id) std::swap(a, b);
  return intern({kind::conjunction, a, b, {}, 0, 1});
}

term term_table::same(term a, term b) {
  if (a == b) return truth(true);
  if (a.id < 2) return negated_if(is_false(a), b);
  if (b.id < 2) return negated_if(is_false(b), a);
  bool negate = false;
  for (term* side : {&a, &b}) {
    if (nodes_[side->id].what != kind::negation) continue;
    *side = nodes_[side->id].a;
    negate = !negate;
  }
  if (a == b) return truth(!negate);
  if (b.id < a.id) std::swap(a, b);
  return negated_if(negate, intern({kind::same, a, b, {}, 0, 1}));
}

/// A comparison with a choice of which one branch is a constant goes inside: most vanish there.
term term_table::compare_choice(kind what, term chosen, term with, bool choice_first) {
  const std::uint64_t key = (std::uint64_t{chosen.id} << 32U | with.id) * 4 +
                            (what == kind::equal ? 2U : 0U) + (choice_first ? 1U : 0U);
  const auto found = compared_.find(key);
  if (found != compared_.end()) return found->second;
  const node n = nodes_[chosen.id];
  const auto compare = [&](term one) {
    if (what == kind::equal) return equal(one, with);
    return choice_first ? less(one, with) : less(with, one);
  };
  const term yes = compare(n.b);
  const term no = compare(n.c);
  const term made = choice(n.a, yes, no);
  compared_.emplace(key, made);
  return made;
}

term term_table::equal(term a, term b) {
  if (a == b) return truth(true);
  if (high(a) < low(b) || high(b) < low(a)) return truth(false);
  for (int turn = 0; turn < 2; ++turn, std::swap(a, b)) {
    const node n = nodes_[a.id];
    if (n.what == kind::choice && is_constant(b) && (is_constant(n.b) || is_constant(n.c)))
      return compare_choice(kind::equal, a, b, true);
    // x + k = m where both are constants, and nothing saturates.
    if (n.what == kind::sum && is_constant(b) && is_constant(n.b) && n.high != UINT64_MAX)
      return equal(n.a, constant(high(b) - high(n.b)));
  }
  if (b.id < a.id) std::swap(a, b);
  return intern({kind::equal, a, b, {}, 0, 1});
}

term term_table::less(term a, term b) {
  if (a == b || low(a) >= high(b)) return truth(false);
  if (high(a) < low(b)) return truth(true);
  const node first = nodes_[a.id];
  const node second = nodes_[b.id];
  if (is_constant(b) && first.what == kind::choice &&
      (is_constant(first.b) || is_constant(first.c)))
    return compare_choice(kind::less, a, b, true);
  if (is_constant(a) && second.what == kind::choice &&
      (is_constant(second.b) || is_constant(second.c)))
    return compare_choice(kind::less, b, a, false);
  // At the ends of a range a comparison is an equality.
  if (is_constant(b) && high(b) == low(a) + 1) return equal(a, constant(low(a)));
  if (is_constant(a) && high(a) + 1 == high(b)) return equal(b, constant(high(b)));
  return intern({kind::less, a, b, {}, 0, 1});
}

term term_table::sum(term a, term b) {
  if (is_constant(a)) std::swap(a, b);
  if (is_constant(b)) {
    if (high(b) == 0) return a;
    if (is_constant(a)) return constant(capped_sum(high(a), high(b)));
  } else if (b.id < a.id) {
    std::swap(a, b);
  }
  return intern({kind::sum, a, b, {}, capped_sum(low(a), low(b)), capped_sum(high(a), high(b))});
}

term term_table::difference(term a, term b) {
  if (a == b || high(a) <= low(b)) return constant(0);
  if (high(b) == 0) return a;
  if (is_constant(a) && is_constant(b)) return constant(monus(high(a), high(b)));
  const node n = nodes_[a.id];
  // (x + k) − k = x, where nothing saturates.
  if (n.what == kind::sum && n.b == b && n.high != UINT64_MAX) return n.a;
  return intern({kind::difference, a, b, {}, monus(low(a), high(b)), monus(high(a), low(b))});
}

term term_table::product(term a, term b) {
  if (is_constant(a)) std::swap(a, b);
  if (is_constant(b)) {
    if (high(b) == 0) return b;
    if (high(b) == 1) return a;
    if (is_constant(a)) return constant(capped_product(high(a), high(b)));
  } else if (b.id < a.id) {
    std::swap(a, b);
  }
  return intern(
      {kind::product, a, b, {}, capped_product(low(a), low(b)), capped_product(high(a), high(b))});
}

term term_table::quotient(term a, term b) {
  if (is_constant(a) && is_constant(b)) return constant(high(b) == 0 ? 0 : high(a) / high(b));
  if (is_constant(b) && high(b) == 1) return a;
  const std::uint64_t least = low(b) == 0 ? 0 : low(a) / high(b);
  return intern({kind::quotient, a, b, {}, least, high(a) / std::max<std::uint64_t>(low(b), 1)});
}

term term_table::remainder(term a, term b) {
  if (is_constant(a) && is_constant(b)) return constant(high(b) == 0 ? high(a) : high(a) % high(b));
  if (high(a) < low(b)) return a;
  const std::uint64_t most = low(b) == 0 ? high(a) : std::min(high(a), high(b) - 1);
  return intern({kind::remainder, a, b, {}, 0, most});
}

term term_table::clipped(term a, std::uint64_t high) {
  if (this->high(a) <= high) return a;
  if (low(a) >= high) return constant(high);
  return intern({kind::clipped, a, {}, {}, low(a), high});
}

term term_table::choice(term c, term a, term b) {
  if (is_true(c) || a == b) return a;
  if (is_false(c)) return b;
  if (nodes_[c.id].what == kind::negation) return choice(nodes_[c.id].a, b, a);
  if (is_truth(nodes_[a.id].what)) {
    if (a.id < 2 || b.id < 2 || a == c || b == c)
      return disjunction(conjunction(c, a), conjunction(negation(c), b));
    if (negation(a) == b) return same(c, a);
    return conjunction(disjunction(negation(c), a), disjunction(c, b));
  }
  // What was decided by the same truth before is decided.
  if (nodes_[a.id].what == kind::choice && nodes_[a.id].a == c) a = nodes_[a.id].b;
  if (nodes_[b.id].what == kind::choice && nodes_[b.id].a == c) b = nodes_[b.id].c;
  if (a == b) return a;
  // (c ? a : (d ? a : e)) = (c ∨ d ? a : e)
  if (nodes_[b.id].what == kind::choice && nodes_[b.id].b == a) {
    const node inner = nodes_[b.id];
    return choice(disjunction(c, inner.a), a, inner.c);
  }
  return intern({kind::choice, c, a, b, std::min(low(a), low(b)), std::max(high(a), high(b))});
}

std::vector<term> term_table::parts(const std::vector<term>& roots) const {
  // A term is made after what it consists of, so the order of positions will do.
  std::vector<bool> wanted(nodes_.size());
  std::vector<std::uint32_t> open;
  const auto want = [&](term t) {
    if (wanted[t.id]) return;
    wanted[t.id] = true;
    open.push_back(t.id);
  };
  for (const term root : roots) want(root);
  while (!open.empty()) {
    const node& n = nodes_[open.back()];
    open.pop_back();
    switch (n.what) {
      case kind::constant_truth:
      case kind::unknown_truth:
      case kind::constant:
      case kind::unknown:
        break;
      case kind::choice:
        want(n.c);
        [[fallthrough]];
      case kind::conjunction:
      case kind::equal:
      case kind::less:
      case kind::same:
      case kind::sum:
      case kind::difference:
      case kind::product:
      case kind::quotient:
      case kind::remainder:
        want(n.b);
        [[fallthrough]];
      case kind::negation:
      case kind::clipped:
        want(n.a);
    }
  }
  std::vector<term> found;
  for (std::uint32_t i = 0; i < wanted.size(); ++i)
    if (wanted[i]) found.push_back({i});
  return found;
}

std::vector<std::uint64_t> term_table::values(const std::vector<term>& roots,
                                              const assignment& known) const {
  std::unordered_map<std::uint32_t, std::uint64_t> value;
  const auto of = [&](term t) { return value.at(t.id); };
  const auto assigned = [&](term t) {
    const auto found = known.find(t.id);
    return found == known.end() ? std::max<std::uint64_t>(low(t), 0) : found->second;
  };
  for (const term t : parts(roots)) {
    const node& n = nodes_[t.id];
    const auto worth = [&]() -> std::uint64_t {
      switch (n.what) {
        case kind::constant_truth:
        case kind::constant:
          return n.high;
        case kind::unknown_truth: {
          const auto found = known.find(t.id);
          return found == known.end() ? 0 : found->second;
        }
        case kind::unknown:
          return assigned(t);
        case kind::negation:
          return 1 - of(n.a);
        case kind::conjunction:
          return of(n.a) & of(n.b);
        case kind::equal:
        case kind::same:
          return of(n.a) == of(n.b) ? 1 : 0;
        case kind::less:
          return of(n.a) < of(n.b) ? 1 : 0;
        case kind::sum:
          return capped_sum(of(n.a), of(n.b));
        case kind::difference:
          return monus(of(n.a), of(n.b));
        case kind::product:
          return capped_product(of(n.a), of(n.b));
        case kind::quotient:
          return of(n.b) == 0 ? 0 : of(n.a) / of(n.b);
        case kind::remainder:
          return of(n.b) == 0 ? of(n.a) : of(n.a) % of(n.b);
        case kind::clipped:
          return std::min(of(n.a), n.high);
        case kind::choice:
          return of(n.a) != 0 ? of(n.b) : of(n.c);
      }
      return 0;
    };
    value.emplace(t.id, worth());
  }
  std::vector<std::uint64_t> found;
  found.reserve(roots.size());
  for (const term root : roots) found.push_back(of(root));
  return found;
}

}  // namespace backcheck::solver::symbolic
