// SPDX-License-Identifier: Apache-2.0
//
// The `backcheck` program: its commands and its exit codes.
#include <CLI/CLI.hpp>

#include <iostream>

#include "conformance/conform.hpp"

int main(int argc, char** argv) {
  constexpr int request_is_wrong = 2;
  CLI::App app{"Checks models of Polkadot's asynchronous backing."};
  app.set_version_flag("--version", "backcheck " BACKCHECK_VERSION);
  app.require_subcommand(0, 1);

  std::vector<std::string> files;
  auto* conform = app.add_subcommand("conform", "run recorded cases against the protocol's rules");
  conform->add_option("FILE", files, "one case a line, plain or compressed")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : request_is_wrong;
  }
  if (*conform) return backcheck::conformance::conform_main(files, std::cout, std::cerr);
  return 0;
}
