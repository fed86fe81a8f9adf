// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/config_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "model/protocol/nearest_name.hpp"
#include "model/protocol/presets.hpp"

namespace backcheck::protocol {

namespace {

// What a file may say at its top besides tables and parameters.
constexpr std::array<std::string_view, 5> headings{"preset", "layout", "description", "source",
                                                   "sources"};

struct named_node {
  const toml::key* key;
  const toml::node* node;
  [[nodiscard]] const toml::source_position& at() const { return key->source().begin; }
};

// As they stand in the file, so that the first mistake is the first that is told.
std::vector<named_node> in_order(const toml::table& table) {
  std::vector<named_node> nodes;
  for (auto&& [key, node] : table) nodes.push_back({&key, &node});
  std::sort(nodes.begin(), nodes.end(), [](const named_node& a, const named_node& b) {
    return std::pair(a.at().line, a.at().column) < std::pair(b.at().line, b.at().column);
  });
  return nodes;
}

// As the user could have typed it after a `KEY=`.
std::string text_of(const toml::node& node, value_kind wanted) {
  if (const auto* text = node.as_string()) return text->get();
  const toml::array* list = node.as_array();
  if (list == nullptr || wanted != value_kind::node_features) {
    std::ostringstream text;
    node.visit([&](const auto& each) { text << each; });
    return text.str();
  }
  std::vector<std::string> elements;
  for (const toml::node& each : *list) elements.push_back(text_of(each, value_kind::number));
  return elements.empty() ? "none" : fmt::format("{}", fmt::join(elements, ","));
}

class reader {
 public:
  reader(const toml::table& root, std::string_view file) : root_(root), file_(file) {}

  configuration read() {
    start();
    std::string source;
    if (const toml::node* outermost = root_.get("source")) source = source_in(*outermost);
    for (const named_node& each : in_order(root_)) {
      const std::string_view key = each.key->str();
      if (std::find(headings.begin(), headings.end(), key) != headings.end()) continue;
      const toml::table* table = each.node->as_table();
      if (table != nullptr && find_parameter(key) == nullptr)
        read_group(each, *table, source);
      else
        read_parameter(each, key, source);
    }
    fill_absent();
    return std::move(made_);
  }

 private:
  [[noreturn]] void refuse(const toml::source_position& at, std::string_view why) const {
    throw parameter_error(fmt::format("{}:{}:{}: {}", file_, at.line, at.column, why));
  }

  // Does what may refuse a value or a name, and says where it stands.
  template <class F>
  auto located(const toml::source_position& at, F&& f) const {
    try {
      return f();
    } catch (const parameter_error& error) {
      refuse(at, error.what());
    }
  }

  std::optional<std::string> heading_text(std::string_view heading) const {
    const toml::node* node = root_.get(heading);
    if (node == nullptr) return std::nullopt;
    return text_in(*node, heading);
  }
  std::string text_in(const toml::node& node, std::string_view key) const {
    const auto* text = node.as_string();
    if (text == nullptr)
      refuse(node.source().begin, fmt::format("{} is no text; allowed: text in quotes", key));
    return text->get();
  }

  // A source may be the name of one in the table `sources`.
  std::string source_in(const toml::node& node) const {
    const std::string text = text_in(node, "source");
    const toml::node* named = root_["sources"][text].node();
    return named == nullptr ? text : text_in(*named, "source");
  }

  void start() {
    const toml::node* layout = root_.get("layout");
    if (const auto base = heading_text("preset")) {
      made_ = located(root_.get("preset")->source().begin, [&] { return preset(*base); });
      if (layout != nullptr)
        refuse(layout->source().begin,
               "layout is that of the preset; allowed: only without a preset");
    } else {
      made_.sources.resize(all_parameters().size());
      if (layout == nullptr)
        throw parameter_error(
            fmt::format("{}: has neither preset nor layout; allowed: preset = "
                        "\"NAME\", or layout = {} to {} and every parameter",
                        file_, oldest_layout, newest_layout));
      const auto number = layout->value<std::int64_t>();
      if (!number || *number < oldest_layout || newest_layout < *number)
        refuse(layout->source().begin, fmt::format("layout is out of range; allowed: {} to {}",
                                                   oldest_layout, newest_layout));
      made_.layout = static_cast<unsigned>(*number);
    }
    made_.name = file_;
    made_.description = heading_text("description").value_or(made_.description);
  }

