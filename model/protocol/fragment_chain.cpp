// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/fragment_chain.hpp"

#include <deque>
#include <ranges>

namespace backcheck::protocol {

namespace {

bool contains_hash(const std::vector<candidate_hash>& all, const candidate_hash& hash) {
  return std::any_of(all.begin(), all.end(),
                     [&](const candidate_hash& each) { return (each == hash).known(); });
}
bool contains_head(const std::vector<para_head>& all, const para_head& head) {
  return std::any_of(all.begin(), all.end(),
                     [&](const para_head& each) { return (each == head).known(); });
}

}  // namespace

asked_candidate asked(const stored_candidate& candidate) {
  return {candidate.hash, candidate.relay_parent, candidate.parent_head(), &candidate.content};
}
asked_candidate advertised(const stored_candidate& candidate) {
  return {candidate.hash, candidate.relay_parent, candidate.parent_head(), nullptr};
}

fragment_chain::fragment_chain(const dialect& speak, scope_type scope, std::size_t max_backable_len,
                               candidate_storage pending)
    : speak_(speak),
      scope_(std::move(scope)),
      length_max_(max_backable_len + places(scope_.pending_availability)) {
  if (speak.breaks(fault::pending_left_off_the_chain)) return;
  grow(pending);
}

fragment_chain fragment_chain::restored(const dialect& speak, scope_type scope,
                                        std::size_t max_backable_len,
                                        const std::vector<shared_candidate>& members,
                                        candidate_storage unconnected) {
  fragment_chain chain(speak, std::move(scope), max_backable_len, {});
  for (const auto& candidate : members) {
    auto operating = chain.scope_.base_constraints;
    if (!chain.best_.empty())
      (void)apply_modifications(speak, operating, chain.best_.back().cumulative);
    auto made = chain.next_member(*candidate, operating);
    if (!made) throw language::model_fault("a member of a fragment chain does not fit any more");
    made->candidate = candidate;
    chain.append(std::move(*made));
  }
  chain.unconnected_ = std::move(unconnected);
  return chain;
}

/// What was pending at the leaf before is either pending still, and then it is in already, or
/// included or dropped, and then it has no place here.
void fragment_chain::populate_from_previous(const fragment_chain& previous) {
  candidate_storage pool = previous.unconnected_;
  for (const auto& each : previous.best_) {
    if (previous.is_pending(each.candidate->hash)) continue;
    (void)pool.add(each.candidate, candidate_state::backed);
  }
  grow(pool);
  std::vector<para_head> starts;
  for (const auto& each : best_) starts.push_back(each.candidate->parent_head());
  if (starts.empty()) starts.push_back(scope_.base_constraints.required_parent);
  trim(pool, starts);
  refill(pool);
}

bool fragment_chain::is_member(const candidate_hash& hash) const {
  return std::any_of(best_.begin(), best_.end(),
                     [&](const member& each) { return (each.candidate->hash == hash).known(); });
}
bool fragment_chain::is_pending(const candidate_hash& hash) const {
  return pending_relay_parent(scope_, hash).exists.known();
}

/// The member of the best chain that outputs a head.
const fragment_chain::member* fragment_chain::outputting(const para_head& head) const {
  for (const auto& each : best_) {
    if ((each.candidate->output_head() == head).known()) return &each;
  }
  return nullptr;
}

/// The relay parent of the last member that is pending availability; the earliest if there is none.
fragment_chain::block fragment_chain::lowest_allowed() const {
  for (const auto& each : std::ranges::reverse_view(best_)) {
    const auto listed = pending_relay_parent(scope_, each.candidate->hash);
    if (listed.exists.known()) return listed.value;
  }
  return earliest_relay_parent(scope_);
}

chain_place<unbounded> fragment_chain::place_of(const asked_candidate& candidate) const {
  chain_place<unbounded> p;
  const auto relay_parent = block_in_scope(scope_, candidate.relay_parent);
  p.relay_parent_in_scope = relay_parent.exists;
  p.relay_parent_number = relay_parent.value.number;
  p.lowest_allowed = lowest_allowed().number;
  p.hash = candidate.hash;
  for (const auto& each : best_) {
    const auto& other = *each.candidate;
    if (!(other.parent_head() == candidate.parent_head).known()) continue;
    p.has_sibling = true;
    p.sibling = other.hash;
    p.sibling_is_pending = is_pending(other.hash);
  }
  if (!candidate.content) return p;
  const auto& output = candidate.content->commitments.head_data;
  p.outputs_its_parent = output == candidate.parent_head;
  for (const auto& each : best_) {
    const auto& other = *each.candidate;
    p.outputs_parent_of_a_member = p.outputs_parent_of_a_member || other.parent_head() == output;
    p.outputs_output_of_a_member = p.outputs_output_of_a_member || other.output_head() == output;
  }
  return p;
}

/// Judges the contents: fully where the parent is known, under the constraints behind it; else only
/// what the candidate commits to. What is not known is not judged, and then the order of relay
/// parents alone decides.
chain_refusal fragment_chain::check_content(const asked_candidate& candidate,
                                            chain_verdict& verdict) const {
  const auto& base = scope_.base_constraints;
  const member* parent = outputting(candidate.parent_head);
  const bool on_included = !parent && (base.required_parent == candidate.parent_head).known();
  verdict.judged_under = base;
  if (parent) (void)apply_modifications(speak_, verdict.judged_under, parent->cumulative);
  if (candidate.content && !parent && !on_included) {
    verdict.fragment = validate_commitments(verdict.relay_parent, base, *candidate.content).why();
    return verdict.fragment == fragment_refusal::none ? chain_refusal::none
                                                      : chain_refusal::check_against_constraints;
  }
  if (candidate.content) {
    verdict.fragment = make_fragment(speak_, verdict.relay_parent, verdict.judged_under,
                                     *candidate.content, verdict.changes)
                           .why();
    if (verdict.fragment != fragment_refusal::none) return chain_refusal::check_against_constraints;
  }
  const auto& number = verdict.relay_parent.number;
  auto lowest = base.min_relay_parent_number;
  if (parent) {
    const auto above = block_in_scope(scope_, parent->relay_parent.hash);
    if (above.exists.known()) lowest = greatest(lowest, above.value.number);
  }
  return keeps_relay_parent_order(speak_, lowest, number).known()
             ? chain_refusal::none
             : chain_refusal::relay_parent_moved_backwards;
}

chain_verdict fragment_chain::check_potential(const asked_candidate& candidate) const {
  chain_verdict verdict;
  const auto p = place_of(candidate);
  verdict.why = check_place(speak_, p).why();
  verdict.other = p.sibling;
  verdict.allowed =
      p.relay_parent_in_scope.known() ? lowest_allowed().hash : earliest_relay_parent(scope_).hash;
  if (verdict.why != chain_refusal::none) return verdict;
  verdict.relay_parent = block_in_scope(scope_, candidate.relay_parent).value;
  verdict.why = check_content(candidate, verdict);
  return verdict;
}

chain_verdict fragment_chain::can_add(const asked_candidate& candidate) const {
  if (is_member(candidate.hash) || unconnected_.contains(candidate.hash)) {
    chain_verdict verdict;
    verdict.why = chain_refusal::candidate_already_known;
    return verdict;
  }
  return check_potential(candidate);
}

chain_verdict fragment_chain::can_add_entry(const stored_candidate& candidate) const {
  chain_verdict verdict;
  verdict.entry = check_entry(candidate).why();
  if (verdict.entry == storage_refusal::none) return can_add(asked(candidate));
  verdict.why = chain_refusal::candidate_entry;
  return verdict;
}

chain_verdict fragment_chain::add_seconded(const shared_candidate& candidate) {
  auto verdict = can_add_entry(*candidate);
  if (verdict.holds()) (void)unconnected_.add(candidate, candidate_state::seconded);
  return verdict;
}

chain_verdict fragment_chain::add_backed(const stored_candidate& candidate) {
  chain_verdict verdict;
  verdict.entry = check_entry(candidate).why();
  verdict.why = verdict.entry == storage_refusal::none ? chain_refusal::introduce_backed_candidate
                                                       : chain_refusal::candidate_entry;
  return verdict;
}

/// The candidate as the next member of the best chain, which requires its parent, if it can be
/// that.
std::optional<fragment_chain::member> fragment_chain::next_member(
    const stored_candidate& candidate, const constraints<unbounded>& operating) const {
  const auto& output = candidate.output_head();
  for (const auto& each : best_) {
    if (speak_.breaks(fault::cycle_unchecked)) break;
    const auto& other = *each.candidate;
    if ((other.parent_head() == output || other.output_head() == output).known()) return {};
  }
  const auto relay_parent = placing_relay_parent(scope_, candidate);
  if (!relay_parent.exists.known()) return {};
  const auto& above = best_.empty() ? earliest_relay_parent(scope_) : best_.back().relay_parent;
  const language::known_truth pending(is_pending(candidate.hash));
  const bool floor = keeps_floor<language::concrete>(speak_, best_.empty(), pending, above.number,
                                                     relay_parent.value.number)
                         .known();
  if (!floor) return {};
  member made{{}, relay_parent.value, {}};
  const auto outcome = make_placed_fragment(speak_, pending, relay_parent.value, operating,
                                            candidate, made.cumulative);
  if (!outcome.fired()) return {};
  return made;
}

void fragment_chain::append(member made) {
  constraint_modifications<unbounded> cumulative;
  if (!best_.empty()) cumulative = best_.back().cumulative;
  stack(cumulative, made.cumulative);
  made.cumulative = std::move(cumulative);
  best_.push_back(std::move(made));
}

/// Appends backed candidates from the pool, and takes them out of it, while there is one that fits
/// and there is room. What is pending comes before what is not; else the smallest hash.
void fragment_chain::grow(candidate_storage& pool) {
  while (best_.size() < length_max_ || speak_.breaks(fault::chain_unbounded)) {
    constraints<unbounded> operating = scope_.base_constraints;
    if (!best_.empty() && !apply_modifications(speak_, operating, best_.back().cumulative).fired())
      return;
    std::optional<member> best;
    for (const auto& each : pool.entries()) {
      const auto& candidate = *each.candidate;
      if (each.state != candidate_state::backed) continue;
      if (!(candidate.parent_head() == operating.required_parent).known()) continue;
      auto made = next_member(candidate, operating);
      if (!made) continue;
      made->candidate = each.candidate;
      const bool wins = !best || (is_pending(candidate.hash) != is_pending(best->candidate->hash)
                                      ? is_pending(candidate.hash)
                                      : (candidate.hash < best->candidate->hash).known());
      if (wins) best = std::move(made);
    }
    if (!best) return;
    pool.remove(best->candidate->hash);
    append(std::move(*best));
  }
}

/// Cuts the best chain behind that head; what is cut off is unconnected again. False if the head is
/// not on it.
bool fragment_chain::revert_to(const para_head& head) {
  std::size_t kept = 0;
  if (!(scope_.base_constraints.required_parent == head).known()) {
    const member* parent = outputting(head);
    if (!parent) return false;
    kept = static_cast<std::size_t>(parent - best_.data()) + 1;
  }
  if (speak_.breaks(fault::chain_reverted_whole)) {
    best_.clear();
    return true;
  }
  for (std::size_t i = kept; i < best_.size(); ++i) {
    (void)unconnected_.add(best_[i].candidate, candidate_state::backed);
  }
  best_.resize(kept);
  return true;
}

/// Takes out of the pool what lost its potential, and what can only be reached through it. Breadth
/// first from the given heads, which have potential. A head is visited when it is taken from the
/// queue, so one that is queued twice is walked twice, and a bad way to it undoes a good one.
void fragment_chain::trim(candidate_storage& pool, const std::vector<para_head>& starts) const {
  std::deque<std::pair<para_head, bool>> queue;
  for (const auto& head : starts) queue.emplace_back(head, true);
  std::vector<para_head> visited;
  while (!queue.empty()) {
    const auto [head, has_potential] = queue.front();
    queue.pop_front();
    visited.push_back(head);
    std::vector<candidate_hash> lost;
    for (const auto& each : pool.entries()) {
      const auto& child = *each.candidate;
      if (!(child.parent_head() == head).known()) continue;
      if (contains_head(visited, child.output_head())) continue;
      const bool keeps = has_potential && check_potential(asked(child)).holds();
      if (!keeps) lost.push_back(child.hash);
      queue.emplace_back(child.output_head(), keeps);
    }
    for (const auto& hash : lost) pool.remove(hash);
  }
}

/// What is left in the pool and has potential becomes unconnected. What is pending has its place in
/// the best chain or none.
void fragment_chain::refill(const candidate_storage& pool) {
  for (const auto& each : pool.entries()) {
    if (is_pending(each.candidate->hash)) continue;
    if (!can_add(asked(*each.candidate)).holds()) continue;
    (void)unconnected_.add(each.candidate, each.state);
  }
}

void fragment_chain::mark_backed(const candidate_hash& hash) {
  const auto* waiting = unconnected_.find(hash);
  if (is_member(hash) || !waiting) return;
  const para_head parent = waiting->candidate->parent_head();
  unconnected_.mark_backed(hash);
  if (!speak_.breaks(fault::chain_not_cut_back) && !revert_to(parent)) return;
  candidate_storage pool = std::move(unconnected_);
  unconnected_ = {};
  grow(pool);
  trim(pool, {parent});
  refill(pool);
}

std::vector<const fragment_chain::member*> fragment_chain::backable_after(
    const std::vector<candidate_hash>& ancestors, std::size_t count) const {
  if (speak_.breaks(fault::nothing_offered)) return {};
  std::size_t i = 0;
  while (i < best_.size() && contains_hash(ancestors, best_[i].candidate->hash)) ++i;
  std::vector<const member*> backable;
  for (; i < best_.size() && backable.size() < count; ++i) {
    if (is_pending(best_[i].candidate->hash) && !speak_.breaks(fault::pending_offered)) break;
    backable.push_back(&best_[i]);
  }
  return backable;
}

bool fragment_chain::knows_head(const para_head& head) const {
  const auto on_chain = [&](const member& each) {
    return (each.candidate->parent_head() == head || each.candidate->output_head() == head).known();
  };
  return (scope_.base_constraints.required_parent == head).known() ||
         std::any_of(best_.begin(), best_.end(), on_chain) || unconnected_.knows_head(head);
}

bool fragment_chain::is_backed(const candidate_hash& hash) const {
  return is_member(hash) || unconnected_.is_backed(hash);
}

}  // namespace backcheck::protocol
