// SPDX-License-Identifier: Apache-2.0
//
// The `backcheck` program. It has no commands yet: it knows its version and its exit codes.
#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
  constexpr int request_is_wrong = 2;
  CLI::App app{"Checks models of Polkadot's asynchronous backing."};
  app.set_version_flag("--version", "backcheck " BACKCHECK_VERSION);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : request_is_wrong;
  }
  return 0;
}
