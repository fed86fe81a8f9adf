// SPDX-License-Identifier: Apache-2.0
using model_types = types<  //
    machine::candidate<int>>;
