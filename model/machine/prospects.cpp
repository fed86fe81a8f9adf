// SPDX-License-Identifier: Apache-2.0
#include "model/machine/prospects.hpp"

#include <algorithm>

namespace backcheck::machine {

namespace {

using protocol::candidate_state;
using protocol::candidate_storage;
using protocol::fragment_chain;
using protocol::fragment_tree;

bool keeps_chains(const para_sight& para) { return para.speak.rules == protocol::rule_set::y2025; }
bool is_pending(const leaf_scope& scope, const protocol::candidate_hash& hash) {
  return pending_relay_parent(scope, hash).exists.known();
}
candidate_state state_of(standing how) {
  return how == standing::seconded ? candidate_state::seconded : candidate_state::backed;
}

/// The candidates that are pending at the block, which count as backed.
candidate_storage pending_at(const para_sight& para, const leaf_scope& scope) {
  candidate_storage storage;
  for (const auto& each : para.candidates)
    if (is_pending(scope, each->hash)) (void)storage.add(each, candidate_state::backed);
  return storage;
}
void add_to(candidate_storage& storage, const para_sight& para, const standings& known) {
  for (std::size_t i = 0; i < known.size(); ++i)
    if (known[i] != standing::unknown) (void)storage.add(para.candidates[i], state_of(known[i]));
}

// Chains (2025).

fragment_chain chain_at(const para_sight& para, const block_sight& block) {
  std::vector<protocol::shared_candidate> members;
  for (const std::size_t i : members_in_order(para, block)) members.push_back(para.candidates[i]);
  candidate_storage waiting;
  for (std::size_t i = 0; i < block.known.size(); ++i) {
    const auto how = block.known[i];
    if (how == standing::seconded || how == standing::backed)
      (void)waiting.add(para.candidates[i], state_of(how));
  }
  return fragment_chain::restored(para.speak, block.scope, para.claims, members,
                                  std::move(waiting));
}
standings read(const para_sight& para, const fragment_chain& chain) {
  standings known(para.candidates.size(), standing::unknown);
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto& hash = para.candidates[i]->hash;
    const auto is_it = [&](const fragment_chain::member& each) {
      return (each.candidate->hash == hash).known();
    };
    const bool on_chain = std::any_of(chain.best().begin(), chain.best().end(), is_it);
    const auto* waiting = chain.unconnected().find(hash);
    if (on_chain && waiting)
      throw language::model_fault("a candidate is on the chain and waits beside it");
    if (on_chain) known[i] = standing::on_chain;
    if (waiting)
      known[i] = waiting->state == candidate_state::backed ? standing::backed : standing::seconded;
  }
  return known;
}
standings chain_from(const para_sight& para, const leaf_scope& scope,
                     const fragment_chain* previous) {
  fragment_chain chain(para.speak, scope, para.claims, pending_at(para, scope));
  if (previous) chain.populate_from_previous(*previous);
  return read(para, chain);
}

// Trees (2023).

standings read(const para_sight& para, const fragment_tree& tree,
               const candidate_storage& storage) {
  standings known(para.candidates.size(), standing::unknown);
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto& hash = para.candidates[i]->hash;
    if (tree.depths_of(hash).empty()) continue;
    known[i] = storage.is_backed(hash) ? standing::backed : standing::seconded;
  }
  return known;
}
standings tree_of(const para_sight& para, const leaf_scope& scope, const standings& stored) {
  candidate_storage storage = pending_at(para, scope);
  add_to(storage, para, stored);
  return read(para, fragment_tree(para.speak, scope, para.max_depth, storage), storage);
}
/// The tree as it stands. Heads are distinct, so what stands in it says where.
fragment_tree tree_at(const para_sight& para, const block_sight& block) {
  candidate_storage storage;
  add_to(storage, para, block.known);
  return {para.speak, block.scope, para.max_depth, storage};
}

}  // namespace

std::vector<std::size_t> members_in_order(const para_sight& para, const block_sight& block) {
  std::vector<std::size_t> members;
  auto head = block.scope.base_constraints.required_parent;
  for (bool found = true; found;) {
    found = false;
    for (std::size_t i = 0; i < block.known.size() && !found; ++i) {
      if (block.known[i] != standing::on_chain) continue;
      if (!(para.candidates[i]->parent_head() == head).known()) continue;
      members.push_back(i);
      head = para.candidates[i]->output_head();
      found = true;
    }
  }
  return members;
}

