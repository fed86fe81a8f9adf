// SPDX-License-Identifier: Apache-2.0
//
// Theorems about code upgrades, on the relay chain and in the parachain.
#pragma once

#include "model/protocol/code_upgrade.hpp"
#include "model/reflect/equal.hpp"
#include "properties/theorem.hpp"

namespace backcheck::properties {

struct one_upgrade_in_flight {
  static constexpr theorem_info info{
      "T30",
      "of a para at most one code upgrade is in flight: while one is scheduled nothing replaces "
      "it, "
      "and who schedules one restricts all others",
      "schedule_upgrade, can_upgrade",
      "polkadot/runtime/parachains/src/paras/mod.rs: schedule_code_upgrade",
      "",
      "the scheduled one is forgotten first"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    const auto k = any<protocol::candidate_limits<D>>(it, "limits");
    const auto before = any<protocol::code_state<shape>>(it, "code");
    const auto brought = any<word_of<D, protocol::unit::codes>>(it, "code brought");
    const auto now = any<word_of<D, protocol::unit::relay_blocks>>(it, "now");
    it.assume("nothing is near the 32-bit limit",
              now < 0x40000000 && k.validation_upgrade_cooldown < 0x40000000);
    auto after = before;
    if (it.broken()) after.has_future = typename D::truth(false);
    schedule_upgrade(k, after, brought, now);
    it.conclude("what is scheduled stays as it is",
                language::implies(before.has_future, reflect::equal<D>(after, before)));
    it.conclude("what is newly scheduled restricts others, for the whole cooldown",
                language::implies(!before.has_future && after.has_future,
                                  !can_upgrade(after) && after.restricted &&
                                      after.cooldown_ends == now + k.validation_upgrade_cooldown));
    it.conclude("it is not applied yet", after.current == before.current);
  }
};

struct applied_once_it_is_due {
  static constexpr theorem_info info{
      "T31",
      "code changes only by the inclusion of a candidate whose relay parent is late enough for an "
      "upgrade that was accepted, and then nothing is scheduled any more",
      "note_new_head",
      "polkadot/runtime/parachains/src/paras/mod.rs: note_new_head",
      "",
      "one relay parent earlier is late enough"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    const auto before = any<protocol::code_state<shape>>(it, "code");
    const auto relay_parent = any<word_of<D, protocol::unit::relay_blocks>>(it, "relay parent");
    it.assume("the relay parent is not the last 32-bit number", relay_parent < 0xFFFFFFFF);
    auto after = before;
    note_new_head(after, mutated(it, next(relay_parent), relay_parent));
    it.conclude("code changes only if the upgrade is due",
                after.current == before.current ||
                    (before.has_future && before.is_checked && before.expected_at <= relay_parent));
    it.conclude("a due one is applied, and gone",
                language::implies(
                    before.has_future && before.is_checked && before.expected_at <= relay_parent,
                    after.current == before.future && !after.has_future));
    it.conclude("one that is not due stays",
                language::implies(
                    before.has_future && before.is_checked && before.expected_at > relay_parent,
                    reflect::equal<D>(after, before)));
  }
};

struct signal_is_taken_up_once {
  static constexpr theorem_info info{
      "T32",
      "a go-ahead is taken up once: of the blocks of a segment the first that sees it switches the "
      "code, and none after it",
      "see_signal",
      "cumulus/pallets/parachain-system/src/lib.rs: set_validation_data",
      "",
      "the segment forgets the signal"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    using signal_type = protocol::upgrade_go_ahead<shape>;
    using some = typename signal_type::some;
    auto segment = any<protocol::segment_tracker<shape>>(it, "segment");
    const auto signal = any<signal_type>(it, "signal");
    const auto before = any<protocol::pending_code<shape>>(it, "code");
    auto code = before;
    signal_type taken{};
    if (it.broken()) segment.consumed_go_ahead_signal = {};
    it.assume("the first block is valid", see_signal(segment, signal, code, taken).holds());
    it.conclude(
        "it switches only to what was pending",
        code.current == before.current || (before.is_pending && code.current == before.pending &&
                                           signal.is(some(protocol::signal_go_ahead))));
    auto later = segment;
    language::assign_if(taken.is_some() && typename D::truth(!it.broken()),
                        later.consumed_go_ahead_signal, taken);
    auto again = code;
    signal_type taken_again{};
    const auto valid = see_signal(later, signal, again, taken_again).holds();
    it.conclude("the next block that sees it takes nothing up",
                language::implies(valid && signal.is_some(),
                                  taken_again.is_none() && again.current == code.current));
    it.conclude("and is valid", valid);
  }
};

struct upgrades_leave_time {
  static constexpr theorem_info info{
      "T33",
      "an accepted upgrade is not due before its delay has passed since the inclusion, nor before "
      "the "
      "minimum delay has since the acceptance; and a signal comes no sooner",
      "accept_upgrade, process_scheduled_changes",
      "polkadot/runtime/parachains/src/paras/mod.rs: proceed_with_upgrade, "
      "process_scheduled_upgrade_changes",
      "",
      "the minimum delay is 0"};
  template <class It>
  static void argue(It& it) {
    using D = typename It::domain_type;
    using shape = at_full_width<D>;
    using blocks = word_of<D, protocol::unit::relay_blocks>;
    const auto k = any<protocol::candidate_limits<D>>(it, "limits");
    auto code = any<protocol::code_state<shape>>(it, "code");
    const auto included = any<blocks>(it, "block of inclusion");
    const auto accepted = any<blocks>(it, "block of acceptance");
    const auto later = any<blocks>(it, "a later block");
    it.assume("nothing is near the 32-bit limit",
              included < 0x40000000 && accepted < 0x40000000 &&
                  k.validation_upgrade_delay < 0x40000000 &&
                  k.minimum_validation_upgrade_delay < 0x40000000);
    it.assume("an upgrade is scheduled, and nothing is signalled",
              code.has_future && code.go_ahead.is_none());
    auto used = k;
    if (it.broken()) used.minimum_validation_upgrade_delay = 0;
    accept_upgrade(used, code, included, accepted);
    it.conclude("its delay passes", code.expected_at >= included + k.validation_upgrade_delay);
    it.conclude("the minimum delay passes",
                code.expected_at >= accepted + k.minimum_validation_upgrade_delay);
    process_scheduled_changes(code, later);
    it.conclude("the signal comes when it is due, and no sooner",
                code.go_ahead.is_some() == (code.expected_at <= later));
  }
};

}  // namespace backcheck::properties
