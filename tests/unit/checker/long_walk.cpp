// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/checker/long_walk.hpp"

#include <random>
#include <stdexcept>

#include "model/protocol/presets.hpp"

namespace backcheck::tests {

using solver::word;

namespace {

/// Walks over packed states, and remembers the positions of the steps.
class walker {
 public:
  walker(const solver::view& view, std::size_t property, std::uint64_t seed)
      : view_(view),
        property_(property),
        looking_(view.make_expander()),
        random_(seed),
        here_(view.starts()) {
    looking_->expand(here_.data(), found_);
  }

  /// One more step; such that violates the property, or one that does not. False if there is none.
  bool walk(bool violating) {
    const auto count = found_.steps.size();
    if (count == 0) return false;
    const auto from = random_() % count;
    for (std::size_t i = 0; i < count; ++i) {
      const auto at = (from + i) % count;
      const std::vector<word> next(found_.successors.begin() + place(at),
                                   found_.successors.begin() + place(at + 1));
      solver::expansion there;
      looking_->expand(next.data(), there);
      const bool violates =
          found_.steps[at].violated.contains(property_) || there.violated.contains(property_);
      if (violates != violating) continue;
      path_.steps.push_back(static_cast<std::uint32_t>(at));
      here_ = next;
      found_ = std::move(there);
      return true;
    }
    return false;
  }
  [[nodiscard]] const solver::path& path() const { return path_; }

 private:
  [[nodiscard]] std::ptrdiff_t place(std::size_t step) const {
    return static_cast<std::ptrdiff_t>(step * view_.words());
  }

  const solver::view& view_;
  std::size_t property_;
  std::unique_ptr<solver::expander> looking_;
  std::mt19937_64 random_;
  std::vector<word> here_;
  solver::expansion found_;
  solver::path path_;
};

}  // namespace

checker::setting setting_of(const checker::fault_info& fault) {
  checker::setting s{};
  s.parameters = protocol::preset("polkadot").values;
  s.speak.fault = fault.fault;
  checker::adjust(s, fault);
  s.properties.insert(*checker::property_by_id(fault.refuted_by));
  return s;
}

const checker::fault_info& fault_named(std::string_view id) {
  for (const auto& each : checker::fault_infos())
    if (each.id == id) return each;
  throw std::runtime_error("there is no such fault");
}

trace::trace long_walk(const checker::setting& s, std::string_view property, std::uint64_t seed,
                       const walk_size& size) {
  const auto which = *checker::property_by_id(property);
  const auto machine = checker::make_subject(s);
  walker walk(machine->view(), which, seed);
  while (walk.path().steps.size() < size.most) {
    const bool now = walk.path().steps.size() >= size.clear;
    if (now && walk.walk(true))
      return checker::record(s, "walk", which, machine->spell(walk.path()));
    if (!walk.walk(false)) break;
  }
  throw std::runtime_error("the walk came to no violation");
}

}  // namespace backcheck::tests
