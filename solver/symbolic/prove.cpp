// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/prove.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <stdexcept>

#include "solver/symbolic/lower.hpp"
#include "solver/symbolic/watchdog.hpp"

namespace backcheck::solver::symbolic {

namespace {

/// Whether all assumptions hold and the conclusion does not, by evaluation.
bool refutes(const term_table& table, const obligation& what, const assignment& known) {
  std::vector<term> all{what.conclusion};
  for (const auto& a : what.assumptions) all.push_back(a.holds);
  const auto values = table.values(all, known);
  return values.front() == 0 &&
         std::all_of(values.begin() + 1, values.end(), [](auto v) { return v != 0; });
}

/// One question: its assumptions may be left out one by one.
struct question {
  z3::solver solver;
  z3::expr_vector assumed;
};

struct answer {
  told what = told::unknown;
  std::vector<std::size_t> used;  ///< assumptions, where it is unsatisfiable
  assignment found;               ///< where it is satisfiable
};

/// The assumptions that the solver needed, by position.
std::vector<std::size_t> core_of(const question& q) {
  std::vector<std::size_t> used;
  const auto core = q.solver.unsat_core();
  for (unsigned i = 0; i < q.assumed.size(); ++i) {
    bool needed = false;
    for (const auto& each : core) needed = needed || z3::eq(each, q.assumed[static_cast<int>(i)]);
    if (needed) used.push_back(i);
  }
  return used;
}

answer ask(question& q, const std::function<assignment(const z3::model&)>& read) {
  answer made;
  try {
    const auto result = q.solver.check(q.assumed);
    if (result == z3::unsat) made = {told::unsatisfiable, core_of(q), {}};
    if (result == z3::sat) made = {told::satisfiable, {}, read(q.solver.get_model())};
  } catch (const z3::exception&) {
    // It was stopped.
  }
  return made;
}

answer ask_lowered(const term_table& table, const obligation& what, const budget& limits) {
  z3::context context;
  lowering lower(table, context);
  const watchdog dog(context, limits);
  question q{z3::solver(context, "QF_BV"), z3::expr_vector(context)};
  for (std::size_t i = 0; i < what.assumptions.size(); ++i) {
    const auto name = "assumption " + std::to_string(i);
    q.assumed.push_back(context.bool_const(name.c_str()));
    q.solver.add(z3::implies(q.assumed.back(), lower(what.assumptions[i].holds)));
  }
  q.solver.add(!lower(what.conclusion));
  for (const auto& range : lower.take_ranges()) q.solver.add(range);
  return ask(q, [&](const z3::model& m) { return lower.read(m); });
}

/// What an answer says of the unknowns of a text, which are called `t` and a position.
assignment read_text_model(const z3::model& m) {
  assignment found;
  for (unsigned i = 0; i < m.num_consts(); ++i) {
    const auto which = m.get_const_decl(i);
    const std::string name = which.name().str();
    std::uint32_t id = 0;
    const auto* end = name.data() + name.size();
    if (name[0] != 't' || std::from_chars(name.data() + 1, end, id).ptr != end) continue;
    const auto value = m.eval(which(), true);
    found.emplace(id, value.is_bool() ? (value.is_true() ? 1U : 0U) : value.get_numeral_uint64());
  }
  return found;
}

/// The same question in a context of its own, from the text; with another configuration.
answer ask_from_text(const std::string& text, const char* tactic, const budget& limits) {
  z3::context context;
  const watchdog dog(context, limits);
  z3::expr_vector asserted(context);
  try {
    asserted = context.parse_string(text.c_str());
  } catch (const z3::exception& e) {
    throw solvers_disagree(std::string("the text for solvers cannot be read: ") + e.msg());
  }
  question q{z3::tactic(context, tactic).mk_solver(), z3::expr_vector(context)};
  for (const auto& each : asserted) {
    if (each.is_const() && each.decl().name().str().rfind("use_", 0) == 0)
      q.assumed.push_back(each);
    else
      q.solver.add(each);
  }
  return ask(q, read_text_model);
}

answer answer_now(prover who, const term_table& table, const obligation& what,
                  const std::string& text, const budget& limits, notation numbers) {
  const bool over_integers = numbers == notation::integers;
  switch (who) {
    case prover::z3_lowered:
      return ask_lowered(table, what, limits);
    case prover::z3_over_integers:
      return ask_from_text(text, "default", limits);
    case prover::z3_from_text:
      return ask_from_text(text, over_integers ? "smt" : "qfbv", limits);
    case prover::cvc5:
    case prover::count:
      break;
  }
  return {ask_cvc5(text, limits), {}, {}};
}

/// From the text of a notation, where one who reads text is asked; or what is known of it already.
answer answer_of(prover who, const term_table& table, const obligation& what, const budget& limits,
                 notation preferred, const proof_cache* cache) {
  if (who == prover::z3_over_integers) preferred = notation::integers;
  const bool reads = who != prover::z3_lowered;
  const auto text = reads || cache != nullptr ? smtlib(table, what, preferred) : std::string();
  const auto name = prover_names[static_cast<std::size_t>(who)];
  if (cache != nullptr)
    if (const auto used = cache->find(name, text)) return {told::unsatisfiable, *used, {}};
  auto said = answer_now(who, table, what, text, limits, preferred);
  if (cache != nullptr && said.what == told::unsatisfiable) cache->keep(name, text, said.used);
  return said;
}

class attempt {
 public:
  attempt(const term_table& table, const obligation& what, const effort& spent)
      : table_(table), what_(what), spent_(spent), began_(std::chrono::steady_clock::now()) {}

