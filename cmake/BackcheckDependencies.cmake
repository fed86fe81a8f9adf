# SPDX-License-Identifier: Apache-2.0
#
# Finds what we build on. All are imported targets, so their headers are system headers and our
# warnings do not apply to them. What only the program or the tests use is found only here.
include(backcheck-dependencies)
set(packages ${BACKCHECK_PACKAGES} "CLI11 2")
if(BUILD_TESTING)
  list(APPEND packages "GTest 1.12" "rapidcheck")
endif()
foreach(package IN LISTS packages)
  separate_arguments(package)
  find_package(${package} REQUIRED)
endforeach()
