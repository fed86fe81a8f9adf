// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/fragment_tree.hpp"

#include <set>

namespace backcheck::protocol {

fragment_tree::fragment_tree(const dialect& speak, scope_type scope, std::size_t max_depth,
                             const candidate_storage& storage)
    : speak_(speak), scope_(std::move(scope)), max_depth_(max_depth) {
  grow({root}, storage);
}

void fragment_tree::add_and_populate(const candidate_hash& hash, const candidate_storage& storage) {
  const auto* entry = storage.find(hash);
  if (!entry) return;
  const auto& parent_head = entry->candidate->parent_head();
  std::vector<std::size_t> bases;
  if ((scope_.base_constraints.required_parent == parent_head).known()) bases.push_back(root);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if ((nodes_[i].candidate->output_head() == parent_head).known()) bases.push_back(i);
  }
  grow(std::move(bases), storage);
}

bool fragment_tree::is_pending(const candidate_hash& hash) const {
  return pending_relay_parent(scope_, hash).exists.known();
}

const std::vector<std::size_t>& fragment_tree::children_of(std::size_t parent) const {
  return parent == root ? root_children_ : nodes_[parent].children;
}
bool fragment_tree::has_child(std::size_t parent, const candidate_hash& hash) const {
  const auto& children = children_of(parent);
  return std::any_of(children.begin(), children.end(), [&](std::size_t child) {
    return (nodes_[child].candidate->hash == hash).known();
  });
}

std::optional<fragment_tree::place> fragment_tree::place_under(std::size_t parent) const {
  place at{scope_.base_constraints, 0, earliest_relay_parent(scope_)};
  if (parent == root) return at;
  const node& above = nodes_[parent];
  at.depth = above.depth + 1;
  at.above = above.relay_parent;
  using depth = language::quantity<language::concrete, unit::para_blocks, UINT64_MAX>;
  if (!within_tree_depth(depth(at.depth), depth(max_depth_)).known()) return {};
  if (!apply_modifications(speak_, at.operating, above.cumulative).fired()) return {};
  return at;
}

/// The candidate as a child of that place, if it can be that.
std::optional<fragment_tree::node> fragment_tree::child_at(
    const place& at, std::size_t parent, const shared_candidate& candidate) const {
  if (!(candidate->parent_head() == at.operating.required_parent).known()) return {};
  const auto relay_parent = placing_relay_parent(scope_, *candidate);
  if (!relay_parent.exists.known()) return {};
  const language::known_truth pending(is_pending(candidate->hash));
  const bool floor = keeps_floor<language::concrete>(speak_, parent == root, pending,
                                                     at.above.number, relay_parent.value.number)
                         .known();
  if (!floor || has_child(parent, candidate->hash)) return {};
  constraint_modifications<unbounded> made;
  const auto outcome =
      make_placed_fragment(speak_, pending, relay_parent.value, at.operating, *candidate, made);
  if (!outcome.fired()) return {};
  constraint_modifications<unbounded> cumulative;
  if (parent != root) cumulative = nodes_[parent].cumulative;
  stack(cumulative, made);
  return node{parent,      at.depth, candidate, relay_parent.value, std::move(cumulative),
              operations_, {}};
}

/// Grows below the given places, then below what was added, until nothing can be.
void fragment_tree::grow(std::vector<std::size_t> parents, const candidate_storage& storage) {
  for (std::size_t i = 0; i < parents.size(); ++i) {
    const std::size_t parent = parents[i];
    const auto at = place_under(parent);
    if (!at) continue;
    for (const auto& entry : storage.entries()) {
      auto child = child_at(*at, parent, entry.candidate);
      if (!child) continue;
      nodes_.push_back(std::move(*child));
      auto& siblings = parent == root ? root_children_ : nodes_[parent].children;
      siblings.push_back(nodes_.size() - 1);
      parents.push_back(nodes_.size() - 1);
    }
  }
  ++operations_;
}

std::vector<std::size_t> fragment_tree::depths_of(const candidate_hash& hash) const {
  std::set<std::size_t> depths;
  for (const auto& each : nodes_) {
    if ((each.candidate->hash == hash).known()) depths.insert(each.depth);
  }
  return {depths.begin(), depths.end()};
}

/// Unlike in growth, a candidate that is pending is judged like any other, and a node whose relay
/// parent is out of scope allows what the earliest in scope does.
bool fragment_tree::could_stand(const stored_candidate& candidate, const block& relay_parent,
                                form how, const place& at, std::size_t parent) const {
  if (!(candidate.parent_head() == at.operating.required_parent).known()) return false;
  block above = at.above;
  if (parent != root && !block_in_scope(scope_, above.hash).exists.known()) {
    above = earliest_relay_parent(scope_);
  }
  if (!keeps_relay_parent_order(speak_, above.number, relay_parent.number).known()) return false;
  constraint_modifications<unbounded> made;
  return how == form::incomplete ||
         make_fragment(speak_, relay_parent, at.operating, candidate.content, made).fired();
}

bool fragment_tree::is_backed_up_to_root(std::size_t parent,
                                         const candidate_storage& storage) const {
  for (; parent != root; parent = nodes_[parent].parent) {
    if (!storage.is_backed(nodes_[parent].candidate->hash)) return false;
  }
  return true;
}

std::vector<std::size_t> fragment_tree::hypothetical_depths(
    const stored_candidate& candidate, form how, below where,
    const candidate_storage& storage) const {
  auto present = depths_of(candidate.hash);
  if (where == below::anything && !present.empty()) return present;
  const auto relay_parent = block_in_scope(scope_, candidate.relay_parent);
  if (!relay_parent.exists.known()) return {};
  std::set<std::size_t> depths;
  const auto look_at = [&](std::size_t parent) {
    const auto at = place_under(parent);
    if (!at || !could_stand(candidate, relay_parent.value, how, *at, parent)) return;
    if (where == below::backed && !is_backed_up_to_root(parent, storage)) return;
    depths.insert(at->depth);
  };
  look_at(root);
  for (std::size_t i = 0; i < nodes_.size(); ++i) look_at(i);
  return {depths.begin(), depths.end()};
}

std::vector<const fragment_tree::node*> fragment_tree::children_after(
    const std::vector<candidate_hash>& path,
    const std::function<bool(const candidate_hash&)>& passes) const {
  std::size_t parent = root;
  for (const auto& step : path) {
    const auto& children = children_of(parent);
    const auto next = std::find_if(children.begin(), children.end(), [&](std::size_t child) {
      return (nodes_[child].candidate->hash == step).known();
    });
    if (next == children.end()) return {};
    parent = *next;
  }
  std::vector<const node*> found;
  for (const std::size_t child : children_of(parent)) {
    const auto& hash = nodes_[child].candidate->hash;
    if (!is_pending(hash) && passes(hash)) found.push_back(&nodes_[child]);
  }
  return found;
}

}  // namespace backcheck::protocol
