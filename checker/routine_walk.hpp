// SPDX-License-Identifier: Apache-2.0
//
// A `routine_machine` for the machine of one shape. Included only where a shape is compiled for it.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "checker/routine.hpp"
#include "model/machine/limits.hpp"
#include "model/machine/rules.hpp"
#include "model/reflect/pack.hpp"

namespace backcheck::checker {

using language::concrete;

/// What a rule is to draw, by the names of its choices. What is not asked for here is not there in
/// the windows of routines, or has one value only.
struct decision {
  std::uint64_t on = 0;
  bool ends_session = false;
  std::vector<bool> available;        ///< of each that is pending, in order
  std::vector<std::uint64_t> backed;  ///< one more than their places, in order
  std::uint64_t relay_parent = 0;
  std::uint64_t parent = 0;  ///< one more than its place; 0: none
  std::uint64_t chosen = 0;  ///< a block to finalize, a candidate to second
};

/// Choices in the sense of `language::choices`, made beforehand.
class decided {
 public:
  using domain_type = concrete;
  explicit decided(const decision& what) : what_(what) {}

  template <class Index, std::uint64_t M>
  Index one_of(const char* name, const language::quantity<concrete, typename Index::what, M>& n) {
    const std::uint64_t wanted = number(name);
    if (wanted >= n.raw()) throw language::model_fault(fmt::format("no such choice of {}", name));
    return Index(std::size_t{wanted});
  }
  template <class Maybe, std::uint64_t M>
  Maybe one_or_none(const char* name,
                    const language::quantity<concrete, typename Maybe::what, M>& n) {
    const std::uint64_t wanted = number(name);
    if (wanted > n.raw()) return Maybe();
    return Maybe::stored(typename Maybe::position(wanted));
  }
  language::known_truth whether(const char* name, language::known_truth possible) {
    const std::string_view asked(name);
    bool wanted = asked == "serviced";
    if (asked == "ends session") wanted = what_.ends_session;
    if (asked == "available" && possible.known())
      wanted = available_ < what_.available.size() && what_.available[available_++];
    return language::known_truth(wanted && possible.known());
  }

 private:
  std::uint64_t number(std::string_view name) {
    if (name == "on") return what_.on;
    if (name == "backed") return backed_ < what_.backed.size() ? what_.backed[backed_++] : 0;
    if (name == "relay parent") return what_.relay_parent;
    if (name == "parent") return what_.parent;
    if (name == "block" || name == "candidate") return what_.chosen;
    if (name == "para" || name == "core" || name == "order") return 0;
    throw language::model_fault(fmt::format("the routine does not know the choice {}", name));
  }

  const decision& what_;
  std::size_t available_ = 0;
  std::size_t backed_ = 0;
};

/// What the routine remembers besides the machine's state.
struct memory_of_routine {
  std::uint32_t in_session = 0;   ///< relay blocks since the session began; if sessions end
  std::uint32_t in_rotation = 0;  ///< since the rotation began; if groups may be offline
  bool offline = false;           ///< the group whose turn it is
  bool was_offline = false;       ///< the one before
};

template <class Shape>
class routine_walk final : public routine_machine {
 public:
  using state_type = machine::state<concrete, Shape>;
  using chart_type = machine::chart<concrete, Shape>;
  using para_type = machine::para_state<concrete, Shape>;

  routine_walk(const setting& s, const routine& how, const machine::scope& window)
      : how_(how),
        world_(s.speak, s.parameters, window),
        plan_(reflect::layout_of<state_type>(machine::limits(world_))),
        offset_(s.parameters.parachain.relay_parent_offset.raw()),
        rotation_(s.parameters.scheduler.group_rotation_frequency.raw()) {}

  [[nodiscard]] packed start() const override {
    return put(machine::start<concrete, Shape>(world_.window), {});
  }
  [[nodiscard]] std::uint64_t finality_lag() const override {
    return std::max<std::uint64_t>(offset_, 1);
  }

