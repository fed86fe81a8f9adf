// SPDX-License-Identifier: Apache-2.0
//
// run [NUMBER...]: tries each mechanical mutant of the machine, or those, in windows so small that
// all states are searched, and prints what notices it:
//   a property      it is violated
//   the machine     it leaves one of its own ranges, or crashes, or comes to no end
//   reachability    what could be reached cannot be any more
//   the counts      there are other states or steps; the tests pin those, and Spin's twin counts
//   them
// Ends with 0 if each mutant is noticed but for those that are explained, and none of these is.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>

#include "model/machine/scopes.hpp"
#include "model/protocol/presets.hpp"
#include "model/protocol/registry.hpp"
#include "solver/explicit/search.hpp"
#include "tests/mutants/mechanical/machine_views.hpp"
#include "tests/mutants/mechanical/mutated.hpp"

int active_mutant = 0;

namespace backcheck::tests {
namespace {

struct row {
  int id;
  std::string_view file;
  std::string_view what;
  std::string_view explained;
};
constexpr auto rows = std::to_array<row>({
#include <mutants.inc>  // derived
});

struct tried {
  std::string_view name;
  tried_shape shape;
  protocol::rule_set rules;
  std::string_view window;
  std::string_view parameters = {};
  std::string_view change = {};
};
using protocol::rule_set;
constexpr std::string_view narrow_queue =
    "scheduling_lookahead=2,paras_availability_period=2,group_rotation_frequency=3,"
    "max_upward_queue_size=131062,max_upward_message_size=65531,"
    "max_upward_message_num_per_candidate=1";
constexpr std::string_view soon =
    "scheduling_lookahead=2,paras_availability_period=2,group_rotation_frequency=3";
constexpr auto settings = std::to_array<tried>({
    {"chain", tried_shape::small, rule_set::y2025,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,reversions=no", soon},
    {"forks", tried_shape::small, rule_set::y2025,
     "relay_blocks=3,leaves=2,candidates=2,sessions=1,upward=no", soon},
    {"queue", tried_shape::small, rule_set::y2025,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=yes,reversions=no", narrow_queue},
    {"tree", tried_shape::small, rule_set::y2023,
     "relay_blocks=3,leaves=2,candidates=2,sessions=1,upward=no,stray_collators=yes",
     "scheduling_lookahead=1,paras_availability_period=2,group_rotation_frequency=3,"
     "max_candidate_depth=0,allowed_ancestry_len=1"},
    {"sync", tried_shape::small, rule_set::sync,
     "relay_blocks=3,leaves=2,candidates=2,sessions=1,upward=yes,stray_collators=yes", soon},
    {"offset", tried_shape::small, rule_set::y2025,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,reversions=no",
     "scheduling_lookahead=3,relay_parent_offset=1,unincluded_segment_capacity=1"},
    {"slot", tried_shape::small, rule_set::y2025,
     "relay_blocks=2,leaves=1,candidates=3,sessions=0,upward=no,reversions=no", soon},
    {"two_paras", tried_shape::whole, rule_set::y2025,
     "relay_blocks=3,leaves=1,paras=2,candidates=2,sessions=1,upward=no,reversions=no,claims="
     "shared",
     soon},
    {"elastic", tried_shape::whole, rule_set::y2025,
     "relay_blocks=3,leaves=1,candidates=2,sessions=1,upward=yes,reversions=no,cores=2",
     narrow_queue},
    {"elastic_2023", tried_shape::whole, rule_set::y2023,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,reversions=no,cores=2",
     "scheduling_lookahead=2,paras_availability_period=2,group_rotation_frequency=3,"
     "max_candidate_depth=1,allowed_ancestry_len=1"},
    {"frozen", tried_shape::whole, rule_set::y2025,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=yes,reversions=no,disputes=yes", soon},
    {"on_demand", tried_shape::whole, rule_set::y2025,
     "relay_blocks=3,leaves=1,paras=1,candidates=2,sessions=1,upward=no,reversions=no,"
     "claims=on_demand",
     soon},
    {"on_demand_2023", tried_shape::whole, rule_set::y2023,
     "relay_blocks=2,leaves=1,paras=2,candidates=1,sessions=1,upward=no,reversions=no,"
     "claims=on_demand",
     soon},
    {"disputes", tried_shape::whole, rule_set::y2025,
     "relay_blocks=3,leaves=2,candidates=2,sessions=0,upward=no,disputes=yes", soon},
    {"changes", tried_shape::whole, rule_set::y2025,
     "relay_blocks=3,leaves=1,candidates=2,sessions=2,upward=no,reversions=no", soon,
     "scheduling_lookahead=3"},
    {"views", tried_shape::view, rule_set::y2025,
     "relay_blocks=3,leaves=1,candidates=2,sessions=0,upward=no,views=yes,withheld=no,"
     "provisioned=yes",
     soon},
    {"views_2023", tried_shape::view, rule_set::y2023,
     "relay_blocks=3,leaves=1,candidates=1,sessions=0,upward=no,views=yes,withheld=no", soon},
    {"upgrades", tried_shape::traffic, rule_set::y2025,
     "relay_blocks=3,leaves=1,candidates=1,sessions=0,upward=no,upgrades=yes",
     "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
     "minimum_validation_upgrade_delay=2,validation_upgrade_delay=2,validation_upgrade_cooldown=4"},
    {"messages", tried_shape::traffic, rule_set::y2025,
     "relay_blocks=3,leaves=1,candidates=1,sessions=0,upward=no,reversions=no,horizontal=2",
     "scheduling_lookahead=2,paras_availability_period=1,group_rotation_frequency=1,"
     "hrmp_channel_max_capacity=1"},
    {"votes", tried_shape::vote, rule_set::y2025,
     "relay_blocks=2,leaves=1,candidates=2,sessions=0,upward=no,reversions=no,withheld=no,votes=2",
     "scheduling_lookahead=2,minimum_backing_votes=2,group_rotation_frequency=2"},
    {"votes_2023", tried_shape::vote, rule_set::y2023,
     "relay_blocks=2,leaves=1,candidates=2,sessions=0,upward=no,reversions=no,withheld=no,votes=1,"
     "stray_collators=yes",
     "scheduling_lookahead=2,minimum_backing_votes=1,group_rotation_frequency=2,"
     "max_candidate_depth=1,allowed_ancestry_len=1"},
    {"collators", tried_shape::collator, rule_set::y2025,
     "relay_blocks=2,leaves=1,candidates=2,sessions=0,upward=yes,reversions=no,collators=2,"
     "dishonest=1",
     soon},
});

void set_all(protocol::concrete_parameters& k, std::string_view assignments) {
  while (!assignments.empty()) {
    const auto comma = std::min(assignments.find(','), assignments.size());
    protocol::set(k, assignments.substr(0, comma));
    assignments.remove_prefix(std::min(comma + 1, assignments.size()));
  }
}
checker::setting setting_of(const tried& t) {
  checker::setting s;
  s.speak.rules = t.rules;
  s.parameters = protocol::preset("polkadot").values;
  set_all(s.parameters, t.parameters);
  s.window = machine::read_scope(t.window).window;
  if (!t.change.empty()) {
    s.changed.push_back(s.parameters);
    set_all(s.changed.back(), t.change);
    s.window.changes = 1;
  }
  s.properties = heard_in(s);
  return s;
}
std::unique_ptr<solver::view> view_of(const tried& t) {
  const auto s = setting_of(t);
  switch (t.shape) {
    case tried_shape::small:
      return make_view<tried_shape::small>(s);
    case tried_shape::whole:
      return make_view<tried_shape::whole>(s);
    case tried_shape::view:
      return make_view<tried_shape::view>(s);
    case tried_shape::traffic:
      return make_view<tried_shape::traffic>(s);
    case tried_shape::vote:
      return make_view<tried_shape::vote>(s);
    case tried_shape::collator:
      break;
  }
  return make_view<tried_shape::collator>(s);
}

/// Worse is less: a mutant counts as what notices it best.
enum class noticed : std::uint8_t { property, fault, reachability, counts, not_at_all };
constexpr std::array<std::string_view, 5> noticed_names{"a property", "the machine", "reachability",
                                                        "the counts", "LIVES"};
struct verdict {
  noticed by = noticed::not_at_all;
  std::string how;
};

constexpr std::uint64_t states_max = 400'000;

/// What a mutant does in one setting, beside what the machine does there.
verdict compare(const solver::view& view, const solver::search_report& sound,
                const solver::search_report& found) {
  if (!found.violations.empty()) {
    const auto& soonest = *std::min_element(
        found.violations.begin(), found.violations.end(), [](const auto& a, const auto& b) {
          return a.execution.steps.size() < b.execution.steps.size();
        });
    return {noticed::property, fmt::format("{} in {} steps", view.claims()[soonest.claim].name,
                                           soonest.execution.steps.size())};
  }
  for (const auto& each : sound.shown) {
    const bool still = std::any_of(found.shown.begin(), found.shown.end(),
                                   [&](const auto& other) { return other.claim == each.claim; });
    if (!still && found.end == solver::ending::complete)
      return {noticed::reachability, view.claims()[each.claim].name + " is unreachable"};
  }
  if (found.deadlocks != sound.deadlocks) return {noticed::reachability, "a deadlock"};
  if (found.states != sound.states || found.transitions != sound.transitions ||
      found.digest != sound.digest)
    return {noticed::counts,
            fmt::format("{} states instead of {}, {} steps instead of {}", found.states,
                        sound.states, found.transitions, sound.transitions)};
  return {};
}

using baseline = std::vector<solver::search_report>;
baseline searched_soundly() {
  baseline all;
  for (const auto& each : settings) {
    all.push_back(solver::search(*view_of(each), {.states_max = states_max}));
    if (all.back().end != solver::ending::complete || !all.back().violations.empty())
      throw std::runtime_error(fmt::format("{}: without a mutant not all is well", each.name));
  }
  return all;
}

verdict try_mutant(const baseline& sound) {
  verdict best;
  for (std::size_t i = 0; i < settings.size(); ++i) {
    const auto view = view_of(settings[i]);
    const solver::budget limits{.states_max = std::max<std::uint64_t>(4 * sound[i].states, 20'000)};
    verdict v;
    try {
      v = compare(*view, sound[i], solver::search(*view, limits));
    } catch (const std::exception& fault) {
      v = {noticed::fault, std::string(fault.what()).substr(0, 60)};
    }
    if (v.by < best.by) best = {v.by, fmt::format("{}: {}", settings[i].name, v.how)};
    if (best.by == noticed::property) break;
  }
  return best;
}

constexpr unsigned seconds_max = 120;

/// Each in a process of its own: it may crash, or come to no end. Two at a time.
class apart {
 public:
  explicit apart(const baseline& sound) : sound_(sound), verdicts_(rows.size()) {}

  std::vector<verdict> try_all(const std::vector<std::size_t>& chosen) {
    for (const auto i : chosen) {
      if (running_.size() == at_a_time) wait_for_one();
      begin(i);
    }
    while (!running_.empty()) wait_for_one();
    return std::move(verdicts_);
  }

 private:
  static constexpr std::size_t at_a_time = 2;

  static std::string file_of(pid_t of, std::size_t i) {
    return (std::filesystem::temp_directory_path() / fmt::format("backcheck-mutant.{}.{}", of, i))
        .string();
  }
  void begin(std::size_t i) {
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("no process");
    if (child == 0) {
      active_mutant = rows[i].id;
      alarm(seconds_max);
      const auto found = try_mutant(sound_);
      std::ofstream(file_of(getppid(), i)) << static_cast<int>(found.by) << ' ' << found.how;
      _exit(0);
    }
    running_[child] = i;
  }
  void wait_for_one() {
    int status = 0;
    const pid_t child = wait(&status);
    const auto ended = running_.find(child);
    if (ended == running_.end()) throw std::runtime_error("no process to wait for");
    const auto i = ended->second;
    running_.erase(ended);
    const auto file = file_of(getpid(), i);
    verdicts_[i] = {noticed::fault, "it crashes, or comes to no end"};
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
      std::ifstream in(file);
      int by = 0;
      in >> by;
      std::getline(in >> std::ws, verdicts_[i].how);
      verdicts_[i].by = static_cast<noticed>(by);
    }
    std::remove(file.c_str());
  }

  const baseline& sound_;
  std::vector<verdict> verdicts_;
  std::map<pid_t, std::size_t> running_;
};

int hunt(const std::vector<int>& only) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (only.empty() || std::find(only.begin(), only.end(), rows[i].id) != only.end())
      chosen.push_back(i);
  const auto sound = searched_soundly();
  const auto verdicts = apart(sound).try_all(chosen);
  std::map<noticed, int> counts;
  int wrong = 0;
  int explained = 0;
  for (const auto i : chosen) {
    const auto& [id, from, what, why] = rows[i];
    const auto& v = verdicts[i];
    ++counts[v.by];
    const bool lives = v.by == noticed::not_at_all;
    fmt::print("{:3} {:12} {} | {} | {}\n", id, noticed_names[static_cast<std::size_t>(v.by)],
               from.substr(from.rfind('/') + 1), what, lives ? why : std::string_view(v.how));
    if (lives && !why.empty()) ++explained;
    if (lives == !why.empty()) continue;
    ++wrong;
    fmt::print("    {}\n", lives ? "LIVES, and nobody says why" : "is noticed, and explained");
  }
  std::string text;
  for (const auto& [by, count] : counts)
    text += fmt::format("; {}: {}", noticed_names[static_cast<std::size_t>(by)], count);
  fmt::print("{} mutants{}, {} of them explained; {} not as expected\n", chosen.size(), text,
             explained, wrong);
  return wrong == 0 ? 0 : 1;
}

}  // namespace
}  // namespace backcheck::tests

int main(int argc, char** argv) {
  try {
    std::vector<int> only;
    for (int i = 1; i < argc; ++i) only.push_back(std::stoi(argv[i]));
    return backcheck::tests::hunt(only);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 4;
  }
}
