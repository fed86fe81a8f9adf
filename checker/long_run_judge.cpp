// SPDX-License-Identifier: Apache-2.0
//
// The judge of the long run: goes through an execution once more, with the labels as the concrete
// machine finds them, and by the definitions.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "checker/long_run.hpp"

namespace backcheck::checker {

namespace {

using properties::how_fair;
using solver::label_set;
using moments = std::vector<labelled_moment>;

label_set labels_at(const labelled_moment& m) { return m.here | m.taken; }

/// Why a round does not keep to an assumption; empty: it does.
std::string not_kept(const properties::assumption_info& assumed, const moments& all,
                     std::size_t loop) {
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(loop);
  const auto taken = [&](const labelled_moment& m) { return (m.taken & assumed.about) != 0; };
  const auto asks = [&](const labelled_moment& m) {
    return m.blind || (m.possible & assumed.about) != 0;
  };
  const bool any_taken = std::any_of(first + 1, all.end(), taken);
  switch (assumed.how) {
    case how_fair::finitely_often:
      return any_taken ? fmt::format("{} allows the loop's steps only finitely often", assumed.id)
                       : "";
    case how_fair::weak:
      if (any_taken || !std::all_of(first, all.end(), asks)) return "";
      break;
    case how_fair::strong:
      if (any_taken || std::none_of(first, all.end(), asks)) return "";
      break;
  }
  return fmt::format("the loop does not keep to {}", assumed.id);
}

std::string objection_to_lasso(std::size_t claim, const setting& s, const execution& run,
                               const moments& all, std::size_t loop) {
  const auto& info = properties::long_run()[claim];
  if (loop >= all.size()) return "the loop begins behind the end";
  if (run.frames[loop].state != run.frames.back().state) return "the loop does not close";
  bool owed = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool paid = (labels_at(all[i]) & info.fulfilment) != 0;
    if (paid && i > loop) return "what is promised happens in the loop";
    owed = !paid && (owed || info.premise == 0 || (labels_at(all[i]) & info.premise) != 0);
  }
  if (!owed) return "what is promised is not owed";
  for (std::size_t i = 0; i < properties::assumptions.size(); ++i) {
    if (((info.assumptions & ~s.dropped) >> i) % 2 == 0) continue;
    auto wrong = not_kept(properties::assumptions[i], all, loop);
    if (!wrong.empty()) return wrong;
  }
  return "";
}

bool permits(std::span<const label_set> permitted, label_set possible, label_set taken) {
  for (const label_set each : permitted)
    if ((possible & each) != 0) return (taken & each) != 0;
  return permitted.empty();
}

/// The premise may have been met several times; each count goes on until something is wrong.
std::string objection_to_lateness(std::size_t claim, const setting& s, const moments& all) {
  const auto& info = properties::long_run()[claim];
  const auto when = due_in(claim, s);
  const auto permitted = permitted_in(claim, s);
  std::set<std::uint32_t> counts;
  bool right_so_far = true;
  for (std::size_t i = 1; i < all.size(); ++i) {
    const auto taken = all[i].taken;
    const auto possible = all[i - 1].blind ? ~label_set{0} : all[i - 1].possible;
    const bool right = permits(permitted, possible, taken);
    const bool tick = (taken & properties::any_of<properties::builds>()) != 0;
    const bool fulfilled = (taken & info.fulfilment) != 0;
    std::set<std::uint32_t> next;
    for (const std::uint32_t count : counts) {
      if (!right) break;
      const std::uint32_t ticks = count + (tick ? 1 : 0);
      const bool late = !fulfilled && tick && ticks >= when.latest;
      const bool early = fulfilled && ticks < when.soonest;
      if ((late || early) && i + 1 == all.size()) return "";
      if (!fulfilled) next.insert(ticks);
    }
    right_so_far = right_so_far && (right || !info.from_the_start);
    if (right_so_far && (taken & info.premise) != 0) next.insert(0);
    counts = std::move(next);
  }
  return "the last step does not break it";
}

}  // namespace

std::string objection_to(std::size_t claim, const setting& s, const execution& run,
                         std::optional<std::size_t> loop) {
  const auto all = make_labelled_subject(s)->follow(run.steps);
  return loop ? objection_to_lasso(claim, s, run, all, *loop)
              : objection_to_lateness(claim, s, all);
}

}  // namespace backcheck::checker
