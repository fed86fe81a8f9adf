// SPDX-License-Identifier: Apache-2.0
#include "conformance/conform.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include "conformance/kinds.hpp"
#include "conformance/lines.hpp"
#include "model/language/domain.hpp"

namespace backcheck::conformance {

namespace {

/// Members of a line that are recorded answers, or say what kind of line it is.
constexpr std::array answers{"kind",   "id",           "lifted",         "check",
                             "apply",  "stacked",      "apply_stacked",  "one_by_one",
                             "result", "state_before", "outcomes_there", "commitments_only"};

/// The number of the step in a field like `steps[7].state`.
std::size_t step_of(std::string_view field) {
  const std::size_t digits = field.find('[');
  if (digits == std::string_view::npos) return SIZE_MAX;
  return std::strtoull(field.data() + digits + 1, nullptr, 10);
}

/// The inputs of a case, one a line: all members that are no answers, and of its steps what was
/// asked, up to the one that differs.
std::string inputs_of(const json& line, const std::string& field) {
  std::string text;
  for (const auto& [key, value] : simdjson::dom::object(line)) {
    if (std::find(answers.begin(), answers.end(), key) != answers.end()) continue;
    if (key != "steps") {
      text += fmt::format("    {}: {}\n", key, std::string(simdjson::minify(value)));
      continue;
    }
    std::size_t i = 0;
    for (const json step : simdjson::dom::array(value)) {
      if (i > step_of(field)) break;
      text +=
          fmt::format("    step {}: {}\n", i++, std::string(simdjson::minify(member(step, "op"))));
    }
  }
  return text;
}

const kind& kind_of_line(const json& line) {
  const std::string_view name = text_of(line, "kind");
  const kind* found = kind_of(name);
  if (!found) throw malformed(fmt::format("there is no kind \"{}\"", name));
  return *found;
}

/// A rule that leaves the ranges it declares is a difference like any other: upstream did not.
void try_case(const kind& k, const json& line, trial& t) {
  try {
    k.try_case(line, t);
  } catch (const language::model_fault& fault) {
    t.expect_that(false, "", "an answer", fault.what());
  }
}

std::string id_of(const json& line) {
  const auto id = member_if(line, "id");
  return id ? std::string(simdjson::minify(*id)) : "none";
}

void count(const std::string& where, const json& line, const trial& t, tally& to) {
  ++to.cases;
  if (t.noted()) ++to.noted;
  if (!t.first()) return;
  ++to.differing;
  if (to.first) return;
  const auto& [field, expected, came] = *t.first();
  to.first = {fmt::format("{} (id {})", where, id_of(line)), field, expected, came,
              inputs_of(line, field)};
}

void print(std::ostream& out, const kind& k, const tally& t) {
  fmt::print(out, "{:<34}{:>9}{:>9}{:>9}\n", k.name, t.cases, t.cases - t.differing, t.differing);
}

/// Those kinds of one standing that occurred, and their sum.
tally print_all(std::ostream& out, const tallies& all, bool well_defined) {
  tally sum;
  for (const auto& k : kinds()) {
    const auto found = all.find(k.name);
    if (k.well_defined != well_defined || found == all.end()) continue;
    print(out, k, found->second);
    if (found->second.noted > 0) {
      fmt::print(out, "  {} of them differ in what is recorded for information only\n",
                 found->second.noted);
    }
    sum.cases += found->second.cases;
    sum.differing += found->second.differing;
  }
  return sum;
}

void explain(std::ostream& out, std::string_view kind, const differing_case& d) {
  fmt::print(out, "\n{}: the first that differs is {}\n", kind, d.where);
  fmt::print(out, "  field: {}\n  expected: {}\n  came: {}\n  inputs:\n{}", d.field, d.expected,
             d.came, d.inputs);
}

bool report(std::ostream& out, const tallies& all) {
  fmt::print(out, "{:<34}{:>9}{:>9}{:>9}\n", "kind", "cases", "agree", "differ");
  const tally sum = print_all(out, all, true);
  print(out, {"all well-defined", nullptr, true}, sum);
  std::ostringstream apart;
  if (print_all(apart, all, false).cases > 0) {
    fmt::print(out, "\napart, since upstream's own answer is ill-defined:\n{}", apart.str());
  }
  for (const auto& k : kinds()) {
    const auto found = all.find(k.name);
    if (found != all.end() && found->second.first) explain(out, k.name, *found->second.first);
  }
  return sum.differing == 0;
}

}  // namespace

void run_file(const std::string& path, tallies& to, bool stop_at_difference) {
  const std::string shown = path == standard_input ? "standard input" : path;
  static_assert(lines::padding >= simdjson::SIMDJSON_PADDING);
  simdjson::dom::parser parser;
  trial t;
  std::size_t number = 0;
  try {
    lines from(path);
    std::string_view text;
    while (from.next(text)) {
      number = from.number();
      json line;
      const auto error = parser.parse(text.data(), text.size(), false).get(line);
      if (error != simdjson::SUCCESS) throw malformed(simdjson::error_message(error));
      const kind& k = kind_of_line(line);
      t.reset();
      try_case(k, line, t);
      count(fmt::format("{}:{}", shown, number), line, t, to[std::string(k.name)]);
      if (stop_at_difference && t.first()) return;
    }
  } catch (const malformed& why) {
    throw std::runtime_error(fmt::format("{}:{}: {}", shown, number, why.what()));
  } catch (const too_long& why) {
    throw std::runtime_error(fmt::format("{}:{}: {}", shown, number + 1, why.what()));
  } catch (const unreadable& why) {
    throw std::runtime_error(fmt::format("{}: {}", shown, why.what()));
  }
  if (number == 0) throw std::runtime_error(shown + ": there is no case in it");
}

int conform_main(const std::vector<std::string>& files, std::ostream& out, std::ostream& err) {
  constexpr int all_agree = 0;
  constexpr int some_differ = 1;
  constexpr int input_is_wrong = 2;
  tallies all;
  try {
    for (const auto& path : files) run_file(path, all);
  } catch (const std::runtime_error& why) {
    fmt::print(err, "backcheck: conform: {}\n", why.what());
    return input_is_wrong;
  }
  return report(out, all) ? all_agree : some_differ;
}

}  // namespace backcheck::conformance
