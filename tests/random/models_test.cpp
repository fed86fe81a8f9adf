// SPDX-License-Identifier: Apache-2.0
//
// One model against another, along random walks: where two of them should agree, they do.
#include <gtest/gtest.h>

#include <set>

#include "checker/asking.hpp"
#include "checker/random_check.hpp"
#include "model/machine/rules.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/presets.hpp"
#include "solver/explicit/search.hpp"
#include "tests/laws/drawing.hpp"
#include "tests/random/drawn_settings.hpp"

namespace backcheck::tests {
namespace {

namespace random = solver::random;
using protocol::rule_set;

/// Synchronous backing, or asynchronous backing of 2023 that may look nowhere back.
checker::setting without_ancestry(rule_set rules) {
  checker::setting s;
  s.speak.rules = rules;
  s.parameters = protocol::preset("polkadot").values;
  s.parameters.async_backing.allowed_ancestry_len = 0;
  s.parameters.async_backing.max_candidate_depth = 0;
  s.parameters.parachain.unincluded_segment_capacity = 1;
  s.parameters.scheduler.scheduling_lookahead = 2;
  s.window = {.relay_blocks = 10, .leaves = 3, .paras = 2, .candidates = 8, .sessions = 1};
  return s;
}
std::vector<random::taken_step> walk_in(const checker::setting& s, std::uint64_t number) {
  random::walks_plan plan;
  plan.steps = 60;
  plan.seed = 3;
  return random::retrace(*checker::make_walkable(s), plan, number);
}

/// Compares the states of one walk in both; the step that only the first takes, if there is one.
std::optional<std::pair<std::string, std::string>> first_difference(
    const checker::subject& first, const checker::subject& second,
    const std::vector<checker::step>& steps) {
  const auto [one, stopped_one] = first.replay(steps);
  EXPECT_FALSE(stopped_one);
  const auto [other, stopped] = second.replay(steps);
  for (std::size_t i = 0; i < other.frames.size(); ++i)
    EXPECT_EQ(one.frames[i].state, other.frames[i].state) << "after " << i << " steps";
  if (!stopped) return std::nullopt;
  return std::pair(steps[stopped->step].rule, stopped->why);
}

/// Whatever asynchronous backing of 2023 does without ancestry, synchronous backing does as well.
TEST(random_models, asynchronous_backing_without_ancestry_is_synchronous) {
  const auto past = without_ancestry(rule_set::y2023);
  const auto sync = checker::make_subject(without_ancestry(rule_set::sync));
  const auto subject = checker::make_subject(past);
  std::size_t steps = 0;
  for (std::uint64_t number = 0; number < 60; ++number) {
    const auto taken = checker::steps_of(walk_in(past, number));
    steps += taken.size();
    const auto only = first_difference(*subject, *sync, taken);
    EXPECT_FALSE(only) << only->first << ": " << only->second;
  }
  EXPECT_GT(steps, 1000U);
}

/// And the other way round, but that synchronous backing votes for candidates which cannot be
/// backed any more.
TEST(random_models, synchronous_backing_is_asynchronous_without_ancestry_but_for_useless_votes) {
  const auto now = without_ancestry(rule_set::sync);
  const auto past = checker::make_subject(without_ancestry(rule_set::y2023));
  const auto subject = checker::make_subject(now);
  std::size_t whole = 0;
  for (std::uint64_t number = 0; number < 60; ++number) {
    const auto taken = checker::steps_of(walk_in(now, number));
    const auto only = first_difference(*subject, *past, taken);
    if (!only) ++whole;
    if (!only) continue;
    EXPECT_EQ(only->first, "second");
    EXPECT_EQ(only->second, "the candidate is too deep for the fragment tree");
  }
  EXPECT_GT(whole, 5U);
}
/// The comparison can fail: with one block of ancestry they differ.
TEST(random_models, asynchronous_backing_with_ancestry_is_not_synchronous) {
  auto past = without_ancestry(rule_set::y2023);
  past.parameters.async_backing.allowed_ancestry_len = 1;
  const auto sync = checker::make_subject(without_ancestry(rule_set::sync));
  bool differs = false;
  for (std::uint64_t number = 0; number < 60 && !differs; ++number) {
    const auto [run, stopped] = sync->replay(checker::steps_of(walk_in(past, number)));
    differs = stopped.has_value();
  }
  EXPECT_TRUE(differs);
}

/// What a node keeps step by step is what it would keep if it heard all at once (S46 of trees, S47
/// of chains): heard along walks in both rule sets, wherever it is not known to be broken.
TEST(random_models, a_view_kept_step_by_step_is_the_view_built_at_once) {
  const auto tree = *checker::property_by_id("S46");
  const auto chain = *checker::property_by_id("S47");
  std::array<std::uint64_t, 2> met{};
  for (solver::word number = 0; number < 120; ++number) {
    const auto drawn = draw_setting(random::stir(number), setting_kind::views);
    auto s = drawn.setting;
    const auto claimed = s.properties;
    s.properties = {};
    s.properties.insert_if(claimed.contains(tree), tree);
    s.properties.insert_if(claimed.contains(chain), chain);
    random::walks_plan plan;
    plan.walks = 40;
    plan.seed = number;
    const auto found = random::take_walks(*checker::make_walkable(s), plan);
    EXPECT_FALSE(found.violating[tree]) << told(drawn);
    EXPECT_FALSE(found.violating[chain]) << told(drawn);
    met[0] += found.walks_by_claim[tree];
    met[1] += found.walks_by_claim[chain];
  }
  EXPECT_GT(met[0], 100U);
  EXPECT_GT(met[1], 100U);
}

using state = machine::state<language::concrete, machine::view_shape>;

/// One chain of relay blocks, and candidates that extend each other, each on any of the blocks.
state drawn_line(draws& from) {
  state s{};
  const std::size_t blocks = 1 + from.below(machine::view_shape::blocks);
  const std::size_t candidates = 1 + from.below(machine::view_shape::candidates);
  s.block_count = blocks;
  for (std::size_t b = 1; b < blocks; ++b) {
    s.blocks[b].parent = machine::block_index<language::concrete, machine::view_shape>(b - 1);
    s.blocks[b].height = b;
    s.blocks[b].tracked = b;
  }
  s.candidate_count = candidates;
  std::size_t relay_parent = 0;
  for (std::size_t c = 0; c < candidates; ++c) {
    auto& each = s.candidates[c];
    using maybe = machine::maybe_candidate<language::concrete, machine::view_shape>;
    if (c > 0) each.parent = maybe(maybe::some(c - 1));
    // Most often none goes back behind the one before.
    relay_parent =
        from.once_in(6) ? from.below(blocks) : relay_parent + from.below(blocks - relay_parent);
    each.relay_parent = machine::block_index<language::concrete, machine::view_shape>(relay_parent);
    each.news.heard = from.once_in(5) ? from.below(3) : 2;
  }
  return s;
}
machine::standings built_in(const state& s, rule_set rules, std::uint64_t allowed) {
  auto k = protocol::preset("polkadot").values;
  k.scheduler.scheduling_lookahead = allowed + 1;
  k.async_backing.allowed_ancestry_len = allowed;
  k.async_backing.max_candidate_depth = machine::view_shape::candidates;
  const machine::world<language::concrete> w({rules}, k, {.views = true});
  auto para = machine::sight_of(w, s);
  para.claims = machine::view_shape::candidates;
  const std::size_t leaf = s.block_count.raw() - 1U;
  return machine::built_at_once(para, machine::scope_at(w, s, leaf), machine::heard_of(s));
}

/// Where no two candidates compete, a chain is what a tree has with votes, from the root on.
TEST(random_models, a_chain_is_the_tree_where_candidates_do_not_compete) {
  std::size_t on_chain = 0;
  std::size_t in_tree_alone = 0;
  expect_law(
      [&](draws& from) -> std::string {
        const auto s = drawn_line(from);
        const std::uint64_t allowed = from.below(5);
        const auto chain = built_in(s, rule_set::y2025, allowed);
        const auto tree = built_in(s, rule_set::y2023, allowed);
        bool so_far = true;
        for (std::size_t c = 0; c < chain.size(); ++c) {
          so_far = so_far && tree[c] == machine::standing::backed;
          if ((chain[c] == machine::standing::on_chain) != so_far)
            return fmt::format("candidate {} stands as {} in the chain and as {} in the tree", c,
                               static_cast<int>(chain[c]), static_cast<int>(tree[c]));
          on_chain += so_far ? 1U : 0U;
          in_tree_alone += !so_far && tree[c] != machine::standing::unknown ? 1U : 0U;
        }
        return "";
      },
      5000);
  EXPECT_GT(on_chain, 1000U);
  EXPECT_GT(in_tree_alone, 100U);
}

/// How much of a scope that can be enumerated walks see: states, and steps by what they draw.
TEST(random_models, walks_see_a_stated_share_of_what_a_search_sees) {
  checker::setting s;
  s.parameters = protocol::preset("polkadot").values;
  s.window = machine::read_scope("tiny").window;
  const auto all = solver::search(checker::make_subject(s)->view(), {});
  ASSERT_EQ(all.end, solver::ending::complete);

  const auto model = checker::make_walkable(s);
  const auto by = model->make_walker();
  std::set<std::vector<solver::word>> states;
  std::set<std::vector<solver::word>> steps;
  std::vector<solver::word> here(by->words());
  random::happening seen;
  random::walks_plan plan;
  std::uint64_t fired = 0;
  for (std::uint64_t walk = 0; walk < 20000; ++walk) {
    const auto seed = random::walk_seed(plan, walk);
    const random::leaning leans(seed, model->weights(), walk % 2 == 0);
    by->restart(seen);
    by->pack(here.data());
    states.insert(here);
    for (std::uint64_t i = 0; i < 300; ++i) {
      const auto step = random::step_word(seed, i);
      const auto rule = leans.rule_of(step);
      if (!by->attempt(rule, step, leans, seen)) continue;
      ++fired;
      auto taken = here;
      taken.push_back(rule);
      for (const auto& c : by->drawn()) taken.push_back(c.value);
      steps.insert(std::move(taken));
      by->pack(here.data());
      states.insert(here);
    }
  }
  const auto share = [](std::size_t part, std::uint64_t whole) {
    return 100 * static_cast<double>(part) / static_cast<double>(whole);
  };
  RecordProperty("states", fmt::format("{:.1f}%", share(states.size(), all.states)));
  std::printf("scope tiny: %.1f%% of %llu states, %.1f%% of %llu steps, in %llu steps\n",
              share(states.size(), all.states), static_cast<unsigned long long>(all.states),
              share(steps.size(), all.transitions),
              static_cast<unsigned long long>(all.transitions),
              static_cast<unsigned long long>(fired));
  EXPECT_LE(states.size(), all.states);
  EXPECT_LE(steps.size(), all.transitions);
  EXPECT_GE(share(states.size(), all.states), 70);
  EXPECT_GE(share(steps.size(), all.transitions), 60);
}

}  // namespace
}  // namespace backcheck::tests
