// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/presets.hpp"

#include <fmt/format.h>

#include "model/protocol/config_file.hpp"
#include "model/protocol/embedded_presets.hpp"
#include "model/protocol/nearest_name.hpp"

namespace backcheck::protocol {

std::vector<std::string_view> preset_names() {
  std::vector<std::string_view> names;
  for (const embedded_file& each : embedded_presets()) names.push_back(each.name);
  return names;
}

std::string_view preset_text(std::string_view name) {
  for (const embedded_file& each : embedded_presets())
    if (each.name == name) return each.text;
  const std::vector<std::string_view> names = preset_names();
  throw parameter_error(fmt::format("unknown preset '{}'; {}", name, what_instead(name, names)));
}

configuration preset(std::string_view name) { return read_configuration(preset_text(name), name); }

}  // namespace backcheck::protocol
