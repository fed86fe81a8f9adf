# SPDX-License-Identifier: Apache-2.0
#
# Installs `build` to a prefix below `work`, then configures, builds and runs `consumer` against it.
set(prefix "${work}/prefix")
file(REMOVE_RECURSE "${work}")

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

run("${CMAKE_COMMAND}" --install "${build}" --prefix "${prefix}")
run("${CMAKE_COMMAND}" -S "${consumer}" -B "${work}/build" -G Ninja
    "-DCMAKE_PREFIX_PATH=${prefix}" "-DCMAKE_CXX_COMPILER=${compiler}" "-DCMAKE_CXX_FLAGS=${flags}"
    "-DBACKCHECK_VERSION_WANTED=${version}")
run("${CMAKE_COMMAND}" --build "${work}/build")
run("${work}/build/consumer")
run("${prefix}/bin/backcheck" --version)
