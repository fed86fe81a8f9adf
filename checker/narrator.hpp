// SPDX-License-Identifier: Apache-2.0
//
// Names for things that have only positions. Positions shift when blocks are finalized or reverted;
// a narrator follows an execution step by step, and calls a relay block R<number> (with a prime for
// each earlier block of that number) and a candidate c<number in order of birth> for as long as
// they are kept.
#pragma once

#include <fmt/format.h>

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "checker/stepper.hpp"
#include "model/machine/rules.hpp"
#include "model/reflect/leaves.hpp"

namespace backcheck::checker {

/// What changed from one list of facts to the next, in one line.
std::string difference(const std::vector<fact>& before, const std::vector<fact>& after);
/// All facts in one line.
std::string tell(const std::vector<fact>& facts);

template <class Shape>
class narrator {
 public:
  using concrete = language::concrete;
  using state_type = machine::state<concrete, Shape>;
  using chart_type = machine::chart<concrete, Shape>;
  using world_type = machine::world<concrete>;
  using block_type = machine::block_index<concrete, Shape>;
  using maybe = machine::maybe_candidate<concrete, Shape>;

  explicit narrator(const world_type& world) : world_(world), blocks_{block_name(0)} {
    heads_.resize(Shape::paras, "the first head");
  }

  /// For `reflect::show` and its kin.
  template <class What>
  [[nodiscard]] std::string name(std::size_t i) const {
    if constexpr (std::is_same_v<What, machine::what::relay_block>)
      return named(blocks_, i, "relay block");
    if constexpr (std::is_same_v<What, machine::what::candidate>)
      return named(candidates_, i, "candidate");
    return fmt::format("{} {}", What::name, i);
  }
  template <class What>
  [[nodiscard]] std::size_t used(std::size_t declared) const {
    return declared;
  }
  /// The name of a head: a candidate, or what the finalized block has included.
  [[nodiscard]] std::string head(const maybe& m, std::size_t para) const {
    return m.is_none().known() ? heads_[para]
                               : name<machine::what::candidate>(m.or_first().place().raw());
  }

  /// All names, by place.
  [[nodiscard]] names_by_place places() const {
    auto heads = heads_;
    heads.resize(world_.window.paras);
    return {blocks_, candidates_, std::move(heads)};
  }

  /// Takes note of a step. `first` is the number its rule drew first: the block that was finalized
  /// or reverted.
  void follow(machine::rule rule, std::uint8_t first, const state_type& before,
              const chart_type& known, const state_type& after) {
    if (rule == machine::rule::author) {
      const auto& built = after.blocks[after.block_count.raw() - 1U];
      blocks_.push_back(block_name(finalized_ + built.height.raw()));
    } else if (rule == machine::rule::collate) {
      candidates_.push_back(fmt::format("c{}", ++born_));
    } else if (rule == machine::rule::finalize) {
      auto aged = before;
      settle(survive_finalization(world_, aged, known, block_type(first)));
      ++finalized_;
    } else if (rule == machine::rule::revert) {
      auto marked = before;
      settle(survive_reversion(marked, block_type(first)));
    }
  }

  /// What is to be said of a state.
  [[nodiscard]] std::vector<fact> facts(const state_type& s) const {
    std::vector<fact> all;
    for (std::size_t b = 0; b < s.block_count.raw(); ++b) all.push_back(block_fact(s, b));
    for (std::size_t c = 0; c < s.candidate_count.raw(); ++c) all.push_back(candidate_fact(s, c));
    return all;
  }

 private:
  static std::string named(const std::vector<std::string>& names, std::size_t i, const char* kind) {
    return i < names.size() ? names[i] : fmt::format("{} {}", kind, i);
  }
  std::string block_name(std::uint64_t number) {
    return fmt::format("R{}{}", number, std::string(built_[number]++, '\''));
  }
  static std::string yes(language::known_truth t) { return t.known() ? "yes" : "no"; }

