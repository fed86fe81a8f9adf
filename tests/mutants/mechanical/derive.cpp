// SPDX-License-Identifier: Apache-2.0
//
// derive EXPLAINED SOURCE-TREE OUTPUT-TREE FILE...: writes copies of the machine's headers in which
// whatever can be broken mechanically has a switch, so that all mutants are compiled once and run
// by number:
//   a requirement is dropped            REQUIRE(c, why)
//   an assignment is dropped            assign_if(…), put_if(…), put(…), append_if(…), a.b = …
//   a number is off by one              next(x) is x
//   a comparison is weakened            < is <=, > is >=, and the other way round
// Also writes `mutants.inc`, a row for each. EXPLAINED says of mutants that live why they may: see
// `survivors.txt`. Fails if it explains one that there is not.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct edit {
  std::size_t at = 0;
  std::size_t length = 0;  ///< of what is replaced
  std::string text;
};
struct mutant {
  std::string file;
  std::string what;  ///< the operator and the text it is about
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path.string() + ": cannot be read");
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}
/// Keeps the date of a file that does not change, so that nothing is compiled for it.
void write_file(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::create_directories(path.parent_path());
  if (std::filesystem::exists(path) && read_file(path) == content) return;
  std::ofstream(path) << content;
}

/// The text with comments, strings and preprocessor lines blanked, of the same length.
std::string code_of(std::string text) {
  static const std::regex other{R"re(//[^\n]*|"(?:[^"\\]|\\.)*"|(?:^|\n)[ ]*#[^\n]*)re"};
  std::string blank = text;
  for (std::sregex_iterator at(text.begin(), text.end(), other), end; at != end; ++at)
    for (std::size_t i = 0; i < at->str().size(); ++i) {
      auto& c = blank[static_cast<std::size_t>(at->position()) + i];
      if (c != '\n') c = ' ';
    }
  return blank;
}

/// Where the parenthesis that opens at `open` is closed.
std::size_t closing(const std::string& code, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < code.size(); ++i) {
    if (code[i] == '(' || code[i] == '{' || code[i] == '[') ++depth;
    if (code[i] == ')' || code[i] == '}' || code[i] == ']') --depth;
    if (depth == 0) return i;
  }
  throw std::runtime_error("a parenthesis is not closed");
}
std::string line_of(const std::string& code, std::size_t at) {
  const auto begin = code.rfind('\n', at) + 1;
  return code.substr(begin, code.find('\n', at) - begin);
}
std::string squeezed(std::string text) {
  static const std::regex blanks{R"(\s+)"};
  text = std::regex_replace(text, blanks, " ");
  return text.substr(0, 90);
}

class deriving {
 public:
  deriving(std::string file, const std::string& text, std::vector<mutant>& all)
      : file_(std::move(file)), text_(text), code_(code_of(text)), all_(all) {}

  std::string woven() {
    drop_requirements();
    drop_assignments();
    take_one_less();
    weaken_comparisons();
    std::sort(edits_.begin(), edits_.end(),
              [](const edit& a, const edit& b) { return a.at < b.at; });
    std::string made;
    std::size_t at = 0;
    for (const auto& each : edits_) {
      made += text_.substr(at, each.at - at) + each.text;
      at = each.at + each.length;
    }
    return made + text_.substr(at);
  }

 private:
  std::string next_id(const std::string& what, std::size_t from, std::size_t to) {
    all_.push_back({file_, what + ": " + squeezed(text_.substr(from, to - from))});
    return std::to_string(all_.size());
  }
  void replace(std::size_t at, std::size_t length, const std::string& by) {
    edits_.push_back({at, length, by});
  }
  template <class F>
  void each_match(const std::string& pattern, F&& f) {
    const std::regex sought(pattern);
    for (std::sregex_iterator at(code_.begin(), code_.end(), sought), end; at != end; ++at) f(*at);
  }

  void drop_requirements() {
    each_match(R"(\bREQUIRE\()", [&](const std::smatch& found) {
      const auto open = static_cast<std::size_t>(found.position() + found.length()) - 1;
      const auto close = closing(code_, open);
      const auto comma = code_.rfind(',', close);
      const auto id = next_id("without", open + 1, comma);
      replace(open + 1, 0, "mutated::dropped<" + id + ">(");
      replace(comma, 0, ")");
    });
  }
  /// From the beginning of a statement to its end.
  void drop_statement(std::size_t begin) {
    std::size_t end = begin;
    while (code_[end] != ';')
      end = code_[end] == '(' || code_[end] == '{' || code_[end] == '[' ? closing(code_, end) + 1
                                                                        : end + 1;
    const auto id = next_id("without", begin, end + 1);
    replace(begin, 0, "if (!mutant(" + id + ")) ");
  }
  void drop_assignments() {
    each_match(R"(([;{})]\s+)((?:assign_if|put_if|put|append_if)\())",
               [&](const std::smatch& found) {
                 drop_statement(static_cast<std::size_t>(found.position(2)));
               });
    each_match(R"(([;{})]\s+)((?:[a-z_]\w*(?:\[[^\]\n]*\])?\.)+[a-z_]\w*(?:\[[^\]\n]*\])? = ))",
               [&](const std::smatch& found) {
                 drop_statement(static_cast<std::size_t>(found.position(2)));
               });
  }
  void take_one_less() {
    each_match(R"((^|[^\w:.>])((?:language::)?next\())", [&](const std::smatch& found) {
      const auto at = static_cast<std::size_t>(found.position(2));
      const auto length = static_cast<std::size_t>(found.length(2));
      const auto id = next_id("no next", at, closing(code_, at + length - 1) + 1);
      replace(at, length, "mutated::next_or_same<" + id + ">(");
    });
  }
  void weaken_comparisons() {
    each_match(R"( (<|<=|>|>=) )", [&](const std::smatch& found) {
      const auto at = static_cast<std::size_t>(found.position());
      const auto line = line_of(code_, at);
      for (const auto* other : {"for (", "if constexpr", "static constexpr", "static_assert",
                                "template", "using ", "requires", "inline constexpr"})
        if (line.find(other) != std::string::npos) return;
      const std::string sign = found.str(1);
      const auto begin = code_.rfind('\n', at) + 1;
      const auto id = next_id(sign + " weakened", begin, begin + line.size());
      replace(at, static_cast<std::size_t>(found.length()),
              " " + sign + " mutated::nearly<" + id + ">{} " + sign + " ");
    });
  }

  std::string file_;
  const std::string& text_;
  std::string code_;
  std::vector<mutant>& all_;
  std::vector<edit> edits_;
};

struct explanation {
  std::string why;
  bool used = false;
};
/// By file and what; the list has the file, what, and why on three lines each, and empty lines
/// between.
std::map<std::string, explanation> read_explained(const std::string& path) {
  std::ifstream in(path);
  std::map<std::string, explanation> all;
  std::string file;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("= ")) {
      file = line.substr(2);
      continue;
    }
    std::string why;
    if (!line.starts_with("* ") || !std::getline(in, why) || !why.starts_with("! "))
      throw std::runtime_error("not understood: " + line);
    all[file + "\n" + line.substr(2)] = {why.substr(2), false};
  }
  return all;
}

