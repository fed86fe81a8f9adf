// SPDX-License-Identifier: Apache-2.0
//
// Theorems about the inclusion emulator: constraints, modifications, and how they stack.
#pragma once

#include "model/protocol/constraints.hpp"
#include "model/reflect/equal.hpp"
#include "properties/theorem.hpp"

namespace backcheck::properties {

struct passes_exactly_if_it_applies {
  static constexpr theorem_info info{
      "T18",
      "modifications pass the check exactly if they can be applied, and what is left is exactly "
      "what was there less what they use",
      "check_modifications, apply_modifications",
      "polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs: check_modifications, "
      "apply_modifications",
      at_most_four,
      "the check looks at no bytes of upward messages"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    const auto c = any<protocol::constraints<shape>>(it, "constraints");
    const auto m = any<protocol::constraint_modifications<shape>>(it, "modifications");
    auto looked_at = m;
    if (it.broken()) looked_at.ump_bytes_sent = 0;
    auto left = c;
    const auto passes = check_modifications(c, looked_at).holds();
    const auto applies = apply_modifications(protocol::dialect{}, left, m).holds();
    it.conclude("it passes exactly if it applies", passes == applies);
    it.assume("they can be applied", applies);
    it.conclude("upward messages add up",
                left.ump_remaining + m.ump_messages_sent == c.ump_remaining);
    it.conclude("so do their bytes",
                left.ump_remaining_bytes + m.ump_bytes_sent == c.ump_remaining_bytes);
    for (std::size_t p = 0; p < shape::para::count; ++p)
      it.conclude("and the bytes through each channel",
                  left.hrmp_channels_out[p].bytes_remaining + m.outbound_hrmp[p].bytes_submitted ==
                      c.hrmp_channels_out[p].bytes_remaining);
    it.conclude("of an upgrade that is applied nothing is left to apply",
                !(m.code_upgrade_applied && left.has_future_validation_code));
  }
};

/// What two modifications in a row need so that one may stand for both.
template <class Shape>
struct two_in_a_row {
  using D = typename Shape::domain_type;
  using truth = typename D::truth;
  using modifications = protocol::constraint_modifications<Shape>;
  protocol::constraints<Shape> base;
  modifications first;
  modifications second;