  /// Forgets the names of what goes; the finalized block's heads get their lasting names first.
  void settle(const machine::survivors<concrete, Shape>& kept) {
    for (std::size_t p = 0; p < Shape::paras; ++p) heads_[p] = head(kept.roots[p], p);
    keep(blocks_, kept.blocks);
    keep(candidates_, kept.candidates);
  }
  template <class Kept>
  static void keep(std::vector<std::string>& names, const Kept& kept) {
    std::vector<std::string> left;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (kept[i].known()) left.push_back(names[i]);
    }
    names = std::move(left);
  }

  [[nodiscard]] fact block_fact(const state_type& s, std::size_t b) const {
    const auto& block = s.blocks[b];
    fact f{name<machine::what::relay_block>(b), {}};
    if (b == 0) f.attributes.emplace_back("finalized", "yes");
    if (b != 0)
      f.attributes.emplace_back("on", name<machine::what::relay_block>(block.parent.place().raw()));
    const auto& parent = s.blocks[block.parent.place().raw()];
    if (b != 0 && block.session.raw() != parent.session.raw())
      f.attributes.emplace_back("ends session", "yes");
    if (machine::in_force(world_, block).rotation_length.raw() > 1) {
      f.attributes.emplace_back("next in rotation", fmt::to_string(unsigned{block.rotation.raw()}));
    }
    f.attributes.emplace_back("allowed relay parents below",
                              fmt::to_string(unsigned{block.tracked.raw()}));
    for (std::size_t p = 0; p < world_.window.paras; ++p) {
      const auto& now = block.paras[p];
      const std::string of = world_.window.paras > 1 ? fmt::format("para {}'s ", p) : "";
      f.attributes.emplace_back(of + "head", head(now.included, p));
      f.attributes.emplace_back(of + "pending", pending(now, p));
      if (now.queued.raw() > 0) {
        f.attributes.emplace_back(of + "upward batches queued",
                                  fmt::to_string(unsigned{now.queued.raw()}));
      }
    }
    for (std::size_t p = 0; p < world_.window.paras; ++p) add_code(f, block.paras[p]);
    for (std::size_t p = 0; p < world_.window.paras; ++p) add_messages(f, block.paras[p]);
    add_claims(f, block);
    add_plan(f, block);
    add_disputes(f, block);
    add_view(f, s, b);
    return f;
  }
  /// The code that is current, counted from that of the finalized block, and what is to follow it.
  void add_code(fact& f, const machine::para_state<concrete, Shape>& now) const {
    if constexpr (Shape::has_upgrades) {
      if (!world_.window.upgrades) return;
      const auto& record = now.upgrade.record;
      const auto number = [&](const auto& shifted) {
        return fmt::format("R{}", finalized_ + shifted.raw() - machine::number_shift);
      };
      f.attributes.emplace_back("code", fmt::to_string(unsigned{record.current.raw()}));
      if (record.has_future.known())
        f.attributes.emplace_back("code scheduled",
                                  record.is_checked.known()
                                      ? fmt::format("from {} on", number(record.expected_at))
                                      : "not checked yet");
      if (record.go_ahead.is_some().known())
        f.attributes.emplace_back("signal", signal(record.go_ahead));
      if (record.restricted.known())
        f.attributes.emplace_back("restricted before", number(record.cooldown_ends));
    }
  }
  /// The blocks of a list of numbers.
  template <class List>
  [[nodiscard]] std::string numbers(const List& list) const {
    std::string text;
    for (std::size_t i = 0; i < language::places(list) && list.has(i).known(); ++i)
      text += fmt::format("{}R{}", text.empty() ? "" : " ",
                          finalized_ + list[i].raw() - machine::number_shift);
    return text;
  }
  void add_messages(fact& f, const machine::para_state<concrete, Shape>& now) const {
    if constexpr (Shape::has_traffic) {
      const auto& there = now.traffic;
      const auto add = [&](const char* what, const std::string& text) {
        if (!text.empty()) f.attributes.emplace_back(what, text);
      };
      add("downward messages from", numbers(there.downward));
      add("horizontal messages from", numbers(there.digests));
      if (there.has_watermark.known())
        add("watermark",
            fmt::format("R{}", finalized_ + there.watermark.raw() - machine::number_shift));
      for (std::size_t i = 0; i < machine::recipients_max; ++i)
        if (there.channels[i].raw() > 0)
          add(i == 0 ? "in the first channel" : "in the second channel",
              fmt::to_string(unsigned{there.channels[i].raw()}));
    }
  }
  template <class Signal>
  static std::string signal(const Signal& given) {
    return given.or_first().place().raw() == protocol::signal_abort ? "abort" : "go ahead";
  }
  /// How a node follows the block, and what it keeps of the para there.
  void add_view(fact& f, const state_type& s, std::size_t b) const {
    if constexpr (Shape::has_views) {
      if (!world_.window.views) return;
      constexpr std::array<const char*, 4> ways{"not imported", "an active leaf", "retained",
                                                "forgotten"};
      f.attributes.emplace_back("to the node",
                                ways[static_cast<std::size_t>(machine::followed_as(s, b))]);
      const bool chains = world_.speak.rules == protocol::rule_set::y2025;
      for (std::size_t i = 0; i < s.candidate_count.raw(); ++i) {
        const auto how = machine::standing_of(s, b, i);
        if (how == machine::standing::unknown) continue;
        const std::string votes = how == machine::standing::seconded ? "" : " with votes";
        const std::string place = chains ? "waits" : "in the tree";
        f.attributes.emplace_back(
            fmt::format("its {} there", name<machine::what::candidate>(i)),
            how == machine::standing::on_chain ? "on the chain" : place + votes);
      }
    }
  }
  /// Those pending, in order, each with its age, and its core where cores are told apart.
  [[nodiscard]] std::string pending(const machine::para_state<concrete, Shape>& now,
                                    std::size_t p) const {
    std::string text;
    for (std::size_t i = 0; i < Shape::pending; ++i) {
      const auto entry = machine::pending_at(now, i);
      if (entry.candidate.is_none().known()) continue;
      if (!text.empty()) text += " then ";
      text += fmt::format("{} for {}", head(entry.candidate, p), unsigned{entry.age.raw()});
      if (!world_.window.has_cores()) continue;
      if constexpr (Shape::has_cores)
        text += fmt::format(" on core {}", unsigned{entry.core.place().raw()});
    }
    return text.empty() ? "nothing" : text;
  }
  void add_disputes(fact& f, const machine::relay_block<concrete, Shape>& block) const {
    if constexpr (Shape::has_disputes) {
      if (block.disputes.frozen.known()) f.attributes.emplace_back("frozen", "yes");
      std::string lost;
      for (std::size_t c = 0; c < Shape::candidates; ++c)
        if (block.disputes.lost[c].known())
          lost += (lost.empty() ? "" : " ") + name<machine::what::candidate>(c);
      if (!lost.empty()) f.attributes.emplace_back("disputes lost by", lost);
    }
  }
  /// Which parameters hold, and will hold, where they may change.
  void add_plan(fact& f, const machine::relay_block<concrete, Shape>& block) const {
    if constexpr (Shape::has_changes) {
      if (world_.window.changes == 0) return;
      const auto& plan = block.plan;
      f.attributes.emplace_back(
          "parameter changes in force, next session and after",
          fmt::format("{} {} {}", unsigned{plan.in_force.raw()}, unsigned{plan.next_session.raw()},
                      unsigned{plan.session_after.raw()}));
    }
  }
  /// Whose claims a core carries, the next block's first.
  void add_claims(fact& f, const machine::relay_block<concrete, Shape>& block) const {
    if constexpr (Shape::has_cores) {
      const auto& window = world_.window;
      if (!window.has_cores()) return;
      for (std::size_t c = machine::owned_cores(window); c < machine::core_count(window); ++c) {
        const auto& core = block.cores[c];
        const auto told = [](const auto& list) {
          std::string text;
          for (std::size_t i = 0; i < Shape::claims && list.has(i).known(); ++i)
            text += fmt::format("{}{}", i == 0 ? "" : " ", unsigned{list[i].place().raw()});
          return text.empty() ? std::string("nobody") : text;
        };
        const bool shared = window.pattern() == machine::claim_pattern::shared;
        f.attributes.emplace_back(
            fmt::format("core {} for", c),
            shared ? fmt::format("para {}", unsigned{core.turn.raw()}) : told(core.queue));
        if (core.orders.has(0).known())
          f.attributes.emplace_back(fmt::format("orders for core {}", c), told(core.orders));
      }
    }
  }
  [[nodiscard]] fact candidate_fact(const state_type& s, std::size_t i) const {
    const auto& c = s.candidates[i];
    const std::size_t p = c.para.place().raw();
    fact f{name<machine::what::candidate>(i), {}};
    if (world_.window.paras > 1) f.attributes.emplace_back("para", fmt::to_string(p));
    f.attributes.emplace_back("parent", head(c.parent, p));
    auto relay_parent = name<machine::what::relay_block>(c.relay_parent.place().raw());
    if (c.relay_parent_age.raw() > 0)
      relay_parent += fmt::format(" - {}", unsigned{c.relay_parent_age.raw()});
    f.attributes.emplace_back("relay parent", relay_parent);
    f.attributes.emplace_back("segment length", fmt::to_string(unsigned{c.segment_length.raw()}));
    if (c.sends.known()) f.attributes.emplace_back("sends", "a batch");
    f.attributes.emplace_back("backable", yes(c.backable));
    if constexpr (Shape::has_upgrades) {
      if (c.code.brings.known()) f.attributes.emplace_back("brings", "new code");
      if (c.code.consumed.is_some().known())
        f.attributes.emplace_back("takes up the signal", signal(c.code.consumed));
    }
    if constexpr (Shape::has_traffic) {
      const auto& made = c.traffic;
      if (world_.window.downward > 0)
        f.attributes.emplace_back("processes", fmt::to_string(unsigned{made.processed.raw()}));
      if (world_.window.horizontal > 0)
        f.attributes.emplace_back(
            "reads up to",
            fmt::format("R{}", finalized_ + made.read_to.raw() - machine::number_shift));
      if (made.recipients[0].known()) f.attributes.emplace_back("sends to the first", "yes");
      if (made.recipients[1].known()) f.attributes.emplace_back("sends to the second", "yes");
    }
    if (c.reverted.known()) f.attributes.emplace_back("reverted", "yes");
    add_votes(f, c);
    add_origin(f, c);
    if constexpr (Shape::has_views) {
      constexpr std::array<const char*, 3> heard{"nothing", "that it is seconded", "its votes"};
      if (world_.window.views) {
        f.attributes.emplace_back("the node has heard", heard[c.news.heard.raw()]);
        f.attributes.emplace_back("forks with a lower hash",
                                  fmt::to_string(unsigned{c.news.order.raw()}));
      }
    }
    return f;
  }

