# SPDX-License-Identifier: Apache-2.0
#
# How our own code is compiled: one interface target, `backcheck_options`, that every layer, test
# and program links. It is never exported: what warns us must not break those who use us.
option(BACKCHECK_WERROR "Treat warnings as errors" OFF)
option(BACKCHECK_SANITIZE "Build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(BACKCHECK_TIDY "Run clang-tidy on everything that is compiled" OFF)
option(BACKCHECK_PCH "Precompile the test frameworks' headers" ON)

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
