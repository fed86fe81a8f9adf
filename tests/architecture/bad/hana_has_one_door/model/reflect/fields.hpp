// SPDX-License-Identifier: Apache-2.0
#include <boost/hana.hpp>
