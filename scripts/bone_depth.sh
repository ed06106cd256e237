#!/usr/bin/env bash
# How the skin view's shares move with the depth within which a bone takes a skin point (docs/ledger.md): the live cases of
# the convergence study with `output.bone_depth_mm` from 6 to 18. Prints a table in Markdown.
set -euo pipefail
source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/setup.sh"
backroll_setup
backroll_build release -- backroll
cd "$backroll_root"
work="build/bone_depth"
mkdir -p "$work"
echo "| place | bone depth mm | muscle | spine | ribs | other |"
echo "|---|---|---|---|---|---|"
for place in t8 l3; do
  for depth in 6 9 12 15 18; do
    case="$work/${place}_$depth"
    printf 'schema = 1\nextends = "../../scenarios/convergence/%s_live.toml"\nname = "%s depth %s"\n[output]\nbone_depth_mm = %s\n' \
      "$place" "$place" "$depth" "$depth" >"$case.toml"
    [ -f "$case/summary.json" ] || build/release/bin/backroll run "$case.toml" -o "$case" --force --quiet
    awk -F, -v head="| $place | $depth |" '
      NR == 1 { for (i = 1; i <= NF; ++i) at[$i] = i; next }
      { for (i = 1; i <= NF; ++i) last[i] = $i }
      END {
        f = last[at["contact_force_n"]]
        printf "%s %.3f | %.3f | %.3f | %.3f |\n", head, last[at["muscle_force_n"]] / f, last[at["spine_force_n"]] / f,
          last[at["rib_force_n"]] / f, last[at["other_force_n"]] / f
      }' "$case/forces.csv"
  done
done
