// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/implicit_view.hpp"

#include <algorithm>

namespace backcheck::protocol {

view_refusal implicit_view::activate_leaf(const hash& leaf, const headers& known, minima per_para) {
  if (leaves_.contains(leaf)) return view_refusal::already_known;
  const auto own = known(leaf);
  if (!own) return view_refusal::block_header_unavailable;
  number lowest = own->height;
  for (const auto& each : per_para) lowest = std::min(lowest, each.second);

  std::map<hash, block_info> walked;
  allowed_relay_parents allowed{std::move(per_para), {leaf}};
  header at = *own;
  while (at.height > lowest) {
    const hash parent = at.parent;
    const auto next = known(parent);
    if (!next) return view_refusal::block_header_unavailable;
    at = *next;
    walked.emplace(parent, block_info{at.height, at.parent, std::nullopt});
    allowed.contiguous.push_back(parent);
  }
  blocks_.merge(walked);  // one that was a leaf keeps what it allowed
  blocks_.insert_or_assign(leaf, block_info{own->height, own->parent, std::move(allowed)});
  leaves_.emplace(leaf, retained_down_to(own->height, lowest));
  return view_refusal::none;
}

std::vector<implicit_view::hash> implicit_view::deactivate_leaf(const hash& leaf) {
  if (leaves_.erase(leaf) == 0) return {};
  std::vector<hash> forgotten;
  std::optional<number> lowest;
  for (const auto& [other, retained] : leaves_) {
    lowest = lowest ? std::min(*lowest, retained) : retained;
  }
  std::erase_if(blocks_, [&](const auto& block) {
    const bool goes = !lowest || block.second.height < *lowest;
    if (goes) forgotten.push_back(block.first);
    return goes;
  });
  return forgotten;
}

std::optional<std::vector<implicit_view::hash>> implicit_view::allowed_under(
    const hash& block, std::optional<para> of) const {
  const auto found = blocks_.find(block);
  if (found == blocks_.end() || !found->second.allowed) return std::nullopt;
  const auto& [per_para, contiguous] = *found->second.allowed;
  if (!of) return contiguous;
  const auto lowest = per_para.find(*of);
  if (lowest == per_para.end()) return std::vector<hash>{};
  const number height = found->second.height;
  const std::size_t wanted = height < lowest->second ? 0 : height - lowest->second + 1;
  const auto end = static_cast<std::ptrdiff_t>(std::min(wanted, contiguous.size()));
  return std::vector<hash>(contiguous.begin(), contiguous.begin() + end);
}

std::vector<implicit_view::hash> implicit_view::all_stored() const {
  std::vector<hash> all;
  for (const auto& [block, info] : blocks_) all.push_back(block);
  return all;
}

}  // namespace backcheck::protocol
