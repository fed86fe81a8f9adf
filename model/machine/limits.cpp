// SPDX-License-Identifier: Apache-2.0
#include "model/machine/limits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/machine/cores.hpp"
#include "model/machine/wide_shape.hpp"

namespace backcheck::machine {

namespace {

using language::concrete;
using protocol::fault;

constexpr std::string_view offers_need_views =
    "provisioned=yes: only with views=yes, whose node offers candidates";

/// What is beyond the machine of a window with views that is otherwise sound.
std::optional<std::string> beyond_views(const protocol::dialect& speak, const scope& window) {
  const std::string_view asked = window.views ? "views=yes" : "withheld=no";
  const auto only = [&](std::string_view what) { return fmt::format("{}: only {}", asked, what); };
  if (window.provisioned && !window.views) return std::string(offers_need_views);
  if (speak.rules == protocol::rule_set::sync) return only("with rule sets 2025 and 2023");
  if (window.has_cores()) return only("with cores=1 and claims=own");
  if (window.disputes) return only("with disputes=no");
  if (window.changes > 0) return only("without --change");
  if (window.upward) return only("with upward=no");
  if (window.paras > view_shape::paras) return only("with paras=1");
  if (window.relay_blocks > view_shape::blocks)
    return only(fmt::format("with relay_blocks up to {}", view_shape::blocks));
  if (window.candidates > view_shape::candidates)
    return only(fmt::format("with candidates up to {}", view_shape::candidates));
  if (window.collators < 1 || window.collators > view_shape::collators)
    return only(fmt::format("with collators=1 to {}", view_shape::collators));
  if (window.dishonest > window.collators)
    return only(fmt::format("with dishonest=0 to {}", window.collators));
  return std::nullopt;
}

/// What is beyond the machine of a window that tells collators apart and is otherwise sound.
std::optional<std::string> beyond_collators(const scope& window) {
  const auto only = [](std::string_view what) { return fmt::format("collators: only {}", what); };
  if (window.has_cores()) return only("with cores=1 and claims=own");
  if (window.disputes) return only("with disputes=no");
  if (window.changes > 0) return only("without --change");
  if (window.provisioned) return std::string(offers_need_views);
  if (window.paras > collator_shape::paras) return only("with paras=1");
  if (window.relay_blocks > collator_shape::blocks)
    return only(fmt::format("with relay_blocks up to {}", collator_shape::blocks));
  if (window.candidates > collator_shape::candidates)
    return only(fmt::format("with candidates up to {}", collator_shape::candidates));
  if (window.collators < 1 || window.collators > collator_shape::collators)
    return only(fmt::format("1 to {} of them", collator_shape::collators));
  if (window.dishonest > window.collators)
    return only(fmt::format("with dishonest=0 to {}", window.collators));
  return std::nullopt;
}

/// What is beyond the machine of a window with votes that is otherwise sound.
std::optional<std::string> beyond_votes(const protocol::dialect& speak,
                                        const protocol::parameters<concrete>& k,
                                        const scope& window) {
  const auto only = [](std::string_view what) { return fmt::format("votes: only {}", what); };
  if (speak.rules == protocol::rule_set::sync) return only("with rule sets 2025 and 2023");
  if (window.has_cores()) return only("with cores=1 and claims=own");
  if (window.disputes) return only("with disputes=no");
  if (window.changes > 0) return only("without --change");
  if (window.views || window.provisioned) return only("with views=no and provisioned=no");
  if (window.paras > vote_shape::paras) return only("with paras=1");
  if (window.votes > vote_shape::votes)
    return only(fmt::format("up to {} in a group", vote_shape::votes));
  if (window.offline > window.votes || window.equivocators > window.votes)
    return only(fmt::format("with offline and equivocators up to {}", window.votes));
  if (window.relay_blocks > vote_shape::blocks)
    return only(fmt::format("with relay_blocks up to {}", vote_shape::blocks));
  if (window.candidates > vote_shape::candidates)
    return only(fmt::format("with candidates up to {}", vote_shape::candidates));
  if (k.scheduler.group_rotation_frequency.raw() * backing_groups > rotation_max)
    return only(
        fmt::format("with group_rotation_frequency up to {}", rotation_max / backing_groups));
  if (window.collators < 1 || window.collators > vote_shape::collators)
    return only(fmt::format("with collators=1 to {}", vote_shape::collators));
  if (window.dishonest > window.collators)
    return only(fmt::format("with dishonest=0 to {}", window.collators));
  return std::nullopt;
}

/// What is beyond the machine of a window with upgrades or messages that is otherwise sound.
std::optional<std::string> beyond_traffic(const scope& window) {
  const auto only = [&](std::string_view what) {
    return fmt::format("upgrades, downward and horizontal: only {}", what);
  };
  if (window.downward > messages_max)
    return only(fmt::format("with downward up to {}", messages_max));
  if (window.horizontal > messages_max)
    return only(fmt::format("with horizontal up to {}", messages_max));
  if (window.needs_view_shape() || window.provisioned)
    return only("with views=no, withheld=yes and provisioned=no");
  if (window.disputes) return only("with disputes=no");
  if (window.votes > 0 || window.collators != 1) return only("with votes=0 and collators=1");
  if (window.changes > 0) return only("without --change");
  if (window.pattern() != claim_pattern::own) return only("with claims=own");
  if (window.cores < 1 || window.cores > traffic_extent.cores)
    return only(fmt::format("with cores up to {}", traffic_extent.cores));
  if (window.paras > traffic_shape::paras) return only("with paras=1");
  if (window.relay_blocks > traffic_shape::blocks)
    return only(fmt::format("with relay_blocks up to {}", traffic_shape::blocks));
  if (window.candidates > traffic_shape::candidates)
    return only(fmt::format("with candidates up to {}", traffic_shape::candidates));
  return std::nullopt;
}

}  // namespace

limits::limits(const world<concrete>& w)
    : window_(w.window),
      below_(std::uint64_t{w.reach.raw()} + 1),
      segment_(w.window.candidates),
      cores_(core_count(w.window)),
      pending_(pending_max(w.window)),
      claims_(is_on_demand(w.window) ? whole_extent.claims : 0),
      round_(1),
      used_(w.window.upward ? w.window.candidates : 0) {
  follow(w);
  for (std::size_t i = 0; i < w.window.changes; ++i) follow(w.later[i]);
  // Candidates backed together are each judged by itself, and together may be more than fit.
  if (queued_ > 0) queued_ = std::min<std::uint64_t>(batches_max, queued_ + pending_ - 1);
  // A broken rule may fill the queue further than it holds; the state must be able to say so.
  if (w.window.upward && w.speak.breaks(fault::segment_messages_forgotten)) queued_ = batches_max;
  if (w.speak.breaks(fault::segment_never_dropped) ||
      w.speak.breaks(fault::included_parent_forgotten))
    segment_ = segment_max;
  if (w.speak.breaks(fault::bandwidth_kept)) used_ = collator_shape::candidates + 1;
  if (w.speak.breaks(fault::tracker_one_longer)) ++below_;
  if (w.speak.breaks(fault::timeout_late)) ++pending_age_;
}

void limits::follow(const terms<concrete>& now) {
  using queue = language::quantity<concrete, batches, batches_max>;
  pending_age_ = std::max<std::uint64_t>(pending_age_, longest_pending(now.k).raw());
  const auto& candidates = now.k.candidates;
  for (const auto& each :
       {candidates.validation_upgrade_delay, candidates.minimum_validation_upgrade_delay,
        candidates.validation_upgrade_cooldown})
    upgrade_delay_ = std::max<std::uint64_t>(upgrade_delay_, each.raw());
  rotation_ = std::max<std::uint64_t>(rotation_, now.rotation_length.raw() - 1U);
  round_ = now.k.scheduler.group_rotation_frequency.raw() * backing_groups;
  if (!window_.upward) return;
  while (queued_ < batches_max && now.fits(queue(queued_ + 1)).known()) ++queued_;
}

std::optional<std::uint64_t> limits::traffic_max(std::string_view field) const {
  const bool upgrades = window_.upgrades;
  if (field == "has_future" || field == "is_checked" || field == "restricted" || field == "waits" ||
      field == "brings")
    return upgrades ? 1 : 0;
  if (field == "current" || field == "future" || field == "code")
    return upgrades ? window_.relay_blocks + 2U : 0;
  if (field == "expected_at" || field == "cooldown_ends" || field == "scheduled_at")
    return upgrades ? number_shift + window_.relay_blocks + upgrade_delay_ : 0;
  const std::uint64_t newest = number_shift + window_.relay_blocks - 1U;
  if (field == "downward") return window_.downward > 0 ? newest : 0;
  if (field == "processed") return window_.downward;
  if (field == "digests" || field == "watermark" || field == "read_to")
    return window_.horizontal > 0 ? newest : 0;
  if (field == "has_watermark" || field == "recipients") return window_.horizontal > 0 ? 1 : 0;
  if (field == "channels") return window_.horizontal > 0 ? channel_max : 0;
  return std::nullopt;
}

std::uint64_t limits::max(std::string_view field, std::uint64_t declared) const {
  std::uint64_t found = declared;
  if (field == "block_count") found = window_.relay_blocks;
  if (field == "candidate_count") found = window_.candidates;
  if (field == "height") found = window_.relay_blocks - 1U;
  if (field == "session") found = window_.sessions;
  if (field == "relay_parent_age" || field == "context_age" || field == "session_age")
    found = below_;
  if (field == "tracked") found = below_;
  if (field == "pending_age") found = pending_age_;
  if (field == "rotation") found = rotation_;
  if (field == "segment_length") found = segment_;
  if (field == "queued") found = queued_;
  if (field == "in_force" || field == "next_session" || field == "session_after")
    found = window_.changes;
  if (field == "frozen" || field == "lost") found = window_.disputes ? 1 : 0;
  if (field == "followed" || field == "standing" || field == "standings" || field == "heard")
    found = window_.views ? declared : 0;
  if (field == "order") found = window_.views ? window_.candidates - 1U : 0;
  if (const auto most = traffic_max(field)) found = *most;
  if (field == "said") found = window_.equivocators > 0 ? declared : declared - 1;
  if (field == "author") found = window_.collators - 1U;
  if (field == "secret") found = window_.collators > 1 ? 1 : 0;
  if (field == "used") found = used_;
  if (field == "since_session") found = round_ - 1;
  if (field == "turn") found = window_.pattern() == claim_pattern::shared ? window_.paras - 1U : 0;
  return std::min(found, declared);
}

namespace {

std::string outside(std::string_view name, std::uint64_t value, std::uint64_t least,
                    std::uint64_t most) {
  return fmt::format("{}={} is beyond this machine; allowed: {} to {}", name, value, least, most);
}

std::optional<std::string> parameters_beyond(const protocol::dialect& speak,
                                             const protocol::parameters<concrete>& k,
                                             const scope& window) {
  const std::uint64_t allowed = protocol::allowed_ancestors(speak, k).raw();
  if (allowed > ancestry_max) {
    const bool by_claims = speak.rules == protocol::rule_set::y2025;
    return by_claims ? outside("scheduling_lookahead", allowed + 1, 1, ancestry_max + 1)
                     : outside("allowed_ancestry_len", allowed, 0, ancestry_max);
  }
  const std::uint64_t rotation = k.scheduler.group_rotation_frequency.raw();
  if (rotation < 1 || rotation > rotation_max)
    return outside("group_rotation_frequency", rotation, 1, rotation_max);
  const std::uint64_t period = k.scheduler.paras_availability_period.raw();
  if (period < 1 || period > rotation_max)
    return outside("paras_availability_period", period, 1, rotation_max);
  const std::uint64_t lookahead = k.scheduler.scheduling_lookahead.raw();
  if (window.needs_traffic_shape() && allowed + longest_pending(k).raw() > ancestry_max)
    return outside("allowed ancestors and blocks that a candidate may be pending",
                   allowed + longest_pending(k).raw(), 1, ancestry_max);
  const std::uint64_t channel = k.messages.hrmp_channel_max_capacity.raw();
  if (window.horizontal > 0 && channel > channel_max)
    return outside("hrmp_channel_max_capacity", channel, 0, channel_max);
  const auto& candidates = k.candidates;
  const auto too_long = [&](std::string_view name, const auto& number) {
    return window.upgrades && number.raw() > upgrade_delay_max
               ? std::optional(outside(name, number.raw(), 0, upgrade_delay_max))
               : std::nullopt;
  };
  if (auto why = too_long("validation_upgrade_delay", candidates.validation_upgrade_delay))
    return why;
  if (auto why =
          too_long("minimum_validation_upgrade_delay", candidates.minimum_validation_upgrade_delay))
    return why;
  if (auto why = too_long("validation_upgrade_cooldown", candidates.validation_upgrade_cooldown))
    return why;
  if (is_on_demand(window) && lookahead > whole_extent.claims - 1)
    return outside("scheduling_lookahead", lookahead, 1, whole_extent.claims - 1);
  return std::nullopt;
}

std::optional<std::string> window_beyond(const protocol::dialect& speak,
                                         const protocol::parameters<concrete>& k,
                                         const scope& window) {
  if (window.relay_blocks < 2 || window.relay_blocks > wide_shape::blocks) {
    return outside("relay_blocks", window.relay_blocks, 2, wide_shape::blocks);
  }
  if (window.leaves < 1 || window.leaves >= window.relay_blocks) {
    return outside("leaves", window.leaves, 1, window.relay_blocks - 1U);
  }
  if (window.paras < 1 || window.paras > wide_shape::paras)
    return outside("paras", window.paras, 1, wide_shape::paras);
  if (window.candidates < 1 || window.candidates > wide_shape::candidates) {
    return outside("candidates", window.candidates, 1, wide_shape::candidates);
  }
  const std::uint64_t capacity = k.parachain.unincluded_segment_capacity.raw();
  if (window.candidates > segment_max && capacity > segment_max)
    return outside("unincluded_segment_capacity", capacity, 0, segment_max);
  if (window.sessions >= window.relay_blocks)
    return outside("sessions", window.sessions, 0, window.relay_blocks - 1U);
  if (window.needs_traffic_shape()) return beyond_traffic(window);
  if (window.needs_vote_shape()) return beyond_votes(speak, k, window);
  if (window.offline > 0 || window.equivocators > 0)
    return std::string("offline and equivocators: only with votes=1 or more");
  if (window.needs_view_shape()) return beyond_views(speak, window);
  if (window.needs_collator_shape()) return beyond_collators(window);
  if (window.provisioned) return std::string(offers_need_views);
  if (window.claims >= claim_pattern_names.size())
    return outside("claims", window.claims, 0, claim_pattern_names.size() - 1);
  if (window.is_plain()) return std::nullopt;
  if (window.cores < 1 || pending_max(window) > whole_extent.pending)
    return outside("cores", window.cores, 1,
                   window.pattern() == claim_pattern::own_and_demand ? whole_extent.pending - 1
                                                                     : whole_extent.pending);
  if (window.paras > wide_whole_shape::paras)
    return outside("paras", window.paras, 1, wide_whole_shape::paras);
  if (window.relay_blocks > wide_whole_shape::blocks)
    return outside("relay_blocks", window.relay_blocks, 2, wide_whole_shape::blocks);
  if (window.candidates > wide_whole_shape::candidates)
    return outside("candidates", window.candidates, 1, wide_whole_shape::candidates);
  if (core_count(window) > wide_extent.cores)
    return outside("cores", window.cores, 1, wide_extent.cores / window.paras);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> beyond_the_machine(
    const protocol::dialect& speak, const protocol::parameters<concrete>& k, const scope& window,
    std::span<const protocol::parameters<concrete>> changed) {
  if (changed.size() > world<concrete>::changes_max)
    return outside("--change", changed.size(), 0, world<concrete>::changes_max);
  if (auto why = window_beyond(speak, k, window)) return why;
  if (auto why = parameters_beyond(speak, k, window)) return why;
  for (const auto& each : changed)
    if (auto why = parameters_beyond(speak, each, window)) return why;
  return std::nullopt;
}

}  // namespace backcheck::machine
