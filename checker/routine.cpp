// SPDX-License-Identifier: Apache-2.0
#include "checker/routine.hpp"

#include <fmt/format.h>

#include "checker/asking.hpp"
#include "checker/routine_shapes.hpp"
#include "model/machine/limits.hpp"

namespace backcheck::checker {

namespace {

/// A window in which the routine has all the room that a shape has.
template <class Shape>
machine::scope window_of(std::uint8_t cores) {
  machine::scope w;
  w.relay_blocks = Shape::blocks;
  w.leaves = 3;
  w.paras = 1;
  w.candidates = Shape::candidates;
  w.sessions = 2;
  w.upward = false;
  w.reversions = false;
  w.cores = cores;
  return w;
}

[[noreturn]] void refuse(std::string_view what, std::uint64_t value, std::uint64_t least,
                         std::uint64_t most) {
  throw request_error(fmt::format("{}={} is beyond what can be measured; allowed: {} to {}", what,
                                  value, least, most));
}

void require_followed(const setting& s, const routine& how) {
  // Parameters are judged as in any window; the one meant here is no larger than needed for that.
  machine::scope any;
  any.upward = false;
  if (auto why = machine::beyond_the_machine(s.speak, s.parameters, any, {}))
    throw request_error(*why);
  const auto& k = s.parameters.parachain;
  const std::uint64_t capacity = k.unincluded_segment_capacity.raw();
  if (capacity > machine::segment_max)
    refuse("unincluded_segment_capacity", capacity, 0, machine::segment_max);
  if (k.relay_parent_offset.raw() > 2)
    refuse("relay_parent_offset", k.relay_parent_offset.raw(), 0, 2);
  if (s.window.cores < 1 || s.window.cores > lanes_shape::cores)
    refuse("cores", s.window.cores, 1, lanes_shape::cores);
  if (s.window.pattern() != machine::claim_pattern::own)
    throw request_error("claims: measured are parachains with cores of their own; allowed: own");
  if (how.availability_delay < 1 || how.availability_delay > machine::rotation_max)
    refuse("--availability-delay", how.availability_delay, 1, machine::rotation_max);
  for (std::size_t i = 0; i < how.chances.size(); ++i)
    if (!(how.chances[i] >= 0 && how.chances[i] < 1))
      throw request_error(fmt::format("{}={} is no chance; allowed: 0 to below 1", mishap_names[i],
                                      how.chances[i]));
}

}  // namespace

std::unique_ptr<routine_machine> make_routine_machine(const setting& s, const routine& how) {
  require_followed(s, how);
  if (s.window.cores == 1) return make_routine_walk<lane_shape>(s, how, window_of<lane_shape>(1));
  return make_routine_walk<lanes_shape>(s, how, window_of<lanes_shape>(s.window.cores));
}

}  // namespace backcheck::checker
