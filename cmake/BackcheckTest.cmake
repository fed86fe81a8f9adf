# SPDX-License-Identifier: Apache-2.0
#
# A test is one GoogleTest executable, each of its cases one CTest test.
include(GoogleTest)

# Randomized tests are deterministic: the same commit draws the same values. To explore, run the
# executable by hand with another RC_PARAMS, or configure with this.
set(BACKCHECK_RC_PARAMS "seed=20230825" CACHE STRING "RC_PARAMS of randomized tests under CTest")

# The frameworks' headers cost more to read than most tests: they are read once per kind of test.
function(backcheck_test_precompiled kind)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "HEADERS;LINK")
  set(target backcheck_test_${kind})
  if(TARGET ${target})
    return()
  endif()
  file(WRITE "${PROJECT_BINARY_DIR}/${target}.cpp" "")
  add_library(${target} OBJECT "${PROJECT_BINARY_DIR}/${target}.cpp")
  target_link_libraries(${target} PUBLIC backcheck_options ${arg_LINK})
  target_compile_options(${target} PUBLIC -fpch-preprocess)
  target_precompile_headers(${target} PRIVATE ${arg_HEADERS})
endfunction()

# backcheck_test(NAME name SOURCES file... [LINK layer-or-target...] [RAPIDCHECK] [HOT]
#                [TIMEOUT seconds])
#
# HOT: it does much work by itself, not in the layers that it links, and is worth optimizing.
# The test's label is its folder below tests/, the first one if there are several, and its cases are
# called folder/name/suite.case. It runs in the root of the source tree, so that data is opened as
# "vectors/segment.jsonl".
function(backcheck_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "RAPIDCHECK;HOT" "NAME;TIMEOUT" "SOURCES;LINK")
  if(NOT arg_NAME OR NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "backcheck_test: NAME or SOURCES is missing, or not understood: "
                        "${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY "${PROJECT_SOURCE_DIR}/tests"
             OUTPUT_VARIABLE folder)
  string(REGEX MATCH "^[^/]+" label "${folder}")
  string(REPLACE "/" "_" target "test_${folder}_${arg_NAME}")
  set(kind gtest)
  set(frameworks GTest::gtest_main fmt::fmt)
  set(headers <gtest/gtest.h> <fmt/format.h>)
  if(arg_RAPIDCHECK)
    set(kind rapidcheck)
    list(APPEND frameworks rapidcheck)
    list(APPEND headers <rapidcheck.h>)
  endif()

  add_executable(${target} ${arg_SOURCES})
  list(TRANSFORM arg_LINK REPLACE "^([a-z_]+)$" "backcheck::\\1")
  target_link_libraries(${target} PRIVATE backcheck_options ${arg_LINK} ${frameworks})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  if(NOT arg_HOT)
    backcheck_not_hot(${target})
  endif()
  if(BACKCHECK_PCH)
    backcheck_test_precompiled(${kind} HEADERS ${headers} LINK ${frameworks})
    target_compile_options(${target} PRIVATE -fpch-preprocess)
    target_precompile_headers(${target} REUSE_FROM backcheck_test_${kind})
  endif()
  gtest_discover_tests(
    ${target}
    TEST_PREFIX "${folder}/${arg_NAME}/"
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    NO_PRETTY_TYPES
    NO_PRETTY_VALUES
    DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS "${label}" TIMEOUT "${arg_TIMEOUT}" ENVIRONMENT
               "RC_PARAMS=${BACKCHECK_RC_PARAMS}")
endfunction()
