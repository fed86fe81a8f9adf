// SPDX-License-Identifier: Apache-2.0
#  include <boost/hana.hpp>  // refused: <boost/hana.hpp> is only for model/reflect/fields.hpp
