# SPDX-License-Identifier: Apache-2.0
#
# cmake -D out=FILE -D header=INCLUDE -D function=NAMESPACE::NAME -D "files=FILE;..." -P EmbedFiles.cmake
#
# Writes a C++ source that defines `std::span<const embedded_file> NAMESPACE::NAME()`, as `header`
# declares it: the files' names, without folder and extension, and their texts, in the order given.
string(REGEX MATCH "^(.*)::([^:]+)$" match "${function}")
set(namespace "${CMAKE_MATCH_1}")
set(name "${CMAKE_MATCH_2}")

set(entries "")
foreach(file IN LISTS files)
  cmake_path(GET file STEM LAST_ONLY stem)
  file(READ "${file}" text)
  string(APPEND entries "    {\"${stem}\", R\"embedded(${text})embedded\"},\n")
endforeach()

file(WRITE "${out}" "// Made by cmake/EmbedFiles.cmake.
#include \"${header}\"

namespace ${namespace} {

// NOLINTBEGIN: a table as long as it is
std::span<const embedded_file> ${name}() {
  static constexpr embedded_file files[] = {
${entries}  };
  return files;
}
// NOLINTEND

}  // namespace ${namespace}
")
