// SPDX-License-Identifier: Apache-2.0
//
// Proofs kept in a folder, by what was proved: the text of the question, compared whole. Only that
// something is unsatisfiable is kept; a counterexample is found anew.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backcheck::solver::symbolic {

class proof_cache {
 public:
  /// Makes the folder where it is missing. Throws `std::filesystem::filesystem_error`.
  explicit proof_cache(std::filesystem::path folder);

  /// Whether `who` has proved this text, and which of the assumptions were used.
  [[nodiscard]] std::optional<std::vector<std::size_t>> find(std::string_view who,
                                                             const std::string& text) const;
  void keep(std::string_view who, const std::string& text,
            const std::vector<std::size_t>& used) const;

 private:
  [[nodiscard]] std::filesystem::path place_of(std::string_view who, const std::string& text) const;

  std::filesystem::path folder_;
};

}  // namespace backcheck::solver::symbolic
