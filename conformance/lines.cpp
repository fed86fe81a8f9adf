// SPDX-License-Identifier: Apache-2.0
#include "conformance/lines.hpp"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace backcheck::conformance {

namespace {

constexpr std::size_t chunk = std::size_t{1} << 18U;

class plain_file : public byte_source {
 public:
  explicit plain_file(const std::string& path)
      : file_(path == standard_input ? stdin : std::fopen(path.c_str(), "rb")) {
    if (!file_) throw unreadable("cannot be read: " + std::system_category().message(errno));
    // A directory opens, but does not read; find out before anything is promised.
    peeked_ = std::fread(peek_.data(), 1, peek_.size(), file_.get());
    if (std::ferror(file_.get()) != 0)
      throw unreadable("cannot be read: " + std::system_category().message(errno));
  }
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t again = std::min(size, peeked_ - given_);
    std::memcpy(to, peek_.data() + given_, again);
    given_ += again;
    const std::size_t more = std::fread(to + again, 1, size - again, file_.get());
    if (std::ferror(file_.get()) != 0) throw unreadable("the file ends in a read error");
    return again + more;
  }
  [[nodiscard]] bool is_zstd() const {
    static constexpr std::array<unsigned char, 4> magic{0x28, 0xB5, 0x2F, 0xFD};
    return peeked_ == magic.size() && std::memcmp(peek_.data(), magic.data(), magic.size()) == 0;
  }

 private:
  struct closes {
    void operator()(std::FILE* f) const {
      if (f != stdin) (void)std::fclose(f);
    }
  };
  std::unique_ptr<std::FILE, closes> file_;
  std::array<char, 4> peek_{};
  std::size_t peeked_ = 0;
  std::size_t given_ = 0;
};

class zstd_file : public byte_source {
 public:
  explicit zstd_file(std::unique_ptr<byte_source> packed)
      : packed_(std::move(packed)), stream_(ZSTD_createDStream()), input_(ZSTD_DStreamInSize()) {
    if (!stream_) throw std::bad_alloc();
  }
  std::size_t read(char* to, std::size_t size) override {
    ZSTD_outBuffer out{to, size, 0};
    while (out.pos < size) {
      if (in_.pos == in_.size) {
        in_ = {input_.data(), packed_->read(input_.data(), input_.size()), 0};
      }
      const std::size_t before = out.pos;
      const bool at_end = in_.size == 0;
      if (at_end && unfinished_ == 0) break;
      unfinished_ = ZSTD_decompressStream(stream_.get(), &out, &in_);
      if (ZSTD_isError(unfinished_) != 0U) {
        throw unreadable(std::string("damaged: ") + ZSTD_getErrorName(unfinished_));
      }
      if (at_end && out.pos == before) throw unreadable("damaged: the compressed file is cut off");
    }
    return out.pos;
  }

 private:
  struct frees {
    void operator()(ZSTD_DStream* s) const { ZSTD_freeDStream(s); }
  };
  std::unique_ptr<byte_source> packed_;
  std::unique_ptr<ZSTD_DStream, frees> stream_;
  std::vector<char> input_;
  ZSTD_inBuffer in_{nullptr, 0, 0};
  std::size_t unfinished_ = 0;  ///< not 0 within a frame
};

std::unique_ptr<byte_source> open(const std::string& path) {
  auto file = std::make_unique<plain_file>(path);
  if (!file->is_zstd()) return file;
  return std::make_unique<zstd_file>(std::move(file));
}

}  // namespace

lines::lines(const std::string& path) : source_(open(path)), buffer_(chunk + padding) {}

void lines::refill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ > line_max) throw too_long();
  if (end_ + padding == buffer_.size()) buffer_.resize(2 * buffer_.size());
  const std::size_t room = buffer_.size() - padding - end_;
  const std::size_t got = source_->read(buffer_.data() + end_, room);
  exhausted_ = got < room;
  end_ += got;
}

bool lines::next(std::string_view& line) {
  std::size_t searched = begin_;
  while (true) {
    const void* found = std::memchr(buffer_.data() + searched, '\n', end_ - searched);
    if (found || (exhausted_ && begin_ < end_)) {
      const char* start = buffer_.data() + begin_;
      const auto length =
          found ? static_cast<std::size_t>(static_cast<const char*>(found) - start) : end_ - begin_;
      if (length > line_max) throw too_long();
      line = {start, length};
      begin_ += length + (found ? 1 : 0);
      ++number_;
      return true;
    }
    if (exhausted_) return false;
    searched = end_ - begin_;
    refill();
  }
}

}  // namespace backcheck::conformance
