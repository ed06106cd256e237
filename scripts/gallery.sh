#!/usr/bin/env bash
# Makes the pictures of docs/gallery.md: runs the soft, the firm and the grooved roller and a person on the floor, then renders them. Needs no display.
set -euo pipefail

case "${1:-}" in
  "") ;;
  -h | --help)
    echo "usage: scripts/gallery.sh"
    echo "Builds, runs scenarios/soft_vs_firm.toml, grooved_vs_plain.toml and floor/roll_t4_t12.toml into results/ unless they are there, and writes docs/pictures/*.png."
    exit 0
    ;;
  *)
    echo "gallery.sh: unknown argument '$1' (allowed: --help)" >&2
    exit 2
    ;;
esac
# shellcheck source=scripts/setup.sh
source "$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/setup.sh"
backroll_setup
backroll_build release -- backroll >&2
cd "$backroll_root"
program=build/release/bin/backroll
runs=results/gallery
if [[ ! -e "$runs/summary.json" ]]; then "$program" run scenarios/soft_vs_firm.toml -o "$runs"; fi
firm="$runs/firm-epp" soft="$runs/soft-epe" to=docs/pictures
mkdir -p "$to"
picture() {
  local name="$1"
  shift
  "$program" render "$@" --width 1200 --height 675 -o "$to/$name.png"
}
picture oblique "$firm" --time 6
picture back "$firm" --time 6 --view back
picture side "$firm" --time 6 --view side --layer skin=0.35 muscle=0.6
picture under "$firm" --time 6 --view under --layer roller=0.2
picture section_t8 "$firm" --time 6 --view section --level T8 --zoom 1.7
picture section_t8_stress "$firm" --time 6 --view section --level T8 --section-stress --field stress --zoom 1.7
picture section_l3 "$firm" --time 6 --view section --level L3 --zoom 1.7
picture sagittal "$firm" --time 6 --view section --section sagittal
picture muscles "$firm" --time 6 --layer skin=0 --field muscle
picture bones "$firm" --time 6 --layer skin=0 muscle=0 --arrows
picture compare "$soft" "$firm" --time 6 --view back --field stress --layer roller=0.2
picture difference "$soft" "$firm" --time 6 --view back --difference --layer roller=0.2
grooved=results/gallery_grooved
if [[ ! -e "$grooved/summary.json" ]]; then "$program" run scenarios/grooved_vs_plain.toml -o "$grooved"; fi
picture grooved "$grooved/firm-epp" "$grooved/spine-groove" --time 4.8 --view back --layer roller=0.2
picture grooved_section "$grooved/spine-groove" --time 4.8 --view section --level T10 --zoom 1.7
person=results/gallery_person
if [[ ! -e "$person/summary.json" ]]; then "$program" run scenarios/floor/roll_t4_t12.toml -o "$person"; fi
picture person "$person" --time 13.5 --view side
cat >"$runs/panel.script" <<'TEXT'
wait_until ready == 1 within 120
wait_until time > 4 within 300
click tips.1.close
drag roller.density_kg_m3 0.15 0.6
wait 4
move chart 0.9 0.9
picture docs/pictures/panel.png
TEXT
"$program" view --ui-script "$runs/panel.script" --width 1440 --height 900
echo "Written: $to/"
