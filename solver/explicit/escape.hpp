// SPDX-License-Identifier: Apache-2.0
//
// Can it still be avoided? Looks, from a state on, for an execution in which a claim is never
// violated: one that goes on for ever, or that ends where nothing can happen any more. There is one
// exactly if, among the states and steps that do not violate the claim, a round can be reached or
// such an end; so the search goes on in depth until it meets its own path, or has seen everything.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "solver/interface/budget.hpp"
#include "solver/interface/path.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::solver {

/// `open`: some execution never violates the claim. `closed`: each one violates it.
/// `closed_inside`: each one does, but for those that a bound of the window cuts off before.
/// `undecided`: a limit was met.
enum class way_out : std::uint8_t { open, closed, closed_inside, undecided };

struct escape_report {
  way_out what = way_out::undecided;
  /// Of `closed` and `closed_inside`: an execution inside the window violates the claim, or is cut
  /// off, after so many steps at most. 0: the state violates it.
  std::uint32_t latest = 0;
};

/// An execution that never violates the claim: positions of the steps taken from the state that was
/// asked about; those from `loop` on are repeated for ever, or nothing can happen at its end.
struct escape_route {
  std::vector<std::uint32_t> steps;
  std::optional<std::size_t> loop;
};

/// What was found out about one state is remembered for the next. Only `states_max`, `time_max` and
/// `interrupted` of the limits count, and they count for all questions together.
class escape {
 public:
  escape(const view& model, std::size_t claim, const budget& limits);

  [[nodiscard]] escape_report from(const word* state);
  /// From a state whose way out is known to be open.
  [[nodiscard]] escape_route route_from(const word* state);
  /// States that were looked at.
  [[nodiscard]] std::uint64_t states() const { return known_.size(); }

 private:
  using packed = std::vector<word>;
  struct mixed {
    std::size_t operator()(const packed& state) const;
  };
  enum class standing : std::uint8_t { on_path, safe, doomed, violating };
  struct entry {
    standing what = standing::on_path;
    bool cut = false;   ///< of what is doomed: a bound cuts an execution off before the violation
    bool ends = false;  ///< of what is safe: nothing can happen here
    std::uint32_t next = 0;  ///< of what is safe: the step to take
    std::uint32_t latest = 0;
  };
  using entries = std::unordered_map<packed, entry, mixed>;
  struct place {
    entries::value_type* state;
    expansion found;
    std::size_t next = 0;  ///< the step to be tried next
  };

  [[nodiscard]] entries::value_type* enter(const word* state);
  [[nodiscard]] bool push(entries::value_type* state);
  [[nodiscard]] bool try_next_step();
  void leave_last();
  void succeed();
  void give_up();
  [[nodiscard]] bool is_spent();
  static void learn(entry& about, const entry& follower);
  [[nodiscard]] static escape_report told(const entry& about);

  const view& model_;
  std::size_t claim_;
  const budget& limits_;
  std::chrono::steady_clock::time_point began_;
  std::unique_ptr<expander> looking_;
  entries known_;
  std::vector<place> path_;
  std::uint64_t looked_ = 0;
  bool spent_ = false;
};

}  // namespace backcheck::solver
