# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What the scripts here share: reading settings, and building and running the second machine. The
# caller has set `here`, this folder, and may set `settings` to another file later.

settings=$here/settings.txt

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { local code=$1; shift; say "$*"; exit "$code"; }

need_spin() {
  command -v spin >/dev/null && command -v gcc >/dev/null ||
    die 3 "needs Spin and a C compiler: apt-get install spin gcc"
}

# rows [HOW...]: the names of the settings, in their order; of those compared so, if any is said.
rows() {
  awk -v how=" $* " '!/^#/ && NF && $2 != "-" && (how == "  " || index(how, " " $2 " ")) {print $1}' \
    "$settings"
}

# read_setting NAME: sets `setting`, from names to values, and `how` it is compared.
declare -A setting
read_setting() {
  local name words word
  setting=()
  for name in base "$1"; do
    words=$(awk -v name="$name" '$1 == name {$1 = ""; print}' "$settings")
    [ -n "$words" ] || die 2 "there is no setting '$name'; settings: $(rows | tr '\n' ' ')"
    read -r how words <<<"$words"
    for word in $words; do setting[${word%%=*}]=${word#*=}; done
  done
}

# build_twin SOURCES DIR "SPIN-FLAGS" "COMPILER-FLAGS": DIR/pan, for `setting`. Macros are the
# settings' names in capitals; yes and no are 1 and 0. A single process leaves nothing to reduce, but
# what is compared should not depend on knowing that: reductions are off.
build_twin() {
  local sources=$1 dir=$2 defines=() name value
  for name in "${!setting[@]}"; do
    value=${setting[$name]}
    case $value in yes) value=1 ;; no) value=0 ;; esac
    defines+=("-D${name^^}=${value^^}")
  done
  mkdir -p "$dir"
  # shellcheck disable=SC2086
  (cd "$dir" && spin "${defines[@]}" $3 -a "$sources/machine.pml" >spin.out 2>&1 &&
    gcc -w -DSAFETY -DNOREDUCE -DNOFAIR $4 -o pan pan.c >gcc.out 2>&1) ||
    { cat "$dir"/*.out >&2; die 4 "the second machine does not build (see above)"; }
}

# run_twin DIR [STEPS]: `states N`, `author N`, and so on, of a machine built to tell its steps; and
# if it tells all of them, these to a file. Fails if the search was not complete. A deeper search
# takes more memory, so it is tried only where it is needed.
run_twin() {
  local depth
  for depth in 1000000 50000000; do
    (cd "$1" && ./pan -n -m$depth) | awk -v steps="${2:-/dev/null}" '
      BEGIN { printf "" >steps }
      / => / { print >steps }
      /^(.* => .* )?(author|collate|second|finalize|revert)$/ { ++fired[$NF]; next }
      / states, stored$/ { states = $1 }
      / errors: 0$/ { sound = 1 }
      /too small|not completed|out of memory|MEMLIM|pan:[0-9]*:/ { cut = 1 }
      END {
        if (!sound || cut) exit 1
        print "states", states
        for (rule in fired) print rule, fired[rule]
      }' && return
  done
  return 1
}
