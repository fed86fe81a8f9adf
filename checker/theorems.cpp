// SPDX-License-Identifier: Apache-2.0
#include "checker/theorems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "checker/check.hpp"
#include "properties/theorems.hpp"
#include "solver/symbolic/unknowns.hpp"

namespace backcheck::checker {

namespace {

using language::concrete;
using solver::symbolic::assumption;
using solver::symbolic::obligation;
using solver::symbolic::proof_ending;
using solver::symbolic::term;
using solver::symbolic::term_table;
using solver::symbolic::unknowns;
using solver::symbolic::workbench;

/// Fills a value leaf by leaf. What is behind the end of a list, or absent from a table, is zero.
template <class D, class T, class Leaf>
void fill_with(T& value, const std::string& name, Leaf&& leaf) {
  if constexpr (reflect::table_like<T>) {
    for (std::size_t i = 0; i < T::presence_type::size; ++i) {
      const auto own = fmt::format("{}[{}]", name, i);
      fill_with<D>(value.present[i], own + " exists", leaf);
      fill_with<D>(value.values[i], own, leaf);
      value.values[i] =
          language::either(value.present[i], value.values[i], typename T::value_type{});
    }
  } else if constexpr (reflect::described<T>) {
    reflect::for_each_field(value, [&](const char* field, auto& part) {
      fill_with<D>(part, name + "." + field, leaf);
    });
  } else if constexpr (reflect::array_like<T>) {
    for (std::size_t i = 0; i < T::size; ++i)
      fill_with<D>(value[i], fmt::format("{}[{}]", name, i), leaf);
  } else if constexpr (reflect::list_like<T>) {
    fill_with<D>(value.length, name + ".length", leaf);
    for (std::size_t i = 0; i < T::capacity; ++i) {
      fill_with<D>(value[i], fmt::format("{}[{}]", name, i), leaf);
      value[i] =
          language::either(value.has(i), value[i], std::remove_cvref_t<decltype(value[i])>{});
    }
  } else {
    leaf(value, name);
  }
}

/// An argument in terms: collects what is to be proved.
class argument_in_terms {
 public:
  using domain_type = unknowns;
  argument_in_terms(std::string id, bool broken) : id_(std::move(id)), broken_(broken) {}

  [[nodiscard]] bool broken() const { return broken_; }
  template <class T>
  void fill(T& value, const std::string& name) {
    fill_with<unknowns>(value, name, [&](auto& leaf, const std::string& own) {
      using leaf_type = std::remove_cvref_t<decltype(leaf)>;
      auto& table = solver::symbolic::terms();
      const bool is_truth = std::is_same_v<leaf_type, solver::symbolic::truth_term>;
      const term made = is_truth ? table.unknown_truth(own)
                                 : table.unknown(own, reflect::leaf_traits<leaf_type>::max);
      drawn_.emplace_back(own, made);
      solver::symbolic::put(made, leaf);
    });
  }
  void assume(const char* sentence, unknowns::truth holds) {
    assumptions_.push_back({sentence, holds.raw()});
    keep_bounds();
  }
  void conclude(const char* sentence, unknowns::truth holds) {
    keep_bounds();
    made_.push_back({fmt::format("{}: {}", id_, sentence), assumptions_, holds.raw()});
  }
  /// Everything to be proved: last, that no number leaves its range.
  std::vector<obligation> finish() {
    keep_bounds();
    auto& table = solver::symbolic::terms();
    const term in_bounds = workbench::current().in_bounds();
    if (!table.is_true(in_bounds))
      made_.push_back({id_ + ": no number leaves its range", assumptions_, in_bounds});
    return std::move(made_);
  }
  [[nodiscard]] const std::vector<std::pair<std::string, term>>& drawn() const { return drawn_; }
  [[nodiscard]] const std::vector<assumption>& assumptions() const { return assumptions_; }

 private:
  /// What a rule requires is required of what is computed in it, and not of what follows.
  static void keep_bounds() { workbench::current().walk(term_table::truth(true)); }

  std::string id_;
  bool broken_;
  std::vector<assumption> assumptions_;
  std::vector<obligation> made_;
  std::vector<std::pair<std::string, term>> drawn_;
};

/// The same over numbers.
class argument_over_numbers {
 public:
  using domain_type = concrete;
  using source = std::function<std::uint64_t(const std::string&, std::uint64_t)>;
  argument_over_numbers(bool broken, const source& draw) : broken_(broken), draw_(draw) {}

  [[nodiscard]] bool broken() const { return broken_; }
  template <class T>
  void fill(T& value, const std::string& name) {
    fill_with<concrete>(value, name, [&](auto& leaf, const std::string& own) {
      using traits = reflect::leaf_traits<std::remove_cvref_t<decltype(leaf)>>;
      leaf = traits::of(draw_(own, traits::max));
    });
  }
  void assume(const char* /*sentence*/, language::known_truth holds) {
    made_.assumed = made_.assumed && holds.known();
  }
  void conclude(const char* sentence, language::known_truth holds) {
    if (made_.assumed && !holds.known()) made_.violated.emplace_back(sentence);
  }
  tried_theorem finish() { return std::move(made_); }

