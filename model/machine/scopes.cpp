// SPDX-License-Identifier: Apache-2.0
#include "model/machine/scopes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "model/machine/cores.hpp"
#include "model/protocol/nearest_name.hpp"

namespace backcheck::machine {

namespace {

constexpr std::array keys{
    window_key{"relay_blocks", "relay blocks kept: the last finalized one and those above it",
               &scope::relay_blocks, nullptr},
    window_key{"leaves", "relay forks at one time", &scope::leaves, nullptr},
    window_key{"paras", "parachains, each with a core of its own", &scope::paras, nullptr},
    window_key{"candidates", "candidates kept at one time, of all parachains", &scope::candidates,
               nullptr},
    window_key{"sessions", "session changes among the kept relay blocks", &scope::sessions,
               nullptr},
    window_key{"upward", "candidates may send upward messages", nullptr, &scope::upward},
    window_key{"reversions", "relay blocks may be reverted", nullptr, &scope::reversions},
    window_key{"stray_collators", "collators may build on any known block, not only on the newest",
               nullptr, &scope::stray_collators},
    window_key{"cores",
               "cores: of each parachain if they are its own, else in all, besides those",
               &scope::cores,
               nullptr,
               {},
               true},
    window_key{"claims", "who may claim a core: own, shared, on_demand or own_and_on_demand",
               &scope::claims, nullptr, claim_pattern_names, true},
    window_key{"disputes", "candidates may lose disputes", nullptr, &scope::disputes, {}, true},
    window_key{"withheld", "availability may be withheld", nullptr, &scope::withheld, {}, true},
    window_key{"views",
               "a node is followed: what it imports, hears and keeps",
               nullptr,
               &scope::views,
               {},
               true},
    window_key{"provisioned",
               "relay authors back what that node's view offers, or less",
               nullptr,
               &scope::provisioned,
               {},
               true},
    window_key{"upgrades", "parachains may ask for new code", nullptr, &scope::upgrades, {}, true},
    window_key{
        "downward", "downward messages that wait at one time", &scope::downward, nullptr, {}, true},
    window_key{"horizontal",
               "relay blocks at one time with horizontal messages to be read",
               &scope::horizontal,
               nullptr,
               {},
               true},
    window_key{"votes",
               "members of each backing group whose votes are followed",
               &scope::votes,
               nullptr,
               {},
               true},
    window_key{"offline", "of them those that never sign", &scope::offline, nullptr, {}, true},
    window_key{"equivocators",
               "of them those that may contradict themselves",
               &scope::equivocators,
               nullptr,
               {},
               true},
    window_key{"collators",
               "collators of a parachain, each of which builds on the best it knows",
               &scope::collators,
               nullptr,
               {},
               true},
    window_key{"dishonest",
               "of them those that build on what they like, and keep it to themselves",
               &scope::dishonest,
               nullptr,
               {},
               true},
};

constexpr scope with_views(scope window, bool withheld, bool provisioned) {
  window.views = true;
  window.withheld = withheld;
  window.provisioned = provisioned;
  return window;
}

constexpr scope with_votes(scope window, std::uint8_t votes, std::uint8_t equivocators) {
  window.withheld = false;
  window.votes = votes;
  window.equivocators = equivocators;
  return window;
}
constexpr scope with_collators(scope window, std::uint8_t collators, std::uint8_t dishonest) {
  window.collators = collators;
  window.dishonest = dishonest;
  return window;
}
constexpr scope with(scope window, claim_pattern claims, std::uint8_t cores) {
  window.claims = static_cast<std::uint8_t>(claims);
  window.cores = cores;
  return window;
}
constexpr scope with_disputes(scope window) {
  window.disputes = true;
  return window;
}
constexpr scope window(std::uint8_t relay_blocks, std::uint8_t leaves, std::uint8_t paras,
                       std::uint8_t candidates, std::uint8_t sessions, bool upward, bool reversions,
                       bool stray_collators) {
  return {relay_blocks, leaves, paras, candidates, sessions, upward, reversions, stray_collators};
}

constexpr scope with_upgrades(scope window) {
  window.upgrades = true;
  return window;
}

constexpr scope with_messages(scope window, std::uint8_t downward, std::uint8_t horizontal) {
  window.downward = downward;
  window.horizontal = horizontal;
  return window;
}

constexpr std::array scopes{
    named_scope{"default", "a bit of everything, within a minute",
                window(3, 2, 1, 3, 1, true, true, false)},
    named_scope{"tiny", "two relay blocks and two candidates: a first look, in a moment",
                window(2, 1, 1, 2, 0, false, false, false)},
    named_scope{"forks", "three relay forks, reverted at will",
                window(4, 3, 1, 2, 0, false, true, false)},
    named_scope{"sessions", "two session changes in a row",
                window(4, 1, 1, 3, 2, false, false, false)},
    named_scope{"rotation",
                "a single chain, for parameters with paras_availability_period below "
                "group_rotation_frequency",
                window(3, 1, 1, 2, 0, false, false, false), "paras_availability_period=4"},
    named_scope{"messages", "upward messages on a single chain",
                window(3, 1, 1, 4, 0, true, false, false)},
    named_scope{"paras", "two parachains on a single chain",
                window(3, 1, 2, 3, 0, false, false, false)},
    named_scope{"capacity", "long unincluded segments on a single chain",
                window(4, 1, 1, 5, 0, false, false, false)},
    named_scope{"governance",
                "two session changes in a row, for parameters that change",
                window(4, 1, 1, 2, 2, false, false, false),
                {},
                "scheduling_lookahead=2"},
    named_scope{"disputes", "candidates that lose disputes, and chains frozen for it",
                with_disputes(window(4, 2, 1, 2, 0, false, true, false))},
    named_scope{"elastic", "a parachain with two cores: two candidates in one relay block",
                with(window(3, 1, 1, 4, 0, false, false, false), claim_pattern::own, 2)},
    named_scope{"senders", "a parachain with two cores that sends upward messages",
                with(window(2, 1, 1, 3, 0, true, false, false), claim_pattern::own, 2)},
    named_scope{"shared-core", "two parachains that take turns on one core",
                with(window(3, 1, 2, 3, 0, false, false, false), claim_pattern::shared, 1)},
    named_scope{"on-demand", "a parachain that orders its coretime, block by block",
                with(window(3, 1, 1, 2, 1, false, false, false), claim_pattern::on_demand, 1)},
    named_scope{"burst", "a parachain with a core of its own that orders a second one at times",
                with(window(3, 1, 1, 2, 0, false, false, false), claim_pattern::own_and_demand, 1)},
    named_scope{"views", "what a node keeps at each leaf, imported and heard of in any order",
                with_views(window(3, 2, 1, 2, 0, false, false, true), true, false)},
    named_scope{"provisioner", "relay blocks with what a node's view offers their authors, or less",
                with_views(window(3, 1, 1, 3, 0, false, false, false), false, true)},
    named_scope{"upgrades",
                "code upgrades, one after the other, with delays as short as they may be",
                with_upgrades(window(3, 2, 1, 3, 0, false, true, false)),
                "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
                "unincluded_segment_capacity=2,minimum_validation_upgrade_delay=2,"
                "validation_upgrade_delay=2,validation_upgrade_cooldown=4",
                {},
                true},
    named_scope{"downward", "messages from the relay chain to a parachain",
                with_messages(window(3, 2, 1, 3, 0, false, true, false), 2, 0),
                "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
                "unincluded_segment_capacity=2"},
    named_scope{"down-cores", "the same to a parachain with two cores",
                with(with_messages(window(3, 1, 1, 3, 0, false, false, false), 2, 0),
                     claim_pattern::own, 2),
                "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
                "unincluded_segment_capacity=2"},
    named_scope{"horizontal", "messages from and to other parachains, through narrow channels",
                with_messages(window(3, 1, 1, 2, 0, false, false, false), 0, 2),
                "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
                "unincluded_segment_capacity=2,hrmp_channel_max_capacity=1"},
    named_scope{"votes", "backing votes, one by one, of groups that take turns",
                with_votes(window(2, 1, 1, 2, 0, false, false, true), 3, 1),
                "scheduling_lookahead=2,allowed_ancestry_len=1,group_rotation_frequency=2"},
    named_scope{"collators",
                "two honest collators and a dishonest one, who know of different blocks",
                with_collators(window(2, 1, 1, 3, 0, false, false, false), 3, 1),
                "scheduling_lookahead=2,allowed_ancestry_len=1"},
    named_scope{"segments", "what an unincluded segment counts, built by honest and dishonest",
                with_collators(window(2, 1, 1, 3, 0, true, false, false), 2, 1),
                "scheduling_lookahead=2,allowed_ancestry_len=1"},
    named_scope{
        "grinding", "a dishonest collator whose blocks' hashes are as low as it likes",
        with_collators(with_views(window(3, 1, 1, 2, 0, false, false, false), false, true), 2, 1),
        "scheduling_lookahead=2,allowed_ancestry_len=1"},
    named_scope{"offset", "collators that build one block behind the newest, with relay forks",
                with_collators(window(3, 2, 1, 2, 0, false, true, false), 2, 0),
                "relay_parent_offset=1"},
    named_scope{"liveness",
                "what happens in the long run, with forks, reversions and sessions",
                window(3, 2, 1, 2, 1, false, true, false),
                {},
                {},
                true},
    named_scope{"cadence",
                "how often para blocks are included, on a single chain",
                window(3, 1, 1, 5, 0, false, true, false),
                {},
                {},
                true},
    named_scope{"saboteur",
                "a dishonest collator against an honest one in the long run",
                with_collators(window(3, 2, 1, 2, 0, false, true, false), 2, 1),
                "scheduling_lookahead=2",
                {},
                true},
    named_scope{
        "everything",
        "everything at once, small: forks, sessions, two cores, messages, disputes, strays, "
        "a parameter change",
        with_disputes(with(window(3, 2, 1, 2, 1, true, true, true), claim_pattern::own, 2)),
        "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=2,"
        "max_upward_queue_size=2097152",
        "scheduling_lookahead=1"},
};

template <class Range>
std::vector<std::string_view> names_of(const Range& all) {
  std::vector<std::string_view> names;
  names.reserve(std::size(all));
  for (const auto& each : all) names.push_back(each.name);
  return names;
}

const window_key& key_named(std::string_view name) {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const window_key& key) { return key.name == name; });
  if (found != keys.end()) return *found;
  throw scope_error(
      fmt::format("a window has no '{}'; {}", name, protocol::what_instead(name, names_of(keys))));
}

