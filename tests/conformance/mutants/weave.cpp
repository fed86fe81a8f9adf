// SPDX-License-Identifier: Apache-2.0
//
// weave LIST SOURCE-TREE OUTPUT-TREE: writes copies of source files in which every mutant of the
// list is a switch, so that all of them are compiled once and run by number. An expression becomes
// `(mutant(7) ? (mutated) : (original))`, a statement `if (mutant(7)) { mutated } else { original
// }`. Also writes `mutants.inc`, a row for each. Fails if an original is not found exactly once.
//
// The list, line by line:
//   = FILE          the file that the next mutants are of
//   * TEXT          a mutant: what it breaks
//   ^ TEXT          look for the original only behind this text
//   < TEXT          the original expression;  << TEXT  the original statements
//   > TEXT          the mutated expression;   >> TEXT  the mutated statements, perhaps none
//   ! TEXT          it cannot be observed, and why
// Several lines of one kind are one text. White space counts only as such.
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct mutant {
  std::size_t id = 0;
  std::string file;
  std::string what;
  std::string behind;
  std::string original;
  std::string mutated;
  std::string unobservable;
  bool is_statement = false;
  std::size_t begin = 0;  ///< of the original in the file
  std::size_t end = 0;
};

bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

void add_line(std::string& to, const std::string& line) {
  if (!to.empty()) to += '\n';
  to += line;
}

std::vector<mutant> read_list(const std::string& path) {
  std::ifstream in(path);
  std::vector<mutant> all;
  std::string file;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string mark = line.substr(0, space);
    const std::string text = space < line.size() ? line.substr(space + 1) : "";
    if (mark == "=") {
      file = text;
      continue;
    }
    if (mark == "*") {
      all.emplace_back();
      all.back().id = all.size();
      all.back().file = file;
      all.back().what = text;
      continue;
    }
    if (all.empty()) throw std::runtime_error("the list does not begin with a mutant");
    auto& last = all.back();
    if (mark == "<<" || mark == ">>") last.is_statement = true;
    if (mark == "^")
      add_line(last.behind, text);
    else if (mark == "<" || mark == "<<")
      add_line(last.original, text);
    else if (mark == ">" || mark == ">>")
      add_line(last.mutated, text);
    else if (mark == "!")
      add_line(last.unobservable, text);
    else
      throw std::runtime_error("not understood: " + line);
  }
  return all;
}

/// Where `pattern`, white space aside, ends if it begins at `at`; npos if it does not.
std::size_t match(const std::string& text, std::size_t at, const std::string& pattern) {
  for (std::size_t p = 0; p < pattern.size();) {
    if (is_space(pattern[p])) {
      if (at == text.size() || !is_space(text[at])) return std::string::npos;
      while (p < pattern.size() && is_space(pattern[p])) ++p;
      while (at < text.size() && is_space(text[at])) ++at;
    } else {
      if (at == text.size() || text[at] != pattern[p]) return std::string::npos;
      ++at;
      ++p;
    }
  }
  return at;
}

void locate(const std::string& text, mutant& m) {
  const auto fail = [&](const char* why) {
    throw std::runtime_error(m.file + ": " + m.what + ": the text is " + why);
  };
  std::size_t from = 0;
  if (!m.behind.empty()) {
    while (from < text.size() && match(text, from, m.behind) == std::string::npos) ++from;
    if (from == text.size()) fail("not found where it is looked for");
  }
  std::size_t found = 0;
  for (std::size_t at = from; at < text.size(); ++at) {
    const std::size_t end = match(text, at, m.original);
    if (end == std::string::npos) continue;
    if (++found == 1) {
      m.begin = at;
      m.end = end;
      if (!m.behind.empty()) break;
    }
  }
  if (m.original.empty() || found == 0) fail("not found");
  if (found > 1) fail("found more than once");
}

/// The text from `begin` to `end` with the mutants inside woven in, outermost first.
std::string woven(const std::string& text, std::size_t begin, std::size_t end,
                  std::vector<const mutant*> inside) {
  std::sort(inside.begin(), inside.end(), [](const mutant* a, const mutant* b) {
    return a->begin != b->begin ? a->begin < b->begin : a->end > b->end;
  });
  std::string out;
  std::size_t at = begin;
  for (std::size_t i = 0; i < inside.size();) {
    const mutant& outer = *inside[i];
    std::vector<const mutant*> same;
    std::vector<const mutant*> nested;
    for (; i < inside.size() && inside[i]->begin < outer.end; ++i) {
      const mutant& each = *inside[i];
      if (each.begin == outer.begin && each.end == outer.end)
        same.push_back(&each);
      else if (each.end <= outer.end)
        nested.push_back(&each);
      else
        throw std::runtime_error(each.file + ": " + each.what + ": overlaps another mutant");
    }
    out += text.substr(at, outer.begin - at);
    std::string made = woven(text, outer.begin, outer.end, nested);
    for (const mutant* each : same) {
      const std::string asked = "mutant(" + std::to_string(each->id) + ")";
      if (each->is_statement)
        made = "if (" + asked + ") {\n" + each->mutated + "\n} else {\n" + made + "\n}";
      else
        made = "(" + asked + " ? (" + each->mutated + ") : (" + made + "))";
    }
    out += made;
    at = outer.end;
  }
  return out + text.substr(at, end - at);
}

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

std::string literal(const std::string& text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    made += c == '\n' ? ' ' : c;
  }
  return made + '"';
}

/// Files of mutants that are no longer in the list would be found before the sources.
void remove_others(const std::filesystem::path& tree, const std::vector<std::string>& kept) {
  if (!std::filesystem::exists(tree)) return;
  std::vector<std::filesystem::path> others;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(tree)) {
    const std::string name = entry.path().lexically_relative(tree).generic_string();
    const bool goes = std::find(kept.begin(), kept.end(), name) == kept.end();
    if (entry.is_regular_file() && goes) others.push_back(entry.path());
  }
  for (const auto& each : others) std::filesystem::remove(each);
}

void weave(const std::string& list, const std::filesystem::path& from,
           const std::filesystem::path& to) {
  auto all = read_list(list);
  std::map<std::string, std::vector<mutant*>> by_file;
  for (auto& each : all) by_file[each.file].push_back(&each);
  for (auto& [file, mutants] : by_file) {
    const std::string text = read_file(from / file);
    std::vector<const mutant*> located;
    for (mutant* each : mutants) {
      locate(text, *each);
      located.push_back(each);
    }
    write_file(to / file, woven(text, 0, text.size(), located));
  }
  std::string rows;
  for (const auto& each : all) {
    rows += "{" + std::to_string(each.id) + ", " + literal(each.file) + ", " + literal(each.what) +
            ", " + literal(each.unobservable) + "},\n";
  }
  write_file(to / "mutants.inc", rows);
  std::vector<std::string> kept{"mutants.inc"};
  for (const auto& [file, mutants] : by_file) kept.push_back(file);
  remove_others(to, kept);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 4) throw std::runtime_error("weave LIST SOURCE-TREE OUTPUT-TREE");
    weave(argv[1], argv[2], argv[3]);
  } catch (const std::exception& why) {
    std::cerr << why.what() << '\n';
    return 1;
  }
  return 0;
}
