// SPDX-License-Identifier: Apache-2.0
//
// `backcheck conform`: recorded cases against the protocol's rules.
#include "conformance/conform.hpp"

#include <iostream>
#include <memory>
#include <sstream>

#include "cli/command.hpp"
#include "cli/output_file.hpp"

namespace backcheck::cli {

command add_conform(CLI::App& program) {
  auto* app = program.add_subcommand("conform", "run recorded cases against the protocol's rules");
  const auto files = std::make_shared<std::vector<std::string>>();
  app->add_option("FILE", *files, "one case a line, plain or compressed; - for standard input")
      ->required();
  return {app, [files] {
            std::ostringstream out;
            const int code = conformance::conform_main(*files, out, std::cerr);
            say(out.str());
            return static_cast<exit_code>(code);
          }};
}

}  // namespace backcheck::cli
