// SPDX-License-Identifier: Apache-2.0
//
// The kinds of case about the fragment tree.
#include <algorithm>
#include <list>
#include <map>
#include <optional>

#include "conformance/kinds.hpp"
#include "conformance/roster.hpp"
#include "model/protocol/fragment_tree.hpp"

namespace backcheck::conformance {

namespace {

using protocol::candidate_storage;
using protocol::fragment_tree;

/// The storage and the tree of one case, and what happens to them.
class tree_case {
 public:
  tree_case(const json& line, trial& t, const protocol::dialect& speak)
      : named_(t.named), speak_(speak), known_(line, t.named, hash_order::none) {}

  /// What a step answers, with all that is recorded beside it.
  answer::object take(const json& op);

 private:
  fragment_tree& tree();
  answer::object populate(const json& op);
  answer::object select_child(const json& op);
  answer hypothetical_depths(const json& op);
  answer store(const json& op);
  answer marked(const json& op);
  answer write_state();
  std::string path_of(const fragment_tree::node& node);

  names& named_;
  protocol::dialect speak_;
  roster known_;
  candidate_storage storage_;
  std::optional<fragment_tree> tree_;
  std::list<std::string> texts_;  ///< what answers point into
};

answer write_depths(const std::vector<std::size_t>& depths) {
  answer::list written;
  for (const std::uint64_t depth : depths) written.emplace_back(depth);
  return written;
}

fragment_tree& tree_case::tree() {
  if (!tree_) throw malformed("a step asks for a tree before one was populated");
  return *tree_;
}

std::string tree_case::path_of(const fragment_tree::node& node) {
  std::string own(known_.name(node.candidate->hash));
  if (node.parent == fragment_tree::root) return own;
  return path_of(tree_->nodes()[node.parent]) + "/" + own;
}

answer tree_case::write_state() {
  std::map<std::string_view, candidate_hash> present;
  std::vector<std::string> paths;
  for (const auto& node : tree().nodes()) {
    const auto hash = node.candidate->hash;
    present.emplace(known_.name(hash), hash);
    paths.push_back(path_of(node));
  }
  answer::object depths;
  for (const auto& [name, hash] : present) {
    depths.emplace_back(name, write_depths(tree().depths_of(hash)));
  }
  std::sort(paths.begin(), paths.end());
  answer::list nodes;
  for (auto& path : paths)
    nodes.emplace_back(std::string_view(texts_.emplace_back(std::move(path))));
  return answer::object{{"depths", std::move(depths)}, {"nodes", std::move(nodes)}};
}

answer::object tree_case::populate(const json& op) {
  const json from = member(op, "scope");
  auto read = scope_from(from, named_, known_, speak_);
  answer::object said{{"result", accept(read)}};
  tree_.reset();
  if (to_text(said.front().second) != to_text(ok())) return said;
  tree_.emplace(speak_, std::move(read.scope), word_of(from, "max_depth"), storage_);
  said.emplace_back("earliest", named_.name(earliest_relay_parent(tree().scope()).hash.raw()));
  said.emplace_back("state", write_state());
  return said;
}

answer tree_case::store(const json& op) {
  const std::string_view name = text_of(op, "candidate");
  const auto& candidate = known_.candidate(name);
  const auto why = check_introduced(storage_, *candidate).why();
  if (why == protocol::storage_refusal::candidate_already_known) {
    return error("CandidateAlreadyKnown", {{"candidate", name}});
  }
  if (why == protocol::storage_refusal::none) {
    (void)storage_.add(candidate, protocol::candidate_state::introduced);
  }
  return write_entry_refusal(why);
}

answer tree_case::marked(const json& op) {
  const auto hash = known_.hash(text_of(op, "candidate"));
  if (text_of(op, "op") == "mark_backed") {
    storage_.mark_backed(hash);
  } else {
    storage_.mark_seconded(hash);
  }
  return ok(answer::object{{"backed", storage_.is_backed(hash)}});
}

answer tree_case::hypothetical_depths(const json& op) {
  const std::string_view form = text_of(op, "form");
  if (form != "complete" && form != "incomplete") refuse("form", "\"complete\" or \"incomplete\"");
  const auto how =
      form == "complete" ? fragment_tree::form::complete : fragment_tree::form::incomplete;
  const auto where = truth_of(op, "backed_in_path_only") ? fragment_tree::below::backed
                                                         : fragment_tree::below::anything;
  const auto& candidate = *known_.candidate(text_of(op, "candidate"));
  return ok(write_depths(tree().hypothetical_depths(candidate, how, where, storage_)));
}

/// Upstream returns the child inserted first. Of several inserted by one operation that is any.
answer::object tree_case::select_child(const json& op) {
  const json asked = member(op, "pred");
  std::function<bool(const candidate_hash&)> passes;
  if (asked.is_array()) {
    passes = [list = known_.hashes(op, "pred")](const candidate_hash& hash) {
      return std::any_of(list.begin(), list.end(),
                         [&](const candidate_hash& each) { return (each == hash).known(); });
    };
  } else if (text(asked, "pred") == "backed") {
    passes = [&](const candidate_hash& hash) { return storage_.is_backed(hash); };
  } else if (text(asked, "pred") == "any") {
    passes = [](const candidate_hash&) { return true; };
  } else {
    refuse("pred", "\"any\", \"backed\" or a list of candidates");
  }
  const auto found = tree().children_after(known_.hashes(op, "path"), passes);
  std::vector<std::string_view> all;
  answer chosen;
  std::size_t first = SIZE_MAX;
  for (const auto* child : found) {
    all.push_back(known_.name(child->candidate->hash));
    if (child->operation > first) continue;
    chosen = child->operation == first ? std::string_view("varies") : all.back();
    first = child->operation;
  }
  std::sort(all.begin(), all.end());
  return {{"result", ok(answer::list(all.begin(), all.end()))}, {"chosen", std::move(chosen)}};
}

answer::object tree_case::take(const json& op) {
  const std::string_view name = text_of(op, "op");
  const auto only = [](answer result) { return answer::object{{"result", std::move(result)}}; };
  if (name == "store") return only(store(op));
  if (name == "mark_seconded" || name == "mark_backed") return only(marked(op));
  if (name == "populate") return populate(op);
  if (name == "select_child") return select_child(op);
  if (name == "hypothetical_depths") return only(hypothetical_depths(op));
  if (name == "head_data") {
    const std::string_view head = text_of(op, "head");
    return only(ok(storage_.knows_head(named_.number(head)) ? answer(head) : answer()));
  }
  if (name == "remove") {
    storage_.remove(known_.hash(text_of(op, "candidate")));
    return only(ok());
  }
  if (name == "retain") {
    storage_.retain(known_.hashes(op, "keep"));
    return only(ok());
  }
  if (name != "add_and_populate") {
    throw malformed("there is no step \"" + std::string(name) + "\"");
  }
  tree().add_and_populate(known_.hash(text_of(op, "candidate")), storage_);
  return {{"result", ok()}, {"state", write_state()}};
}

}  // namespace

void try_fragment_tree(const json& line, trial& t) {
  for_each_version(line, [&](const protocol::dialect& speak) {
    tree_case tree(line, t, speak);
    std::size_t i = 0;
    for (const json step : elements_of(line, "steps")) {
      t.expect_step(i++, step, tree.take(member(step, "op")));
    }
  });
}

namespace {

/// Whether a step behind the defect shows what a tree without it does: its answers, and the depths
/// of candidates.
bool agrees_behind_defect(const json& step, const answer::object& came) {
  return std::all_of(came.begin(), came.end(), [&](const auto& named) {
    const auto& [key, value] = named;
    if (key == "earliest") return true;
    if (key != "state") return !compare(member(step, key), value);
    const auto& depths = std::get<answer::object>(value.value()).front().second;
    return !compare(member(member(step, key), "depths"), depths);
  });
}

}  // namespace

/// From `shift_at` on upstream's own indices go astray: what is recorded then is for information.
void try_index_shift(const json& line, trial& t) {
  const std::uint64_t shift_at = word_of(line, "shift_at");
  for_each_version(line, [&](const protocol::dialect& speak) {
    tree_case tree(line, t, speak);
    std::size_t i = 0;
    for (const json step : elements_of(line, "steps")) {
      const auto came = tree.take(member(step, "op"));
      if (i < shift_at) t.expect_step(i, step, came);
      if (i >= shift_at && !agrees_behind_defect(step, came)) t.note();
      ++i;
    }
  });
}

}  // namespace backcheck::conformance
