// SPDX-License-Identifier: Apache-2.0
//
// `backcheck conform`: runs recorded cases against the protocol's functions. Each file has one case
// a line (JSON), plain or compressed, and is read as a stream.
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace backcheck::conformance {

/// The first case of a kind that differs.
struct differing_case {
  std::string where;  ///< file:line, and the case's id
  std::string field;  ///< which recorded answer differs
  std::string expected;
  std::string came;
  std::string inputs;  ///< one a line
};

struct tally {
  std::size_t cases = 0;
  std::size_t differing = 0;
  std::size_t noted = 0;  ///< cases in which something recorded for information differs
  std::optional<differing_case> first;
};

/// What came of all cases, by the name of their kind.
using tallies = std::map<std::string, tally, std::less<>>;

/// Runs the cases of one file. Throws `std::runtime_error` that begins with the file, and the
/// number of the line if one is at fault, if it is not a file of cases. Stops at the first
/// difference if so told.
void run_file(const std::string& path, tallies& to, bool stop_at_difference = false);

/// The command: a report on `out`; 0 if all well-defined cases agree, 1 if not, 2 with one line on
/// `err` if a file cannot be read or a line is malformed.
int conform_main(const std::vector<std::string>& files, std::ostream& out, std::ostream& err);

}  // namespace backcheck::conformance
