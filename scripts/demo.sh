#!/usr/bin/env bash
# The main job on a fresh machine: packages if missing, build, soft against firm roller, answer and report.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
case "${1:-}" in
  "") ;;
  -h | --help)
    echo "usage: scripts/demo.sh"
    echo "Installs missing packages, builds build/release, runs scenarios/soft_vs_firm.toml into results/soft_vs_firm"
    echo "(overwriting an earlier run of it) and prints the answer and the path of the report."
    exit 0
    ;;
  *)
    echo "demo.sh: unknown argument '$1' (allowed: --help)" >&2
    exit 2
    ;;
esac

# shellcheck source=scripts/setup.sh
source "$here/setup.sh"
backroll_setup
backroll_build release -- backroll
cd "$backroll_root"
exec build/release/bin/backroll run scenarios/soft_vs_firm.toml --force
