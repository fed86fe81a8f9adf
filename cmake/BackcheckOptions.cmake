# SPDX-License-Identifier: Apache-2.0
#
# How our own code is compiled: one interface target, `backcheck_options`, that every layer, test
# and program links. It is never exported: what warns us must not break those who use us.
option(BACKCHECK_WERROR "Treat warnings as errors" OFF)
option(BACKCHECK_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(BACKCHECK_TIDY "Run clang-tidy on everything that is compiled" OFF)
option(BACKCHECK_PCH "Precompile the headers of libraries" ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

add_library(backcheck_options INTERFACE)
target_compile_features(backcheck_options INTERFACE cxx_std_20)
target_compile_options(
  backcheck_options
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wsign-conversion
            -Wold-style-cast
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            -Wcast-align
            -Wcast-qual
            -Wextra-semi
            -Wduplicated-cond
            -Wimplicit-fallthrough
            # g++ 12 guesses these from optimized code, and at -O3 guesses wrong inside fmt and the
            # standard library. The sanitizers know.
            -Wno-array-bounds
            -Wno-restrict
            -Wno-stringop-overflow
            -Wno-stringop-overread
            # An assertion that is off checks nothing: they stay on in every build type.
            -UNDEBUG
            $<$<BOOL:${BACKCHECK_WERROR}>:-Werror>
            # Often right, but also wrong about std::optional: seen, not fatal.
            -Wno-error=maybe-uninitialized)

if(BACKCHECK_SANITIZE)
  set(BACKCHECK_SANITIZE_FLAGS -fsanitize=address,undefined -fno-sanitize-recover=all
                               -fno-omit-frame-pointer)
  target_compile_options(backcheck_options INTERFACE ${BACKCHECK_SANITIZE_FLAGS})
  target_link_options(backcheck_options INTERFACE ${BACKCHECK_SANITIZE_FLAGS})
endif()

if(BACKCHECK_TIDY)
  find_program(BACKCHECK_CLANG_TIDY NAMES clang-tidy-14 clang-tidy REQUIRED)
  # The command line is g++'s: clang does not know all of its warnings, nor its precompiled headers.
  set(CMAKE_CXX_CLANG_TIDY "${BACKCHECK_CLANG_TIDY};--extra-arg=-Wno-unknown-warning-option;--quiet")
  set(BACKCHECK_PCH OFF)
endif()

find_program(BACKCHECK_CCACHE ccache)
mark_as_advanced(BACKCHECK_CCACHE BACKCHECK_CLANG_TIDY)
if(BACKCHECK_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without this sloppiness ccache will not cache what uses a precompiled header. What it ignores
  # are __TIME__ and the macros defined before the header is included: we use neither.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
                                  CCACHE_SLOPPINESS=pch_defines,time_macros "${BACKCHECK_CCACHE}")
endif()

set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)

# Headers of libraries that many files of a target read.
function(backcheck_precompile target)
  if(BACKCHECK_PCH)
    target_compile_options(${target} PRIVATE -fpch-preprocess)
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# For code that is not worth the time it takes to optimize: -O1, or what is given instead.
function(backcheck_not_hot target)
  set(levels -O1 ${ARGN})
  list(GET levels -1 level)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:${level}>)
endfunction()

# Sources of a target that read the same headers are compiled a few at a time: their names must not
# clash. Other configurations compile them one by one.
function(backcheck_batch target)
  if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT BACKCHECK_TIDY)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "ALONE")
    # A local name may be what an earlier source calls a function.
    set_target_properties(
      ${target}
      PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8 UNITY_BUILD_CODE_BEFORE_INCLUDE
                                                         "#pragma GCC diagnostic ignored \"-Wshadow\"")
    set_source_files_properties(${arg_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  endif()
endfunction()
