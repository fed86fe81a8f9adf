// SPDX-License-Identifier: Apache-2.0
//
// To link against every layer, and to start, is all that is asked.
int main() { return 0; }
