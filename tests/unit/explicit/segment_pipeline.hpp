// SPDX-License-Identifier: Apache-2.0
//
// The segment pipeline, written out by hand as a view: a small model whose counts several
// independent checkers agree on. All that can happen to one para is in tables, so that a search
// over it measures the engine and not the model.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "solver/interface/view.hpp"

namespace backcheck::solver::testing {

struct segment_pipeline_size {
  unsigned paras = 1;
  unsigned height_max = 4;
  unsigned capacity = 2;
  unsigned age_max = 1;
  unsigned pending_age_max = 1;
  unsigned leaves = 1;
};

class segment_pipeline : public view {
 public:
  enum rule : std::uint16_t { tick, fork, reorg, collate, back, include };

  explicit segment_pipeline(const segment_pipeline_size& size)
      : size_(size),
        height_bits_(static_cast<unsigned>(std::bit_width(size.height_max))),
        leaf_bits_(static_cast<unsigned>(std::bit_width(size.leaves - 1))),
        candidate_bits_(
            static_cast<unsigned>(std::bit_width((size.age_max + 1) * (size.pending_age_max + 2)))),
        para_bits_(height_bits_ + size.capacity * candidate_bits_) {
    for (std::size_t packed = 0; packed < std::size_t{1} << para_bits_; ++packed) tabulate(packed);
  }

  [[nodiscard]] std::size_t words() const override { return 1; }
  [[nodiscard]] std::size_t bits() const override {
    return height_bits_ + leaf_bits_ + size_.paras * para_bits_;
  }
  [[nodiscard]] const std::vector<std::string>& rules() const override { return rules_; }
  [[nodiscard]] const std::vector<claim>& claims() const override { return claims_; }
  [[nodiscard]] const std::vector<std::string>& bounds() const override { return bounds_; }
  [[nodiscard]] std::vector<word> starts() const override { return {0}; }
  [[nodiscard]] std::unique_ptr<expander> make_expander() const override {
    return std::make_unique<looker>(*this);
  }

 private:
  static constexpr std::uint32_t disabled = ~std::uint32_t{0};

  struct candidate {
    unsigned age = 0;
    unsigned stage = 0;  ///< 0: collated; otherwise 1 + how long pending
  };
  struct para {
    unsigned included = 0;
    std::vector<candidate> segment;
  };
  /// What becomes of a para, by its packed form.
  struct moves {
    std::uint32_t tick = 0, reorg = 0, collate = 0, back = 0, include = 0;
    std::uint32_t violated = 0;
  };

  class looker : public expander {
   public:
    explicit looker(const segment_pipeline& model) : model_(model) {}

    void expand(const word* state, expansion& out) override {
      out.clear();
      const auto& size = model_.size_;
      const unsigned head_bits = model_.height_bits_ + model_.leaf_bits_;
      const word para_mask = (word{1} << model_.para_bits_) - 1;
      const word s = *state;
      const word height = s & ((word{1} << model_.height_bits_) - 1);
      const word leaf = (s >> model_.height_bits_) & ((word{1} << model_.leaf_bits_) - 1);
      const word one_leaf = word{1} << model_.height_bits_;

      word ticked = height + 1;
      word reorged = height | ((leaf - 1) << model_.height_bits_);
      std::uint32_t violated = 0;
      for (unsigned p = 0; p < size.paras; ++p) {
        const unsigned at = head_bits + p * model_.para_bits_;
        const moves& m = model_.moves_[(s >> at) & para_mask];
        ticked |= word{m.tick} << at;
        reorged |= word{m.reorg} << at;
        violated |= m.violated;
      }
      for (std::size_t claim = 0; claim < 3; ++claim) {
        out.violated.insert_if(((violated >> claim) & 1) != 0, claim);
        out.premises.insert(claim);
      }
      if (height < size.height_max) {
        add(out, tick, ticked);
      } else {
        out.bounds_met = 1;
      }
      if (leaf + 1 < size.leaves && height > 0) add(out, fork, s + one_leaf);
      if (leaf > 0) add(out, reorg, reorged);
      for (unsigned p = 0; p < size.paras; ++p) {
        const unsigned at = head_bits + p * model_.para_bits_;
        const moves& m = model_.moves_[(s >> at) & para_mask];
        const word rest = s & ~(para_mask << at);
        if (m.collate != disabled) add(out, collate, rest | (word{m.collate} << at));
        if (m.back != disabled) add(out, back, rest | (word{m.back} << at));
        if (m.include != disabled) add(out, include, rest | (word{m.include} << at));
      }
    }

