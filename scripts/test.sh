#!/usr/bin/env bash
# Packages if missing, build, all tests, without a time limit. With --asan (or CI=true) the short ones also under
# sanitizers.
# With --long nothing but the robustness tests runs, in full, about an hour; their tables go to docs/robustness.md.
# CI=true adds: warnings are errors, every source formatted as .clang-format says.
set -euo pipefail

# Threads that wait for each other soon give way to whatever else the machine does.
export GOMP_SPINCOUNT="${GOMP_SPINCOUNT:-20000}"

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=scripts/setup.sh
source "$here/setup.sh"

# Rooms whose tests also run under sanitizers: all cases but those of the doctest suite "long", which cost minutes there.
asan_rooms=(scenario response anatomy material body solver protocol session recording analysis batch report cli
  robustness)

usage() {
  cat <<'TEXT'
usage: scripts/test.sh [--asan] [--long] [CTEST ARGUMENT...]
Installs missing packages, builds build/release and runs every test with ctest.
  --asan   first build the tests in build/asan and run those that are not in the suite "long" under AddressSanitizer
           and UndefinedBehaviorSanitizer
  --long   instead of all that test_robustness at full length (about an hour), its three parts side by side; the tables go between
           the two markers of docs/robustness.md if all tests pass, else they are printed
  CI=true  in the environment: --asan, warnings as errors, and a check of the sources' format (clang-format 14)
Anything else goes to ctest: scripts/test.sh -R material
TEXT
}

ci="${CI:-false}"
asan=false
long=false
if [[ "$ci" == true || "$ci" == 1 ]]; then
  ci=true
  asan=true
fi
ctest_arguments=()
for argument in "$@"; do
  case "$argument" in
    -h | --help)
      usage
      exit 0
      ;;
    --asan) asan=true ;;
    --long) long=true ;;
    *) ctest_arguments+=("$argument") ;;
  esac
done

check_format() {
  local -a files=()
  mapfile -d '' -t files < <(cd "$backroll_root" && find src tests bench -name '*.[ch]pp' -print0)
  (cd "$backroll_root" && clang-format-14 --dry-run --Werror "${files[@]}") || return 1
  echo "Format of ${#files[@]} sources: as .clang-format says"
}

# The short tests in build/asan; every program runs, whatever the one before it says.
run_asan() {
  local room
  local -a rooms=() failed_rooms=()
  for room in "${asan_rooms[@]}"; do
    if [[ -e "$backroll_root/tests/$room/CMakeLists.txt" ]]; then rooms+=("$room"); fi
  done
  backroll_build asan "-DBACKROLL_WERROR=$werror" -DBACKROLL_VIEWER=OFF -- "${rooms[@]/#/test_}" || return 1
  # two programs at a time, on one thread each; what each says comes when it ends
  local logs
  logs="$(mktemp -d)"
  printf '%s\n' "${rooms[@]}" | xargs -P 2 -I{} bash -c '
    if OMP_NUM_THREADS=1 LSAN_OPTIONS="suppressions=$3:print_suppressions=0" "$1/test_{}" --test-suite-exclude=long >"$2/{}.log" 2>&1; then touch "$2/{}.passed"; fi
    echo "Sanitizers: {}"
    cat "$2/{}.log"' _ "$backroll_root/build/asan/bin" "$logs" "$backroll_root/tests/leaks.supp"
  for room in "${rooms[@]}"; do
    [[ -e "$logs/$room.passed" ]] || failed_rooms+=("$room")
  done
  rm -rf "$logs"
  if ((${#failed_rooms[@]} > 0)); then
    echo "Failed under sanitizers: ${failed_rooms[*]}" >&2
    return 1
  fi
}

# The parts of test_robustness at full length, side by side; $1: directory for their tables and logs.
run_long() {
  local program="$backroll_root/build/release/bin/test_robustness" part failed=0
  local -A filter=(
    [1-accuracy]='--source-file=*accuracy*'
    [2-actions]='--source-file=*actions* --test-case-exclude=a?quarter?of*,3000?steps*'
    [3-sessions]='--test-case=a?quarter?of*,3000?steps*'
  )
  local -A job=()
  for part in "${!filter[@]}"; do
    # shellcheck disable=SC2086
    BACKROLL_LONG=1 BACKROLL_ROBUSTNESS_TABLE="$1/$part.table" "$program" ${filter[$part]} >"$1/$part.log" 2>&1 &
    job[$part]=$!
  done
  for part in "${!job[@]}"; do
    if ! wait "${job[$part]}"; then
      failed=1
      cat "$1/$part.log"
    fi
  done
  cat "$1"/*.table >"$1/tables"
  return "$failed"
}

# Puts the file $1 between the marker lines of docs/robustness.md; 1 where that has no pair of them.
write_robustness_page() {
  local page="$backroll_root/docs/robustness.md" made
  [[ -s "$1" && -f "$page" ]] || return 1
  made="$(mktemp)"
  if ! awk -v table="$1" '
    /^<!-- robustness tables: end/ && inside { inside = 0; whole = 1 }
    !inside { print }
    /^<!-- robustness tables: begin/ && !whole {
      inside = 1
      print ""
      while ((getline line < table) > 0) print line
      print ""
    }
    END { exit !whole }' "$page" >"$made"; then
    rm -f "$made"
    return 1
  fi
  cat "$made" >"$page"
  rm -f "$made"
  echo "Tables of the robustness tests: docs/robustness.md"
}

backroll_viewer_packages+=("xvfb bin:Xvfb" "xdotool bin:xdotool")  # for the test of the real window
werror=OFF
if [[ "$ci" == true ]]; then
  werror=ON
  backroll_setup clang-format-14 bin:clang-format-14
else
  backroll_setup
fi

# A browser for the test of the pages, pdftoppm for the PDF of a chart, Slurm for the job array, VTK for the fields; without them those tests say they are skipped.
want() { # PROGRAM PACKAGE...
  if command -v "$1" >/dev/null || ! command -v apt-get >/dev/null || [[ "$(id -u)" != 0 ]]; then return; fi
  DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${@:2}" >/dev/null 2>&1 </dev/null ||
    echo "${*:2} cannot be installed here; their test is skipped"
}
if [[ "$ci" == true ]]; then
  want chromium chromium
  want pdftoppm poppler-utils
  want slurmctld munge slurmctld slurmd slurm-client
  /usr/bin/python3 -c "import vtkmodules" 2>/dev/null || want "" python3-vtk9
fi

failed=()
if [[ "$ci" == true ]]; then check_format || failed+=("format"); fi
if [[ "$asan" == true ]]; then (run_asan) || failed+=("sanitizers"); fi
backroll_build release "-DBACKROLL_WERROR=$werror"
if ((${#failed[@]} > 0)); then echo "Failed before the tests, see above: ${failed[*]}" >&2; fi
if [[ "$long" == true ]]; then
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  run_long "$work" || failed+=("tests")
  if ((${#failed[@]} > 0)) || ! write_robustness_page "$work/tables"; then
    echo "Tables of the robustness tests:"
    cat "$work/tables"
  fi
else
  OMP_NUM_THREADS=1 ctest --test-dir "$backroll_root/build/release" -j 2 --output-on-failure --no-tests=error \
    ${ctest_arguments[@]+"${ctest_arguments[@]}"} || failed+=("tests")
fi
if ((${#failed[@]} > 0)); then
  echo "Failed: ${failed[*]}" >&2
  exit 1
fi
