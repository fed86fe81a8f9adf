// SPDX-License-Identifier: Apache-2.0
//
// The shapes the machine is compiled in, smallest first. Each is instantiated in one file,
// `shape_<name>.cpp`; with labels, where the long run is followed, in `labels_<name>.cpp`; and in
// terms, for proofs, in `terms_<name>.cpp`.
#pragma once

#include <memory>

#include "checker/labelled_subject.hpp"
#include "checker/subject.hpp"
#include "model/machine/shape.hpp"
#include "solver/symbolic/system.hpp"

namespace backcheck::checker {

using small_shape = machine::shape<4, 1, 4>;
using medium_shape = machine::shape<5, 2, 6>;
using large_shape = machine::large_shape;
using view_shape = machine::view_shape;          ///< with a node that is followed
using traffic_shape = machine::traffic_shape;    ///< with code upgrades
using vote_shape = machine::vote_shape;          ///< with backing votes
using collator_shape = machine::collator_shape;  ///< with collators that are told apart
using whole_shape = machine::whole_shape;        ///< with all that a window may ask for besides

template <class Shape>
std::unique_ptr<subject> make_machine_subject(const setting& s);

extern template std::unique_ptr<subject> make_machine_subject<small_shape>(const setting&);
extern template std::unique_ptr<subject> make_machine_subject<medium_shape>(const setting&);
extern template std::unique_ptr<subject> make_machine_subject<large_shape>(const setting&);
extern template std::unique_ptr<subject> make_machine_subject<view_shape>(const setting&);
extern template std::unique_ptr<subject> make_machine_subject<traffic_shape>(const setting&);
extern template std::unique_ptr<subject> make_machine_subject<vote_shape>(const setting&);
extern template std::unique_ptr<subject> make_machine_subject<collator_shape>(const setting&);
extern template std::unique_ptr<subject> make_machine_subject<whole_shape>(const setting&);

template <class Shape>
std::unique_ptr<solver::symbolic::system> make_machine_system(const setting& s);

extern template std::unique_ptr<solver::symbolic::system> make_machine_system<small_shape>(
    const setting&);
extern template std::unique_ptr<solver::symbolic::system> make_machine_system<medium_shape>(
    const setting&);
extern template std::unique_ptr<solver::symbolic::system> make_machine_system<whole_shape>(
    const setting&);

template <class Shape>
std::unique_ptr<labelled_subject> make_machine_labelled_subject(const setting& s);

extern template std::unique_ptr<labelled_subject> make_machine_labelled_subject<small_shape>(
    const setting&);
extern template std::unique_ptr<labelled_subject> make_machine_labelled_subject<medium_shape>(
    const setting&);
extern template std::unique_ptr<labelled_subject> make_machine_labelled_subject<large_shape>(
    const setting&);
extern template std::unique_ptr<labelled_subject> make_machine_labelled_subject<traffic_shape>(
    const setting&);
extern template std::unique_ptr<labelled_subject> make_machine_labelled_subject<collator_shape>(
    const setting&);

}  // namespace backcheck::checker
