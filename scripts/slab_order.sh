#!/usr/bin/env bash
# The reference slab on finer and finer lattices: depth at 300 N, force at 10 and 20 mm. About ten minutes.
set -euo pipefail

case "${1:-}" in
  "") ;;
  -h | --help)
    echo "usage: scripts/slab_order.sh"
    echo "Runs scenarios/specimens/slab_cylinder.toml with 4 000 to 160 000 nodes and prints a table in Markdown."
    exit 0
    ;;
  *)
    echo "slab_order.sh: unknown argument '$1' (allowed: --help)" >&2
    exit 2
    ;;
esac
# shellcheck source=scripts/setup.sh
source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/setup.sh"
backroll_setup
backroll_build release -- backroll >&2
cd "$backroll_root"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

echo "| nodes | N at 10 mm | N at 20 mm | mm at 300 N |"
echo "|---|---|---|---|"
for nodes in 2600 5200 21000 60000 150000; do
  sed "s/^nodes *=.*/nodes = $nodes/" scenarios/specimens/slab_cylinder.toml >"$work/slab.toml"
  build/release/bin/backroll run "$work/slab.toml" -o "$work/run" --force >"$work/log"
  awk -F, -v made="$(sed -n 's/.* \([0-9]*\) nodes\..*/\1/p' "$work/log" | head -1)" '
    NR == 1 { for (n = 1; n <= NF; ++n) column[$n] = n; next }
    {
      d = $column["depth_mm"]; f = $column["contact_force_n"]
      for (asked = 10; asked <= 20; asked += 10)
        if (before < asked && d >= asked) force[asked] = g + (f - g) * (asked - before) / (d - before)
      if (g < 300 && f >= 300) depth = before + (d - before) * (300 - g) / (f - g)
      before = d; g = f
    }
    END { printf "| %s | %.2f | %.2f | %.3f |\n", made, force[10], force[20], depth }' "$work/run/forces.csv"
done
