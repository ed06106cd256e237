#!/usr/bin/env bash
# Benchmarks of the whole solver in one run: machine limits, reference slab, back at three resolutions, budget mode, accuracy
# against double precision, and Bullet's deformable world beside ours. Prints one table, writes build/bench.json.
# Takes about twenty minutes, most of them for the double-precision references; run it on an idle machine.
set -euo pipefail

case "${1:-}" in
  "") ;;
  -h | --help)
    echo "usage: scripts/bench.sh"
    echo "Builds the benchmarks, runs them, prints a table in Markdown and writes build/bench.json."
    exit 0
    ;;
  *)
    echo "bench.sh: unknown argument '$1' (allowed: --help)" >&2
    exit 2
    ;;
esac
# shellcheck source=scripts/setup.sh
source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/setup.sh"
backroll_setup libbenchmark-dev inc:benchmark/benchmark.h
backroll_build release -DBACKROLL_BENCH=ON -- bench_machine_limits bench_rolling bench_bones bench_bullet_slab bench_solver >&2
cd "$backroll_root"
bin=build/release/bin
out=build/bench.json
rows=build/bench.rows
: >"$rows"

# value KEY: of the JSON object on stdin
value() { sed -n "s/.*\"$1\": \"\{0,1\}\([^,\"}]*\).*/\1/p"; }
keep() { printf '%s\n' "$1" >>"$rows"; }

limits="$("$bin/bench_machine_limits")"
keep "$limits"
bandwidth="$(value read_gb_s_all <<<"$limits")" flops="$(value gflop_s_all <<<"$limits")"
echo "Machine: read $(value read_gb_s_1 <<<"$limits") GB/s one thread, $bandwidth all; $(value gflop_s_1 <<<"$limits") GFlop/s one thread, $flops all; $(value threads <<<"$limits") threads"
echo
echo "| case | nodes | speed m/s | steps/s | iterations | residual | ms forces | contact | tangent | setup | directions | finish | unconverged | memory MB | directions: % of bandwidth | % of arithmetic |"
echo "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
rolling() {
  local name="$1" row
  shift
  row="$("$bin/bench_rolling" "$@")"
  keep "$row"
  printf '| %s' "$name"
  for key in nodes speed_m_s steps_per_s iterations residual ms_forces ms_contact ms_tangent ms_setup ms_directions ms_finish unconverged memory_mb; do
    printf ' | %s' "$(value "$key" <<<"$row")"
  done
  awk -v gb="$(value directions_gb_s <<<"$row")" -v gf="$(value directions_gflop_s <<<"$row")" \
    -v bandwidth="$bandwidth" -v flops="$flops" 'BEGIN { printf " | %.0f | %.0f |\n", 100 * gb / bandwidth, 100 * gf / flops }'
}
rolling "slab 10k" case=slab nodes=10000 steps=120
rolling "slab 30k" case=slab nodes=30000 steps=80
rolling "slab 100k" case=slab nodes=100000 steps=40
rolling "back live" resolution=live steps=120
rolling "back standard" resolution=standard steps=60
rolling "back fine" resolution=fine steps=30
rolling "back live, 0.25 m/s" resolution=live speed=0.25 steps=80
rolling "back live, budget 12 ms" resolution=live budget_ms=12 steps=240
echo
echo "| back, T9 to T7 | steps per simulated s | iterations, bones that move | held | ms, bones that move | held | time ratio | unconverged |"
echo "|---|---|---|---|---|---|---|---|"
for case in "live 60" "live 30" "standard 60"; do
  # shellcheck disable=SC2086
  row="$("$bin/bench_bones" $case)"
  keep "$row"
  printf '| %s' "${case% *}"
  for key in steps_per_simulated_s iterations_moving iterations_held ms_moving ms_held time_ratio unconverged; do
    printf ' | %s' "$(value "$key" <<<"$row")"
  done
  echo " |"
done
echo
echo "Against double precision at 1e-6, step by step while loading (20 steps) and rolling (10; tolerance 1e-3):"
for case in "case=slab nodes=10000" "case=slab nodes=30000" "case=slab nodes=100000" resolution=live resolution=standard resolution=fine; do
  # shellcheck disable=SC2086
  row="$("$bin/bench_rolling" $case reference=10)"
  keep "$row"
  echo "- $case: sinking $(value sinking_error <<<"$row"), force of any support $(value support_force_error <<<"$row") of the load"
done
echo
echo "| slab | nodes | CPU s per simulated s | ours: nodes | CPU s per simulated s | ratio |"
echo "|---|---|---|---|---|---|"
# lattices about as large as Bullet's meshes of 297 and 2185 nodes
for pair in "300 100" "2200 1600"; do
  bullet="$("$bin/bench_bullet_slab" "${pair% *}" 1)"
  ours="$("$bin/bench_rolling" case=slab "nodes=${pair#* }" steps=120 threads=1)"
  keep "$bullet"
  keep "$ours"
  b="$(value cpu_s_per_simulated_s <<<"$bullet")" o="$(value cpu_s_per_simulated_s <<<"$ours")"
  echo "| Bullet deformable | $(value nodes <<<"$bullet") | $b | $(value nodes <<<"$ours") | $o | $(awk -v b="$b" -v o="$o" 'BEGIN { printf "%.1f", b / o }') |"
done
{ echo "["; sed '$!s/$/,/' "$rows"; echo "]"; } >"$out.part"
mv "$out.part" "$out"
rm -f "$rows"
echo
echo "Written: $out"