std::string shown_flag(bool value) { return value ? "yes" : "no"; }

}  // namespace

std::span<const window_key> window_keys() { return keys; }
std::span<const named_scope> named_scopes() { return scopes; }

bool is_told(const scope& window, const window_key& key) {
  const scope usual;
  if (!key.is_extra) return true;
  return key.number != nullptr ? window.*key.number != usual.*key.number
                               : window.*key.flag != usual.*key.flag;
}

std::string value_text(const scope& window, const window_key& key) {
  if (!key.names.empty() && window.*key.number < key.names.size())
    return std::string(key.names[window.*key.number]);
  return key.number != nullptr ? fmt::to_string(unsigned{window.*key.number})
                               : shown_flag(window.*key.flag);
}

std::string to_text(const scope& window) {
  std::string text;
  for (const auto& key : keys) {
    if (!is_told(window, key)) continue;
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", key.name, value_text(window, key));
  }
  return text;
}

void set(scope& window, std::string_view name, std::string_view value) {
  const window_key& key = key_named(name);
  if (key.flag != nullptr) {
    if (value != "yes" && value != "no")
      throw scope_error(fmt::format("{}={}; allowed: yes, no", name, value));
    window.*key.flag = value == "yes";
    return;
  }
  if (!key.names.empty()) {
    const auto found = std::find(key.names.begin(), key.names.end(), value);
    if (found == key.names.end())
      throw scope_error(fmt::format("{}={}; allowed: {}", name, value, fmt::join(key.names, ", ")));
    window.*key.number = static_cast<std::uint8_t>(found - key.names.begin());
    return;
  }
  std::uint8_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size())
    throw scope_error(fmt::format("{}={}; allowed: a whole number, 0 to 255", name, value));
  window.*key.number = number;
}

