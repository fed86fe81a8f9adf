// SPDX-License-Identifier: Apache-2.0
//
// Where the states are: densely, one after the other, in chunks that never move. A state is named
// by a 32-bit index. Each thread fills chunks of its own, so storing a state takes no lock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "solver/explicit/memory.hpp"
#include "solver/interface/view.hpp"

namespace backcheck::solver::exhaustive {

/// States with consecutive indices in one chunk, hence consecutive in memory.
struct span_of_states {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// The chunks. May be read while others add to it, as far as the reader has come to know an index.
class arena {
 public:
  /// The last index is left out, so that index + 1 fits 32 bits too.
  static constexpr std::uint64_t indices = 0xffff'ffff;

  arena(std::size_t words, ledger& memory);

  [[nodiscard]] std::size_t words() const { return words_; }
  [[nodiscard]] word* at(std::uint32_t index) const {
    return directory()[index >> chunk_bits_] + (index & chunk_mask_) * words_;
  }
  /// The first index of a chunk nobody uses yet; nothing when the indices or the memory are spent.
  [[nodiscard]] std::optional<std::uint32_t> open_chunk(page_use use);

  [[nodiscard]] std::uint32_t chunk_states() const { return chunk_mask_ + 1; }
  /// Memory is entered in the ledger portion by portion, because most searches are much smaller
  /// than a chunk.
  [[nodiscard]] std::uint32_t portion_states() const { return portion_states_; }
  [[nodiscard]] ledger& memory() const { return *memory_; }

 private:
  [[nodiscard]] word** directory() const { return static_cast<word**>(directory_.data()); }

  std::size_t words_;
  ledger* memory_;
  unsigned chunk_bits_ = 0;
  std::uint32_t chunk_mask_ = 0;
  std::uint32_t portion_states_ = 1;
  pages directory_;
  std::mutex opening_;
  std::vector<pages> chunks_;
};

/// One thread's pen.
class arena_writer {
 public:
  explicit arena_writer(arena& states) : arena_(&states) {}

  /// Makes room for one more state; false when there is none left.
  [[nodiscard]] bool ready() { return room_ > 0 || find_room(); }
  /// Where the next state goes. Until `commit`, it may be written over.
  [[nodiscard]] word* next() const { return next_; }
  [[nodiscard]] std::uint32_t next_index() const { return index_; }
  void commit() {
    next_ += arena_->words();
    ++index_;
    --room_;
  }

  /// Appends the spans written since the last call.
  void end_level(std::vector<span_of_states>& spans);

 private:
  bool find_room();
  void close_span();

  arena* arena_;
  word* next_ = nullptr;
  std::uint32_t index_ = 0;
  std::uint32_t room_ = 0;        ///< states until the end of the portion
  std::uint32_t chunk_room_ = 0;  ///< states from there to the end of the chunk
  std::uint32_t span_first_ = 0;
  std::vector<span_of_states> spans_;
};

}  // namespace backcheck::solver::exhaustive
