// SPDX-License-Identifier: Apache-2.0
//
// Every step of Backcheck's machine at a setting, one line each: the state before, the state after,
// and the rule, as tell.pml has Spin print them. So that `compare` can tell apart what has equally
// many states.
//
//   tell_steps KEY=VALUE...       as rules=2023, relay_blocks=3, scheduling_lookahead=3, fault=none
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

#include "checker/machine_model.hpp"
#include "checker/shapes.hpp"
#include "model/machine/scopes.hpp"
#include "model/protocol/configuration.hpp"
#include "model/reflect/leaves.hpp"
#include "solver/explicit/bind.hpp"

namespace backcheck::bench {
namespace {

using model_type = checker::machine_model<checker::small_shape>;
using state_type = model_type::state_type;
using packed_state = std::vector<solver::word>;

template <class Value, std::size_t N>
Value named(std::string_view name, const std::array<std::string_view, N>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::runtime_error(fmt::format("there is no '{}'", name));
  return static_cast<Value>(found - names.begin());
}

void set(checker::setting& s, const std::string& assignment) {
  const auto equals = assignment.find('=');
  const auto key = assignment.substr(0, equals);
  const auto value = equals == std::string::npos ? "" : assignment.substr(equals + 1);
  const auto keys = machine::window_keys();
  if (key == "rules") {
    s.speak.rules = named<protocol::rule_set>(value, protocol::rule_set_names);
  } else if (key == "fault") {
    s.speak.fault = named<protocol::fault>(value, protocol::fault_names);
  } else if (std::any_of(keys.begin(), keys.end(), [&](const auto& k) { return k.name == key; })) {
    machine::set(s.window, key, value);
  } else {
    const auto [which, number] = protocol::parse_assignment(assignment);
    protocol::assign(s.parameters, *which, number);
  }
}

template <class... Leaf>
std::string numbers(const Leaf&... leaf) {
  std::string text;
  ((text += fmt::format(" {}", std::uint64_t{reflect::leaf_traits<Leaf>::number(leaf)})), ...);
  return text;
}

std::string told(const state_type& s) {
  std::string text = numbers(s.roots[0].context_age, s.session_age).substr(1);
  for (std::size_t i = 0; s.has_block(i).known(); ++i) {
    const auto& b = s.blocks[i];
    const auto& now = b.paras[0];
    text += " |" + numbers(b.parent, b.height, b.session, b.rotation, b.tracked, now.included,
                           now.pending, now.pending_age, now.queued);
  }
  for (std::size_t i = 0; s.has_candidate(i).known(); ++i) {
    const auto& c = s.candidates[i];
    text += " /" + numbers(c.parent, c.relay_parent, c.relay_parent_age, c.segment_length, c.sends,
                           c.backable, c.reverted);
  }
  return text;
}

void tell_steps(const checker::setting& s) {
  const solver::bound_view<model_type> view{model_type(s)};
  const auto expander = view.make_expander();
  const auto told_packed = [&](const solver::word* packed) {
    state_type state;
    reflect::unpack(view.model().layout(), packed, state);
    return told(state);
  };
  std::set<packed_state> seen{view.starts()};
  std::deque<packed_state> queue{view.starts()};
  solver::expansion found;
  for (; !queue.empty(); queue.pop_front()) {
    expander->expand(queue.front().data(), found);
    const auto before = told_packed(queue.front().data());
    const auto* after = found.successors.data();
    for (const auto& step : found.steps) {
      fmt::print("{} => {} {}\n", before, told_packed(after), view.rules()[step.rule]);
      packed_state next(after, after + view.words());
      if (seen.insert(next).second) queue.push_back(std::move(next));
      after += view.words();
    }
  }
}

}  // namespace
}  // namespace backcheck::bench

int main(int argc, char** argv) try {
  backcheck::checker::setting s;
  s.window.paras = 1;
  std::for_each(argv + 1, argv + argc, [&](const char* word) { backcheck::bench::set(s, word); });
  using shape = backcheck::checker::small_shape;
  if (s.window.relay_blocks > shape::blocks || s.window.candidates > shape::candidates)
    throw std::runtime_error(fmt::format("too large: at most {} relay blocks and {} candidates",
                                         shape::blocks, shape::candidates));
  backcheck::bench::tell_steps(s);
} catch (const std::exception& error) {
  fmt::print(stderr, "tell_steps: {}\n", error.what());
  return 2;
}
