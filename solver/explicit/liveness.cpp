// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/liveness.hpp"

#include <algorithm>
#include <new>

#include "solver/explicit/deadlines.hpp"
#include "solver/explicit/lassos.hpp"

namespace backcheck::solver {

namespace {

using namespace exhaustive;

class answering {
 public:
  answering(const labelled_view& model, const budget& limits)
      : model_(model),
        limits_(limits),
        memory_(limits.memory_bytes_max),
        threads_(std::max(limits.threads, 1U)),
        clock_(limits, counts_, memory_),
        graph_(model.words(), memory_) {}

  liveness_report run(const std::vector<promise>& promises,
                      const std::vector<deadline>& deadlines) {
    report_.promises.resize(promises.size());
    report_.deadlines.resize(deadlines.size());
    try {
      report_.end = graph_.build(model_, limits_, threads_, clock_, counts_);
      report_.states = graph_.size();
      report_.steps = graph_.edges();
      report_.blind_states = graph_.blind();
      if (report_.end == ending::complete) judge(promises, deadlines);
    } catch (const spent& what) {
      report_.end = what.why;
    } catch (const std::bad_alloc&) {
      report_.end = ending::memory_spent;
    }
    report_.memory_bytes = memory_.most();
    report_.seconds = clock_.seconds();
    return std::move(report_);
  }

 private:
  void judge(const std::vector<promise>& promises, const std::vector<deadline>& deadlines) {
    for (std::size_t i = 0; i < promises.size(); ++i)
      report_.promises[i] = judge_promise(graph_, promises[i], clock_);
    for (std::size_t i = 0; i < deadlines.size(); ++i)
      report_.deadlines[i] = judge_deadline(graph_, deadlines[i], clock_);
  }

  const labelled_view& model_;
  const budget& limits_;
  ledger memory_;
  common_counts counts_;
  crew threads_;
  watch clock_;
  state_graph graph_;
  liveness_report report_;
};

}  // namespace

liveness_report answer(const labelled_view& model, const std::vector<promise>& promises,
                       const std::vector<deadline>& deadlines, const budget& limits) {
  if (model.words() == 0 || model.labels().size() > 64)
    throw model_fault("the labelled view promises more, or less, than a view can");
  return answering(model, limits).run(promises, deadlines);
}

}  // namespace backcheck::solver