  slot_report step(packed& at, event forced, fortune& f) const override {
    slot at_work{*this, {}, {}, f, {}, {}};
    take(at, at_work.s, at_work.kept);
    at_work.report.came_from.resize(at_work.s.candidate_count.raw());
    for (std::size_t i = 0; i < at_work.report.came_from.size(); ++i)
      at_work.report.came_from[i] = static_cast<std::uint8_t>(i);
    at_work.pass(forced);
    at = put(at_work.s, at_work.kept);
    return std::move(at_work.report);
  }

 private:
  /// One slot, as it goes.
  struct slot {
    const routine_walk& in;
    state_type s;
    memory_of_routine kept;
    fortune& f;
    slot_report report;
    std::vector<bool> available;

    void pass(event forced);
    void remember_block(bool ends_session, event forced);
    [[nodiscard]] std::vector<std::size_t> newest() const;
    void build_relay_block(std::size_t on, bool ends_session);
    void settle();
    void finalize_one(std::size_t block);
    void collate();
    void build_on(std::size_t relay_parent);
    bool build_one(std::size_t relay_parent);
    void second(event forced);
    [[nodiscard]] bool is_kept_waiting(const machine::candidate<concrete, Shape>& c) const;
    bool happens(mishap what) {
      const double chance = in.how_.chance_of(what);
      return chance >= 1 || (chance > 0 && f.happens(what, chance));
    }
  };

  /// Lets a rule happen. Whether it did; a bound of the window in its way is the end.
  template <machine::rule R>
  bool fire(state_type& s, const decision& what, machine::refusal* why = nullptr) const {
    decided choose(what);
    const chart_type known(s);
    const auto outcome = machine::fire<R>(world_, s, known, choose);
    if (machine::bound_bit(outcome.why()) != 0)
      throw window_too_small(
          fmt::format("{}", machine::refusal_names[static_cast<std::size_t>(outcome.why())]));
    if (why) *why = outcome.why();
    return outcome.fired();
  }

  [[nodiscard]] packed put(const state_type& s, const memory_of_routine& kept) const {
    packed made(plan_.words() + 1);
    reflect::pack(plan_, s, made.data());
    made.back() = (std::uint64_t{kept.in_session} << 32U) |
                  (std::uint64_t{kept.in_rotation} << 2U) | (kept.offline ? 2U : 0U) |
                  (kept.was_offline ? 1U : 0U);
    return made;
  }
  void take(const packed& at, state_type& s, memory_of_routine& kept) const {
    reflect::unpack(plan_, at.data(), s);
    const std::uint64_t word = at.back();
    kept.in_session = static_cast<std::uint32_t>(word >> 32U);
    kept.in_rotation = static_cast<std::uint32_t>(word >> 2U) & 0x3FFFFFFFU;
    kept.offline = (word & 2U) != 0;
    kept.was_offline = (word & 1U) != 0;
  }

  routine how_;
  machine::world<concrete> world_;
  reflect::layout plan_;
  std::uint64_t offset_;
  std::uint64_t rotation_;
};

/// The leaves of the greatest height: one, or two after a fork.
template <class Shape>
std::vector<std::size_t> routine_walk<Shape>::slot::newest() const {
  const chart_type known(s);
  std::uint64_t height = 0;
  for (std::size_t b = 0; b < s.block_count.raw(); ++b)
    height = std::max<std::uint64_t>(height, s.blocks[b].height.raw());
  std::vector<std::size_t> found;
  for (std::size_t b = 0; b < s.block_count.raw(); ++b)
    if (known.leaf[b].known() && s.blocks[b].height.raw() == height) found.push_back(b);
  return found;
}

template <class Shape>
void routine_walk<Shape>::slot::pass(event forced) {
  if (forced != event::nothing || !happens(mishap::slot_missed)) {
    const auto leaves = newest();
    const std::size_t on = leaves[leaves.size() > 1 && f.tossed() ? 1 : 0];
    kept.in_session += in.how_.session_length > 0 ? 1U : 0U;
    const bool ends_session =
        forced == event::session_change ||
        (in.how_.session_length > 0 && kept.in_session >= in.how_.session_length);
    available.clear();
    for (std::size_t i = 0; i < Shape::pending; ++i) {
      const auto entry = machine::pending_at(s.blocks[on].paras[0], i);
      if (entry.candidate.is_none().known()) break;
      const bool in_time = entry.age.raw() + 1U >= in.how_.availability_delay;
      available.push_back(in_time && !happens(mishap::availability_late));
      if (!available.back()) break;
    }
    build_relay_block(on, ends_session);
    const bool forks = forced == event::relay_fork ||
                       (forced != event::no_relay_fork && happens(mishap::relay_fork));
    if (forks) build_relay_block(on, ends_session);
    remember_block(ends_session, forced);
    settle();
    collate();
  }
  second(forced);
  const auto best = newest().front();
  // What is built on the best chain beyond its head, as the parachain's own segment would count it.
  std::uint64_t longest = 0;
  const auto& included = s.blocks[best].paras[0].included;
  for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
    const machine::maybe_candidate<concrete, Shape> last(
        machine::candidate_index<concrete, Shape>{i});
    const auto way = machine::descend(s, last, included, s.blocks[best]);
    if (way.reaches.known()) longest = std::max<std::uint64_t>(longest, way.unincluded.raw());
  }
  report.unincluded = static_cast<std::uint32_t>(longest);
}

