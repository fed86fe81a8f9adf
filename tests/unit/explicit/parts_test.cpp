// SPDX-License-Identifier: Apache-2.0
//
// The parts of the search whose mistakes would hide in its whole: exactness when hashes agree, many
// threads adding at once, growth, counters.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <thread>

#include "solver/explicit/crew.hpp"
#include "solver/explicit/levels.hpp"
#include "solver/explicit/state_set.hpp"
#include "solver/explicit/tally.hpp"

namespace backcheck::solver::exhaustive {
namespace {

TEST(state_set, tells_states_apart_whose_keys_agree) {
  // Why: state identity is exact. Here all states have one key, which a good hash would never do to
  // us.
  ledger memory({});
  arena states(2, memory);
  slots table(1024, company::alone, memory);
  state_set<2> set(states, table);
  arena_writer writer(states);
  const word key = 0x1234'5678'9abc'def0;
  for (word i = 0; i < 100; ++i) {
    const std::array<word, 2> state{i / 10, i % 10};
    EXPECT_FALSE(set.contains(key, state.data()));
    EXPECT_EQ(set.add(key, state.data(), writer), addition::fresh);
    EXPECT_EQ(set.add(key, state.data(), writer), addition::known);
    EXPECT_TRUE(set.contains(key, state.data()));
  }
}

TEST(state_set, of_one_word_keeps_the_state_that_looks_like_an_empty_slot) {
  // Why: one of the 2^64 states mixes to zero, and zero means empty.
  ledger memory({});
  arena states(1, memory);
  slots table(1024, company::alone, memory);
  state_set<1> set(states, table);
  arena_writer writer(states);
  const word unlucky = word{0} - 0x2545f4914f6cdd1d;
  ASSERT_EQ(set.key(&unlucky), 0U);
  EXPECT_FALSE(set.contains(0, &unlucky));
  EXPECT_EQ(set.add(0, &unlucky, writer), addition::fresh);
  EXPECT_EQ(set.add(0, &unlucky, writer), addition::known);
  EXPECT_TRUE(set.contains(0, &unlucky));
}

/// Eight threads add the same states, each in another order, with a round of growth in between.
template <std::size_t Words>
void expect_each_state_fresh_once(std::size_t words) {
  constexpr std::size_t count = 20'000;
  ledger memory({});
  arena states(words, memory);
  slots table(16'384, company::shared, memory);
  state_set<Words> set(states, table);
  crew threads(8);
  std::vector<std::unique_ptr<arena_writer>> writers(8);
  for (auto& writer : writers) writer = std::make_unique<arena_writer>(states);
  std::atomic<std::size_t> fresh{0};
  const auto add_up_to = [&](std::size_t end) {
    threads.run([&](unsigned member) {
      std::vector<word> order(end);
      for (std::size_t i = 0; i < end; ++i) order[i] = i;
      std::shuffle(order.begin(), order.end(), std::mt19937_64(member));
      std::vector<word> state(words, 5);
      for (const word i : order) {
        state.back() = i;
        const addition result = set.add(set.key(state.data()), state.data(), *writers[member]);
        ASSERT_NE(result, addition::no_room);
        if (result == addition::fresh) ++fresh;
      }
    });
  };
  add_up_to(count / 2);
  EXPECT_EQ(fresh, count / 2);
  ASSERT_TRUE(table.begin_growth());
  threads.run([&](unsigned) {
    while (table.grow_some()) {
    }
  });
  table.end_growth();
  add_up_to(count);
  EXPECT_EQ(fresh, count);

  std::vector<span_of_states> spans;
  for (auto& writer : writers) writer->end_level(spans);
  EXPECT_EQ(states_in(spans), count);
  std::set<word> stored;
  for (const span_of_states& span : spans) {
    for (std::uint32_t i = 0; i < span.count; ++i)
      stored.insert(states.at(span.first + i)[words - 1]);
  }
  EXPECT_EQ(stored.size(), count);
}

TEST(state_set, has_each_state_once_however_many_threads_add_it) {
  // Why: two threads that store the same new state would both have it looked at, and every count
  // would be wrong.
  expect_each_state_fresh_once<1>(1);
  expect_each_state_fresh_once<2>(2);
  expect_each_state_fresh_once<0>(7);
}

TEST(slots, wrap_around_the_end) {
  // Why: entries that belong into the last slots continue in the first ones, also when they move.
  ledger memory({});
  slots table(64, company::alone, memory);
  const auto any = [](word) { return true; };
  const auto has = [&](word entry) { return table.contains({entry}, any); };
  for (word i = 0; i < 20; ++i) {
    const word entry = ~word{0} - i;
    EXPECT_EQ(table.find_or_put({entry}, any, [&] { return entry; }), addition::fresh);
    EXPECT_EQ(table.find_or_put({entry}, any, [&] { return entry; }), addition::known);
  }
  for (int round = 0; round < 3; ++round) {
    for (word i = 0; i < 20; ++i) EXPECT_TRUE(has(~word{0} - i));
    EXPECT_FALSE(has(~word{0} - 20));
    ASSERT_TRUE(table.begin_growth());
    EXPECT_TRUE(table.grow_some());
    EXPECT_FALSE(table.grow_some());
    table.end_growth();
  }
}

TEST(ledger, enters_nothing_that_would_pass_the_limit) {
  // Why: the most the search ever held is part of the report, and must be below what was allowed.
  ledger memory(100);
  EXPECT_TRUE(memory.take(60));
  EXPECT_FALSE(memory.take(41));
  EXPECT_TRUE(memory.take(40));
  memory.give_back(90);
  EXPECT_EQ(memory.held(), 10U);
  EXPECT_EQ(memory.most(), 100U);
}

TEST(claim_counter, counts_like_counting) {
  // Why: its counters stand upright and spill now and then; a lost carry would be off by a power of
  // two.
  std::mt19937_64 random(3);
  claim_counter counter;
  std::vector<std::uint64_t> expected(claim_set::size_max);
  std::vector<std::uint64_t> totals(claim_set::size_max);
  for (int i = 0; i < 10'000; ++i) {
    claim_set set;
    for (std::size_t c = 0; c < claim_set::size_max; ++c) {
      const bool in = c == 0 || random() % c == 0;
      set.insert_if(in, c);
      expected[c] += in ? 1U : 0U;
    }
    counter.add(set);
    if (i == 5'000) counter.move_to(totals);
  }
  counter.move_to(totals);
  EXPECT_EQ(totals, expected);
}

TEST(deal, hands_out_each_state_once) {
  // Why: a state dealt twice is counted twice; one not dealt is not looked at.
  const std::vector<span_of_states> level{{10, 1'000}, {5'000, 1}, {7'000, 513}};
  for (const unsigned threads : {1U, 3U, 64U}) {
    deal pieces;
    pieces.begin(level, threads);
    std::vector<std::uint32_t> dealt;
    while (const auto piece = pieces.take()) {
      EXPECT_LE(piece->count, 256U);
      for (std::uint32_t i = 0; i < piece->count; ++i) dealt.push_back(piece->first + i);
    }
    EXPECT_EQ(dealt.size(), 1'514U);
    EXPECT_EQ(std::set(dealt.begin(), dealt.end()).size(), 1'514U);
  }
}

TEST(crew, does_each_job_once_with_every_member) {
  // Why: a thread that misses a job, or does it twice, would be a level lost or looked at twice.
  crew threads(5);
  ASSERT_EQ(threads.size(), 5U);
  std::array<std::atomic<int>, 5> done{};
  for (int job = 0; job < 1'000; ++job) {
    threads.run([&](unsigned member) { ++done[member]; });
    for (const auto& times : done) ASSERT_EQ(times, job + 1);
  }
}

TEST(crew, throws_what_a_member_threw_and_goes_on_working) {
  // Why: an exception in a thread of its own would end the program.
  crew threads(3);
  for (unsigned guilty = 0; guilty < 3; ++guilty) {
    EXPECT_THROW(threads.run([&](unsigned member) {
      if (member == guilty) throw std::runtime_error("mine");
    }),
                 std::runtime_error);
  }
  std::atomic<int> done{0};
  threads.run([&](unsigned) { ++done; });
  EXPECT_EQ(done, 3);
}

}  // namespace
}  // namespace backcheck::solver::exhaustive
