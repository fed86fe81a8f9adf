// SPDX-License-Identifier: Apache-2.0
#include "checker/museum.hpp"

#include <algorithm>
#include <array>

#include "model/language/concrete.hpp"

namespace backcheck::checker {

namespace {

struct repository {
  std::string_view name;
  std::string_view address;
};
constexpr std::array<repository, 9> repositories{
    {{"sdk", "paritytech/polkadot-sdk"},
     {"polkadot", "paritytech/polkadot"},
     {"cumulus", "paritytech/cumulus"},
     {"rfc", "polkadot-fellows/RFCs"},
     {"runtimes", "polkadot-fellows/runtimes"},
     {"moonbeam", "moonbeam-foundation/moonbeam"},
     {"heima", "litentry/heima"},
     {"invarch", "AbstractedCo/InvArch"},
     {"templates", "OpenZeppelin/polkadot-runtime-templates"}}};

}  // namespace

const std::vector<museum_entry>& museum_entries() {
  static const auto all = [] {
    std::vector<museum_entry> each;
    for (const auto& some : {museum_first(), museum_second(), museum_third(), museum_fourth()})
      each.insert(each.end(), some.begin(), some.end());
    return each;
  }();
  return all;
}

const museum_entry& entry_of(const museum_mutant& of) {
  const auto is_it = [&](const museum_entry& each) {
    return of.entry == 0 ? each.id == of.id : each.number == of.entry;
  };
  const auto search = [&](const auto& all) {
    const auto found = std::find_if(all.begin(), all.end(), is_it);
    if (found == all.end()) throw language::model_fault("a mutant of no entry");
    return &*found;
  };
  return of.entry == 0 ? *search(museum_known()) : *search(museum_entries());
}

std::string thread_link(std::string_view thread) {
  const auto hash = thread.find_first_of("#:");
  const auto found = std::find_if(repositories.begin(), repositories.end(), [&](const auto& each) {
    return each.name == thread.substr(0, hash);
  });
  if (found == repositories.end() || hash == std::string_view::npos)
    throw language::model_fault("a thread of no repository");
  return "https://github.com/" + std::string(found->address) +
         (thread[hash] == ':' ? "/blob/master/" : "/issues/") +
         std::string(thread.substr(hash + 1));
}

}  // namespace backcheck::checker