/// A relay block came: sessions and rotations go on.
template <class Shape>
void routine_walk<Shape>::slot::remember_block(bool ends_session, event forced) {
  if (ends_session) kept.in_session = 0;
  const double chance = in.how_.chance_of(mishap::backer_offline);
  const bool counts = chance > 0 || kept.offline || kept.was_offline;
  kept.in_rotation += counts ? 1U : 0U;
  if (forced == event::offline_rotation || ends_session ||
      (counts && kept.in_rotation >= in.rotation_)) {
    kept.was_offline = kept.offline && !ends_session;
    kept.offline = forced == event::offline_rotation || happens(mishap::backer_offline);
    kept.in_rotation = 0;
  }
}

/// One more relay block. It backs as many candidates as it can, the oldest first.
template <class Shape>
void routine_walk<Shape>::slot::build_relay_block(std::size_t on, bool ends_session) {
  decision what;
  what.on = on;
  what.ends_session = ends_session;
  what.available = available;
  state_type best = s;
  if (!in.template fire<machine::rule::author>(best, what))
    throw language::model_fault("a relay block that backs nothing is refused");
  for (std::size_t place = 0; place < machine::pending_max(in.world_.window); ++place) {
    bool found = false;
    for (std::size_t i = 0; i < s.candidate_count.raw() && !found; ++i) {
      if (!s.candidates[i].backable.known()) continue;
      what.backed.push_back(i + 1);
      state_type after = s;
      found = in.template fire<machine::rule::author>(after, what);
      if (found) best = after;
      if (!found) what.backed.pop_back();
    }
    if (!found) break;
  }
  s = best;
}

/// Blocks are finalized until only as many are left as the lag says.
template <class Shape>
void routine_walk<Shape>::slot::settle() {
  for (std::size_t block = newest().front(); s.blocks[block].height.raw() > in.finality_lag();
       block = newest().front()) {
    while (s.blocks[block].height.raw() > 1) block = s.blocks[block].parent.place().raw();
    finalize_one(block);
  }
}

template <class Shape>
void routine_walk<Shape>::slot::finalize_one(std::size_t block) {
  const chart_type known(s);
  auto aged = s;
  const machine::block_index<concrete, Shape> chosen(block);
  const auto kept_there = machine::survive_finalization(in.world_, aged, known, chosen);
  const machine::new_names<concrete, Shape> names(kept_there);
  // Included for good: the block's head, and what it was built on down to the head before.
  auto walker = kept_there.roots[0];
  while (walker.is_some().known()) {
    const std::size_t place = walker.or_first().place().raw();
    ++report.included;
    report.were.push_back(report.came_from[place]);
    walker = s.candidates[place].parent;
  }
  std::vector<std::uint8_t> came_from;
  const std::size_t before = s.candidate_count.raw();
  for (std::size_t i = 0; i < before; ++i)
    if (kept_there.candidates[i].known()) came_from.push_back(report.came_from[i]);
  decision what;
  what.chosen = block;
  if (!in.template fire<machine::rule::finalize>(s, what))
    throw language::model_fault("a relay block cannot be finalized");
  report.came_from = std::move(came_from);
  if (report.came_from.size() != s.candidate_count.raw())
    throw language::model_fault("candidates are kept that do not survive");
}