  void read_group(const named_node& named, const toml::table& table, std::string_view outer) {
    const std::string_view key = named.key->str();
    const auto groups = parameter_groups();
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const parameter_group& g) {
      return g.name == key || (g.alias == key && !g.alias.empty());
    });
    if (group == groups.end()) {
      std::vector<std::string_view> names;
      for (const parameter_group& each : groups) names.push_back(each.name);
      refuse(named.at(), fmt::format("unknown table '{}'; {}", key, what_instead(key, names)));
    }
    std::string source(outer);
    if (const toml::node* own = table.get("source")) source = source_in(*own);
    for (const named_node& each : in_order(table))
      if (each.key->str() != "source")
        read_parameter(each, fmt::format("{}.{}", group->name, each.key->str()), source);
  }

  void read_parameter(const named_node& named, std::string_view name, std::string_view outer) {
    const parameter& which = *located(named.at(), [&] { return &parameter_named(name); });
    const toml::node* value = named.node;
    std::string source(outer);
    if (const toml::table* table = named.node->as_table()) {
      value = table->get("value");
      for (const named_node& each : in_order(*table)) {
        if (each.key->str() == "source") source = source_in(*each.node);
        if (each.key->str() != "source" && each.key->str() != "value")
          refuse(each.at(),
                 fmt::format("unknown key '{}'; allowed: value, source", each.key->str()));
      }
      if (value == nullptr)
        refuse(named.at(),
               fmt::format("{} has a table without value; allowed: {{ value = …, source = \"…\" }}",
                           which.key));
    }
    if (given_[which.position] != 0)
      refuse(named.at(), fmt::format("{} is given again; allowed: once, and that was in line {}",
                                     which.key, given_[which.position]));
    given_[which.position] = named.at().line;
    const toml::source_position& at = value->source().begin;
    located(at,
            [&] { assign(made_.values, which, parse_value(which, text_of(*value, which.kind))); });
    made_.sources[which.position] = source.empty() ? fmt::format("{}:{}", file_, at.line) : source;
  }

  // A file without a preset must give every parameter of its layout.
  void fill_absent() {
    std::vector<std::string_view> missing;
    for (const parameter& each : all_parameters()) {
      if (!made_.sources[each.position].empty()) continue;
      if (has(made_.layout, each))
        missing.push_back(each.key);
      else
        set_absent(made_, each);
    }
    if (!missing.empty())
      throw parameter_error(
          fmt::format("{}: no value for {}; allowed: to leave values out after "
                      "preset = \"NAME\"",
                      file_, fmt::join(missing, ", ")));
  }

  const toml::table& root_;
  std::string_view file_;
  configuration made_;
  std::vector<toml::source_index> given_ =
      std::vector<toml::source_index>(all_parameters().size());  // lines, from 1
};

std::string in_quotes(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F')
      made += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      made += c;
  }
  return made + '"';
}

std::string toml_value(const parameter_value& value) {
  if (const auto* number = std::get_if<natural>(&value))
    return *number <= INT64_MAX ? to_text(value) : in_quotes(to_text(value));
  if (std::holds_alternative<none>(value)) return in_quotes("none");
  if (const auto* numbers = std::get_if<feature_numbers>(&value))
    return fmt::format("[{}]", fmt::join(*numbers, ", "));
  return to_text(value);
}

}  // namespace

configuration read_configuration(std::string_view toml, std::string_view file) {
  toml::table root;
  try {
    root = toml::parse(toml, file);
  } catch (const toml::parse_error& error) {
    const toml::source_position& at = error.source().begin;
    throw parameter_error(
        fmt::format("{}:{}:{}: not TOML: {}; allowed: TOML, and numbers from 2^63 on in quotes",
                    file, at.line, at.column, error.description()));
  }
  return reader(root, file).read();
}

configuration load_configuration(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file))
    throw parameter_error(fmt::format("{}: cannot be read; allowed: a TOML file", file.string()));
  return read_configuration(std::string(std::istreambuf_iterator<char>(in), {}), file.string());
}

std::string toml_text(const concrete_parameters& all, const parameter& which) {
  return toml_value(value_of(all, which));
}

std::string write_configuration(const configuration& all) {
  std::string text =
      fmt::format("description = {}\nlayout = {}\n", in_quotes(all.description), all.layout);
  std::string_view group;
  std::string_view source;
  for (const parameter& each : all_parameters()) {
    const std::string& own = all.sources[each.position];
    if (each.group != group) {
      group = each.group;
      source = own;
      text += fmt::format("\n[{}]\nsource = {}\n", group, in_quotes(source));
    }
    const std::string value = toml_text(all.values, each);
    text += own == source ? fmt::format("{} = {}\n", each.key, value)
                          : fmt::format("{} = {{ value = {}, source = {} }}\n", each.key, value,
                                        in_quotes(own));
  }
  return text;
}

}  // namespace backcheck::protocol
