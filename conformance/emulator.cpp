// SPDX-License-Identifier: Apache-2.0
//
// The kinds of case about the inclusion emulator.
#include "conformance/emulator_json.hpp"
#include "conformance/kinds.hpp"

namespace backcheck::conformance {

namespace {

using protocol::dialect;

answer check(const constraints& c, const modifications& m) {
  return write_refusal(check_modifications(c, m).why(), c, m);
}

answer apply(const dialect& speak, const constraints& c, const modifications& m,
             const names& named) {
  constraints left = c;
  const auto why = apply_modifications(speak, left, m).why();
  if (why != protocol::modification_refusal::none) return write_refusal(why, c, m);
  return ok(write_constraints(left, named, speak));
}

/// Applies one after the other; a refusal says which one it was.
answer apply_one_by_one(const dialect& speak, constraints c, const std::vector<modifications>& all,
                        const names& named) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto why = apply_modifications(speak, c, all[i]).why();
    if (why == protocol::modification_refusal::none) continue;
    auto refused = write_refusal(why, c, all[i]);
    refused.add("at", std::uint64_t{i});
    return refused;
  }
  return ok(write_constraints(c, named, speak));
}

}  // namespace

void try_constraints(const json& line, trial& t) {
  for_each_version(line, [&](const dialect& speak) {
    const auto c = read_constraints(member(line, "constraints"), t.named, speak);
    const auto m = read_modifications(member(line, "mods"), t.named);
    t.expect("check", member(line, "check"), check(c, m));
    t.expect("apply", member(line, "apply"), apply(speak, c, m, t.named));
  });
}

void try_stack(const json& line, trial& t) {
  std::vector<modifications> all;
  for (const json each : elements_of(line, "mods")) {
    all.push_back(read_modifications(each, t.named));
  }
  modifications total;
  for (const auto& each : all) stack(total, each);
  t.expect("stacked", member(line, "stacked"), write_modifications(total, t.named));
  const bool applied = text_of(line, "kind") == "emulator.stack.apply";
  for_each_version(line, [&](const dialect& speak) {
    if (!applied) return;
    const auto c = read_constraints(member(line, "constraints"), t.named, speak);
    t.expect("one_by_one", member(line, "one_by_one"), apply_one_by_one(speak, c, all, t.named));
    t.expect("apply_stacked", member(line, "apply_stacked"), apply(speak, c, total, t.named));
  });
}

namespace {

void revalidate(const json& attempts, const dialect& speak, const relay_block& relay_parent,
                const constraints& before, const candidate& judged, const modifications& m,
                trial& t) {
  std::size_t i = 0;
  for (const json each : elements(attempts, "revalidate")) {
    constraints c = before;
    const json change = member(each, "change");
    if (!change.is_object()) refuse("change", "an object");
    change_constraints(change, t.named, c);
    const auto why = validate_fragment(speak, relay_parent, c, judged, m).why();
    t.expect("revalidate[" + std::to_string(i) + "].result", member(each, "result"),
             write_refusal(why, relay_parent, c, judged, m, t.named));
    ++i;
  }
}

}  // namespace

void try_fragment(const json& line, trial& t) {
  for_each_version(line, [&](const dialect& speak) {
    const auto c = read_constraints(member(line, "constraints"), t.named, speak);
    const auto relay_parent = read_relay_block(member(line, "relay_parent"), t.named);
    const auto judged = read_candidate(member(line, "candidate"), t.named, read_head_sizes(line));
    modifications m;
    const auto why = make_fragment(speak, relay_parent, c, judged, m).why();
    const bool valid = why == protocol::fragment_refusal::none;
    t.expect("result", member(line, "result"),
             valid ? ok(write_modifications(m, t.named))
                   : write_refusal(why, relay_parent, c, judged, m, t.named));
    if (speak.rules == protocol::rule_set::y2025) {
      const auto first = validate_commitments(relay_parent, c, judged).why();
      t.expect("commitments_only", member(line, "commitments_only"),
               write_refusal(first, relay_parent, c, judged, m, t.named));
    }
    const auto attempts = member_if(line, "revalidate");
    if (attempts) revalidate(*attempts, speak, relay_parent, c, judged, m, t);
  });
}

}  // namespace backcheck::conformance
