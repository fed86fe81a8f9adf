// SPDX-License-Identifier: Apache-2.0
//
// fuzz_decoding SEED RUNS FILE... [--fault]: puts together inputs from the hexadecimal words and
// the text of the files, changes them at random, and reads each as everything that `decode` reads.
// An input is refused by a `parameter_error` of one line, or what is read is written again as the
// same bytes; anything else ends the program with 1 and the input. With `--fault` the bytes that
// are written are changed first, which must be noticed.
//
// `LLVMFuzzerTestOneInput` is the same for one input, for fuzzers that bring their own main: define
// BACKCHECK_FUZZER_HAS_MAIN.
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <regex>
#include <string>
#include <vector>

#include "chain/calls.hpp"
#include "chain/input.hpp"
#include "chain/js.hpp"

namespace {

using namespace backcheck;

bool has_fault = false;

[[noreturn]] void fail(std::string_view why, const chain::bytes& input) {
  fmt::print(stderr, "{}: {}\n", why, chain::to_hex(input));
  std::exit(1);
}

/// Whether `read` took the input; that it refuses it in one line.
template <class Read>
void expect_read_or_refused(const chain::bytes& input, Read&& read) {
  try {
    read();
  } catch (const protocol::parameter_error& error) {
    const std::string_view line = error.what();
    if (line.empty()) fail("refused without a word", input);
  } catch (const std::exception& error) {
    fail(error.what(), input);
  }
}

void expect_same(const chain::bytes& input, chain::bytes again) {
  if (has_fault && again.size() > 4) std::swap(again[0], again[3]);
  if (again != input) fail("written as other bytes", input);
}

void try_bytes(const chain::bytes& input) {
  for (unsigned layout = protocol::oldest_layout; layout <= protocol::newest_layout; ++layout)
    expect_read_or_refused(input, [&] {
      const auto read = chain::decode_storage(input, layout);
      expect_same(input, chain::encode_storage(read));
      chain::inconsistencies(read);
      chain::read_js(chain::write_js(read), "again", layout);
    });
  expect_read_or_refused(input, [&] {
    const auto found = chain::detect_call(input, std::nullopt, std::nullopt);
    expect_same(input, chain::encode_call(found.value));
    auto changed = chain::to_configuration(
        chain::to_stored(protocol::concrete_parameters{}, protocol::newest_layout), "", "");
    chain::apply(found.value, changed);
  });
}

void try_text(const chain::bytes& input) {
  const std::string text(input.begin(), input.end());
  expect_read_or_refused(input, [&] { chain::read_any(text, "input"); });
}

using random_source = std::mt19937_64;

std::size_t below(random_source& random, std::size_t count) { return random() % count; }

chain::bytes changed(random_source& random, chain::bytes made, const chain::bytes& other) {
  for (std::size_t left = below(random, 5); left > 0 && !made.empty(); --left) {
    const auto at = static_cast<std::ptrdiff_t>(below(random, made.size()));
    const auto byte = static_cast<std::uint8_t>(random());
    switch (below(random, 5)) {
      case 0:
        made[static_cast<std::size_t>(at)] = byte;
        break;
      case 1:
        made.insert(made.begin() + at, byte);
        break;
      case 2:
        made.erase(made.begin() + at);
        break;
      case 3:
        made.resize(static_cast<std::size_t>(at));
        break;
      default:
        made.insert(made.begin() + at, other.begin(),
                    other.begin() + static_cast<std::ptrdiff_t>(below(random, other.size() + 1)));
        break;
    }
  }
  return made;
}

/// The bytes that hexadecimal words of a file stand for; and each such configuration as JSON.
void add_inputs(const std::string& file, std::vector<chain::bytes>& coded,
                std::vector<chain::bytes>& texts) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  static const std::regex word{"0x[0-9a-f]+"};
  for (auto at = std::sregex_iterator(text.begin(), text.end(), word); at != std::sregex_iterator();
       ++at) {
    coded.push_back(chain::from_hex(at->str()));
    expect_read_or_refused(coded.back(), [&] {
      const std::string js = chain::write_js(chain::detect_storage(coded.back()).value);
      texts.emplace_back(js.begin(), js.end());
    });
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const chain::bytes input(data, data + size);
  try_bytes(input);
  try_text(input);
  return 0;
}

#ifndef BACKCHECK_FUZZER_HAS_MAIN
int main(int argc, char** argv) {
  if (argc < 4) {
    fmt::print(stderr, "usage: fuzz_decoding SEED RUNS FILE... [--fault]\n");
    return 2;
  }
  std::vector<chain::bytes> coded;
  std::vector<chain::bytes> texts;
  for (int i = 3; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--fault")
      has_fault = true;
    else
      add_inputs(argv[i], coded, texts);
  }
  if (coded.empty() || texts.empty()) {
    fmt::print(stderr, "fuzz_decoding: the files have no input\n");
    return 2;
  }
  random_source random(std::strtoull(argv[1], nullptr, 10));
  const auto runs = std::strtoull(argv[2], nullptr, 10);
  for (std::uint64_t run = 0; run < runs; ++run) {
    const auto& other = coded[below(random, coded.size())];
    try_bytes(changed(random, coded[below(random, coded.size())], other));
    if (run % 10 == 0) try_text(changed(random, texts[below(random, texts.size())], other));
  }
  fmt::print("{} runs\n", runs);
  return 0;
}
#endif
