#!/usr/bin/env bash
# Opens reports in a headless browser: the console says nothing, the script has run, a picture is not empty.
# usage: page_test.sh BACKROLL SOURCE_DIR. Exit code 77: skipped, no browser here.
set -euo pipefail
backroll="$1"
source="$2"
browser=""
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then browser="$name"; break; fi
done
if [[ -z "$browser" ]]; then
  echo "skipped: neither chromium nor google-chrome is here (apt-get install chromium)"
  exit 77
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
sed -e 's/^report = false/report = true/' -e 's/^charts = false/charts = true/' "$source/tests/cli/tiny_specimen.toml" >"$work/tiny.toml"
cat >"$work/sweep.toml" <<'TOML'
schema = 1
name = "page"
scenario = "tiny.toml"
[[axis]]
key = "specimen.layers[2].shear_modulus_kpa"
values = [3, 6, 9]
[[axis]]
key = "indenter.roller"
values = ["soft-epe", "firm-epp"]
[analysis]
more = "specimen_depth_mm"
less = "mean_pressure_kpa"
outputs = ["specimen_depth_mm", "contact_area_cm2"]
TOML
sed -e 's/^fields_every_s = 0/fields_every_s = 0.1/' "$source/tests/cli/tiny_back.toml" >"$work/back.toml"
(cd "$work" && "$backroll" run tiny.toml -q && "$backroll" sweep sweep.toml -q && "$backroll" run back.toml -q &&
  "$backroll" report results/tiny_back)
# 3-D pictures, or the reason why there are none
grep -q -e 'src="data:image/png;base64,' -e '<p>No pictures: ' "$work/results/tiny_back/report.html"

check() { # PAGE
  local options=(--headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/browser"
    --enable-logging=stderr --window-size=1000,1600 --virtual-time-budget=3000)
  if ! timeout 120 "$browser" "${options[@]}" --dump-dom "file://$1" >"$work/dom.html" 2>"$work/log"; then
    tail -n 5 "$work/log"
    echo "skipped: $browser does not run here"
    exit 77
  fi
  if grep -E "CONSOLE" "$work/log"; then
    echo "$1: the console is not silent"
    exit 1
  fi
  if ! grep -q 'role="button"' "$work/dom.html"; then
    echo "$1: its script has not run"
    exit 1
  fi
  timeout 120 "$browser" "${options[@]}" --screenshot="$work/page.png" "file://$1" 2>/dev/null
  if (($(stat -c %s "$work/page.png") < 20000)); then
    echo "$1: the picture is empty"
    exit 1
  fi
  echo "$1: ok"
}
check "$work/results/tiny_specimen/report.html"
check "$work/results/page/report.html"
check "$work/results/tiny_back/report.html"
if [[ -n "${BACKROLL_KEEP_PAGES:-}" ]]; then
  mkdir -p "$BACKROLL_KEEP_PAGES"
  cp "$work"/page.png "$BACKROLL_KEEP_PAGES/"
  cp -r "$work/results" "$BACKROLL_KEEP_PAGES/"
fi