  template <class It>
  static two_in_a_row drawn(It& it) {
    return {any<protocol::constraints<Shape>>(it, "constraints"), any<modifications>(it, "first"),
            any<modifications>(it, "second")};
  }
  [[nodiscard]] modifications stacked() const {
    auto both = first;
    stack(both, second);
    return both;
  }
  /// Relay parents do not go back, so neither do watermarks that are heads; others are checked.
  [[nodiscard]] truth watermarks_in_order() const {
    return !first.has_hrmp_watermark || !second.has_hrmp_watermark ||
           first.hrmp_watermark.number <= second.hrmp_watermark.number;
  }
  /// So that 64-bit sums of two are exact.
  [[nodiscard]] static truth modest(const modifications& m) {
    constexpr std::uint64_t most = 0x7FFFFFFFFFFFFFFF;
    truth all =
        m.ump_messages_sent <= most && m.ump_bytes_sent <= most && m.dmp_messages_processed <= most;
    for (std::size_t p = 0; p < Shape::para::count; ++p)
      all = all && m.outbound_hrmp[p].bytes_submitted <= most &&
            m.outbound_hrmp[p].messages_submitted <= most;
    return all;
  }
};

struct one_by_one_is_the_stack {
  static constexpr theorem_info info{
      "T19",
      "where modifications can be applied one after the other, so can their stack, with the same "
      "outcome",
      "stack, apply_modifications",
      "polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs: ConstraintModifications::stack",
      at_most_four,
      "watermarks may go back from one to the next"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    const auto both = two_in_a_row<shape>::drawn(it);
    const protocol::dialect speak;
    auto one_by_one = both.base;
    const auto first = apply_modifications(speak, one_by_one, both.first).holds();
    const auto second = apply_modifications(speak, one_by_one, both.second).holds();
    it.assume("the first can be applied", first);
    it.assume("the second can be applied after it", second);
    if (!it.broken())
      it.assume("the second reads its inbound messages at least as far",
                both.watermarks_in_order());
    auto at_once = both.base;
    const auto applies = apply_modifications(speak, at_once, both.stacked()).holds();
    it.conclude("the stack can be applied", applies);
    it.conclude("upward messages agree",
                one_by_one.ump_remaining == at_once.ump_remaining &&
                    one_by_one.ump_remaining_bytes == at_once.ump_remaining_bytes);
    it.conclude("channels agree",
                reflect::equal<D>(one_by_one.hrmp_channels_out, at_once.hrmp_channels_out));
    it.conclude("downward messages agree", reflect::equal<D>(one_by_one.dmp_remaining_messages,
                                                             at_once.dmp_remaining_messages));
    it.conclude("watermarks agree",
                reflect::equal<D>(one_by_one.valid_watermarks, at_once.valid_watermarks));
    it.conclude("heads and code agree",
                one_by_one.required_parent == at_once.required_parent &&
                    one_by_one.validation_code_hash == at_once.validation_code_hash &&
                    one_by_one.has_future_validation_code == at_once.has_future_validation_code);
  }
};

struct the_stack_is_one_by_one {
  static constexpr theorem_info info{
      "T20",
      "where a stack can be applied, so can what it is made of, one after the other, if the first "
      "watermark is allowed and one upgrade at most is applied",
      "stack, check_modifications, apply_modifications",
      "polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs: ConstraintModifications::stack",
      at_most_four,
      "the first watermark need not be allowed: the stack hides it"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    const auto both = two_in_a_row<shape>::drawn(it);
    const protocol::dialect speak;
    it.assume("the stack can be applied", check_modifications(both.base, both.stacked()).holds());
    auto only_watermark = typename two_in_a_row<shape>::modifications{};
    only_watermark.has_hrmp_watermark = both.first.has_hrmp_watermark;
    only_watermark.hrmp_watermark = both.first.hrmp_watermark;
    if (!it.broken())
      it.assume("the first watermark is allowed",
                check_modifications(both.base, only_watermark).holds());
    it.assume("the second reads its inbound messages at least as far", both.watermarks_in_order());
    it.assume("one of them at most applies an upgrade",
              !(both.first.code_upgrade_applied && both.second.code_upgrade_applied));
    it.assume("no amount is near the 64-bit limit",
              two_in_a_row<shape>::modest(both.first) && two_in_a_row<shape>::modest(both.second));
    auto between = both.base;
    it.conclude("the first can be applied",
                apply_modifications(speak, between, both.first).holds());
    it.conclude("the second can be applied after it",
                check_modifications(between, both.second).holds());
  }
};

struct the_smallest_that_a_stack_hides {
  static constexpr theorem_info info{
      "T21",
      "a stack hides a watermark that is not allowed: the smallest case is a candidate that does "
      "nothing else, and one behind it that reads up to its relay parent",
      "stack, check_modifications",
      "polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs: ConstraintModifications::stack",
      at_most_four,
      "the one behind it sets no watermark"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    using truth = typename D::truth;
    using modifications = protocol::constraint_modifications<shape>;
    const auto c = any<protocol::constraints<shape>>(it, "constraints");
    const auto watermark =
        any<word_of<D, protocol::unit::relay_blocks>>(it, "watermark of the first");
    const auto relay_parent =
        any<word_of<D, protocol::unit::relay_blocks>>(it, "relay parent of the second");
    modifications first{};
    first.has_hrmp_watermark = truth(true);
    first.hrmp_watermark.number = watermark;
    modifications second{};
    second.has_hrmp_watermark = truth(!it.broken());
    second.hrmp_watermark = protocol::watermark_at<shape>(relay_parent, relay_parent);
    auto both = first;
    stack(both, second);
    it.assume("no block with messages has the first watermark",
              !protocol::contains(c.valid_watermarks, watermark));
    it.conclude("the first is refused", !check_modifications(c, first).holds());
    it.conclude("the stack passes", check_modifications(c, both).holds());
  }
};

struct stacking_is_associative {
  static constexpr theorem_info info{
      "T22",
      "stacks of modifications can be put together in any grouping, and doing nothing changes none",
      "stack",
      "polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs: ConstraintModifications::stack",
      "2 channels",
      "the last head is taken from the front"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    using modifications = protocol::constraint_modifications<shape>;
    const auto a = any<modifications>(it, "first");
    const auto b = any<modifications>(it, "second");
    const auto c = any<modifications>(it, "third");
    const auto joined = [](modifications x, const modifications& y) {
      stack(x, y);
      return x;
    };
    auto left = joined(joined(a, b), c);
    if (it.broken()) left.required_parent = a.required_parent;
    const auto right = joined(a, joined(b, c));
    it.conclude("heads agree", left.has_required_parent == right.has_required_parent &&
                                   left.required_parent == right.required_parent);
    it.conclude("watermarks agree",
                left.has_hrmp_watermark == right.has_hrmp_watermark &&
                    reflect::equal<D>(left.hrmp_watermark, right.hrmp_watermark));
    it.conclude("amounts agree", left.ump_messages_sent == right.ump_messages_sent &&
                                     left.ump_bytes_sent == right.ump_bytes_sent &&
                                     left.dmp_messages_processed == right.dmp_messages_processed);
    it.conclude("channels agree", reflect::equal<D>(left.outbound_hrmp, right.outbound_hrmp));
    it.conclude("nothing behind it changes nothing",
                reflect::equal<D>(joined(a, modifications{}), a));
    it.conclude("nothing before it changes nothing",
                language::implies(a.has_required_parent && a.has_hrmp_watermark,
                                  reflect::equal<D>(joined(modifications{}, a), a)));
  }
};

}  // namespace backcheck::properties
