# SPDX-License-Identifier: Apache-2.0
#
# Installs the layers as the CMake package `backcheck`: find_package(backcheck), then link
# backcheck::machine and its like. backcheck::backcheck is the program.
include(CMakePackageConfigHelpers)

set(destination "${CMAKE_INSTALL_LIBDIR}/cmake/backcheck")
get_property(BACKCHECK_LAYERS GLOBAL PROPERTY BACKCHECK_LAYERS)
configure_package_config_file(
  cmake/backcheck-config.cmake.in "${PROJECT_BINARY_DIR}/backcheck-config.cmake"
  INSTALL_DESTINATION "${destination}")
# Before 1.0, a minor version may break its users.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/backcheck-config-version.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(
  FILES "${PROJECT_BINARY_DIR}/backcheck-config.cmake"
        "${PROJECT_BINARY_DIR}/backcheck-config-version.cmake" cmake/backcheck-dependencies.cmake
        cmake/FindZ3.cmake
  DESTINATION "${destination}")
install(
  EXPORT backcheck
  NAMESPACE backcheck::
  FILE backcheck-targets.cmake
  DESTINATION "${destination}")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
