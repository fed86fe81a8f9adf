// SPDX-License-Identifier: Apache-2.0
//
// A small graph with labels, as a test writes it down or draws it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "solver/interface/labels.hpp"
#include "solver/interface/verdict.hpp"

namespace backcheck::solver::testing {

/// One state: its labels and its steps. A state is two words: its number, and that number mixed.
struct labelled_node {
  struct step {
    std::size_t to = 0;
    label_set labels = 0;
  };
  std::vector<step> steps = {};
  label_set here = 0;
  label_set cut = 0;  ///< labels of steps that the window cuts off
  bool blind = false;
};

class labelled_graph : public labelled_view {
 public:
  explicit labelled_graph(std::vector<labelled_node> nodes,
                          const std::vector<std::size_t>& starts = {0})
      : nodes_(std::move(nodes)) {
    for (const std::size_t start : starts) append(starts_, start);
    for (std::size_t i = 0; i < 64; ++i) labels_.push_back("label " + std::to_string(i));
  }

  [[nodiscard]] std::size_t words() const override { return 2; }
  [[nodiscard]] const std::vector<std::string>& labels() const override { return labels_; }
  [[nodiscard]] std::vector<word> starts() const override { return starts_; }
  [[nodiscard]] std::unique_ptr<labeller> make_labeller() const override {
    return std::make_unique<looker>(*this);
  }

  /// Called before a state is looked at, from any thread. May throw.
  std::function<void(std::size_t)> before_looking;

  [[nodiscard]] const std::vector<labelled_node>& nodes() const { return nodes_; }

 private:
  class looker : public labeller {
   public:
    explicit looker(const labelled_graph& graph) : graph_(graph) {}
    void look(const word* state, labelled_expansion& out) override {
      const labelled_node& node = graph_.nodes_.at(state[1]);
      if (graph_.before_looking) graph_.before_looking(state[1]);
      out.clear();
      out.here = node.here;
      out.possible = node.cut;
      out.blind = node.blind;
      for (const auto& step : node.steps) {
        out.possible |= step.labels;
        out.steps.push_back(step.labels);
        append(out.successors, step.to);
      }
    }

   private:
    const labelled_graph& graph_;
  };

  static void append(std::vector<word>& words, std::size_t number) {
    words.push_back(number * 0x9e3779b97f4a7c15);
    words.push_back(number);
  }

  std::vector<labelled_node> nodes_;
  std::vector<word> starts_;
  std::vector<std::string> labels_;
};

}  // namespace backcheck::solver::testing