 private:
  bool broken_;
  const source& draw_;
  tried_theorem made_;
};

template <class F>
void with_theorem(std::size_t theorem, F&& f) {
  properties::for_each_theorem([&]<class T, std::size_t I>() {
    if (I == theorem) f.template operator()<T>();
  });
}

std::vector<obligation> obligations_of(std::size_t theorem, argument_in_terms& argument) {
  with_theorem(theorem, [&]<class T>() { T::argue(argument); });
  return argument.finish();
}

/// The numbers of a counterexample that are not zero, by name; checked over plain numbers.
std::vector<named_number> checked(std::size_t theorem, bool broken,
                                  const argument_in_terms& argument,
                                  const solver::symbolic::assignment& found) {
  std::map<std::string, std::uint64_t> numbers;
  std::vector<named_number> shown;
  for (const auto& [name, drawn] : argument.drawn()) {
    const auto value = found.find(drawn.id);
    if (value == found.end() || value->second == 0) continue;
    numbers[name] = value->second;
    shown.push_back({name, value->second});
  }
  try {
    const auto tried =
        try_theorem(theorem, broken, [&](const std::string& name, std::uint64_t /*max*/) {
          const auto at = numbers.find(name);
          return at == numbers.end() ? 0 : at->second;
        });
    if (tried.violated.empty())
      throw disagreement(
          fmt::format("the solver and the rules disagree about {}", theorem_infos()[theorem].id));
  } catch (const language::model_fault&) {
    // A number that leaves its range: that is what was found.
  }
  return shown;
}

}  // namespace

const std::vector<properties::theorem_info>& theorem_infos() {
  static const auto infos = [] {
    std::vector<properties::theorem_info> all;
    properties::for_each_theorem([&]<class T, std::size_t I>() { all.push_back(T::info); });
    return all;
  }();
  return infos;
}

std::optional<std::size_t> theorem_by_id(std::string_view id) {
  const auto& all = theorem_infos();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& info) { return info.id == id; });
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

proof_ending theorem_report::end() const {
  auto worst = proof_ending::proved;
  for (const auto& each : conclusions) {
    if (each.proof.end == proof_ending::refuted) return proof_ending::refuted;
    if (each.proof.end == proof_ending::undecided) worst = proof_ending::undecided;
  }
  return worst;
}
bool theorem_report::confirmed() const {
  return std::all_of(conclusions.begin(), conclusions.end(),
                     [](const argued& each) { return each.proof.confirmed(); });
}
bool theorem_report::is_by(solver::symbolic::prover who) const {
  return std::all_of(conclusions.begin(), conclusions.end(),
                     [who](const argued& each) { return each.proof.is_by(who); });
}
double theorem_report::seconds() const {
  double sum = 0;
  for (const auto& each : conclusions) sum += each.proof.seconds;
  return sum;
}
std::vector<std::string> theorem_report::unused() const {
  std::set<std::size_t> used;
  for (const auto& each : conclusions) used.insert(each.proof.used.begin(), each.proof.used.end());
  std::vector<std::string> all;
  for (std::size_t i = 0; i < assumptions.size(); ++i)
    if (used.count(i) == 0) all.push_back(assumptions[i]);
  return all;
}

theorem_report prove_theorem(std::size_t theorem, bool broken,
                             const solver::symbolic::effort& spent) {
  term_table table;
  const workbench bench(table);
  argument_in_terms argument(std::string(theorem_infos()[theorem].id), broken);
  theorem_report made{theorem, {}, {}};
  for (const auto& each : obligations_of(theorem, argument)) {
    made.conclusions.push_back({each.name, solver::symbolic::prove(table, each, spent), {}});
    auto& last = made.conclusions.back();
    if (last.proof.end == proof_ending::refuted)
      last.counterexample = checked(theorem, broken, argument, last.proof.counterexample);
    if (broken && last.proof.end == proof_ending::refuted) break;
  }
  for (const auto& a : argument.assumptions()) made.assumptions.push_back(a.sentence);
  return made;
}

std::vector<std::pair<std::string, std::string>> theorem_smtlib(
    std::size_t theorem, solver::symbolic::notation numbers) {
  term_table table;
  const workbench bench(table);
  const std::string id(theorem_infos()[theorem].id);
  argument_in_terms argument(id, false);
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& each : obligations_of(theorem, argument))
    all.emplace_back(fmt::format("{}-{}-{}.smt2", id, all.size() + 1,
                                 numbers == solver::symbolic::notation::bits ? "bits" : "integers"),
                     solver::symbolic::smtlib(table, each, numbers));
  return all;
}

tried_theorem try_theorem(std::size_t theorem, bool broken,
                          const argument_over_numbers::source& draw) {
  argument_over_numbers argument(broken, draw);
  with_theorem(theorem, [&]<class T>() { T::argue(argument); });
  return argument.finish();
}

}  // namespace backcheck::checker
