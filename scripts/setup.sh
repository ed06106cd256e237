#!/usr/bin/env bash
# Installs the packages the build needs where they are missing (Debian 12, Ubuntu 24.04; as root or with sudo).
# Run by itself, or sourced by demo.sh and test.sh, which call its functions. Silent when nothing is missing.
# Exit code 4: something is missing and cannot be installed here.
set -euo pipefail

backroll_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

# package, then what to look for where there is no dpkg: a program (bin:) or a header (inc:).
backroll_packages=(
  "cmake bin:cmake"
  "ninja-build bin:ninja"
  "g++ bin:g++"
  "libbullet-dev inc:bullet/btBulletDynamicsCommon.h"
  "libcairo2-dev inc:cairo/cairo.h"
  "libcli11-dev inc:CLI/CLI.hpp"
  "libeigen3-dev inc:eigen3/Eigen/Core"
  "libhdf5-dev inc:hdf5/serial/hdf5.h inc:hdf5.h"
  "librsvg2-dev inc:librsvg-2.0/librsvg/rsvg.h"
  "libsqlite3-dev inc:sqlite3.h"
  "pkg-config bin:pkg-config"
  "libtomlplusplus-dev inc:toml++/toml.h"
  "nlohmann-json3-dev inc:nlohmann/json.hpp"
  "doctest-dev inc:doctest/doctest.h"
)

# The viewer's; where they cannot be had, everything else is built without it. The last two are needed to run it.
backroll_viewer_packages=(
  "libimgui-dev inc:imgui/imgui.h"
  "libglfw3-dev inc:GLFW/glfw3.h"
  "libglm-dev inc:glm/glm.hpp"
  "libepoxy-dev inc:epoxy/gl.h"
  "libegl-dev inc:EGL/egl.h"
  "libpng-dev inc:png.h"
  "fonts-roboto-unhinted inc:../share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf"
  "fonts-dejavu-core inc:../share/fonts/truetype/dejavu/DejaVuSans.ttf"
  "libgl1-mesa-dri inc:../share/drirc.d/00-mesa-defaults.conf"
  "libegl1 inc:EGL/egl.h"
)

# Missing packages, one a line. Programs count wherever they come from; libraries are asked of dpkg where there is one.
backroll_missing_packages() {
  local entry package probes probe place found installed=""
  local -a names=()
  for entry in "${backroll_packages[@]}"; do names+=("${entry%% *}"); done
  if command -v dpkg-query >/dev/null; then
    installed=" $(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${names[@]}" 2>/dev/null |
      awk '$2 == "installed" { printf "%s ", $1 }' || true)"
  fi
  for entry in "${backroll_packages[@]}"; do
    package="${entry%% *}" probes="${entry#* }" found=""
    for probe in $probes; do
      case "$probe" in
        bin:*) if command -v "${probe#bin:}" >/dev/null; then found=1; fi ;;
        inc:*)
          if [[ -z "$installed" ]]; then
            for place in /usr/include /usr/local/include /opt/homebrew/include; do
              if [[ -e "$place/${probe#inc:}" ]]; then found=1; fi
            done
          elif [[ "$installed" == *" $package "* ]]; then
            found=1
          fi ;;
      esac
    done
    if [[ -z "$found" ]]; then echo "$package"; fi
  done
}

# backroll_setup [PACKAGE PROBE]...: makes sure that all packages, and those added, are there.
backroll_setup() {
  while (($# >= 2)); do
    backroll_packages+=("$1 $2")
    shift 2
  done
  local -a missing=()
  mapfile -t missing < <(backroll_missing_packages)
  if ((${#missing[@]} == 0)); then
    backroll_setup_viewer
    return 0
  fi

  local -a as_root=()
  local problem=""
  if ! command -v apt-get >/dev/null; then
    problem="this system has no apt-get; install what corresponds to them and start again"
  elif [[ "$(id -u)" == 0 ]]; then
    as_root=(env)
  elif ! command -v sudo >/dev/null; then
    problem="neither root nor sudo here"
  elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n env)
  elif [[ -t 2 && -e /dev/tty ]]; then
    as_root=(sudo env)
  else
    problem="sudo would ask for a password and there is no terminal"
  fi

  if [[ -z "$problem" ]]; then
    echo "Installing ${missing[*]}" >&2
    local log
    log="$(mktemp)"
    as_root+=(DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
    # A failing update (one broken source among many) does not matter as long as the packages can be had.
    "${as_root[@]}" update >"$log" 2>&1 </dev/null || true
    if ! "${as_root[@]}" install --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then
      tail -n 20 "$log" >&2
      problem="apt-get could not install them"
    fi
    rm -f "$log"
    mapfile -t missing < <(backroll_missing_packages)
    if ((${#missing[@]} == 0)); then
      backroll_setup_viewer
      return 0
    fi
  fi
  {
    echo "Missing packages: ${missing[*]}"
    if [[ -n "$problem" ]]; then echo "($problem)"; fi
    echo "On Debian 12 or Ubuntu 24.04: sudo apt-get install ${missing[*]}"
  } >&2
  exit 4
}

# Tries to get the viewer's packages, once a session; without them the build leaves the viewer out and says so.
backroll_setup_viewer() {
  if [[ -n "${backroll_viewer_tried:-}" ]]; then return 0; fi
  backroll_viewer_tried=1
  local -a needed=("${backroll_packages[@]}")
  if ! (backroll_packages=("${needed[@]}" "${backroll_viewer_packages[@]}") && backroll_setup) >/dev/null; then
    echo "The viewer will be left out; everything else is built." >&2
  fi
}

# backroll_build PRESET [CMAKE ARGUMENT]... [-- TARGET...]: configures build/PRESET and builds it, incrementally.
backroll_build() {
  local preset="$1"
  shift
  local -a arguments=() targets=()
  while (($# > 0)); do
    if [[ "$1" == "--" ]]; then
      shift
      targets=(--target "$@")
      break
    fi
    arguments+=("$1")
    shift
  done
  (
    cd "$backroll_root" &&
      cmake --preset "$preset" ${arguments[@]+"${arguments[@]}"} &&
      cmake --build "build/$preset" -j "$(nproc)" ${targets[@]+"${targets[@]}"}
  ) </dev/null
}

if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then
  case "${1:-}" in
    "") backroll_setup ;;
    -h | --help)
      echo "usage: scripts/setup.sh"
      echo "Installs the missing packages of the build: as root or with sudo, on Debian 12 or Ubuntu 24.04."
      echo "Elsewhere it names them and exits with code 4."
      ;;
    *)
      echo "setup.sh: unknown argument '$1' (allowed: --help)" >&2
      exit 2
      ;;
  esac
fi
