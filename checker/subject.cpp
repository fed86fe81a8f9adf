// SPDX-License-Identifier: Apache-2.0
#include "checker/subject.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "checker/asking.hpp"
#include "checker/narrator.hpp"
#include "checker/shapes.hpp"
#include "checker/symbolic_check.hpp"
#include "checker/wide_shapes.hpp"
#include "model/machine/cores.hpp"
#include "model/machine/scopes.hpp"
#include "properties/catalogue.hpp"
#include "properties/liveness.hpp"

namespace backcheck::checker {

namespace {

template <class Shape>
bool holds(const machine::scope& window) {
  return window.relay_blocks <= Shape::blocks && window.paras <= Shape::paras &&
         window.candidates <= Shape::candidates;
}

const fact* find(const std::vector<fact>& all, const std::string& subject) {
  for (const auto& f : all) {
    if (f.subject == subject) return &f;
  }
  return nullptr;
}

std::string said(const fact& f) {
  std::string text;
  for (const auto& [name, value] : f.attributes) {
    if (!text.empty()) text += ", ";
    text += value == "yes" ? name : fmt::format("{} {}", name, value);
  }
  return text;
}

void add(std::string& line, const std::string& text) {
  if (!line.empty()) line += "; ";
  line += text;
}

/// The attributes of `now` that differ from `was`, and those that are gone.
void add_changes(std::string& line, const fact& was, const fact& now) {
  const auto value_in = [](const fact& f, const std::string& name) -> std::string {
    for (const auto& [each, value] : f.attributes) {
      if (each == name) return value;
    }
    return "";
  };
  for (const auto& [name, value] : now.attributes) {
    const auto before = value_in(was, name);
    if (before == value) continue;
    if (before.empty())
      add(line, value == "yes" ? fmt::format("{} {}", now.subject, name)
                               : fmt::format("{} {}: {}", now.subject, name, value));
    if (!before.empty())
      add(line, fmt::format("{} {}: {} -> {}", now.subject, name, before, value));
  }
  for (const auto& [name, value] : was.attributes) {
    if (value_in(now, name).empty())
      add(line, fmt::format("{} {}: {} -> none", now.subject, name, value));
  }
}

}  // namespace

bool shows(const frame& f, std::size_t property) {
  const auto about_it = [&](const violation& v) { return v.property == property; };
  return f.witnessed.contains(property) ||
         std::any_of(f.violations.begin(), f.violations.end(), about_it);
}

std::string difference(const std::vector<fact>& before, const std::vector<fact>& after) {
  std::string line;
  for (const auto& was : before) {
    if (find(after, was.subject) == nullptr) add(line, was.subject + " is gone");
  }
  for (const auto& now : after) {
    const auto* was = find(before, now.subject);
    if (was == nullptr) add(line, fmt::format("new {} ({})", now.subject, said(now)));
    if (was != nullptr) add_changes(line, *was, now);
  }
  return line;
}

std::string tell(const std::vector<fact>& facts) {
  std::string line;
  for (const auto& f : facts) add(line, fmt::format("{} ({})", f.subject, said(f)));
  return line;
}

std::unique_ptr<subject> make_subject(const setting& s) {
  if (s.window.needs_traffic_shape()) return make_machine_subject<traffic_shape>(s);
  if (s.window.needs_vote_shape()) return make_machine_subject<vote_shape>(s);
  if (s.window.needs_collator_shape()) return make_machine_subject<collator_shape>(s);
  if (s.window.needs_view_shape()) return make_machine_subject<view_shape>(s);
  if (!s.window.is_plain()) {
    const bool small =
        holds<whole_shape>(s.window) && machine::core_count(s.window) <= whole_shape::cores;
    return small ? make_machine_subject<whole_shape>(s)
                 : make_machine_subject<machine::wide_whole_shape>(s);
  }
  if (holds<small_shape>(s.window)) return make_machine_subject<small_shape>(s);
  if (holds<medium_shape>(s.window)) return make_machine_subject<medium_shape>(s);
  if (holds<large_shape>(s.window)) return make_machine_subject<large_shape>(s);
  return make_machine_subject<machine::wide_shape>(s);
}

std::unique_ptr<solver::symbolic::system> make_system(const setting& s) {
  const auto& window = s.window;
  if (window.needs_view_shape() || window.needs_vote_shape() || window.needs_collator_shape() ||
      window.needs_traffic_shape())
    throw request_error(
        "--engine symbolic: not said in terms yet are views, votes, collators, upgrades, downward "
        "and horizontal messages, and withheld=no; allowed are windows without them");
  if (!s.window.is_plain() && holds<whole_shape>(s.window) &&
      machine::core_count(s.window) <= whole_shape::cores)
    return make_machine_system<whole_shape>(s);
  if (s.window.is_plain() && holds<small_shape>(s.window))
    return make_machine_system<small_shape>(s);
  if (s.window.is_plain() && holds<medium_shape>(s.window))
    return make_machine_system<medium_shape>(s);
  throw request_error(fmt::format(
      "--engine symbolic: the window is too large for terms; allowed are at most relay_blocks={}, "
      "paras={}, candidates={}",
      medium_shape::blocks, medium_shape::paras, medium_shape::candidates));
}

std::unique_ptr<labelled_subject> make_labelled_subject(const setting& s) {
  const auto wider = machine::widened(s.window);
  if (s.window.needs_traffic_shape()) return make_machine_labelled_subject<traffic_shape>(s);
  if (s.window.needs_collator_shape()) return make_machine_labelled_subject<collator_shape>(s);
  if (holds<small_shape>(wider)) return make_machine_labelled_subject<small_shape>(s);
  if (holds<medium_shape>(wider)) return make_machine_labelled_subject<medium_shape>(s);
  return make_machine_labelled_subject<large_shape>(s);
}

const std::vector<properties::property_info>& property_infos() {
  static const auto infos = [] {
    std::vector<properties::property_info> all;
    properties::for_each_property([&]<class P, std::size_t I>() { all.push_back(P::info); });
    return all;
  }();
  return infos;
}

std::optional<std::size_t> property_by_id(std::string_view id) {
  const auto& infos = property_infos();
  for (std::size_t i = 0; i < infos.size(); ++i) {
    if (infos[i].id == id) return i;
  }
  return std::nullopt;
}

std::vector<std::string_view> property_ids() {
  std::vector<std::string_view> ids;
  for (const auto& info : property_infos()) ids.push_back(info.id);
  for (const auto& info : properties::long_run()) ids.push_back(info.id);
  return ids;
}

solver::claim_set all_properties(protocol::rule_set rules) {
  solver::claim_set claimed;
  const auto& infos = property_infos();
  for (std::size_t i = 0; i < infos.size(); ++i) claimed.insert_if(infos[i].holds_in.has(rules), i);
  return claimed;
}

}  // namespace backcheck::checker
