#!/usr/bin/env bash
# The examples read a run and a sweep, in the languages that are here; charts open elsewhere.
# usage: examples_test.sh BACKROLL SOURCE_DIR. Exit code 77: skipped, neither Python nor R is here.
set -euo pipefail
backroll="$1"
source="$2"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$source/tests/cli/tiny_specimen.toml" "$work/tiny.toml"
printf '%s\n' 'schema = 1' 'name = "rollers"' 'scenario = "tiny.toml"' '[[axis]]' 'key = "indenter.roller"' \
  'values = ["soft-epe", "firm-epp"]' '[analysis]' 'more = "specimen_depth_mm"' 'less = "mean_pressure_kpa"' >"$work/s.toml"
(cd "$work" && "$backroll" run tiny.toml -q && "$backroll" sweep s.toml -q)
ran=0
if command -v python3 >/dev/null; then
  python3 "$source/examples/read_results.py" "$work/results/tiny_specimen" "$work/results/rollers" | tee "$work/out"
  grep -q "largest contact force" "$work/out" && grep -q "  case 1 " "$work/out"
  ran=1
else
  echo "skipped: no python3 here"
fi
if command -v Rscript >/dev/null; then
  Rscript "$source/examples/read_results.R" "$work/results/tiny_specimen" "$work/results/rollers" | tee "$work/out"
  grep -q "2 of 2 cases with results" "$work/out"
  ran=1
else
  echo "skipped: no Rscript here"
fi

# charts as files: other programs open them
for ending in svg png pdf; do
  (cd "$work" && "$backroll" chart results/rollers --kind pareto -o "pareto.$ending" --width-mm 85 >/dev/null)
done
[[ "$(head -c 8 "$work/pareto.png" | od -An -tx1 | tr -d ' ')" == 89504e470d0a1a0a ]]
[[ "$(head -c 5 "$work/pareto.pdf")" == "%PDF-" ]]
if command -v pdftoppm >/dev/null; then
  pdftoppm -r 100 -png "$work/pareto.pdf" "$work/page"
  [[ -s "$work/page-1.png" ]]
  ran=1
else
  echo "skipped: no pdftoppm here to open a PDF (apt-get install poppler-utils)"
fi
if command -v python3 >/dev/null; then
  python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$work/pareto.svg"
fi
((ran)) || exit 77