chosen_scope read_scope(std::string_view text) {
  chosen_scope chosen{std::string(scopes.front().name), scopes.front().window};
  for (bool first = true; first || !text.empty(); first = false) {
    const auto comma = std::min(text.find(','), text.size());
    const auto part = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    const auto equals = part.find('=');
    if (equals != std::string_view::npos) {
      set(chosen.window, part.substr(0, equals), part.substr(equals + 1));
      continue;
    }
    const auto named = std::find_if(scopes.begin(), scopes.end(),
                                    [&](const named_scope& each) { return each.name == part; });
    if (named == scopes.end())
      throw scope_error(fmt::format("there is no scope '{}'; {}", part,
                                    protocol::what_instead(part, names_of(scopes))));
    if (!first) throw scope_error(fmt::format("the scope's name '{}' comes first, once", part));
    chosen = {std::string(named->name), named->window, named->set, named->change, named->long_run};
  }
  for (const auto& named : scopes)
    if (named.name == chosen.name && named.window != chosen.window) chosen.name.clear();
  return chosen;
}

scope widened(const scope& window) {
  scope wider = window;
  ++wider.relay_blocks;
  ++wider.leaves;
  ++wider.candidates;
  if (window.sessions > 0) ++wider.sessions;
  return wider;
}

std::vector<std::string> left_out(const scope& window) {
  std::vector<std::string> all;
  const auto more_than = [&](unsigned count, std::string_view one, std::string_view many) {
    all.push_back(fmt::format("more than {} {}", count, count == 1 ? one : many));
  };
  more_than(window.relay_blocks - 1U, "relay block above the last finalized one",
            "relay blocks above the last finalized one");
  if (window.leaves == 1) all.emplace_back("relay forks");
  if (window.leaves > 1) more_than(window.leaves, "relay fork", "relay forks at one time");
  more_than(window.paras, "parachain", "parachains");
  more_than(window.candidates, "candidate at one time", "candidates at one time");
  if (window.sessions == 0) all.emplace_back("session changes");
  if (window.sessions > 0)
    more_than(window.sessions, "session change among the kept blocks",
              "session changes among the kept blocks");
  if (!window.upward) all.emplace_back("upward messages");
  if (!window.reversions) all.emplace_back("reversions");
  if (!window.disputes) all.emplace_back("disputes");
  if (window.disputes)
    all.emplace_back(
        "more than one dispute decided in a block, and those short of a supermajority");
  if (window.changes == 0) all.emplace_back("parameter changes");
  if (window.changes > 0) more_than(window.changes, "parameter change", "parameter changes");
  if (!window.has_cores()) all.emplace_back("several cores, and claims on them");
  if (is_on_demand(window)) all.emplace_back("more than one order at a time waiting for a core");
  if (!window.withheld) all.emplace_back("withheld availability, and time-outs with it");
  if (!window.upgrades) all.emplace_back("code upgrades");
  if (window.downward == 0) all.emplace_back("downward messages");
  if (window.downward > 0)
    more_than(window.downward, "downward message that waits", "downward messages that wait");
  if (window.horizontal == 0) all.emplace_back("horizontal messages");
  if (window.horizontal > 0)
    more_than(window.horizontal, "relay block with horizontal messages to be read",
              "relay blocks with horizontal messages to be read");
  if (window.votes == 0) all.emplace_back("single votes of backing groups");
  if (window.votes > 0) {
    more_than(window.votes, "member of a backing group", "members of a backing group");
    more_than(backing_groups, "backing group", "backing groups");
  }
  if (window.collators == 1) all.emplace_back("collators that know of different blocks");
  if (window.collators > 1) more_than(window.collators, "collator", "collators of a parachain");
  if (!window.views) all.emplace_back("what a node sees of relay blocks and candidates, and when");
  if (window.views)
    all.emplace_back("more than one node, one that starts late, and cycles of para heads");
  if (!window.stray_collators) all.emplace_back("collators that do not build on the newest blocks");
  return all;
}

}  // namespace backcheck::machine
