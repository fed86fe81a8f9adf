// SPDX-License-Identifier: Apache-2.0
//
// A *domain* decides what a number and a truth value are. In the concrete domain they are
// themselves, and a rule runs; in a symbolic domain they are terms, and the same rule states what
// it would do. Everything in `model/` is written against the concept below and must obey its three
// laws:
//
//   1. Truths have no `operator bool`, so no rule can branch on one by accident; both sides of `&&`
//      are always evaluated.
//   2. Reads are total: every operation is defined for all operands within their declared ranges.
//   3. A number that leaves its declared range is a model fault, never a wrap: `narrow` reports it,
//      in either domain.
#pragma once

#include <concepts>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace backcheck::language {

/// The model itself did something its own declarations forbid. Not the user's mistake: Backcheck's
/// (exit 4).
class model_fault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The smallest unsigned type that holds 0..Max.
template <std::uint64_t Max>
using storage_for = std::conditional_t<
    (Max <= 0xFF), std::uint8_t,
    std::conditional_t<(Max <= 0xFFFF), std::uint16_t,
                       std::conditional_t<(Max <= 0xFFFFFFFF), std::uint32_t, std::uint64_t>>>;

/// What a domain provides. `number<Max>` stands for a natural number in 0..Max.
template <class D>
concept domain = requires(typename D::truth t, typename D::template number<7> n) {
  { D::is_concrete } -> std::convertible_to<bool>;
  { !t } -> std::same_as<typename D::truth>;
  { (t && t) } -> std::same_as<typename D::truth>;
  { t || t } -> std::same_as<typename D::truth>;
  { t == t } -> std::same_as<typename D::truth>;
  { t.is_known_false() } -> std::same_as<bool>;
  { D::template literal<7>(std::uint64_t{}) } -> std::same_as<typename D::template number<7>>;
  { D::template equal<7, 7>(n, n) } -> std::same_as<typename D::truth>;
  { D::template less<7, 7>(n, n) } -> std::same_as<typename D::truth>;
  { D::template add<7, 7, 14>(n, n) } -> std::same_as<typename D::template number<14>>;
  { D::template monus<7, 7, 7>(n, n) } -> std::same_as<typename D::template number<7>>;
  { D::template times<7, 7, 49>(n, n) } -> std::same_as<typename D::template number<49>>;
  { D::template narrow<7, 3>(t, n) } -> std::same_as<typename D::template number<3>>;
  { D::template either<7>(t, n, n) } -> std::same_as<typename D::template number<7>>;
  requires std::constructible_from<typename D::truth, bool>;
  requires !std::convertible_to<typename D::truth, bool>;
};
template <class D>
concept concrete_domain = domain<D> && D::is_concrete;

}  // namespace backcheck::language
