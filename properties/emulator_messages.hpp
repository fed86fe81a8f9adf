// SPDX-License-Identifier: Apache-2.0
//
// The emulator of inclusion admits what the runtime will accept, and nothing else: for downward and
// horizontal messages, and for code. Where that is not so the gap is expected, and kept.
#pragma once

#include "properties/emulated_chains.hpp"

namespace backcheck::properties {

inline constexpr std::string_view emulator_and_runtime =
    "polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs: check_modifications; "
    "polkadot/runtime/parachains/src/inclusion/mod.rs: check_validation_outputs";

struct admitted_is_accepted_once_included {
  static constexpr property_info info{
      "S39c",
      "what the emulator admits on a chain of unincluded candidates, the runtime accepts once they "
      "are included",
      property_kind::always,
      "",
      "inclusion emulator",
      emulator_and_runtime,
      eras{},
      window_needs{},
      subject_matter::traffic,
      {[](const breakage::concrete_world& w) { return w.window.upgrades; },
       "a block may apply new code and ask for other code at once, which the emulator admits"}};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for_each_emulated(w, s, known,
                      [&](const auto& leaf, const auto& chain, std::size_t i, const auto& judged,
                          const auto& admitted) {
                        const auto& c = s.candidates[i];
                        it.clause(
                            judged && admitted, "the runtime accepts it then",
                            runtime_accepts(w, chain.now, s, c, chain.once_included(c.parent)),
                            seen("candidate", candidate_index<D, S>(i)), seen("leaf", leaf));
                      });
  }
};

struct accepted_is_admitted {
  static constexpr property_info info{"S39d",
                                      "what the runtime accepts once a chain of candidates is "
                                      "included, the emulator admits on that "
                                      "chain before",
                                      property_kind::always,
                                      "",
                                      "inclusion emulator",
                                      emulator_and_runtime,
                                      eras{},
                                      window_needs{},
                                      subject_matter::traffic};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for_each_emulated(w, s, known,
                      [&](const auto& leaf, const auto& chain, std::size_t i, const auto& judged,
                          const auto& admitted) {
                        const auto& c = s.candidates[i];
                        const auto accepted =
                            runtime_accepts(w, chain.now, s, c, chain.once_included(c.parent));
                        it.clause(judged && accepted, "the emulator admits it", admitted,
                                  seen("candidate", candidate_index<D, S>(i)), seen("leaf", leaf));
                      });
  }
};

struct admitted_new_code_is_accepted {
  static constexpr property_info info{
      "S39e",
      "the same as S39c of candidates that bring new code, also such as no parachain of Cumulus "
      "would build",
      property_kind::always,
      "",
      "inclusion emulator",
      "polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs: validate_commitments; "
      "polkadot/runtime/parachains/src/paras/mod.rs: can_upgrade_validation_code",
      eras{},
      window_needs{},
      subject_matter::upgrades,
      {[](const breakage::concrete_world& w) { return w.window.upgrades; },
       "the emulator knows of a restriction, not of what its chain schedules"}};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for_each_emulated(w, s, known,
                      [&](const auto& leaf, const auto& chain, std::size_t i, const auto& judged,
                          const auto& /*admitted*/) {
                        auto c = s.candidates[i];
                        c.code.brings = typename D::truth(true);
                        protocol::constraint_modifications<node_shape<D, S>> m;
                        const auto admitted = chain.admits(i, c, m);
                        it.clause(
                            judged && admitted, "the runtime accepts it then",
                            runtime_accepts(w, chain.now, s, c, chain.once_included(c.parent)),
                            seen("candidate", candidate_index<D, S>(i)), seen("leaf", leaf));
                      });
  }
};

struct admitted_is_accepted_at_once {
  static constexpr property_info info{
      "S39f",
      "what the emulator admits behind what is pending, the runtime accepts behind it at once",
      property_kind::always,
      "",
      "inclusion emulator",
      "polkadot/runtime/parachains/src/inclusion/mod.rs: verify_backed_candidate; dmp.rs: "
      "check_processed_downward_messages",
      eras{true, false, false},
      window_needs{.pending = 2},
      subject_matter::traffic,
      {[](const breakage::concrete_world& w) {
         return w.window.cores > 1 && (w.window.downward > 0 || w.window.upgrades);
       },
       "the runtime looks at queues and code as they are, not as what is pending leaves them"}};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for_each_emulated(
        w, s, known,
        [&](const auto& leaf, const auto& chain, std::size_t i, const auto& judged,
            const auto& admitted) {
          const auto& there = at(s.blocks, leaf).paras[0];
          const auto& c = s.candidates[i];
          const auto behind = typename D::truth(w.window.cores > 1) && there.pending.is_some() &&
                              c.parent == latest_head(there);
          it.clause(judged && admitted && behind, "the runtime accepts it while they are pending",
                    runtime_accepts(w, chain.now, s, c, there),
                    seen("candidate", candidate_index<D, S>(i)), seen("leaf", leaf));
        });
  }
};

struct built_is_admitted {
  static constexpr property_info info{
      "S55b",
      "what the parachain's runtime lets a block do with messages and code, the emulator admits at "
      "its relay parent, if its segment holds just its unincluded ancestors",
      property_kind::step,
      "",
      "unincluded segment and inclusion emulator",
      "cumulus/pallets/parachain-system/src/lib.rs: set_validation_data, on_finalize",
      eras{},
      window_needs{},
      subject_matter::traffic};
  static constexpr rule about = rule::collate;
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const transition<D, S>& t, Hearing& it) {
    const auto built = t.new_candidate();
    const auto& s = t.after;
    const auto& c = at(s.candidates, built);
    const auto exact = c.segment_length == true_unincluded(s, c);
    for (std::size_t b = 0; b < S::blocks; ++b) {
      const auto here = c.relay_parent == block_index<D, S>(b) && s.has_block(b);
      if (impossible(here)) continue;
      for_each_emulated_at(
          w, s, t.known, b,
          [&](const auto& /*chain*/, std::size_t i, const auto& judged, const auto& admitted) {
            it.clause(here && exact && judged && built == candidate_index<D, S>(i),
                      "the emulator admits it", admitted, seen("block", built));
          });
    }
  }
};

struct emulated_behind_unincluded {
  static constexpr property_info info{
      "R36",
      "the emulator admits a candidate behind an unincluded one that changes what is left for it",
      property_kind::sometimes,
      "",
      "",
      "polkadot/node/subsystem-util/src/inclusion_emulator/mod.rs: apply_modifications",
      eras{true, true, false},
      window_needs{.candidates = 2},
      subject_matter::traffic};
  template <class D, class S, class Hearing>
  static constexpr void hear(const world<D>& w, const state<D, S>& s, const chart<D, S>& known,
                             Hearing& it) {
    for_each_emulated(
        w, s, known,
        [&](const auto& leaf, const auto& chain, std::size_t i, const auto& judged,
            const auto& admitted) {
          const auto& parent = s.candidates[i].parent;
          const auto left = chain.behind(parent);
          const auto changed =
              left.validation_code_hash != chain.base.validation_code_hash ||
              length_of(left.dmp_remaining_messages) !=
                  length_of(chain.base.dmp_remaining_messages) ||
              length_of(left.valid_watermarks) != length_of(chain.base.valid_watermarks) ||
              at(s.candidates, parent).traffic.recipients[0];
          it.shown(judged && admitted && changed && parent != at(s.blocks, leaf).paras[0].included);
        });
  }
};

}  // namespace backcheck::properties
