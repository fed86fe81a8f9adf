// SPDX-License-Identifier: Apache-2.0
//
// Runs one rule in the concrete domain and in its mirror, where nothing is known and requirements
// accumulate, as they do for a proof. Both must come to the same: the same refusal and, where the
// rule fires, the same state.
#pragma once

#include <string>

#include "model/language/rule.hpp"
#include "model/protocol/shape.hpp"
#include "model/reflect/show.hpp"
#include "tests/laws/generators.hpp"
#include "tests/unit/language/mirror.hpp"

namespace backcheck::language {

/// In the mirror a refused rule runs on, and what it does then does not count.
template <class Refusal>
class outcome<tests::mirror, Refusal> {
 public:
  constexpr bool refuses(tests::mirrored_truth condition, Refusal why) {
    if (why_ == Refusal::none && !condition.peek()) why_ = why;
    return false;
  }
  constexpr bool refuses(const outcome& part) {
    if (why_ == Refusal::none) why_ = part.why_;
    return false;
  }
  [[nodiscard]] constexpr tests::mirrored_truth holds() const {
    return tests::mirrored_truth(why_ == Refusal::none);
  }
  [[nodiscard]] constexpr Refusal why() const { return why_; }

 private:
  Refusal why_ = Refusal::none;
};

}  // namespace backcheck::language

namespace backcheck::tests {

/// Small enough that limits are met by chance.
struct small_sizes {
  template <class Unit>
  static constexpr std::uint64_t most = 7;
  template <class Unit>
  static constexpr std::size_t longest = 3;
  static constexpr std::size_t paras = 2;
};
template <class D>
using small = protocol::bounded<D, small_sizes>;

struct ending {
  bool faults = false;
  std::size_t refusal = 0;
};

template <class Scene, class Rule>
ending run_concrete(const Rule& rule, Scene& scene) {
  try {
    return {false, static_cast<std::size_t>(rule(scene).why())};
  } catch (const language::model_fault&) {
    return {true, 0};
  }
}
template <class Scene, class Rule>
ending run_mirrored(const Rule& rule, Scene& scene) {
  ending ended;
  mirror::range_left = &ended.faults;
  ended.refusal = static_cast<std::size_t>(rule(scene).why());
  mirror::range_left = nullptr;
  return ended;
}

/// `Scene<D>` is what the rule works on; `counts` is told how the runs ended.
template <template <class> class Scene, class Rule>
std::string both_come_to_the_same(const Rule& rule, draws& from, std::vector<std::size_t>& counts) {
  auto known = arbitrary<Scene<language::concrete>>(from);
  const auto before = known;
  auto unknown = mirrored<Scene<mirror>>(known);
  const auto short_cut = run_concrete(rule, known);
  const auto long_road = run_mirrored(rule, unknown);
  counts.resize(std::max(counts.size(), short_cut.refusal + 1));
  if (!short_cut.faults) ++counts[short_cut.refusal];
  // A rule that is refused may well leave its ranges afterwards, where nobody looks.
  if (short_cut.faults && (long_road.faults || long_road.refusal != 0)) return "";
  const bool same_end = !short_cut.faults && short_cut.refusal == long_road.refusal;
  const bool same_state =
      short_cut.refusal != 0 || (!long_road.faults && is_mirrored(known, unknown));
  if (same_end && same_state) return "";
  return "refusals " + std::to_string(short_cut.refusal) + " and " +
         std::to_string(long_road.refusal) + " of\n  " + reflect::show(before);
}

/// An outcome for rules that cannot be refused.
enum class nothing_refused : std::uint8_t { none };
template <class D>
language::outcome<D, nothing_refused> always() {
  return {};
}

}  // namespace backcheck::tests