standings at_new_leaf(const para_sight& para, const leaf_scope& scope, const block_sight* parent,
                      const standings& stored) {
  if (!keeps_chains(para)) return tree_of(para, scope, stored);
  if (!parent) return chain_from(para, scope, nullptr);
  const auto previous = chain_at(para, *parent);
  return chain_from(para, scope, &previous);
}

bool introduce_at(const para_sight& para, block_sight& block, std::size_t candidate,
                  const standings& stored) {
  if (block.known[candidate] != standing::unknown) return true;
  if (keeps_chains(para)) {
    auto chain = chain_at(para, block);
    if (!chain.add_seconded(para.candidates[candidate]).holds()) return false;
    block.known = read(para, chain);
    return true;
  }
  auto tree = tree_at(para, block);
  candidate_storage storage;
  add_to(storage, para, stored);
  (void)storage.add(para.candidates[candidate], candidate_state::seconded);
  tree.add_and_populate(para.candidates[candidate]->hash, storage);
  block.known = read(para, tree, storage);
  return block.known[candidate] != standing::unknown;
}

void note_votes_at(const para_sight& para, block_sight& block, std::size_t candidate) {
  if (keeps_chains(para)) {
    auto chain = chain_at(para, block);
    chain.mark_backed(para.candidates[candidate]->hash);
    block.known = read(para, chain);
    const bool connects = para.speak.breaks(protocol::fault::votes_connect);
    if (connects && block.known[candidate] == standing::backed)
      block.known[candidate] = standing::on_chain;
  } else if (block.known[candidate] != standing::unknown) {
    block.known[candidate] = standing::backed;
  }
}

standings built_at_once(const para_sight& para, const leaf_scope& scope,
                        const std::vector<hearsay>& heard) {
  standings all(heard.size(), standing::unknown);
  for (std::size_t i = 0; i < heard.size(); ++i) {
    if (heard[i] == hearsay::seconded) all[i] = standing::seconded;
    if (heard[i] == hearsay::backed) all[i] = standing::backed;
  }
  if (!keeps_chains(para)) return tree_of(para, scope, all);
  // What is pending is on the chain already, and would be its own rival in the pool.
  for (std::size_t i = 0; i < all.size(); ++i)
    if (is_pending(scope, para.candidates[i]->hash)) all[i] = standing::unknown;
  candidate_storage pool;
  add_to(pool, para, all);
  const auto everything = fragment_chain::restored(para.speak, {}, 0, {}, std::move(pool));
  return chain_from(para, scope, &everything);
}

std::vector<std::size_t> offered_at(const para_sight& para, const block_sight& block,
                                    const std::vector<std::size_t>& ancestors, std::size_t count) {
  std::vector<protocol::candidate_hash> path;
  path.reserve(ancestors.size());
  for (const std::size_t i : ancestors) path.push_back(para.candidates[i]->hash);
  std::vector<protocol::candidate_hash> offered;
  if (keeps_chains(para)) {
    const auto chain = chain_at(para, block);
    for (const auto* each : chain.backable_after(path, count))
      offered.push_back(each->candidate->hash);
  } else {
    candidate_storage storage;
    add_to(storage, para, block.known);
    const auto tree = tree_at(para, block);
    const auto is_backed = [&](const protocol::candidate_hash& hash) {
      return storage.is_backed(hash);
    };
    for (const auto* each : tree.children_after(path, is_backed))
      if (offered.size() < std::min<std::size_t>(count, 1))
        offered.push_back(each->candidate->hash);
  }
  std::vector<std::size_t> positions;
  for (const auto& hash : offered) {
    for (std::size_t i = 0; i < para.candidates.size(); ++i)
      if ((para.candidates[i]->hash == hash).known()) positions.push_back(i);
  }
  return positions;
}

bool stands_where_expected(const para_sight& para, const block_sight& before, std::size_t candidate,
                           const standings& stored) {
  auto tree = tree_at(para, before);
  candidate_storage storage;
  add_to(storage, para, stored);
  const auto& asked = *para.candidates[candidate];
  const bool backed_only = para.speak.breaks(protocol::fault::depths_of_backed);
  const auto expected = tree.hypothetical_depths(
      asked, fragment_tree::form::complete,
      backed_only ? fragment_tree::below::backed : fragment_tree::below::anything, storage);
  (void)storage.add(para.candidates[candidate], candidate_state::seconded);
  tree.add_and_populate(asked.hash, storage);
  return tree.depths_of(asked.hash) == expected;
}

}  // namespace backcheck::machine