  /// What each validator has said of a candidate.
  void add_votes(fact& f, const machine::candidate<concrete, Shape>& c) const {
    if constexpr (Shape::has_votes) {
      constexpr std::array<const char*, 6> words{
          "nothing", "seconds it, under way", "calls it valid, under way",
          "seconds", "calls it valid",        "seconds, and calls it valid"};
      for (std::size_t v = 0; v < machine::validators_in(world_.window); ++v) {
        const auto said = machine::said_by(c, v);
        if (said != machine::said::nothing)
          f.attributes.emplace_back(fmt::format("validator {}", v),
                                    words[static_cast<std::size_t>(said)]);
      }
    }
  }
  /// Who has built a candidate, where there are several.
  void add_origin(fact& f, const machine::candidate<concrete, Shape>& c) const {
    if constexpr (Shape::has_collators) {
      if (world_.window.collators < 2) return;
      f.attributes.emplace_back("by collator",
                                fmt::to_string(unsigned{c.origin.author.place().raw()}));
      if (c.origin.secret.known()) f.attributes.emplace_back("not announced", "yes");
    }
  }

  const world_type& world_;
  std::map<std::uint64_t, std::size_t> built_;  ///< blocks ever built, by number
  std::uint64_t finalized_ = 0;                 ///< number of the last finalized block
  std::uint64_t born_ = 0;                      ///< candidates ever built
  std::vector<std::string> blocks_;
  std::vector<std::string> candidates_;
  std::vector<std::string> heads_;
};

}  // namespace backcheck::checker