/// Collators build for newest relay blocks, on the relay parent that their offset says: who fills
/// the segment for each block that it imports, who keeps pace for the best one only.
template <class Shape>
void routine_walk<Shape>::slot::collate() {
  std::vector<std::size_t> relay_parents;
  auto leaves = newest();
  if (in.how_.collator == collating::keeps_pace) leaves.resize(1);
  for (std::size_t b : leaves) {
    bool exists = true;
    for (std::uint64_t i = 0; i < in.offset_ && exists; ++i) {
      exists = b != 0;
      if (exists) b = s.blocks[b].parent.place().raw();
    }
    const bool known = std::count(relay_parents.begin(), relay_parents.end(), b) > 0;
    if (exists && !known) relay_parents.push_back(b);
  }
  for (const std::size_t b : relay_parents) build_on(b);
}

template <class Shape>
void routine_walk<Shape>::slot::build_on(std::size_t relay_parent) {
  const auto& there = s.blocks[relay_parent].paras[0];
  // Before asynchronous backing nobody asks collators for a core that is occupied.
  const bool is_sync = in.world_.speak.rules == protocol::rule_set::sync;
  if (is_sync && there.pending.is_some().known()) return;
  const bool fills = in.how_.collator == collating::fills_the_segment;
  const std::uint64_t most =
      fills
          ? machine::segment_max
          : protocol::effective_velocity<concrete>(in.world_.k.parachain.block_processing_velocity)
                .raw();
  for (std::uint64_t i = 0; i < most && build_one(relay_parent); ++i) {
  }
}

/// One more parachain block, on the newest that the machine lets the collator build on.
template <class Shape>
bool routine_walk<Shape>::slot::build_one(std::size_t relay_parent) {
  decision what;
  what.relay_parent = relay_parent;
  bool no_space = false;
  for (std::size_t i = s.candidate_count.raw() + 1; i-- > 0;) {
    what.parent = i;
    machine::refusal why{};
    if (in.template fire<machine::rule::collate>(s, what, &why)) {
      ++report.built;
      report.came_from.push_back(newborn);
      return true;
    }
    no_space = no_space || why == machine::refusal::no_space_in_unincluded_segment;
  }
  report.waited += no_space ? 1U : 0U;
  return false;
}

/// Whether a candidate's group does nothing for it yet, or ever.
template <class Shape>
bool routine_walk<Shape>::slot::is_kept_waiting(
    const machine::candidate<concrete, Shape>& c) const {
  const auto best = newest().front();
  const std::uint64_t back = machine::blocks_back(s, s.blocks[best], c).raw();
  if (back < in.offset_ + in.how_.backing_delay) return true;
  // Its group is the one whose turn it is after its relay parent.
  if (back <= kept.in_rotation) return kept.offline;
  return back <= kept.in_rotation + in.rotation_ && kept.was_offline;
}

/// Groups second what waits for them. With one core one group works in a slot, and is in time with
/// everything or nothing; with several each candidate has luck of its own.
template <class Shape>
void routine_walk<Shape>::slot::second(event forced) {
  const bool one_group = machine::core_count(in.world_.window) == 1;
  std::optional<bool> late;
  for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
    if (s.candidates[i].backable.known() || is_kept_waiting(s.candidates[i])) continue;
    decision what;
    what.chosen = i;
    state_type after = s;
    if (!in.template fire<machine::rule::second>(after, what)) continue;
    if (!one_group || !late)
      late = forced == event::backing_missed || happens(mishap::backing_late);
    if (!*late) s = after;
  }
}

}  // namespace backcheck::checker
