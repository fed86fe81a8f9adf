// SPDX-License-Identifier: Apache-2.0
#include "chain/js.hpp"

#include <fmt/format.h>

#include "chain/js_names.hpp"
#include "chain/js_value.hpp"
#include "model/protocol/nearest_name.hpp"

namespace backcheck::chain {

namespace {

using json = nlohmann::ordered_json;

// A key that is given twice would be read as its last value: it is refused while it is read.
class key_watch {
 public:
  explicit key_watch(std::string_view file) : file_(file) {}

  bool operator()(json::parse_event_t event, const json& parsed) {
    using enum nlohmann::detail::parse_event_t;
    if (event == object_start) seen_.emplace_back();
    if (event == object_end) seen_.pop_back();
    if (event != key) return true;
    const auto name = parsed.get<std::string>();
    auto& names = seen_.back();
    if (std::find(names.begin(), names.end(), name) != names.end())
      throw protocol::parameter_error(
          fmt::format("{}: the key '{}' is given again; allowed: once", file_, name));
    names.push_back(name);
    return true;
  }

 private:
  std::string_view file_;
  std::vector<std::vector<std::string>> seen_;
};

json parsed(std::string_view text, std::string_view file) {
  key_watch watch(file);
  try {
    return json::parse(
        text, [&](int, json::parse_event_t event, json& value) { return watch(event, value); });
  } catch (const json::parse_error& error) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
    const auto line = std::count(text.begin(), end, '\n') + 1;
    throw protocol::parameter_error(
        fmt::format("{}:{}: not JSON, at character {}; allowed: what polkadot-js prints for "
                    "configuration.activeConfig",
                    file, line, error.byte));
  }
}

// Names in the order of the versions that brought them.
unsigned layout_of(const json& root) {
  const auto has = [&](std::string_view name) {
    return root.contains(std::string(name)) || root.contains(camel_case(name));
  };
  if (has("max_relay_parent_session_age")) return 13;
  if (has("scheduler_params")) return 12;
  if (has("approval_voting_params")) return 11;
  if (has("node_features")) return 10;
  return has("minimum_backing_votes") ? 9 : protocol::oldest_layout;
}

bool is_called(const field_row& row, std::string_view name) {
  if (row.called() == name) return true;
  const auto* named = protocol::find_parameter(name);
  return named != nullptr && named->key == row.key;
}

class reader {
 public:
  reader(std::string_view file, unsigned layout)
      : file_(file), rows_(fields_of(layout)), given_(rows_.size()) {
    made_.layout = layout;
    made_.fields.resize(rows_.size());
  }

  stored_configuration read(const json& root, const std::string& path) {
    read_table(root, {}, path);
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (!given_[i])
        refuse(path_of(*rows_[i], path), "nothing is there", allowed_js(rows_[i]->type));
    return std::move(made_);
  }

 private:
  [[noreturn]] void refuse(const std::string& path, std::string_view what,
                           std::string_view allowed) const {
    throw protocol::parameter_error(fmt::format("{}: {}: {}; allowed: {} (layout {})", file_, path,
                                                what, allowed, made_.layout));
  }

  static std::string path_of(const field_row& row, const std::string& path) {
    const std::string table = row.table.empty() ? "" : "." + camel_case(row.table);
    return path + table + "." + camel_case(row.called());
  }

  bool is_table(std::string_view name) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const field_row* row) {
      return !row->table.empty() && row->table == name;
    });
  }

  void read_table(const json& from, std::string_view table, const std::string& path) {
    if (!from.is_object()) refuse(path, in_short(from), "an object");
    for (const auto& [key, value] : from.items()) {
      const std::string name = snake_case(key);
      const std::string here = path + "." + key;
      if (table.empty() && is_table(name)) {
        read_table(value, name, here);
        continue;
      }
      const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const field_row* row) {
        return row->table == table && is_called(*row, name);
      });
      if (found == rows_.end()) refuse_name(table, name, here);
      const auto place = static_cast<std::size_t>(found - rows_.begin());
      if (given_[place]) refuse(here, "it is given again, by another name", "once");
      given_[place] = true;
      try {
        made_.fields[place] = read_js_value(value, (*found)->type);
      } catch (const js_refusal& refusal) {
        refuse(here + refusal.path, refusal.what, refusal.allowed);
      }
    }
  }

  [[noreturn]] void refuse_name(std::string_view table, const std::string& name,
                                const std::string& here) const {
    std::vector<std::string> names;
    for (const field_row* row : rows_) {
      const auto own = row->table == table ? row->called() : row->table;
      if (row->table == table || (table.empty() && !row->table.empty()))
        names.push_back(camel_case(own));
    }
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const std::vector<std::string_view> views(names.begin(), names.end());
    throw protocol::parameter_error(fmt::format(
        "{}: {}: no field of layout {}; {}", file_, here, made_.layout,
        protocol::what_instead(camel_case(name), views, "the fields of HostConfiguration")));
  }

  std::string_view file_;
  std::vector<const field_row*> rows_;
  std::vector<bool> given_;
  stored_configuration made_;
};

}  // namespace

stored_configuration read_js(std::string_view text, std::string_view file,
                             std::optional<unsigned> layout) {
  const json root = parsed(text, file);
  const bool wrapped = root.is_object() && root.size() == 1 && root.contains("activeConfig");
  const json& own = wrapped ? root["activeConfig"] : root;
  return reader(file, layout.value_or(layout_of(own))).read(own, wrapped ? "$.activeConfig" : "$");
}

std::string write_js(const stored_configuration& from) {
  json root = json::object();
  const auto rows = fields_of(from.layout);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const field_row& row = *rows[i];
    json& at = row.table.empty() ? root : root[camel_case(row.table)];
    at[camel_case(row.called())] = write_js_value(from.fields.at(i), row.type);
  }
  return root.dump(2) + "\n";
}

}  // namespace backcheck::chain
