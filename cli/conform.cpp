// SPDX-License-Identifier: Apache-2.0
//
// `backcheck conform`: recorded cases against the protocol's rules.
#include "conformance/conform.hpp"

#include <iostream>
#include <memory>

#include "cli/command.hpp"

namespace backcheck::cli {

command add_conform(CLI::App& program) {
  auto* app = program.add_subcommand("conform", "run recorded cases against the protocol's rules");
  const auto files = std::make_shared<std::vector<std::string>>();
  app->add_option("FILE", *files, "one case a line, plain or compressed; - for standard input")
      ->required();
  return {app, [files] {
            return static_cast<exit_code>(conformance::conform_main(*files, std::cout, std::cerr));
          }};
}

}  // namespace backcheck::cli
