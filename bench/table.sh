# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What bench/run makes of its runs. A line of the file of runs is: group/program, states,
# transitions (or -), elapsed seconds, processor seconds, resident bytes.

# counts_of FILE: `STATES TRANSITIONS` from what a program printed. Spin counts the first state as a
# transition; of the machine it counts the parts of steps, which are not comparable.
counts_of() {
  awk '
    { gsub(",", "") }
    /^states [0-9]+$/ { states = $2 }
    /^transitions [0-9]+$/ { transitions = $2 }
    /^reached / { for (i = 2; i <= NF; ++i) {
      if ($i ~ /^state/) states = $(i - 1)
      if ($i ~ /^transition/) transitions = $(i - 1)
    } }
    /^walked / { for (i = 2; i <= NF; ++i) {  # of random walks: walks, and the steps of all
      if ($i ~ /^walk/) states = $(i - 1)
      if ($i ~ /^step/) transitions = $(i - 1)
    } }
    /State-vector/ { vector = 1 }
    /states, stored|states stored/ { states = $1 }
    / transitions \(= stored/ { transitions = $1 - 1 }
    /max search depth too small|out of memory|errors: [1-9]/ { cut = 1 }
    END {
      if (cut || states == "") exit 1
      printf "%d %d\n", states, transitions
    }' "$1"
}

# print_machine: what the numbers were measured on.
print_machine() {
  printf '%s, %s: %s, %s cores; %s; %s\n' "$(date -u +%Y-%m-%d)" "$(uname -sm)" \
    "$(awk -F': ' '/^model name/ {print $2; exit}' /proc/cpuinfo)" "$(nproc)" \
    "$(g++ --version | head -n 1)" "$(spin -V | head -n 1)"
}

# print_table FILE LIMITS: the medians of all runs, and what is claimed of them. Fails with 4 if
# counts disagree, with 1 if LIMITS is yes and one is missed.
#
# One thread is measured in processor seconds, which say the same as elapsed ones on a machine that
# has nothing else to do, and more on one that has. What a second thread gains shows only in elapsed
# time.
print_table() {
  awk -v limits="$2" '
    function median(name, field,   n, i, j, v, sorted) {
      n = runs[name]
      for (i = 1; i <= n; ++i) {
        v = value[name, field, i]
        for (j = i - 1; j >= 1 && sorted[j] > v; --j) sorted[j + 1] = sorted[j]
        sorted[j + 1] = v
      }
      return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
    }
    function group_of(name) { return substr(name, 1, index(name, "/") - 1) }
    function claim(sentence, value, limit, fine) {
      printf "%s: %.2f (limit %s)%s\n", sentence, value, limit, fine ? "" : "  MISSED"
      if (!fine) missed = 1
    }
    {
      name = $1
      group = group_of(name)
      if (!runs[name]++) order[++names] = name
      # Of the machine, Spin counts parts of steps.
      if (group == "machine" && name ~ /spin/) $3 = transitions[group]
      if (!(group in states)) { states[group] = $2; transitions[group] = $3 }
      if (states[group] != $2 || transitions[group] != $3) {
        printf "%s: %d states and %d transitions, but %s: %d and %d\n", group, states[group],
          transitions[group], name, $2, $3
        disagree = 1
      }
      value[name, "elapsed", runs[name]] = $4
      value[name, "processor", runs[name]] = $5
      value[name, "resident", runs[name]] = $6
    }
    END {
      if (disagree) exit 4
      for (i = 1; i <= names; ++i) {
        name = order[i]
        group = group_of(name)
        if (group != last) {
          printf "\n%s: %d states, %d transitions; medians of %d\n", group, states[group],
            transitions[group], runs[name]
          printf "  %-22s %10s %12s %12s %12s\n", "", "elapsed s", "processor s", "states/s",
            "bytes/state"
        }
        last = group
        two = name ~ /_2$/
        printf "  %-22s %10.2f %12.2f %12d %12.1f\n", substr(name, length(group) + 2),
          median(name, "elapsed"), median(name, "processor"),
          states[group] / median(name, two ? "elapsed" : "processor"),
          median(name, "resident") / states[group]
        if (name ~ /\/spin/ && (!(group in best) || median(name, "processor") < best[group]))
          best[group] = median(name, "processor")
      }
      printf "\n"
      ratio = best["pipeline"] / median("pipeline/backcheck", "processor")
      claim("segment pipeline: times as many states per second as the best exact search of Spin",
        ratio, "at least 3", ratio >= 3)
      bytes = median("pipeline/backcheck", "resident") / states["pipeline"]
      claim("segment pipeline: resident bytes a state", bytes, "at most 32", bytes <= 32)
      gain = median("pipeline/backcheck", "elapsed") / median("pipeline/backcheck_2", "elapsed")
      claim("segment pipeline: times as fast with two threads", gain, "at least 1.7", gain >= 1.7)
      rate = states["window"] / median("window/backcheck", "processor") / 1e6
      claim("machine, every property: million states per second", rate, "at least 1", rate >= 1)
      rate = transitions["walks"] / median("walks/backcheck", "processor") / 1e5
      claim("random walks, 24 relay blocks, every property: hundred thousand steps per second",
        rate, "at least 1", rate >= 1)
      printf "machine: times as many states per second as Spin: %.2f\n",
        best["machine"] / median("machine/backcheck", "processor")
      exit missed && limits == "yes" ? 1 : 0
    }' "$1"
}
