# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# What ./backcheck and ./run_tests share: from a bare Debian 12 to a finished build. Everything said
# here goes to standard error; standard output belongs to the program. Quiet when nothing is to do.
#
# The caller has set `root`, the top of the source tree. Exit codes are those of the program: 3 when
# the machine does not let us (no network, no rights), 4 when our own code does not build.

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { local code=$1; shift; say "$*"; exit "$code"; }

missing_packages() {
  command -v dpkg-query >/dev/null || return 0
  grep -v '^#' "$root/cmake/packages.txt" | sort >"$scratch/wanted"
  # shellcheck disable=SC2046
  dpkg-query -W -f '${db:Status-Status} ${Package}\n' $(cat "$scratch/wanted") 2>/dev/null |
    sed -n 's/^installed //p' | sort -u >"$scratch/installed"
  comm -23 "$scratch/wanted" "$scratch/installed"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_missing_packages() {
  local packages
  packages=$(missing_packages | tr '\n' ' ')
  packages=${packages% }
  [ -n "$packages" ] || return 0
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null ||
    die 3 "packages are missing and there is no sudo; as root: apt-get install $packages"
  say "installing $packages"
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600)
  # A source that cannot be reached may not matter: what counts is whether the packages arrive.
  as_root "${apt[@]}" update >&2 || say "apt-get update failed; trying with the lists at hand"
  # dpkg's chatter has no end: it is shown only when it matters.
  as_root "${apt[@]}" install -y --no-install-recommends $packages >"$scratch/apt" 2>&1 </dev/null ||
    { tail -n 20 "$scratch/apt" >&2; die 3 "apt-get could not install $packages"; }
}

# The tree is configured anew when the presets changed or it was moved, which CMake does not notice;
# all else that calls for it, Ninja does notice.
configure() {
  local preset=$1 tree=$root/build/$1
  { printf '%s\n' "$root"; cat "$root/CMakePresets.json"; } >"$scratch/configured"
  [ -f "$tree/build.ninja" ] && cmp -s "$scratch/configured" "$tree/configured" && return 0
  say "configuring build/$preset"
  (cd "$root" && cmake --preset "$preset" --fresh) >"$scratch/cmake" 2>&1 ||
    { cat "$scratch/cmake" >&2; die 4 "build/$preset could not be configured (see above)"; }
  cp "$scratch/configured" "$tree/configured"
}

compile() {
  local tree=$root/build/$1 plan quiet=--quiet
  shift
  plan=$(NINJA_STATUS='%t steps: ' ninja -C "$tree" -n "$@" 2>&1) || true
  case $plan in *'no work to do'*) return 0 ;; esac
  say "building build/${tree##*/} ($(sed -n 's/ steps: .*/ steps/p' <<<"$plan" | tail -n 1))"
  [ -t 2 ] && quiet=
  ninja -C "$tree" $quiet -j "${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}" "$@" >&2 ||
    die 4 "build/${tree##*/} does not build (see above)"
}

# prepare PRESET TARGET...: packages, configuration, build. One at a time for each source tree; the
# lock ends with the subshell, before the program starts.
prepare() {
  { mkdir -p "$root/build" && : >>"$root/build/lock"; } 2>/dev/null ||
    die 3 "cannot write to $root/build"
  (
    flock 9 || die 3 "cannot lock build/lock"
    scratch=$(mktemp -d) || die 3 "cannot make a temporary folder"
    trap 'rm -rf "$scratch"' EXIT
    install_missing_packages
    configure "$1"
    compile "$@"
  ) 9>"$root/build/lock" || exit
}
