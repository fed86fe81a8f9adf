# SPDX-License-Identifier: Apache-2.0
#
# A layer is a folder, a target and a place in the order of the arrows.
include(GNUInstallDirs)

# Where the installed include root lies: users write #include "model/language/domain.hpp" as we do.
set(BACKCHECK_INSTALL_INCLUDEDIR "${CMAKE_INSTALL_INCLUDEDIR}/backcheck")

# Configures again when something is added to or removed from a folder, or when it comes to exist.
# Cheaper than globbing with CONFIGURE_DEPENDS, which costs every build a run of CMake.
function(backcheck_watch folder)
  cmake_path(ABSOLUTE_PATH folder)
  while(NOT EXISTS "${folder}")
    cmake_path(GET folder PARENT_PATH folder)
  endwhile()
  set_property(
    DIRECTORY
    APPEND
    PROPERTY CMAKE_CONFIGURE_DEPENDS "${folder}")
endfunction()

# Adds those of the given folders that have a CMakeLists.txt.
function(backcheck_add_folders)
  foreach(folder IN LISTS ARGN)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
      add_subdirectory(${folder})
    else()
      backcheck_watch(${folder})
    endif()
  endforeach()
endfunction()

# backcheck_layer(NAME name [HEADER_ONLY] [NO_INSTALL]
#                 [HEADERS file...] [SOURCES file...] [DEPENDS layer-or-target...])
#
# Defines `backcheck_<name>` and its alias `backcheck::<name>`. DEPENDS takes the bare names of
# layers and the full names of imported targets (fmt::fmt). A header is compiled first by the source of
# its name, or else alone, by the target `all_verify_interface_header_sets`. A layer without SOURCES is
# header-only; saying HEADER_ONLY makes that a promise.
function(backcheck_layer)
  cmake_parse_arguments(PARSE_ARGV 0 arg "HEADER_ONLY;NO_INSTALL" "NAME" "HEADERS;SOURCES;DEPENDS")
  if(NOT arg_NAME OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "backcheck_layer: NAME is missing, or not understood: "
                        "${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(arg_HEADER_ONLY AND arg_SOURCES)
    message(FATAL_ERROR "backcheck_layer(${arg_NAME}): HEADER_ONLY, but it has SOURCES")
  endif()

  set(target backcheck_${arg_NAME})
  if(arg_SOURCES)
    set(scope PUBLIC)
    add_library(${target} STATIC ${arg_SOURCES})
  else()
    set(scope INTERFACE)
    add_library(${target} INTERFACE)
  endif()
  add_library(backcheck::${arg_NAME} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${arg_NAME})

  list(TRANSFORM arg_DEPENDS REPLACE "^([a-z_]+)$" "backcheck::\\1")
  target_link_libraries(${target} ${scope} $<BUILD_INTERFACE:backcheck_options> ${arg_DEPENDS})
  target_compile_features(${target} ${scope} cxx_std_20)
  set(alone "")
  set(beside_sources "")
  foreach(header IN LISTS arg_HEADERS)
    string(REGEX REPLACE "hpp$" "cpp" source "${header}")
    if(source IN_LIST arg_SOURCES)
      list(APPEND beside_sources "${header}")
    else()
      list(APPEND alone "${header}")
    endif()
  endforeach()
  target_sources(
    ${target}
    ${scope}
    FILE_SET HEADERS
    BASE_DIRS "${PROJECT_SOURCE_DIR}"
    FILES ${alone}
    FILE_SET beside_sources
    TYPE HEADERS
    BASE_DIRS "${PROJECT_SOURCE_DIR}"
    FILES ${beside_sources})
  set_property(TARGET ${target} PROPERTY INTERFACE_HEADER_SETS_TO_VERIFY HEADERS)

  if(NOT arg_NO_INSTALL)
    install(
      TARGETS ${target}
      EXPORT backcheck
      ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
      FILE_SET HEADERS DESTINATION "${BACKCHECK_INSTALL_INCLUDEDIR}"
      FILE_SET beside_sources DESTINATION "${BACKCHECK_INSTALL_INCLUDEDIR}")
    set_property(GLOBAL APPEND PROPERTY BACKCHECK_LAYERS backcheck::${arg_NAME})
  endif()
endfunction()
