#!/usr/bin/env bash
# Packages if missing, build, all tests. With --asan (or CI=true) the short tests also under sanitizers.
# CI=true adds: warnings are errors, every source formatted as .clang-format says.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=scripts/setup.sh
source "$here/setup.sh"

# Rooms whose whole test program is short enough for the sanitizers, and the doctest suites of the long ones that are.
short_rooms=(scenario anatomy material body protocol recording analysis report cli)
declare -A short_suites=([solver]="small*")

usage() {
  cat <<'TEXT'
usage: scripts/test.sh [--asan] [CTEST ARGUMENT...]
Installs missing packages, builds build/release and runs every test with ctest.
  --asan   first build and run the short tests in build/asan under AddressSanitizer and UndefinedBehaviorSanitizer
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

# The short tests in build/asan: whole programs by ctest, suites of the others one by one.
run_asan() {
  local room pattern=""
  local -a targets=() suites=()
  for room in "${short_rooms[@]}"; do
    if [[ -e "$backroll_root/tests/$room/CMakeLists.txt" ]]; then
      targets+=("test_$room")
      pattern+="${pattern:+|}$room"
    fi
  done
  for room in "${!short_suites[@]}"; do
    if [[ -e "$backroll_root/tests/$room/CMakeLists.txt" ]]; then
      targets+=("test_$room")
      suites+=("$room")
    fi
  done
  backroll_build asan "-DBACKROLL_WERROR=$werror" -- "${targets[@]}" || return 1
  cd "$backroll_root"
  for room in "${suites[@]}"; do
    "build/asan/bin/test_$room" "--test-suite=${short_suites[$room]}" || return 1
  done
  ctest --test-dir build/asan --output-on-failure -R "^($pattern)\$" || return 1
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
