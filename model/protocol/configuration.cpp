// SPDX-License-Identifier: Apache-2.0
#include "model/protocol/configuration.hpp"

#include <fmt/format.h>

namespace backcheck::protocol {

void set_absent(configuration& all, const parameter& which) {
  assign(all.values, which, which.when_absent);
  all.sources[which.position] =
      fmt::format("layout {} does not have it, and behaves as if it were {}", all.layout,
                  to_text(which.when_absent));
}

}  // namespace backcheck::protocol
