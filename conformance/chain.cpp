// SPDX-License-Identifier: Apache-2.0
//
// The kinds of case about the fragment chain.
#include <list>

#include "conformance/kinds.hpp"
#include "conformance/roster.hpp"
#include "model/protocol/fragment_chain.hpp"

namespace backcheck::conformance {

namespace {

using protocol::chain_refusal;
using protocol::chain_verdict;
using protocol::fragment_chain;
using protocol::stored_candidate;

/// The chains of one case by name, and what happens to them.
class chain_case {
 public:
  chain_case(const json& line, trial& t, const protocol::dialect& speak)
      : named_(t.named), speak_(speak), known_(line, t.named, hash_order::by_rank) {}

  /// What a step answers, with all that is recorded beside it.
  answer::object take(const json& op);

 private:
  fragment_chain& chain_of(const json& op);
  fragment_chain& chain_named(std::string_view name);
  answer::object leaf(const json& op);
  answer can_add(const json& op, const fragment_chain& chain);
  answer backable(const json& op, const fragment_chain& chain);
  answer head_data(const json& op, const fragment_chain& chain);
  answer write(const chain_verdict& verdict, const stored_candidate& asked);
  answer write_best(const fragment_chain& chain);
  answer write_state(const fragment_chain& chain);

  names& named_;
  protocol::dialect speak_;
  roster known_;
  std::list<std::pair<std::string_view, fragment_chain>> chains_;
};

fragment_chain& chain_case::chain_named(std::string_view name) {
  for (auto& [own, chain] : chains_) {
    if (own == name) return chain;
  }
  refuse("chain", "the name of a chain that was made");
}
fragment_chain& chain_case::chain_of(const json& op) { return chain_named(text_of(op, "chain")); }

answer chain_case::write(const chain_verdict& verdict, const stored_candidate& asked) {
  const auto block = [&](const auto& hash) { return named_.name(hash.raw()); };
  switch (verdict.why) {
    case chain_refusal::introduce_backed_candidate:
      return error("IntroduceBackedCandidate");
    case chain_refusal::candidate_entry:
      return error("CandidateEntry", {{"inner", write_entry_refusal(verdict.entry)}});
    case chain_refusal::candidate_already_known:
      return error("CandidateAlreadyKnown");
    case chain_refusal::zero_length_cycle:
      return error("ZeroLengthCycle");
    case chain_refusal::relay_parent_not_in_scope:
      return error("RelayParentNotInScope", {{"relay_parent", block(asked.relay_parent)},
                                             {"earliest_allowed", block(verdict.allowed)}});
    case chain_refusal::relay_parent_precedes_candidate_pending_availability:
      return error("RelayParentPrecedesCandidatePendingAvailability",
                   {{"relay_parent", block(asked.relay_parent)},
                    {"pending_relay_parent", block(verdict.allowed)}});
    case chain_refusal::fork_with_candidate_pending_availability:
      return error("ForkWithCandidatePendingAvailability", {{"other", known_.name(verdict.other)}});
    case chain_refusal::fork_choice_rule:
      return error("ForkChoiceRule", {{"other", known_.name(verdict.other)}});
    case chain_refusal::cycle:
      return error("Cycle");
    case chain_refusal::multiple_paths:
      return error("MultiplePaths");
    case chain_refusal::check_against_constraints:
      return error(
          "CheckAgainstConstraints",
          {{"inner", write_refusal(verdict.fragment, verdict.relay_parent, verdict.judged_under,
                                   asked.content, verdict.changes, named_)}});
    case chain_refusal::relay_parent_moved_backwards:
      return error("RelayParentMovedBackwards");
    case chain_refusal::none:
      break;
  }
  return ok();
}

answer chain_case::write_best(const fragment_chain& chain) {
  answer::list best;
  for (const auto& member : chain.best()) best.emplace_back(known_.name(member.candidate->hash));
  return best;
}

answer chain_case::write_state(const fragment_chain& chain) {
  std::vector<std::pair<std::string_view, std::string_view>> waiting;
  for (const auto& [candidate, state] : chain.unconnected().entries()) {
    const bool backed = state == protocol::candidate_state::backed;
    waiting.emplace_back(known_.name(candidate->hash), backed ? "backed" : "seconded");
  }
  std::sort(waiting.begin(), waiting.end());
  answer::list unconnected;
  for (const auto& [name, state] : waiting) unconnected.emplace_back(answer::list{name, state});
  return answer::object{{"best", write_best(chain)}, {"unconnected", std::move(unconnected)}};
}

answer::object chain_case::leaf(const json& op) {
  protocol::candidate_storage pending;
  answer::list stored;
  for (const json each : elements_of(op, "stored_pending")) {
    const auto& candidate = known_.candidate(text(each, "stored_pending"));
    auto why = check_entry(*candidate).why();
    if (why != protocol::storage_refusal::none) {
      stored.push_back(error("CandidateEntry", {{"inner", write_entry_refusal(why)}}));
      continue;
    }
    why = pending.add(candidate, protocol::candidate_state::backed).why();
    stored.push_back(write_entry_refusal(why));
  }
  const json from = member(op, "scope");
  auto read = scope_from(from, named_, known_, speak_);
  answer::object said{{"result", accept(read)}, {"stored", std::move(stored)}};
  const json previous = member(op, "prev");
  const fragment_chain* before =
      previous.is_null() ? nullptr : &chain_named(text(previous, "prev"));
  if (to_text(said.front().second) != to_text(ok())) return said;

  chains_.emplace_back(text_of(op, "chain"),
                       fragment_chain(speak_, std::move(read.scope),
                                      word_of(from, "max_backable_len"), std::move(pending)));
  auto& chain = chains_.back().second;
  said.emplace_back("earliest", named_.name(earliest_relay_parent(chain.scope()).hash.raw()));
  said.emplace_back("initial_best", write_best(chain));
  if (before) chain.populate_from_previous(*before);
  said.emplace_back("state", write_state(chain));
  return said;
}

answer chain_case::can_add(const json& op, const fragment_chain& chain) {
  const auto& candidate = *known_.candidate(text_of(op, "candidate"));
  const std::string_view form = text_of(op, "form");
  if (form == "entry") return write(chain.can_add_entry(candidate), candidate);
  if (form == "complete") return write(chain.can_add(asked(candidate)), candidate);
  if (form == "incomplete") return write(chain.can_add(advertised(candidate)), candidate);
  refuse("form", "\"entry\", \"complete\" or \"incomplete\"");
}

answer chain_case::backable(const json& op, const fragment_chain& chain) {
  answer::list found;
  for (const auto* member :
       chain.backable_after(known_.hashes(op, "ancestors"), word_of(op, "count"))) {
    found.emplace_back(answer::list{known_.name(member->candidate->hash),
                                    named_.name(member->relay_parent.hash.raw())});
  }
  return ok(std::move(found));
}

answer chain_case::head_data(const json& op, const fragment_chain& chain) {
  const std::string_view head = text_of(op, "head");
  return ok(chain.knows_head(named_.number(head)) ? answer(head) : answer());
}

answer::object chain_case::take(const json& op) {
  const std::string_view name = text_of(op, "op");
  if (name == "leaf") return leaf(op);
  auto& chain = chain_of(op);
  const auto only = [](answer result) { return answer::object{{"result", std::move(result)}}; };
  if (name == "can_add") return only(can_add(op, chain));
  if (name == "backable") return only(backable(op, chain));
  if (name == "head_data") return only(head_data(op, chain));
  const auto& candidate = known_.candidate(text_of(op, "candidate"));
  if (name == "is_backed") return only(ok(chain.is_backed(candidate->hash)));

  chain_verdict verdict;
  if (name == "second") {
    verdict = chain.add_seconded(candidate);
  } else if (name == "introduce_backed") {
    verdict = fragment_chain::add_backed(*candidate);
  } else if (name == "back") {
    chain.mark_backed(candidate->hash);
  } else {
    throw malformed("there is no step \"" + std::string(name) + "\"");
  }
  auto said = only(write(verdict, *candidate));
  if (verdict.why != chain_refusal::candidate_entry) {
    said.emplace_back("state", write_state(chain));
  }
  return said;
}

}  // namespace

void try_fragment_chain(const json& line, trial& t) {
  for_each_version(line, [&](const protocol::dialect& speak) {
    chain_case chains(line, t, speak);
    std::size_t i = 0;
    for (const json step : elements_of(line, "steps")) {
      t.expect_step(i++, step, chains.take(member(step, "op")));
    }
  });
}

/// Two pending candidates share a parent, which no relay chain presents: either may win, and what
/// comes after depends on it. Noted is an outcome that was not seen; there may be others.
void try_order_dependent(const json& line, trial& t) {
  for_each_version(line, [&](const protocol::dialect& speak) {
    chain_case chains(line, t, speak);
    const std::uint64_t divergence = word_of(line, "first_divergence");
    std::uint64_t i = 0;
    for (const json op : elements_of(line, "ops")) {
      const answer came = chains.take(op);
      if (i++ != divergence) continue;
      bool seen = false;
      for (const json each : elements_of(line, "outcomes_there")) {
        seen = seen || !compare(each, came);
      }
      if (!seen) t.note();
      return;
    }
  });
}

}  // namespace backcheck::conformance
