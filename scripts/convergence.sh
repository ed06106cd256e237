#!/usr/bin/env bash
# Mesh convergence of the back (docs/convergence.md): the medium roller held at T8 and L3 on the three lattices; prints one
# table in Markdown. Results are kept in build/convergence/; a case that is there already is not run again.
# Usage: scripts/convergence.sh [live] [standard] [fine]   (default: all three)
set -euo pipefail
source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/setup.sh"
backroll_setup
backroll_build release -- backroll
cd "$backroll_root"
lattices=("$@")
[ ${#lattices[@]} -gt 0 ] || lattices=(live standard fine)

columns="contact_area_cm2 roller_height_mm muscle_force_n spine_force_n rib_force_n other_force_n path_spine_n path_rib_n
  path_scapula_n path_pelvis_n peak_pressure_1cm2_kpa kyphosis_change_deg closure_error"
echo "| place | lattice | area cm2 | height mm | skin: muscle | spine | ribs | other | path: spine | ribs | scapulae | pelvis | peak 1 cm2 kPa | kyphosis deg | closure |"
echo "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
for place in t8 l3; do
  for lattice in "${lattices[@]}"; do
    out="build/convergence/${place}_$lattice"
    [ -f "$out/summary.json" ] ||
      build/release/bin/backroll run "scenarios/convergence/${place}_$lattice.toml" -o "$out" --force --quiet
    # last row; forces as shares of the contact force
    awk -F, -v want="$columns" -v head="| $place | $lattice |" '
      NR == 1 { for (i = 1; i <= NF; ++i) at[$i] = i; next }
      { for (i = 1; i <= NF; ++i) last[i] = $i }
      END {
        n = split(want, name, /[ \n]+/)
        printf "%s", head
        for (k = 1; k <= n; ++k) {
          v = last[at[name[k]]]
          if (name[k] ~ /_force_n$|^path_/) printf " %.3f |", v / last[at["contact_force_n"]]
          else if (name[k] == "closure_error") printf " %.1e |", v
          else printf (name[k] ~ /_deg$/ ? " %.2f |" : " %.1f |"), v
        }
        print ""
      }' "$out/forces.csv"
  done
done
