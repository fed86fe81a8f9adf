// SPDX-License-Identifier: Apache-2.0
//
// The names of one case (heads, codes, blocks, candidates) as numbers, which the rules compare, and
// back. Numbers start at 1 and follow the order of first appearance. Names are not copied: they
// live as long as the case's text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace backcheck::conformance {

class names {
 public:
  names() : slots_(64, 0) {}

  void clear() {
    known_.clear();
    slots_.assign(slots_.size(), 0);
  }
  /// The number of a name, which is given one if it has none.
  std::uint32_t number(std::string_view name) {
    if (2 * known_.size() >= slots_.size()) grow();
    auto& slot = slot_of(name);
    if (slot == 0) {
      known_.push_back(name);
      slot = static_cast<std::uint32_t>(known_.size());
    }
    return slot;
  }
  [[nodiscard]] std::string_view name(std::uint64_t number) const { return known_.at(number - 1); }

 private:
  std::uint32_t& slot_of(std::string_view name) {
    std::uint64_t hash = 14695981039346656037U;  // FNV-1a
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    std::size_t i = hash & (slots_.size() - 1);
    while (slots_[i] != 0 && known_[slots_[i] - 1] != name) i = (i + 1) & (slots_.size() - 1);
    return slots_[i];
  }
  void grow() {
    slots_.assign(2 * slots_.size(), 0);
    for (std::uint32_t i = 0; i < known_.size(); ++i) slot_of(known_[i]) = i + 1;
  }

  std::vector<std::string_view> known_;
  std::vector<std::uint32_t> slots_;  ///< open addressing; a power of two, 0 is empty
};

}  // namespace backcheck::conformance
