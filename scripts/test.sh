#!/usr/bin/env bash
# Packages if missing, build, all tests, without a time limit. With --asan (or CI=true) the short ones also under
# sanitizers.
# CI=true adds: warnings are errors, every source formatted as .clang-format says.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=scripts/setup.sh
source "$here/setup.sh"

# Rooms whose tests also run under sanitizers: all cases but those of the doctest suite "long", which cost minutes there.
asan_rooms=(scenario anatomy material body solver protocol session recording analysis report cli)

usage() {
  cat <<'TEXT'
usage: scripts/test.sh [--asan] [CTEST ARGUMENT...]
Installs missing packages, builds build/release and runs every test with ctest.
  --asan   first build the tests in build/asan and run those that are not in the suite "long" under AddressSanitizer
           and UndefinedBehaviorSanitizer
  CI=true  in the environment: --asan, warnings as errors, and a check of the sources' format (clang-format 14)
Anything else goes to ctest: scripts/test.sh -R material
TEXT
}

ci="${CI:-false}"
asan=false
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
  backroll_build asan "-DBACKROLL_WERROR=$werror" -- "${rooms[@]/#/test_}" || return 1
  for room in "${rooms[@]}"; do
    echo "Sanitizers: $room"
    "$backroll_root/build/asan/bin/test_$room" --test-suite-exclude=long || failed_rooms+=("$room")
  done
  if ((${#failed_rooms[@]} > 0)); then
    echo "Failed under sanitizers: ${failed_rooms[*]}" >&2
    return 1
  fi
}

werror=OFF
if [[ "$ci" == true ]]; then
  werror=ON
  backroll_setup clang-format-14 bin:clang-format-14
else
  backroll_setup
fi

failed=()
if [[ "$ci" == true ]]; then check_format || failed+=("format"); fi
if [[ "$asan" == true ]]; then (run_asan) || failed+=("sanitizers"); fi
backroll_build release "-DBACKROLL_WERROR=$werror"
if ((${#failed[@]} > 0)); then echo "Failed before the tests, see above: ${failed[*]}" >&2; fi
ctest --test-dir "$backroll_root/build/release" --output-on-failure --no-tests=error \
  ${ctest_arguments[@]+"${ctest_arguments[@]}"} || failed+=("tests")
if ((${#failed[@]} > 0)); then
  echo "Failed: ${failed[*]}" >&2
  exit 1
fi
