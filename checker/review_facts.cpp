// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "checker/asking.hpp"
#include "checker/review_rows.hpp"
#include "checker/theorems.hpp"
#include "model/protocol/backing.hpp"
#include "model/protocol/unincluded_segment.hpp"
#include "properties/sizing.hpp"

namespace backcheck::checker {

namespace {

using language::concrete;
using protocol::concrete_parameters;
using protocol::dialect;
using protocol::rule_set;

/// A number, or none where there is nothing to count.
using number = std::optional<std::uint64_t>;
enum class better : std::uint8_t { less, more };

struct quantity_info {
  std::string_view name, unit, rests_on;
  better when;
  number (*of)(const dialect&, const concrete_parameters&);
};

number allowed(const dialect& speak, const concrete_parameters& k) {
  return protocol::allowed_ancestors(speak, k).raw() + 1;
}
/// Relay blocks that a candidate may miss and still be backed.
number spare_blocks(const dialect& speak, const concrete_parameters& k) {
  const std::uint64_t ancestors = protocol::allowed_ancestors(speak, k).raw();
  const std::uint64_t offset = k.parachain.relay_parent_offset.raw();
  if (offset > ancestors) return std::nullopt;
  return ancestors - offset;
}
number apart(const dialect& speak, const concrete_parameters& k) {
  return properties::blocks_between_inclusions(properties::sizes(speak, k), 0);
}
number apart_when_late(const dialect& speak, const concrete_parameters& k) {
  return properties::blocks_between_inclusions(properties::sizes(speak, k), 1);
}
number apart_2023(const dialect& /*speak*/, const concrete_parameters& k) {
  return apart({.rules = rule_set::y2023}, k);
}
number apart_sync(const dialect& /*speak*/, const concrete_parameters& k) {
  return apart({.rules = rule_set::sync}, k);
}
number occupied(const dialect& /*speak*/, const concrete_parameters& k) {
  return properties::longest_occupation(k);
}
number patience(const dialect& /*speak*/, const concrete_parameters& k) {
  return k.scheduler.paras_availability_period.raw();
}
number capacity(const dialect& /*speak*/, const concrete_parameters& k) {
  return protocol::effective_capacity<concrete>(k.parachain.unincluded_segment_capacity).raw();
}
number room_needed(const dialect& /*speak*/, const concrete_parameters& k) {
  return capacity_needed(k, 0);
}
number room_needed_late(const dialect& /*speak*/, const concrete_parameters& k) {
  return capacity_needed(k, 1);
}
number votes(const dialect& speak, const concrete_parameters& k) {
  const auto& group = k.scheduler.max_validators_per_core;
  if (!group.is_given.known()) return k.backing.minimum_backing_votes.raw();
  return protocol::votes_needed(speak, k.backing, group.value).raw();
}
number silent(const dialect& speak, const concrete_parameters& k) {
  const auto& group = k.scheduler.max_validators_per_core;
  if (!group.is_given.known()) return std::nullopt;
  return group.value.raw() - protocol::votes_needed(speak, k.backing, group.value).raw();
}

constexpr auto quantities = std::to_array<quantity_info>({
    {"relay parents that a candidate may have", "relay blocks", "protocol::allowed_ancestors",
     better::more, &allowed},
    {"relay blocks that a candidate may miss and still be backed", "relay blocks", "T45",
     better::more, &spare_blocks},
    {"from one inclusion to the next, backed at once", "relay blocks", "L2", better::less, &apart},
    {"from one inclusion to the next, backed one block late", "relay blocks", "L2b", better::less,
     &apart_when_late},
    {"the same, at once, under the rules of 2023", "relay blocks", "L2", better::less, &apart_2023},
    {"the same, at once, in synchronous backing", "relay blocks", "L11", better::less, &apart_sync},
    {"capacity needed so that no block waits, backed at once", "para blocks", "T43", better::less,
     &room_needed},
    {"capacity needed so that no block waits, backed one block late", "para blocks", "T43",
     better::less, &room_needed_late},
    {"a withheld candidate occupies its core for at most", "relay blocks", "L3", better::less,
     &occupied},
    {"a candidate that is late to be available is safe for at least", "relay blocks", "T16",
     better::more, &patience},
    {"a session change loses at most (all that is unincluded)", "para blocks", "S48, S18",
     better::less, &capacity},
    {"a relay fork that loses loses at most (all that is unincluded)", "para blocks", "S48",
     better::less, &capacity},
    {"votes that the largest group needs", "votes", "T36", better::less, &votes},
    {"members of the largest group that may be silent", "validators", "T36", better::more, &silent},
});

struct about_parameter {
  std::string_view key;
  std::string_view theorems;  ///< with blanks between them
};
constexpr auto theorems_of = std::to_array<about_parameter>({
    {"scheduling_lookahead", "T10 T11 T45"},
    {"allowed_ancestry_len", "T10 T11"},
    {"max_candidate_depth", "T44"},
    {"unincluded_segment_capacity", "T1 T43 T46 T47 T48"},
    {"block_processing_velocity", "T3 T43"},
    {"relay_parent_offset", "T43 T45 T47 T48"},
    {"group_rotation_frequency", "T16 T17"},
    {"paras_availability_period", "T16 T17"},
    {"minimum_backing_votes", "T36"},
    {"max_validators_per_core", "T36"},
    {"max_upward_queue_count", "T27"},
    {"max_upward_queue_size", "T27"},
    {"max_upward_message_num_per_candidate", "T28"},
    {"hrmp_channel_max_capacity", "T26"},
    {"validation_upgrade_delay", "T33"},
    {"minimum_validation_upgrade_delay", "T33"},
    {"validation_upgrade_cooldown", "T30"},
});

std::string text_of(const number& n) { return n ? fmt::to_string(*n) : "none"; }

}  // namespace

std::vector<quantity_row> quantities_of(const changed_parameters& change) {
  std::vector<quantity_row> all;
  for (const auto& q : quantities) {
    const auto before = q.of(change.speak, change.before);
    const auto after = q.of(change.speak, change.after);
    const auto least = q.when == better::more ? std::uint64_t{0} : UINT64_MAX;
    const auto was = before.value_or(least);
    const auto is = after.value_or(least);
    all.push_back({std::string(q.name), std::string(q.unit), text_of(before), text_of(after),
                   std::string(q.rests_on), q.when == better::more ? is < was : is > was});
  }
  return all;
}

std::vector<proved_theorem> theorems_about(const parameter_list& which,
                                           const solver::budget& limits) {
  std::vector<std::size_t> wanted;
  const auto want = [&](std::string_view id) {
    const auto theorem = theorem_by_id(id);
    if (theorem && std::find(wanted.begin(), wanted.end(), *theorem) == wanted.end())
      wanted.push_back(*theorem);
  };
  for (const auto* p : which) {
    if (p->group != "parachain") want("T38");
    for (const auto& each : theorems_of) {
      if (each.key != p->key) continue;
      for (std::string_view rest = each.theorems; !rest.empty();) {
        const auto blank = std::min(rest.find(' '), rest.size());
        want(rest.substr(0, blank));
        rest.remove_prefix(std::min(blank + 1, rest.size()));
      }
    }
  }
  std::sort(wanted.begin(), wanted.end());
  solver::symbolic::effort spent;
  spent.limits = limits;
  std::vector<proved_theorem> all;
  for (const auto theorem : wanted) {
    const auto& info = theorem_infos()[theorem];
    const auto found = prove_theorem(theorem, false, spent);
    proved_theorem made{std::string(info.id), std::string(info.sentence), false, {}};
    made.proved = found.end() == solver::symbolic::proof_ending::proved;
    made.how = made.proved ? fmt::format("proved for all parameters{}",
                                         found.confirmed() ? "" : ", by one solver only")
                           : "undecided";
    all.push_back(std::move(made));
  }
  return all;
}

namespace {

bool is_followed(const protocol::parameter& p, const review_report& seen) {
  for (const auto& looks : seen.looks)
    for (const auto& each : looks) {
      if (each.why_not) continue;
      const auto keys = followed_parameters(each.asked.speak.rules, each.asked.window);
      if (std::find(keys.begin(), keys.end(), p.key) != keys.end()) return true;
    }
  return false;
}

std::string where_needed(const properties::property_info& info, const setting& like) {
  auto s = like;
  for (const auto& scope : machine::named_scopes()) {
    s.window = scope.window;
    const auto at = property_by_id(info.id);
    if (properties::has(scope.window, info.about) && at && !window_lacks(*at, s))
      return std::string(scope.name);
  }
  return "none";
}

}  // namespace

std::vector<std::string> not_looked_at(const review_report& seen) {
  std::vector<std::string> all;
  for (const auto* p : seen.change.which) {
    const bool by_group = p->key == "max_validators_per_core";
    if (!by_group && !is_followed(*p, seen))
      all.push_back(fmt::format(
          "{}: the machine does not follow it here; only checks of the chain and formulas do",
          p->key));
    if (p->group == "parachain")
      all.push_back(
          fmt::format("the moment at which {} changes: a runtime upgrade of the parachain, while "
                      "blocks built by the old one are under way",
                      p->key));
  }
  for (std::size_t when = 0; when < seen.looks.size(); ++when)
    for (const auto& each : seen.looks.at(when))
      if (each.why_not)
        all.push_back(fmt::format("{}, {}: not followed: {}", each.where.name, phase_names.at(when),
                                  *each.why_not));
  setting like{};
  like.speak = seen.change.speak;
  like.parameters = seen.change.before;
  std::map<std::string, std::vector<std::string_view>> by_scope;
  for (const auto& info : property_infos()) {
    if (!info.holds_in.has(seen.change.speak.rules)) continue;
    const bool looked = std::any_of(seen.rows.begin(), seen.rows.end(),
                                    [&](const auto& row) { return row.id == info.id; });
    if (!looked) by_scope[where_needed(info, like)].push_back(info.id);
  }
  for (const auto& [scope, ids] : by_scope)
    all.push_back(fmt::format("{}: no window here can show them; --scope {} looks at them",
                              fmt::join(ids, ", "), scope));
  all.emplace_back("what is claimed of the long run, while the change is made");
  all.emplace_back(
      "anything larger than the windows; times below one relay block; computation, "
      "bandwidth and fees");
  return all;
}

}  // namespace backcheck::checker
