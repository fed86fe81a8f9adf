// SPDX-License-Identifier: Apache-2.0
//
// The structs that the laws are checked of. Adding one is a line in `described_types`.
#pragma once

#include <gtest/gtest.h>

#include "model/machine/state.hpp"
#include "model/reflect/table.hpp"
#include "tests/laws/generators.hpp"

namespace backcheck::tests {

namespace what {
struct block {
  static constexpr const char* name = "block";
};
struct core {
  static constexpr const char* name = "core";
};
struct weight {
  static constexpr const char* name = "weight";
};
}  // namespace what

template <std::uint64_t Max>
using number = language::quantity<language::concrete, what::weight, Max>;
using truth = language::known_truth;
template <std::size_t Count>
using block = language::index<language::concrete, what::block, Count>;
template <std::size_t Count>
using maybe_block = language::maybe<language::concrete, what::block, Count>;
template <class T, std::size_t Count>
using per_core = language::per<language::index<language::concrete, what::core, Count>, T>;
template <class T, std::size_t Capacity>
using block_list = language::list<language::concrete, what::block, Capacity, T>;

struct single {
  BACKCHECK_FIELDS(single, (number<5>, only));
};
/// All ranges that differ in how they are stored, or whose largest value is not all ones.
struct widths {
  BACKCHECK_FIELDS(widths, (number<0>, none), (number<1>, one), (number<255>, byte),
                   (number<256>, above_byte), (number<1000003>, prime), (number<UINT32_MAX>, word),
                   (number<UINT64_MAX - 1>, almost_all), (number<UINT64_MAX>, all));
};
/// Bytes between the fields that belong to none of them.
struct padded {
  BACKCHECK_FIELDS(padded, (number<3>, small), (number<UINT64_MAX / 3>, wide), (truth, flag),
                   (number<40000>, middle), (truth, last));
};
/// Exactly one word, and then a leaf that takes no bits at all: it must not be looked for, or put,
/// beyond that word.
struct full_word {
  BACKCHECK_FIELDS(full_word, (number<UINT64_MAX>, all), (number<0>, none));
};
struct references {
  BACKCHECK_FIELDS(references, (block<1>, lone), (block<5>, some), (maybe_block<1>, lone_or_none),
                   (maybe_block<5>, some_or_none), (maybe_block<255>, many), (block<256>, most));
};
struct nested {
  using per_core_reference = per_core<references, 2>;
  using per_core_truths = per_core<per_core<truth, 3>, 2>;
  BACKCHECK_FIELDS(nested, (single, inner), (per_core_reference, by_core), (truth, flag),
                   (per_core_truths, grid), (padded, other));
};
struct lists {
  using numbers = block_list<number<700>, 4>;
  using structs = block_list<padded, 3>;
  using list_of_lists = block_list<block_list<truth, 2>, 2>;
  using per_core_list = per_core<block_list<maybe_block<3>, 2>, 2>;
  BACKCHECK_FIELDS(lists, (numbers, weights), (structs, entries), (list_of_lists, deep),
                   (per_core_list, queues));
};
struct tables {
  using by_core = reflect::table<language::index<language::concrete, what::core, 3>, padded>;
  using of_lists = reflect::table<block<2>, block_list<number<9>, 2>>;
  BACKCHECK_FIELDS(tables, (by_core, entries), (of_lists, queues));
};
/// As many fields as a struct can have.
struct widest {
  using n = number<9>;
  BACKCHECK_FIELDS(widest, (n, f1), (n, f2), (n, f3), (n, f4), (n, f5), (n, f6), (n, f7), (n, f8),
                   (n, f9), (n, f10), (n, f11), (n, f12), (n, f13), (n, f14), (n, f15), (n, f16),
                   (n, f17), (n, f18), (n, f19), (n, f20), (n, f21), (n, f22), (n, f23), (n, f24),
                   (n, f25), (n, f26), (n, f27), (n, f28), (n, f29), (n, f30), (n, f31), (n, f32),
                   (n, f33), (n, f34), (n, f35), (n, f36), (n, f37), (n, f38), (n, f39));
};

using described_types = testing::Types<single,      //
                                       widths,      //
                                       padded,      //
                                       full_word,   //
                                       references,  //
                                       nested,      //
                                       lists,       //
                                       tables,      //
                                       widest,      //
                                       machine::state<language::concrete, machine::large_shape>>;

/// Names a typed test by its struct: `packing/lists.law`, `model_packing/protocol_ancestor.law`.
struct shape_names {
  template <class T>
  static std::string GetName(int /*position*/) {
    std::string name = testing::internal::GetTypeName<T>();
    name = name.substr(0, name.find('<'));
    const auto end_of_namespace = name.rfind("::");
    const std::string own = name.substr(end_of_namespace + 2);
    name.resize(end_of_namespace);
    const std::string folder = name.substr(name.rfind(':') + 1);
    return folder == "tests" ? own : folder + "_" + own;
  }
};

}  // namespace backcheck::tests
