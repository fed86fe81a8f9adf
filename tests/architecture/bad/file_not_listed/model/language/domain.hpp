// SPDX-License-Identifier: Apache-2.0 // refused: is not listed in model/language/CMakeLists.txt
