// SPDX-License-Identifier: Apache-2.0
//
// The machine with its mechanical mutants, as views for the search: one function for each shape
// that is tried, each in a file of its own.
#pragma once

#include <memory>

#include "checker/setting.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::tests {

enum class tried_shape : std::uint8_t { small, whole, view, traffic, vote, collator };

template <tried_shape Shape>
std::unique_ptr<solver::view> make_view(const checker::setting& s);

extern template std::unique_ptr<solver::view> make_view<tried_shape::small>(
    const checker::setting&);
extern template std::unique_ptr<solver::view> make_view<tried_shape::whole>(
    const checker::setting&);
extern template std::unique_ptr<solver::view> make_view<tried_shape::view>(const checker::setting&);
extern template std::unique_ptr<solver::view> make_view<tried_shape::traffic>(
    const checker::setting&);
extern template std::unique_ptr<solver::view> make_view<tried_shape::vote>(const checker::setting&);
extern template std::unique_ptr<solver::view> make_view<tried_shape::collator>(
    const checker::setting&);

/// What is claimed and heard in a setting, and not known to be broken there.
solver::claim_set heard_in(const checker::setting& s);

}  // namespace backcheck::tests