  proof run() {
    const bool decided = try_one(prover::z3_lowered, spent_.patience) ||
                         try_one(prover::z3_over_integers, spent_.patience) ||
                         try_one(prover::z3_from_text, spent_.patience, notation::integers) ||
                         try_one(prover::z3_lowered, std::chrono::hours(1));
    if (decided && made_.end == proof_ending::proved && spent_.confirm) confirm();
    made_.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    return std::move(made_);
  }

 private:
  budget limited(std::chrono::milliseconds most) const {
    auto limits = spent_.limits;
    limits.time_max = std::min(limits.time_max.value_or(most), most);
    return limits;
  }
  /// Whether the solver has decided it.
  bool try_one(prover who, std::chrono::milliseconds patience,
               notation preferred = notation::bits) {
    const auto said = answer_of(who, table_, what_, limited(patience), preferred, spent_.cache);
    if (said.what == told::unknown) return false;
    if (said.what == told::satisfiable) {
      made_.end = proof_ending::refuted;
      made_.counterexample = said.found;
      if (!refutes(table_, what_, said.found))
        throw solvers_disagree(what_.name + ": what the solver found is no counterexample");
      return true;
    }
    made_.end = proof_ending::proved;
    made_.used = said.used;
    made_.by.push_back(who);
    return true;
  }
  /// By Z3 from the text, or over integers if it was found from the text, and by cvc5; in the
  /// notation in which it was found, or else the other.
  void confirm() {
    const bool found_in_bits = made_.is_by(prover::z3_lowered);
    const auto same = found_in_bits ? notation::bits : notation::integers;
    const auto other = found_in_bits ? notation::integers : notation::bits;
    const auto again =
        made_.is_by(prover::z3_from_text) ? prover::z3_over_integers : prover::z3_from_text;
    for (const auto who : {again, prover::cvc5})
      if (who != prover::cvc5 || spent_.ask_cvc5)
        confirmed_by(who, same) || confirmed_by(who, other);
  }
  bool confirmed_by(prover who, notation preferred) {
    const auto again =
        answer_of(who, table_, what_, limited(spent_.patience), preferred, spent_.cache);
    if (again.what == told::satisfiable)
      throw solvers_disagree(what_.name + ": a second solver refutes what is proved");
    if (again.what == told::unsatisfiable) made_.by.push_back(who);
    return again.what == told::unsatisfiable;
  }

  const term_table& table_;
  const obligation& what_;
  const effort& spent_;
  std::chrono::steady_clock::time_point began_;
  proof made_;
};

}  // namespace

told ask(prover who, const term_table& table, const obligation& what, const budget& limits,
         const proof_cache* cache) {
  return answer_of(who, table, what, limits, notation::bits, cache).what;
}

bool proof::is_by(prover who) const { return std::find(by.begin(), by.end(), who) != by.end(); }

proof prove(const term_table& table, const obligation& what, const effort& spent) {
  return attempt(table, what, spent).run();
}

}  // namespace backcheck::solver::symbolic
