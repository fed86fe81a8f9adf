// SPDX-License-Identifier: Apache-2.0
//
// What was found out about the long run, as text and as JSON.
#pragma once

#include <string>
#include <string_view>

#include "checker/long_run.hpp"
#include "cli/report.hpp"
#include "model/reflect/json_error.hpp"

namespace backcheck::cli {

/// The verdict on one claim, in the words that stand for exactly what was done.
std::string words_for(const told_check& told, const checker::long_run_verdict& v);
std::string long_run_text(const told_check& told);
reflect::json long_run_json(const told_check& told);
std::string_view kind_name(const properties::long_run_info& info);

}  // namespace backcheck::cli
