// SPDX-License-Identifier: Apache-2.0
const char* const data = "/home/me/data.json";  // refused: names a path of one machine
