// SPDX-License-Identifier: Apache-2.0
#include "solver/symbolic/proof_cache.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <zstd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

namespace backcheck::solver::symbolic {

namespace {

/// The question as it is kept; equal questions are equal texts here, too.
std::string packed(std::string_view who, const std::string& text) {
  auto whole = fmt::format("{}\n{}", who, text);
  std::string made(ZSTD_compressBound(whole.size()), '\0');
  const auto size = ZSTD_compress(made.data(), made.size(), whole.data(), whole.size(), 1);
  if (ZSTD_isError(size) != 0) return whole;
  made.resize(size);
  return made;
}

}  // namespace

proof_cache::proof_cache(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
}

std::filesystem::path proof_cache::place_of(std::string_view who, const std::string& text) const {
  return folder_ / fmt::format("{:016x}-{}.proof", std::hash<std::string>{}(text),
                               std::hash<std::string_view>{}(who) % 100000);
}

std::optional<std::vector<std::size_t>> proof_cache::find(std::string_view who,
                                                          const std::string& text) const {
  std::ifstream file(place_of(who, text), std::ios::binary);
  std::string used;
  if (!std::getline(file, used)) return std::nullopt;
  const std::string kept(std::istreambuf_iterator<char>(file), {});
  if (kept != packed(who, text)) return std::nullopt;
  std::istringstream numbers(used);
  return std::vector<std::size_t>(std::istream_iterator<std::size_t>(numbers), {});
}

void proof_cache::keep(std::string_view who, const std::string& text,
                       const std::vector<std::size_t>& used) const {
  const auto place = place_of(who, text);
  auto unfinished = place;
  unfinished += fmt::format(".{}", std::hash<std::thread::id>{}(std::this_thread::get_id()));
  {
    std::ofstream file(unfinished, std::ios::binary);
    file << fmt::format("{}\n", fmt::join(used, " ")) << packed(who, text);
    if (!file.flush()) return;  // It is only a cache.
  }
  std::error_code ignored;
  std::filesystem::rename(unfinished, place, ignored);
}

}  // namespace backcheck::solver::symbolic
