// SPDX-License-Identifier: Apache-2.0
//
// `backcheck show`: a trace for people or for other tools. It is replayed first: nothing is shown
// that the machine does not do.
#include <fmt/format.h>

#include <memory>

#include "checker/asking.hpp"
#include "cli/command.hpp"
#include "cli/output_file.hpp"
#include "cli/trace_file.hpp"
#include "model/protocol/nearest_name.hpp"

namespace backcheck::cli {

namespace {

struct show_options {
  std::string file;
  std::string format = "text";
  std::string out = "-";
};

using writer = std::string (*)(const trace::trace&);
struct named_writer {
  std::string_view name;
  writer write;
};
constexpr std::array<named_writer, 3> formats{
    {{"text", trace::to_text}, {"itf", trace::to_itf}, {"json", trace::to_json_text}}};

writer writer_named(const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& format : formats) {
    if (format.name == name) return format.write;
    names.push_back(format.name);
  }
  throw checker::request_error(
      fmt::format("--format: there is no '{}'; {}", name, protocol::what_instead(name, names)));
}

exit_code show(const show_options& options) {
  const auto write = writer_named(options.format);
  output_file out(options.out);
  const auto r = replay_file(options.file);
  out.write(write(r.made));
  return exit_code::holds;
}

}  // namespace

command add_show(CLI::App& program) {
  auto* app = program.add_subcommand("show", "show a trace");
  const auto options = std::make_shared<show_options>();
  app->add_option("TRACE", options->file, "as written by check --save-trace")->required();
  app->add_option("--format", options->format, "text, itf or json")->capture_default_str();
  app->add_option("--out", options->out, "write to a file")->type_name("FILE");
  return {app, [options] { return show(*options); }};
}

}  // namespace backcheck::cli
