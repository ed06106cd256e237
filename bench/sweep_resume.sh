#!/usr/bin/env bash
# A sweep killed with SIGKILL half-way and resumed ends with the same tables, byte for byte, as one left alone.
# usage: bench/sweep_resume.sh [SWEEP.toml]   (default: the 48 cases of density_by_level; minutes)
# Needs build/release/bin/backroll (or BACKROLL). Exit code 1: a table differs.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
backroll="${BACKROLL:-$root/build/release/bin/backroll}"
sweep="$(realpath "${1:-$root/scenarios/sweeps/density_by_level.toml}")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

"$backroll" sweep "$sweep" -o whole --quiet
cases="$(find whole/cases -name '*.json' -maxdepth 1 | wc -l)"
recorded() { find killed/cases -name '*.json' -maxdepth 1 2>/dev/null | wc -l; }

"$backroll" sweep "$sweep" -o killed --quiet &
pid=$!
until (($(recorded) >= cases / 2)) || ! kill -0 "$pid" 2>/dev/null; do sleep 0.2; done
kill -KILL "$pid"
wait "$pid" 2>/dev/null || true
echo "killed with $(recorded) of $cases cases recorded, $(find killed/cases -mindepth 1 -maxdepth 1 -type d | wc -l) begun"
"$backroll" sweep "$sweep" -o killed --resume --quiet
for table in results.csv regions.csv results.db summary.json; do
  cmp "whole/$table" "killed/$table"
  echo "$table: the same $(stat -c %s "whole/$table") bytes"
done
