// SPDX-License-Identifier: Apache-2.0
#include "tests/zoo/plain_segment_pipeline.hpp"

#include <algorithm>
#include <compare>
#include <functional>
#include <set>
#include <vector>

namespace backcheck::zoo::segment_pipeline::testing {

namespace {

struct plain_candidate {
  std::uint64_t age = 0;
  int pending_age = -1;  ///< -1: collated
  auto operator<=>(const plain_candidate&) const = default;
};

struct plain_para {
  std::uint64_t included = 0;
  std::vector<plain_candidate> list;
  auto operator<=>(const plain_para&) const = default;
};

struct plain_state {
  std::uint64_t h = 0;
  std::uint64_t alt = 0;
  std::vector<plain_para> paras;
  auto operator<=>(const plain_state&) const = default;
};

plain_state ticked(plain_state s, const size& k) {
  ++s.h;
  s.alt = 0;
  for (plain_para& p : s.paras) {
    for (std::size_t i = 0; i < p.list.size(); ++i) {
      plain_candidate& c = p.list[i];
      const bool dropped = c.pending_age < 0
                               ? c.age == k.age_max
                               : c.pending_age == static_cast<int>(k.availability_period);
      if (dropped) {
        p.list.resize(i);
        break;
      }
      c.age = std::min(c.age + 1, k.age_max);
      if (c.pending_age >= 0) ++c.pending_age;
    }
  }
  return s;
}

plain_state reorged(plain_state s) {
  --s.alt;
  for (plain_para& p : s.paras) {
    for (std::size_t i = 0; i < p.list.size(); ++i) {
      if (p.list[i].age == 0) {
        p.list.resize(i);
        break;
      }
      if (p.list[i].pending_age == 0) p.list[i].pending_age = -1;
    }
  }
  return s;
}

/// Calls `reach(rule, successor)` for each enabled rule instance.
void step(const plain_state& s, const size& k,
          const std::function<void(std::size_t, const plain_state&)>& reach) {
  if (s.h < k.height_max) reach(0, ticked(s, k));
  if (s.alt + 1 < k.leaves && s.h > 0) {
    plain_state next = s;
    ++next.alt;
    reach(1, next);
  }
  if (s.alt > 0) reach(2, reorged(s));
  for (std::size_t p = 0; p < k.paras; ++p) {
    const auto& list = s.paras[p].list;
    if (list.size() < k.capacity) {
      plain_state next = s;
      next.paras[p].list.emplace_back();
      reach(3, next);
    }
    if (!list.empty() && list[0].pending_age < 0) {
      plain_state next = s;
      next.paras[p].list[0].pending_age = 0;
      reach(4, next);
    }
    if (!list.empty() && list[0].pending_age >= 0 && s.paras[p].included < k.height_max) {
      plain_state next = s;
      next.paras[p].list.erase(next.paras[p].list.begin());
      ++next.paras[p].included;
      reach(5, next);
    }
  }
}

}  // namespace

plain_counts plain_search(const size& sizes) {
  plain_counts counts;
  const plain_state start{0, 0, std::vector<plain_para>(sizes.paras)};
  std::set<plain_state> seen{start};
  std::vector<plain_state> level{start};
  for (;; ++counts.depth) {
    std::vector<plain_state> next;
    for (const plain_state& s : level) {
      step(s, sizes, [&](std::size_t rule, const plain_state& successor) {
        ++counts.fired.at(rule);
        if (seen.insert(successor).second) next.push_back(successor);
      });
    }
    if (next.empty()) break;
    level = std::move(next);
  }
  counts.states = seen.size();
  return counts;
}

}  // namespace backcheck::zoo::segment_pipeline::testing
