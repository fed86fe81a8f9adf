// SPDX-License-Identifier: Apache-2.0
//
// check_architecture ROOT: reads every source file under ROOT and complains, one line each as
// file:line: complaint, about what breaks the rules of architecture and style that no compiler
// checks. Exits with 0 when there is nothing to complain about, with 1 when there is, and with 2
// when there is nothing to read, since a check of nothing must not pass.
//
// The two tables below are the architecture. To add a layer is to add a row.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
using names = std::vector<std::string_view>;

struct layer {
  std::string_view folder;
  names uses;  // besides itself
};

const names model{"model/language", "model/reflect", "model/protocol", "model/machine",
                  "model/trace"};
const names engines{"solver/explicit", "solver/symbolic", "solver/random"};

names operator+(names all, const names& more) {
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

const names product =
    model + engines + names{"properties", "solver/interface", "conformance", "chain"};

// The most specific folder comes first.
const std::vector<layer> layers{
    {"model/language", {}},
    {"model/reflect", {"model/language"}},
    {"model/protocol", {"model/language", "model/reflect"}},
    {"model/machine", {"model/language", "model/reflect", "model/protocol"}},
    {"model/trace", {"model/language", "model/reflect", "model/machine"}},
    {"chain", {"model/language", "model/reflect", "model/protocol"}},
    {"conformance", {"model/language", "model/reflect", "model/protocol"}},
    {"properties/generators", model + names{"properties"}},
    {"properties", {"model/language", "model/reflect", "model/protocol", "model/machine"}},
    {"solver/interface", {}},
    {"solver/explicit", {"solver/interface"}},
    {"solver/symbolic", {"solver/interface"}},
    {"solver/random", {"solver/interface"}},
    {"zoo", {"model/language", "model/reflect", "solver/interface", "solver/explicit"}},
    {"checker", product},
    {"cli", product + names{"checker"}},
    {"bench", product + names{"checker", "zoo"}},
    {"tests", product + names{"properties/generators", "checker", "zoo"}},
};

// A third-party library, and the only files and folders that may speak to it.
struct door {
  std::string_view headers;
  names open_to;
};

const names test_code{"tests/", "properties/generators/"};
const std::vector<door> doors{
    {"boost/hana", {"model/reflect/fields.hpp"}},
    {"z3", {"solver/symbolic/"}},
    {"simdjson", {"conformance/"}},
    {"zstd", {"conformance/", "solver/symbolic/proof_cache.cpp", "tests/conformance/"}},
    {"gtest/", test_code},
    {"gmock/", test_code},
    {"rapidcheck", test_code},
    {"CLI/", {"cli/"}},
    {"toml++", {"model/protocol/config_file.cpp"}},
};

constexpr std::size_t lines_max = 400;

bool contains(const names& all, std::string_view name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

const layer* layer_of(std::string_view path) {
  const auto found = std::find_if(layers.begin(), layers.end(), [&](const layer& each) {
    return path.starts_with(each.folder) && path.substr(each.folder.size()).starts_with('/');
  });
  return found == layers.end() ? nullptr : &*found;
}

// A binding is the one file of an engine that knows both worlds; of the symbolic engine there are
// two, since what terms are to a model stands by itself.
bool is_binding(std::string_view path) {
  return path.starts_with("solver/") &&
         (path.ends_with("/bind.hpp") || path == "solver/symbolic/unknowns.hpp");
}

std::optional<std::string> complaint_about_own(std::string_view path, std::string_view included) {
  const layer* const from = layer_of(path);
  const layer* const to = layer_of(included);
  if (!from) return "this folder is no layer; layers are listed in check_architecture.cpp";
  if (!to) return fmt::format("{} is no path from the root to a layer", included);
  if (is_binding(included) && path.starts_with("solver/") && !is_binding(path))
    return "an engine may not use a bind.hpp, through which it would see the model";
  if (from == to || contains(from->uses, to->folder)) return std::nullopt;
  if (is_binding(path) && contains(model + names{"properties"}, to->folder)) return std::nullopt;
  return fmt::format("{} may not use {}", from->folder, to->folder);
}

std::optional<std::string> complaint_about_other(std::string_view path, std::string_view included) {
  for (const door& each : doors) {
    if (!included.starts_with(each.headers)) continue;
    const bool open = std::any_of(each.open_to.begin(), each.open_to.end(),
                                  [&](std::string_view place) { return path.starts_with(place); });
    if (!open)
      return fmt::format("<{}> is only for {}", included, fmt::join(each.open_to, " and "));
  }
  return std::nullopt;
}

std::optional<std::string> complaint_about_include(std::string_view path, const std::string& line) {
  static const std::regex include{R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re"};
  std::smatch match;
  if (!std::regex_search(line, match, include)) return std::nullopt;
  const std::string included = match[2];
  const bool own = match[1] == "\"" || layer_of(included);
  return own ? complaint_about_own(path, included) : complaint_about_other(path, included);
}

// Paths that exist on one machine only. Spelled in pieces, so that this file does not match itself.
bool names_a_machine(const std::string& line) {
  static const std::regex path{
      "(^|[^A-Za-z0-9_./~-])/(home|root|work|tmp|Users)"
      "/"};
  return std::regex_search(line, path);
}

enum class language { cpp, script, text, none };

language language_of(const fs::path& file, const std::string& first_line) {
  const std::string extension = file.extension().string();
  const std::string name = file.filename().string();
  if (contains({".hpp", ".cpp", ".h"}, extension)) return language::cpp;
  if (contains({".cmake", ".sh"}, extension) || name == "CMakeLists.txt" ||
      name.ends_with(".cmake.in") || first_line.starts_with("#!"))
    return language::script;
  if (contains({".md", ".json", ".toml", ".txt", ".yml"}, extension)) return language::text;
  return language::none;
}

std::vector<std::string> lines_of(const fs::path& file) {
  std::ifstream in{file};
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

bool has_licence(language written_in, const std::vector<std::string>& lines) {
  const std::string_view mark = written_in == language::cpp ? "//" : "#";
  const std::string wanted = fmt::format("{} SPDX-License-Identifier: Apache-2.0", mark);
  const std::size_t at = lines[0].starts_with("#!") ? 1 : 0;
  return at < lines.size() && lines[at].starts_with(wanted);
}

// A file that its folder's CMakeLists.txt does not list is not built, not installed and not
// checked.
std::optional<std::string> complaint_about_listing(const fs::path& root, const fs::path& path) {
  for (fs::path folder = path.parent_path();; folder = folder.parent_path()) {
    const fs::path listing = folder / "CMakeLists.txt";
    if (fs::exists(root / listing)) {
      const std::string name = path.lexically_relative(folder).generic_string();
      for (const std::string& line : lines_of(root / listing)) {
        static const std::regex blank{R"([\s()]+)"};
        const std::sregex_token_iterator words{line.begin(), line.end(), blank, -1};
        if (std::find(words, {}, name) != std::sregex_token_iterator{}) return std::nullopt;
      }
      return fmt::format("is not listed in {}", listing.generic_string());
    }
    if (folder.empty()) return std::nullopt;
  }
}

// A header is compiled first by its own source, and so needs nothing that was included before it;
// only headers without a source are compiled once more by themselves.
std::optional<std::string> complaint_about_first_include(const fs::path& root, const fs::path& path,
                                                         const std::vector<std::string>& lines) {
  fs::path header = path;
  header.replace_extension(".hpp");
  if (path.extension() != ".cpp" || !fs::exists(root / header)) return std::nullopt;
  const auto first = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.starts_with("#include");
  });
  if (first != lines.end() && *first == fmt::format("#include \"{}\"", header.generic_string()))
    return std::nullopt;
  return fmt::format("does not include {} before all others", header.generic_string());
}

// Every struct of the model that has a field is put to the laws of what is derived from its shape:
// it stands in this list, with its namespace.
constexpr std::string_view law_abiding = "tests/laws/model_shapes.hpp";

std::optional<std::string> complaint_about_struct(const std::string& path, const std::string& line,
                                                  const std::string& under_law) {
  static const std::regex described{R"re(^\s+BACKCHECK_FIELDS\(\s*(\w+),)re"};
  std::smatch match;
  const bool of_model = path.starts_with("model/protocol/") || path.starts_with("model/machine/");
  if (!of_model || !std::regex_search(line, match, described)) return std::nullopt;
  const auto from = path.find('/') + 1;
  const auto name = path.substr(from, path.find('/', from) - from) + "::" + match[1].str();
  if (under_law.find(name + "<") != std::string::npos) return std::nullopt;
  return fmt::format("{} is not listed in {}", name, law_abiding);
}

std::string text_of(const fs::path& file) {
  std::string text;
  for (const std::string& line : lines_of(file)) text += line + " ";
  return text;
}

// Prints the complaints about one file and returns how many there are.
std::size_t check(const fs::path& root, const std::string& path, language written_in,
                  const std::vector<std::string>& lines) {
  std::size_t complaints = 0;
  const auto complain = [&](std::size_t line, std::string_view why) {
    fmt::print("{}:{}: {}\n", path, line, why);
    ++complaints;
  };
  if (written_in != language::text) {
    if (!has_licence(written_in, lines)) complain(1, "does not begin with its SPDX line");
    if (lines.size() > lines_max)
      complain(lines_max + 1, fmt::format("a file has at most {} lines", lines_max));
  }
  if (written_in == language::cpp) {
    if (const auto why = complaint_about_listing(root, path)) complain(1, *why);
    if (const auto why = complaint_about_first_include(root, path, lines)) complain(1, *why);
  }
  static const std::string under_law = text_of(root / law_abiding);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (names_a_machine(lines[i])) complain(i + 1, "names a path of one machine");
    if (written_in != language::cpp) continue;
    if (const auto why = complaint_about_include(path, lines[i])) complain(i + 1, *why);
    // The name may stand on the next line.
    const std::string two = i + 1 < lines.size() ? lines[i] + lines[i + 1] : lines[i];
    if (const auto why = complaint_about_struct(path, two, under_law)) complain(i + 1, *why);
  }
  return complaints;
}

bool is_skipped(const std::string& path) {
  return contains({".git", ".cache", "install", "tests/architecture/bad"}, path) ||
         path == "build" || path.starts_with("build-");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: check_architecture ROOT\n");
    return 2;
  }
  const fs::path root{argv[1]};
  std::vector<std::string> paths;
  for (auto at = fs::recursive_directory_iterator{root}; at != fs::end(at); ++at) {
    const std::string path = at->path().lexically_relative(root).generic_string();
    if (is_skipped(path))
      at.disable_recursion_pending();
    else if (at->is_regular_file())
      paths.push_back(path);
  }
  std::sort(paths.begin(), paths.end());

  std::size_t files = 0;
  std::size_t complaints = 0;
  for (const std::string& path : paths) {
    const std::vector<std::string> lines = lines_of(root / path);
    const language written_in = language_of(path, lines.empty() ? "" : lines[0]);
    if (written_in == language::none || lines.empty()) continue;
    complaints += check(root, path, written_in, lines);
    ++files;
  }
  if (files == 0) {
    fmt::print(stderr, "check_architecture: no source files under {}\n", root.string());
    return 2;
  }
  fmt::print(stderr, "{} files, {} complaints\n", files, complaints);
  return complaints == 0 ? 0 : 1;
}
