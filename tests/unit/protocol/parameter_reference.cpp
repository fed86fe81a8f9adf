// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/protocol/parameter_reference.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "model/protocol/presets.hpp"

namespace backcheck::protocol {
namespace {

constexpr std::string_view introduction = R"(# Parameters

Every number of a relay chain's host configuration and of a parachain's runtime, by the chain's own
name. This page is made from the registry and the presets, and a test fails when it is stale; make it
again with `BACKCHECK_UPDATE=1 ctest --preset dev -R parameter_reference`.

A run starts from a preset (`--preset kusama`) or from a file (`--config my.toml`), and single values
are changed with `--set scheduling_lookahead=3`. Files are TOML, in the format of the presets
themselves (`model/protocol/presets/`):

```toml
preset = "polkadot"                 # start from here; only what is different follows
description = "Polkadot with three cores a parachain"

scheduling_lookahead = 3            # alone, by any of its names,

[parachain]                         # or in the table of its group
source = "our own runtime"          # where the values of this table are from
unincluded_segment_capacity = 12
block_processing_velocity = 3
slot_duration_ms = { value = 2000, source = "assumed: not decided yet" }
```

Numbers may be written `3_145_728`; in quotes and on the command line also `3,145,728`. `"none"` is
the absence of an optional number, and a list like `[0, 1, 3]` (on the command line: `0,1,3`) is a set
of node features. From 2^63 on a number must be in quotes, for TOML has no room for it. A source that
begins with `assumed` marks a value that nobody has read on a chain. A file without `preset` must give
every parameter, and say with `layout = 13` which version of the chain's `HostConfiguration` it is
written for. What a chain itself has, as JSON or as bytes, is read in the place of such a file, too:
[decoding](guides/decoding.md).

Ranges are those of the chain's own consistency check, by the name of its error, where that check
looks at one number alone. Where no upper end is given it is that of the chain's type: 32 bits, for
balances 128, for the executor's memory and times 64. In the tables a value in parentheses is what a chain behaves like whose
configuration has no such field, and one with a question mark is assumed.
)";

// 3145728 as 3_145_728.
std::string grouped(std::string digits) {
  const bool is_number = digits.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number || digits.size() < 5) return digits;
  for (std::size_t i = digits.size() - 3; i < digits.size() && i > 0;
       i -= std::min<std::size_t>(i, 3))
    digits.insert(i, "_");
  return digits;
}

// The upper end is left out where it is that of the type.
std::string range_of(const parameter& of) {
  if (of.kind == value_kind::flag) return "true or false";
  const auto in_groups = [](natural number) { return grouped(fmt::format("{}", number)); };
  const bool ends_with_type = of.max == 0xFFFFFFFF || of.max == UINT64_MAX || of.max == ~natural{0};
  const std::string numbers = !ends_with_type
                                  ? fmt::format("{} to {}", in_groups(of.min), in_groups(of.max))
                              : of.min == 0 ? "any"
                                            : fmt::format("from {}", in_groups(of.min));
  return of.kind == value_kind::optional_number ? "none, or " + numbers : numbers;
}

std::string cell(const configuration& all, const parameter& which) {
  const std::string value = grouped(to_text(value_of(all.values, which)));
  if (all.layout < which.since || which.until < all.layout) return fmt::format("({})", value);
  return value + (all.is_assumed(which) ? " ?" : "");
}

std::string row(const std::vector<std::string>& cells) {
  return fmt::format("| {} |\n", fmt::join(cells, " | "));
}

std::string list_of_presets(const std::vector<configuration>& presets) {
  std::string text = "\n## Presets\n\n" + row({"name", "what it is", "layout"}) + "|---|---|---|\n";
  for (const configuration& each : presets)
    text += row({fmt::format("`{}`", each.name), each.description, fmt::format("{}", each.layout)});
  return text;
}

std::string explanation(const parameter& of) {
  std::string text = fmt::format("- **`{}`**", of.key);
  for (const std::string_view alias : of.aliases)
    text += fmt::format("{}`{}`", alias == of.aliases.front() ? ", also " : ", ", alias);
  text += fmt::format(". {} Affects: {}.", of.meaning, of.affects);
  if (!of.why.empty()) text += fmt::format(" Allowed: {} ({}).", range_of(of), of.why);
  if (of.since > oldest_layout) text += fmt::format(" Since layout {}.", of.since);
  if (of.until < newest_layout) text += fmt::format(" Until layout {}.", of.until);
  return text + fmt::format(" Source: {}.\n", of.source);
}

std::string section(const parameter_group& group, const std::vector<configuration>& presets) {
  std::string text = fmt::format("\n## `{}`: {}\n\n", group.name, group.about);
  if (!group.alias.empty())
    text += fmt::format("The chain calls this table `{}`; so may you.\n\n", group.alias);
  std::vector<std::string> head{"parameter", "unit", "allowed"};
  for (const configuration& each : presets) head.push_back(each.name);
  text += row(head) + row(std::vector<std::string>(head.size(), "---"));
  std::string explanations;
  for (const parameter& each : all_parameters()) {
    if (each.group != group.name) continue;
    std::vector<std::string> cells{fmt::format("`{}`", each.key), std::string(each.unit),
                                   range_of(each)};
    for (const configuration& preset : presets) cells.push_back(cell(preset, each));
    text += row(cells);
    explanations += explanation(each);
  }
  return text + "\n" + explanations;
}

// The source of most values first, then each other one with the values that are from it.
std::string citations(const configuration& all) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_source;
  for (const parameter& each : all_parameters()) {
    const std::string& source = all.sources[each.position];
    auto found = std::find_if(by_source.begin(), by_source.end(),
                              [&](const auto& entry) { return entry.first == source; });
    if (found == by_source.end()) found = by_source.insert(by_source.end(), {source, {}});
    found->second.push_back(fmt::format("`{}`", each.key));
  }
  std::stable_sort(by_source.begin(), by_source.end(),
                   [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
  std::string text =
      fmt::format("\n### {}\n\n- {}: all but the following\n", all.name, by_source.front().first);
  for (auto each = by_source.begin() + 1; each != by_source.end(); ++each)
    text += fmt::format("- {}: {}\n", each->first, fmt::join(each->second, ", "));
  return text;
}

}  // namespace

std::string parameter_reference() {
  std::vector<configuration> presets;
  for (const std::string_view name : preset_names()) presets.push_back(preset(name));
  std::string text(introduction);
  text += list_of_presets(presets);
  for (const parameter_group& each : parameter_groups()) text += section(each, presets);
  text += "\n## Where the values are from\n";
  for (const configuration& each : presets) text += citations(each);
  return text;
}

}  // namespace backcheck::protocol
