// SPDX-License-Identifier: Apache-2.0
//
// The storage value `Configuration.ActiveConfig` of a relay chain: from its bytes, whose version
// need not be known, to parameters, and back to the same bytes.
#pragma once

#include <vector>

#include "chain/fields.hpp"
#include "model/protocol/configuration.hpp"
#include "model/protocol/consistency.hpp"

namespace backcheck::chain {

/// A configuration as a chain stores it: more than its parameters tell, such as the order of the
/// executor parameters and how many bits the node features have.
struct stored_configuration {
  unsigned layout = protocol::newest_layout;
  std::vector<field_value> fields;  ///< as `fields_of(layout)` has them
  friend bool operator==(const stored_configuration&, const stored_configuration&) = default;
};

/// Throws a `decode_error` where the bytes are not those of that version.
stored_configuration decode_storage(const bytes& from, unsigned layout);
bytes encode_storage(const stored_configuration& from);

/// The version whose bytes these are. Where they are read as several, those that are consistent
/// come before those that are not, and then the newest; the others are told, too. Where they are
/// read as none, the error is that of the version that went furthest.
struct detected_storage {
  stored_configuration value;
  std::vector<unsigned> other_layouts;
};
detected_storage detect_storage(const bytes& from);

/// What executor parameters were given more than once.
bool gives_twice(const std::vector<executor_item>& items);
std::vector<protocol::found_inconsistency> inconsistencies(const stored_configuration& of);

/// The parameters, in range or not. A relay chain says nothing of a parachain's constants: these
/// are those of the first preset, and assumed. A feature beyond those that are kept is refused.
protocol::configuration to_configuration(const stored_configuration& from, std::string_view name,
                                         std::string_view source);
/// Refuses the first parameter that is out of range, as files of parameters are refused.
void require_in_range(const protocol::configuration& all);

/// As a chain of that version would store them, and in everything that they do not tell as `like`.
stored_configuration to_stored(const protocol::concrete_parameters& from, unsigned layout,
                               const stored_configuration* like = nullptr);

/// One value of a parameter, and back.
protocol::parameter_value to_parameter(const field_row& row, const field_value& value);
field_value to_field(const protocol::parameter_value& value);
/// Of `ExecutorParams` all at once: what is not given is none.
void assign_executor(protocol::concrete_parameters& to, const std::vector<executor_item>& items);
/// The parameter that an item is about; none if there is no such parameter.
const protocol::parameter* parameter_of(const executor_item& item);

}  // namespace backcheck::chain
