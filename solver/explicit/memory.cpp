// SPDX-License-Identifier: Apache-2.0
#include "solver/explicit/memory.hpp"

#include <sys/mman.h>

#include <new>
#include <utility>

namespace backcheck::solver::exhaustive {

namespace {

constexpr std::size_t large_page = std::size_t{1} << 21;

void* map(std::size_t bytes) {
  void* const found = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (found == MAP_FAILED) throw std::bad_alloc();
  return found;
}

/// The system may place a mapping anywhere, and a large page lies only on its own boundary: map
/// more, cut off the ends.
void* map_on_large_boundary(std::size_t bytes) {
  auto* const found = static_cast<std::byte*>(map(bytes + large_page));
  const auto past = reinterpret_cast<std::uintptr_t>(found) % large_page;
  const std::size_t before = past == 0 ? 0 : large_page - past;
  if (before > 0) munmap(found, before);
  if (before < large_page) munmap(found + before + bytes, large_page - before);
  return found + before;
}

}  // namespace

bool ledger::take(std::uint64_t bytes) {
  const std::uint64_t held = held_.fetch_add(bytes, std::memory_order_relaxed) + bytes;
  if (bytes_max_ && held > *bytes_max_) {
    give_back(bytes);
    return false;
  }
  std::uint64_t most = most_.load(std::memory_order_relaxed);
  while (most < held && !most_.compare_exchange_weak(most, held, std::memory_order_relaxed)) {
  }
  return true;
}

pages::pages(std::size_t bytes, page_use use) : size_(bytes) {
  if (use == page_use::sparse || bytes < large_page) {
    data_ = map(bytes);
    return;
  }
  data_ = map_on_large_boundary(bytes);
  // A refusal costs speed, not correctness.
  static_cast<void>(madvise(data_, bytes, MADV_HUGEPAGE));
}

pages::pages(pages&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

pages& pages::operator=(pages&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

pages::~pages() {
  if (data_ != nullptr) munmap(data_, size_);
}

void pages::forget(std::size_t offset, std::size_t bytes) {
  constexpr std::size_t small_page = 4096;
  if (offset % small_page != 0 || bytes % small_page != 0) return;
  static_cast<void>(madvise(static_cast<std::byte*>(data_) + offset, bytes, MADV_DONTNEED));
}

}  // namespace backcheck::solver::exhaustive
