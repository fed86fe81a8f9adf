// SPDX-License-Identifier: Apache-2.0
//
// Induction with one step of history and with more, on a counter that can be followed by hand; and
// proofs that are kept.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "solver/symbolic/longer_induction.hpp"
#include "solver/symbolic/prove.hpp"

namespace backcheck::solver::symbolic {
namespace {

/// 0 and 1 follow each other; so do 2 and 3, and nothing leads there, but for a leak.
class turns : public inductive_system {
 public:
  explicit turns(bool leaks) : leaks_(leaks) {}

  [[nodiscard]] const std::vector<std::string>& rules() const override { return rules_; }
  [[nodiscard]] const std::vector<claim>& claims() const override { return claims_; }
  term_table& table() override { return table_; }
  [[nodiscard]] const std::vector<std::string>& leaves() const override { return leaves_; }
  [[nodiscard]] const std::vector<std::uint64_t>& leaf_maxima() const override { return maxima_; }
  [[nodiscard]] const std::vector<bool>& leaf_is_truth() const override { return truths_; }
  state_terms start() override { return {zero}; }
  firing fire(std::size_t /*rule*/, const state_terms& before, const std::string& tag) override {
    const auto is = [&](std::uint64_t n) { return table_.equal(before[0], table_.constant(n)); };
    const auto number = [&](std::uint64_t n) { return table_.constant(n); };
    const term leak = leaks_ ? table_.unknown_truth(tag + " leak") : term_table::truth(false);
    const term of_one = table_.choice(leak, number(2), number(0));
    const term after = table_.choice(
        is(0), number(1), table_.choice(is(1), of_one, table_.choice(is(2), number(3), number(2))));
    return {term_table::truth(true), {after}, {}, term_table::truth(true)};
  }
  std::vector<hearing_terms> judge(const state_terms& state) override {
    const term bad = table_.equal(state[0], table_.constant(3));
    return {{0, term_table::truth(true), table_.negation(bad), term_table::truth(false)}};
  }
  std::vector<hearing_terms> judge_step(std::size_t /*rule*/, const state_terms& /*before*/,
                                        const state_terms& after) override {
    const term bad = table_.equal(after[0], table_.constant(3));
    return {{1, term_table::truth(true), table_.negation(bad), term_table::truth(false)}};
  }
  [[nodiscard]] const std::vector<drawn>& parameters() const override { return parameters_; }
  [[nodiscard]] term followed() const override { return term_table::truth(true); }
  std::vector<lemma_term> lemmas(const state_terms& /*state*/) override { return {}; }

 private:
  bool leaks_;
  term_table table_;
  std::vector<std::string> rules_{"turn"};
  std::vector<claim> claims_{{"never three", claim_kind::always},
                             {"no step to three", claim_kind::step}};
  std::vector<std::string> leaves_{"at"};
  std::vector<std::uint64_t> maxima_{3};
  std::vector<bool> truths_{false};
  std::vector<drawn> parameters_;
};

claim_set both() {
  claim_set asked;
  asked.insert(0);
  asked.insert(1);
  return asked;
}

TEST(induction, with_a_step_of_history_does_not_prove_what_needs_two) {
  turns model(false);
  const auto known = find_invariants(model, both(), {});
  ASSERT_TRUE(known.decided);
  EXPECT_FALSE(known.kept.at(0));
  for (std::size_t claim = 0; claim < 2; ++claim) {
    const auto one = prove_with_history(model, both(), known, claim, 1, {});
    EXPECT_EQ(one.end, proof_ending::refuted);
    const auto more = prove_with_history(model, both(), known, claim, 4, {});
    EXPECT_EQ(more.end, proof_ending::proved) << claim;
    EXPECT_EQ(more.steps, claim == 0 ? 2U : 3U)
        << "a claim about steps says nothing of where one begins";
  }
}

// Three steps lead there: what holds at first must not be taken for what holds for ever.
TEST(induction, proves_nothing_false_with_any_history) {
  turns model(true);
  const auto known = find_invariants(model, both(), {});
  for (std::size_t claim = 0; claim < 2; ++claim)
    EXPECT_EQ(prove_with_history(model, both(), known, claim, 6, {}).end, proof_ending::refuted);
}

class scratch {
 public:
  scratch() {
    auto name = (std::filesystem::temp_directory_path() / "backcheck-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  ~scratch() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TEST(proof_cache, knows_a_question_by_its_whole_text_and_who_answered) {
  const scratch place;
  const proof_cache cache(place.path() / "proofs");
  EXPECT_FALSE(cache.find("z3", "a question"));
  cache.keep("z3", "a question", {0, 3});
  EXPECT_EQ(cache.find("z3", "a question"), (std::vector<std::size_t>{0, 3}));
  EXPECT_FALSE(cache.find("z3", "another question"));
  EXPECT_FALSE(cache.find("cvc5", "a question"));
}

TEST(proof_cache, does_not_believe_a_damaged_entry) {
  const scratch place;
  const proof_cache cache(place.path());
  cache.keep("z3", "a question", {});
  for (const auto& entry : std::filesystem::directory_iterator(place.path()))
    std::ofstream(entry.path(), std::ios::app) << "x";
  EXPECT_FALSE(cache.find("z3", "a question"));
}

TEST(proof_cache, gives_the_same_proof_again) {
  const scratch place;
  const proof_cache cache(place.path());
  term_table table;
  const term n = table.unknown("n", 100);
  const obligation small{"n is small",
                         {{"it is below 50", table.less(n, table.constant(50))}},
                         table.less(n, table.constant(60))};
  effort spent;
  spent.cache = &cache;
  const auto first = prove(table, small, spent);
  const auto again = prove(table, small, spent);
  EXPECT_EQ(first.end, proof_ending::proved);
  EXPECT_EQ(again.end, proof_ending::proved);
  EXPECT_EQ(again.used, first.used);
  EXPECT_EQ(again.by, first.by);
  const obligation false_one{"n is smaller", small.assumptions, table.less(n, table.constant(40))};
  EXPECT_EQ(prove(table, false_one, spent).end, proof_ending::refuted);
  EXPECT_EQ(prove(table, false_one, spent).end, proof_ending::refuted);
}

}  // namespace
}  // namespace backcheck::solver::symbolic