   private:
    static void add(expansion& out, rule fired, word successor) {
      observed_step& step = out.steps.emplace_back();
      step.rule = fired;
      out.successors.push_back(successor);
    }

    const segment_pipeline& model_;
  };

  [[nodiscard]] para unpack(std::size_t packed) const {
    para p;
    p.included = static_cast<unsigned>(packed & ((std::size_t{1} << height_bits_) - 1));
    for (packed >>= height_bits_; packed != 0; packed >>= candidate_bits_) {
      const auto code = static_cast<unsigned>(packed & ((std::size_t{1} << candidate_bits_) - 1));
      if (code == 0) break;
      p.segment.push_back(
          {(code - 1) / (size_.pending_age_max + 2), (code - 1) % (size_.pending_age_max + 2)});
    }
    return p;
  }
  [[nodiscard]] std::uint32_t pack(const para& p) const {
    std::uint32_t packed = p.included;
    for (std::size_t i = 0; i < p.segment.size(); ++i) {
      const candidate& c = p.segment[i];
      const std::uint32_t code = 1 + c.age * (size_.pending_age_max + 2) + c.stage;
      packed |= code << (height_bits_ + i * candidate_bits_);
    }
    return packed;
  }

  void tabulate(std::size_t packed) {
    const para p = unpack(packed);
    moves m{.tick = pack(ticked(p)),
            .reorg = pack(reorged(p)),
            .collate = disabled,
            .back = disabled,
            .include = disabled};
    if (p.segment.size() < size_.capacity) {
      para next = p;
      next.segment.push_back({});
      m.collate = pack(next);
    }
    if (!p.segment.empty() && p.segment[0].stage == 0) {
      para next = p;
      next.segment[0].stage = 1;
      m.back = pack(next);
    }
    if (!p.segment.empty() && p.segment[0].stage != 0 && p.included < size_.height_max) {
      para next = p;
      next.segment.erase(next.segment.begin());
      ++next.included;
      m.include = pack(next);
    }
    m.violated = p.segment.size() > size_.capacity ? 1 : 0;
    for (std::size_t i = 0; i < p.segment.size(); ++i) {
      if (i > 0 && p.segment[i].stage != 0) m.violated |= 2;
      if (p.segment[i].stage == 0 && p.segment[i].age > size_.age_max) m.violated |= 4;
    }
    moves_.push_back(m);
  }

  [[nodiscard]] para ticked(para p) const {
    for (std::size_t i = 0; i < p.segment.size(); ++i) {
      candidate& c = p.segment[i];
      const bool too_old =
          c.stage == 0 ? c.age == size_.age_max : c.stage == size_.pending_age_max + 1;
      if (too_old) {
        p.segment.resize(i);
        break;
      }
      c.age = std::min(c.age + 1, size_.age_max);
      if (c.stage != 0) ++c.stage;
    }
    return p;
  }
  [[nodiscard]] static para reorged(para p) {
    for (std::size_t i = 0; i < p.segment.size(); ++i) {
      candidate& c = p.segment[i];
      if (c.age == 0) {
        p.segment.resize(i);
        break;
      }
      if (c.stage == 1) c.stage = 0;
    }
    return p;
  }

  segment_pipeline_size size_;
  unsigned height_bits_;
  unsigned leaf_bits_;
  unsigned candidate_bits_;
  unsigned para_bits_;
  std::vector<moves> moves_;
  std::vector<std::string> rules_{"tick", "fork", "reorg", "collate", "back", "include"};
  std::vector<claim> claims_{{"the segment stays within capacity", claim_kind::always},
                             {"only the first candidate is pending", claim_kind::always},
                             {"no collated candidate is too old", claim_kind::always}};
  std::vector<std::string> bounds_{"relay height"};
};

}  // namespace backcheck::solver::testing