std::string literal(const std::string& text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    made += c;
  }
  return made + '"';
}

void derive(const std::vector<std::string>& arguments) {
  auto explained = read_explained(arguments[0]);
  const std::filesystem::path from = arguments[1];
  const std::filesystem::path to = arguments[2];
  std::vector<mutant> all;
  for (std::size_t i = 3; i < arguments.size(); ++i) {
    const auto text = read_file(from / arguments[i]);
    write_file(to / arguments[i], deriving(arguments[i], text, all).woven());
  }
  std::string rows;
  std::map<std::string, int> seen;
  for (std::size_t i = 0; i < all.size(); ++i) {
    // The same text may stand in several places.
    auto key = all[i].file + "\n" + all[i].what;
    if (const int again = seen[key]++; again > 0) {
      all[i].what += " (" + std::to_string(again + 1) + ")";
      key = all[i].file + "\n" + all[i].what;
    }
    const auto known = explained.find(key);
    if (known != explained.end()) known->second.used = true;
    rows += "{" + std::to_string(i + 1) + ", " + literal(all[i].file) + ", " +
            literal(all[i].what) + ", " +
            literal(known == explained.end() ? "" : known->second.why) + "},\n";
  }
  for (const auto& [key, each] : explained)
    if (!each.used) throw std::runtime_error("explains a mutant that there is not: " + key);
  write_file(to / "mutants.inc", rows);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (arguments.size() < 4)
      throw std::runtime_error("derive EXPLAINED SOURCE-TREE OUTPUT-TREE FILE...");
    derive(arguments);
  } catch (const std::exception& why) {
    std::cerr << why.what() << '\n';
    return 1;
  }
  return 0;
}
