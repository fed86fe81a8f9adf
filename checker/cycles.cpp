// SPDX-License-Identifier: Apache-2.0
#include "checker/cycles.hpp"

#include <algorithm>
#include <optional>

#include "model/machine/sight.hpp"
#include "model/protocol/fragment_chain.hpp"

namespace backcheck::checker {

namespace {

using protocol::fragment_chain;
using protocol::shared_candidate;

/// The relay chain, one parachain on it, and a node that follows both.
class round_trip {
 public:
  explicit round_trip(const cyclic_parachain& p)
      : p_(p), speak_{protocol::rule_set::y2025, p.fault} {}

  /// One more relay block: blocks included by it.
  std::uint64_t go_on() {
    ++now_;
    std::vector<protocol::candidate_hash> ancestors;
    const std::uint64_t included = pending_.size();
    for (const auto& each : pending_) {
      ancestors.push_back(each->hash);
      head_ = each->output_head();
    }
    pending_.clear();
    const bool idle = p_.idle_every > 0 && now_ % p_.idle_every == 0;
    if (chain_ && !idle) {
      for (const auto* each : chain_->backable_after(ancestors, p_.cores))
        pending_.push_back(each->candidate);
    }
    follow();
    build();
    return included;
  }

 private:
  static protocol::relay_block<protocol::unbounded> block(std::uint64_t number) {
    return machine::named_block(number, number);
  }

  /// The node imports the relay block.
  void follow() {
    machine::leaf_scope scope;
    scope.relay_parent = block(now_);
    auto& base = scope.base_constraints;
    const std::uint64_t reach = std::min<std::uint64_t>(p_.lookahead - 1, now_ - first);
    base.min_relay_parent_number = now_ - reach;
    base.max_pov_size = machine::plenty;
    base.max_code_size = machine::plenty;
    base.max_head_data_size = machine::plenty;
    base.ump_remaining = machine::plenty;
    base.ump_remaining_bytes = machine::plenty;
    base.max_ump_num_per_candidate = machine::plenty;
    base.max_hrmp_num_per_candidate = machine::plenty;
    base.required_parent = head_;
    for (std::uint64_t back = 1; back <= reach; ++back)
      scope.ancestors.elements().push_back(block(now_ - back));
    protocol::candidate_storage storage;
    for (const auto& each : pending_) {
      const std::uint64_t number = each->content.validation_data.relay_parent_number.raw();
      scope.pending_availability.elements().push_back({each->hash, block(number)});
      (void)storage.add(each, protocol::candidate_state::backed);
    }
    fragment_chain next(speak_, scope, p_.cores, std::move(storage));
    if (chain_) next.populate_from_previous(*chain_);
    chain_.emplace(std::move(next));
  }

  /// A collator builds on the end of the chain, and its blocks are seconded and backed.
  void build() {
    for (std::uint64_t i = 0; i < p_.cores; ++i) {
      const auto& best = chain_->best();
      const auto parent = best.empty() ? head_ : best.back().candidate->output_head();
      const auto made = candidate_on(parent);
      if (!chain_->add_seconded(made).holds()) return;
      chain_->mark_backed(made->hash);
    }
  }

  shared_candidate candidate_on(const protocol::para_head& parent) {
    protocol::stored_candidate made;
    // Scrambled, so that no age has the smaller hash.
    std::uint64_t mixed = (++built_ + p_.seed) * 0x9E3779B97F4A7C15ULL;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    made.hash = (mixed >> 40U) << 8U | (built_ & 0xFFU);
    made.relay_parent = block(now_).hash;
    made.validation_data_hash_matches = true;
    auto& data = made.content.validation_data;
    data.parent_head = parent;
    data.relay_parent_number = now_;
    data.relay_parent_storage_root = block(now_).storage_root;
    data.max_pov_size = machine::plenty;
    made.content.commitments.head_data = parent.raw() % p_.length + 1;
    made.content.commitments.hrmp_watermark = now_;
    return std::make_shared<const protocol::stored_candidate>(std::move(made));
  }

  static constexpr std::uint64_t first = 100;
  cyclic_parachain p_;
  protocol::dialect speak_;
  std::uint64_t now_ = first;
  std::uint64_t built_ = 0;
  protocol::para_head head_ = std::uint64_t{1};
  std::vector<shared_candidate> pending_;
  std::optional<fragment_chain> chain_;
};

}  // namespace

double inclusion_rate(const cyclic_parachain& p) {
  round_trip trip(p);
  const std::uint64_t half = p.relay_blocks / 2;
  for (std::uint64_t i = 0; i < half; ++i) trip.go_on();
  std::uint64_t included = 0;
  for (std::uint64_t i = 0; i < half; ++i) included += trip.go_on();
  return static_cast<double>(included) / static_cast<double>(half);
}

}  // namespace backcheck::checker
