// SPDX-License-Identifier: Apache-2.0
#include "solver/random/walks.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>

namespace backcheck::solver::random {

namespace {

using clock = std::chrono::steady_clock;

/// So many words in a row that nothing came of end a walk: nothing may be possible any more.
constexpr unsigned idle_max = 200;
/// Sizes above it are counted as it.
constexpr std::size_t size_max = 255;

std::vector<unsigned> weights_of(const walkable& model, const walks_plan& plan) {
  return plan.weights.empty() ? model.weights() : plan.weights;
}

/// Takes the walk whose words `next(i)` gives until there are none.
template <class Next>
walked walk_along(const walkable& model, walker& by, const walks_plan& plan, word leaning_to,
                  const Next& next, std::vector<taken_step>* taken) {
  const leaning leans(leaning_to, weights_of(model, plan), plan.swarm);
  walked made;
  made.seed = leaning_to;
  made.fired_by_rule.resize(model.rules().size());
  made.most.resize(model.measures().size());
  std::vector<std::uint64_t> sizes(model.measures().size());
  happening seen;
  by.restart(seen);
  const auto enter = [&] {
    made.violated |= seen.violated;
    made.premises |= seen.premises;
    made.witnessed |= seen.witnessed;
    by.measure(sizes.data());
    for (std::size_t i = 0; i < sizes.size(); ++i) made.most[i] = std::max(made.most[i], sizes[i]);
  };
  enter();
  unsigned idle = 0;
  while (made.violated.empty() && made.fired < plan.steps && idle < idle_max) {
    const std::optional<word> step = next(made.words);
    if (!step) break;
    ++made.words;
    const std::size_t rule = leans.rule_of(*step);
    const bool fired = by.attempt(rule, *step, leans, seen);
    made.attempts += seen.attempts;
    made.bounds_met |= seen.bounds_met;
    ++idle;
    if (!fired) continue;
    idle = 0;
    ++made.fired;
    ++made.fired_by_rule[rule];
    if (taken != nullptr) taken->push_back({static_cast<std::uint16_t>(rule), by.drawn()});
    enter();
  }
  return made;
}

walked walk_of_plan(const walkable& model, walker& by, const walks_plan& plan, std::uint64_t number,
                    std::vector<taken_step>* taken) {
  const word seed = walk_seed(plan, number);
  auto made = walk_along(
      model, by, plan, seed,
      [&](std::uint64_t i) -> std::optional<word> { return step_word(seed, i); }, taken);
  made.number = number;
  return made;
}

void add_claims(std::vector<std::uint64_t>& counts, const claim_set& claims) {
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += claims.contains(i) ? 1U : 0U;
}

/// Adds one walk to what is known of all.
void enter(walks_report& all, const walked& one) {
  ++all.walks;
  all.words += one.words;
  all.fired += one.fired;
  all.attempts += one.attempts;
  for (std::size_t i = 0; i < one.fired_by_rule.size(); ++i) {
    all.fired_by_rule[i] += one.fired_by_rule[i];
    all.walks_by_rule[i] += one.fired_by_rule[i] > 0 ? 1U : 0U;
  }
  auto met = one.premises;
  met |= one.witnessed;
  add_claims(all.walks_by_claim, met);
  for (std::size_t i = 0; i < all.walks_by_bound.size(); ++i)
    all.walks_by_bound[i] += (one.bounds_met >> i) & 1;
  for (std::size_t i = 0; i < one.most.size(); ++i) {
    const auto size = std::min<std::size_t>(one.most[i], size_max);
    if (all.most[i].size() <= size) all.most[i].resize(size + 1);
    ++all.most[i][size];
  }
  for (std::size_t i = 0; i < all.violating.size(); ++i) {
    auto& known = all.violating[i];
    if (one.violated.contains(i) && (!known || one.fired < known->fired)) known = one;
  }
}

/// Walks that are handed out one by one, and heard in their order.
class desk {
 public:
  desk(const walks_plan& plan, walks_report& all, const on_walk& heard)
      : plan_(plan), all_(all), heard_(heard), began_(clock::now()) {}

  std::optional<std::uint64_t> hand_out() {
    const std::lock_guard lock(mutex_);
    if (all_.end != ending::complete || fault_ || next_ >= plan_.walks) return std::nullopt;
    if (plan_.interrupted != nullptr && plan_.interrupted->load()) {
      all_.end = ending::interrupted;
      return std::nullopt;
    }
    if (plan_.time_max && clock::now() - began_ >= *plan_.time_max) {
      all_.end = ending::time_spent;
      return std::nullopt;
    }
    return next_++;
  }
  void take_back(walked one) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(one));
    // Entered in order, so that ties fall the same way with any number of threads.
    for (bool found = true; found;) {
      found = false;
      for (auto& each : waiting_) {
        if (each.number != entered_) continue;
        enter(all_, each);
        if (heard_) heard_(each);
        ++entered_;
        each = std::move(waiting_.back());
        waiting_.pop_back();
        found = true;
        break;
      }
    }
  }
  void fail(std::exception_ptr thrown) {
    const std::lock_guard lock(mutex_);
    if (!fault_) fault_ = std::move(thrown);
  }
  void close() {
    all_.seconds = std::chrono::duration<double>(clock::now() - began_).count();
    if (fault_) std::rethrow_exception(fault_);
  }

 private:
  const walks_plan& plan_;
  walks_report& all_;
  const on_walk& heard_;
  clock::time_point began_;
  std::mutex mutex_;
  std::uint64_t next_ = 0;
  std::uint64_t entered_ = 0;
  std::vector<walked> waiting_;
  std::exception_ptr fault_;
};

}  // namespace

walks_report take_walks(const walkable& model, const walks_plan& plan, const on_walk& heard) {
  walks_report all;
  all.fired_by_rule.resize(model.rules().size());
  all.walks_by_rule.resize(model.rules().size());
  all.walks_by_claim.resize(model.claims().size());
  all.walks_by_bound.resize(model.bounds().size());
  all.most.resize(model.measures().size());
  all.violating.resize(model.claims().size());
  desk shared(plan, all, heard);
  const auto work = [&] {
    try {
      const auto by = model.make_walker();
      while (const auto number = shared.hand_out())
        shared.take_back(walk_of_plan(model, *by, plan, *number, nullptr));
    } catch (...) {
      shared.fail(std::current_exception());
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < plan.threads; ++i) others.emplace_back(work);
  work();
  for (auto& each : others) each.join();
  shared.close();
  return all;
}

walked take_walk(const walkable& model, walker& by, const walks_plan& plan, word leaning_to,
                 const std::vector<word>& words, std::vector<taken_step>* taken) {
  return walk_along(
      model, by, plan, leaning_to,
      [&](std::uint64_t i) { return i < words.size() ? std::optional(words[i]) : std::nullopt; },
      taken);
}

std::vector<taken_step> retrace(const walkable& model, const walks_plan& plan,
                                std::uint64_t number) {
  std::vector<taken_step> taken;
  walk_of_plan(model, *model.make_walker(), plan, number, &taken);
  return taken;
}

}  // namespace backcheck::solver::random
