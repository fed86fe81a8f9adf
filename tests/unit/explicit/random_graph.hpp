// SPDX-License-Identifier: Apache-2.0
//
// A view of a graph drawn from a seed: nodes are states, edges are steps, and claims hold here and
// there.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "solver/interface/view.hpp"

namespace backcheck::solver::testing {

struct random_graph_size {
  std::size_t nodes = 200;
  std::size_t words = 1;
  std::size_t degree_max = 4;
  std::size_t reach = 40;  ///< how far ahead most edges lead: small makes deep graphs
  std::size_t claims = 12;
  std::size_t rarity = 60;  ///< one in so many states or steps refutes or shows a claim
  std::size_t starts = 3;
};

class random_graph : public view {
 public:
  random_graph(std::uint64_t seed, const random_graph_size& size) : words_(size.words) {
    std::mt19937_64 random(seed);
    draw_names(random, size);
    draw_claims(random, size);
    draw_nodes(random, size);
    for (std::size_t i = 0; i < size.starts; ++i) {
      const std::vector<word>& name = names_[random() % std::min(size.nodes, size.reach)];
      starts_.insert(starts_.end(), name.begin(), name.end());
    }
  }

  [[nodiscard]] std::size_t words() const override { return words_; }
  [[nodiscard]] std::size_t bits() const override { return words_ * 64; }
  [[nodiscard]] const std::vector<std::string>& rules() const override { return rules_; }
  [[nodiscard]] const std::vector<claim>& claims() const override { return claims_; }
  [[nodiscard]] const std::vector<std::string>& bounds() const override { return bounds_; }
  [[nodiscard]] std::vector<word> starts() const override { return starts_; }
  [[nodiscard]] std::unique_ptr<expander> make_expander() const override {
    return std::make_unique<looker>(*this);
  }

  /// Called before a state is looked at, from any thread. May throw.
  std::function<void(const std::vector<word>&)> before_looking;

  /// For tests that want a particular graph.
  [[nodiscard]] expansion& node(const std::vector<word>& name) { return nodes_.at(name); }
  [[nodiscard]] const std::vector<std::vector<word>>& names() const { return names_; }

 private:
  class looker : public expander {
   public:
    explicit looker(const random_graph& graph) : graph_(graph) {}
    void expand(const word* state, expansion& out) override {
      const std::vector<word> name(state, state + graph_.words_);
      if (graph_.before_looking) graph_.before_looking(name);
      out = graph_.nodes_.at(name);
    }

   private:
    const random_graph& graph_;
  };

  /// The words of a node: sometimes alike in all words but one, sometimes alike in the low bits,
  /// sometimes arbitrary.
  void draw_names(std::mt19937_64& random, const random_graph_size& size) {
    const auto style = random() % 3;
    const std::size_t telling = random() % words_;
    for (std::size_t i = 0; i < size.nodes; ++i) {
      std::vector<word> name(words_, 0);
      for (word& w : name) w = style == 0 ? random() : style == 1 ? random() % 2 : 7;
      name[telling] = style == 2 ? static_cast<word>(i) << 32 : (random() << 20) + i;
      // The one word that mixes to zero needs care in a set of one-word states.
      if (i == 3 && words_ == 1) name[0] = word{0} - 0x2545f4914f6cdd1d;
      names_.push_back(name);
    }
    std::shuffle(names_.begin(), names_.end(), random);
  }

  void draw_claims(std::mt19937_64& random, const random_graph_size& size) {
    for (std::size_t i = 0; i < size.claims; ++i) {
      claims_.push_back({"claim " + std::to_string(i), static_cast<claim_kind>(random() % 3)});
    }
  }

  void draw_nodes(std::mt19937_64& random, const random_graph_size& size) {
    const auto rarely = [&] { return random() % size.rarity == 0; };
    for (std::size_t i = 0; i < size.nodes; ++i) {
      expansion& node = nodes_[names_[i]];
      for (std::size_t c = 0; c < claims_.size(); ++c) {
        node.premises.insert_if(claims_[c].kind == claim_kind::always && random() % 2 == 0, c);
        node.violated.insert_if(claims_[c].kind == claim_kind::always && rarely(), c);
        node.witnessed.insert_if(claims_[c].kind == claim_kind::sometimes && rarely(), c);
      }
      node.bounds_met = random() % 4 == 0 ? random() % 8 : 0;
      for (std::size_t left = random() % (size.degree_max + 1); left > 0; --left) {
        const std::size_t to =
            random() % 8 == 0 ? random() % (i + 1) : i + 1 + random() % size.reach;
        const std::vector<word>& name = names_[std::min(to, size.nodes - 1)];
        node.successors.insert(node.successors.end(), name.begin(), name.end());
        observed_step& step = node.steps.emplace_back();
        step.rule = static_cast<std::uint16_t>(random() % rules_.size());
        for (std::size_t c = 0; c < claims_.size(); ++c) {
          step.premises.insert_if(claims_[c].kind == claim_kind::step && random() % 2 == 0, c);
          step.violated.insert_if(claims_[c].kind == claim_kind::step && rarely(), c);
          step.witnessed.insert_if(claims_[c].kind == claim_kind::sometimes && rarely(), c);
        }
      }
    }
  }

  std::size_t words_;
  std::vector<std::string> rules_{"first", "second", "third", "never"};
  std::vector<std::string> bounds_{"one", "two", "three"};
  std::vector<claim> claims_;
  std::vector<std::vector<word>> names_;
  std::map<std::vector<word>, expansion> nodes_;
  std::vector<word> starts_;
};

}  // namespace backcheck::solver::testing
