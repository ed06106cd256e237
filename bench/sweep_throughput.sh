#!/usr/bin/env bash
# What running cases through a sweep costs against running them one by one: the same four cases as four single runs and as
# a sweep, on one core and on two, in turns. Prints CPU and wall seconds of each and their ratios. About five minutes; idle machine.
# Needs build/release/bin/backroll and /usr/bin/time.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
backroll="${BACKROLL:-$root/build/release/bin/backroll}"
rounds="${1:-2}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export OMP_NUM_THREADS=1

cat >"$work/four.toml" <<TOML
schema = 1
name = "four"
scenario = "$root/scenarios/sweeps/hold.toml"
[[axis]]
key = "roller.density_kg_m3"
values = [30, 90]
[[axis]]
key = "phase[1].level"
values = ["T8", "L3"]
TOML

# timed LABEL COMMAND...: a line "LABEL user+sys wall"
timed() {
  local label="$1"
  shift
  local TIMEFORMAT='%U %S %R'
  local spent
  spent="$({ time "$@" >/dev/null 2>&1; } 2>&1)"
  awk -v label="$label" '{ printf "%s %.1f %.1f\n", label, $1 + $2, $3 }' <<<"$spent" | tee -a "$work/rows"
}
single() { # single N: two chains of runs side by side, or one
  local chains="$1" chain n
  for ((chain = 0; chain < chains; ++chain)); do
    (n=0; for case in "$work"/cases/*.toml; do
      if ((n++ % chains == chain)); then "$backroll" run "$case" -o "$work/one-$n" --force --quiet; fi
    done) &
  done
  wait
}
sweep() { # sweep JOBS
  rm -rf "$work/sweep"
  "$backroll" sweep "$work/four.toml" --jobs "$1" -o "$work/sweep" --quiet
}

sweep 2 # warm up; its folder holds the resolved scenarios
mkdir "$work/cases"
n=0
for case in "$work"/sweep/cases/*/scenario.toml; do cp "$case" "$work/cases/$((n++)).toml"; done
for ((round = 0; round < rounds; ++round)); do
  for jobs in 1 2; do
    timed "single-$jobs" single "$jobs"
    timed "sweep-$jobs" sweep "$jobs"
  done
done
echo "cores  CPU, sweep over single  wall, sweep over single  (sums over $rounds rounds)"
for jobs in 1 2; do
  awk -v jobs="$jobs" '{ cpu[$1] += $2; wall[$1] += $3 }
    END { printf "%5d  %22.3f  %23.3f\n", jobs, cpu["sweep-" jobs] / cpu["single-" jobs], wall["sweep-" jobs] / wall["single-" jobs] }' "$work/rows"
done
