#!/usr/bin/env bash
# The real window under Xvfb: start, drag, click, a key, Ctrl+Q; settings are kept. $1: the program. Exit code 77: skipped.
set -euo pipefail

program="$1"
for tool in Xvfb xdotool; do
  if ! command -v "$tool" >/dev/null; then
    echo "skipped: no $tool here"
    exit 77
  fi
done

work="$(mktemp -d)"
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
export XDG_CONFIG_HOME="$work/config" LIBGL_ALWAYS_SOFTWARE=1
exec 3<>"$work/display"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset 2>"$work/xvfb.log" &
for ((n = 0; n < 100; ++n)); do
  display="$(cat "$work/display")"
  if [[ -n "$display" ]]; then break; fi
  sleep 0.1
done
export DISPLAY=":${display:?Xvfb did not start}"

fail() {
  echo "FAILED: $1" >&2
  cat "$work/out" >&2 || true
  exit 1
}

# Starts the viewer, waits for its window and gives it the keyboard.
open_window() {
  "$program" view --width 1000 --height 700 >"$work/out" 2>&1 &
  viewer=$!
  for ((n = 0; n < 300; ++n)); do
    window="$(xdotool search --onlyvisible --name '^Backroll' 2>/dev/null | head -n 1 || true)"
    if [[ -n "$window" ]] && [[ "$(xdotool getwindowname "$window")" == *"real time"* ]]; then break; fi
    kill -0 "$viewer" 2>/dev/null || fail "the viewer ended by itself"
    sleep 0.2
  done
  [[ -n "${window:-}" ]] || fail "no window"
  xdotool windowfocus "$window" 2>/dev/null || true
  sleep 1
}

# One that is busy drawing needs the key held for a moment.
press() {
  xdotool keydown "$1"
  sleep 0.6
  xdotool keyup "$1"
  sleep 0.6
}

close_window() {
  xdotool keydown ctrl
  sleep 0.6
  press q
  xdotool keyup ctrl
  for ((n = 0; n < 150; ++n)); do
    if ! kill -0 "$viewer" 2>/dev/null; then break; fi
    sleep 0.2
  done
  kill -0 "$viewer" 2>/dev/null && fail "Ctrl+Q did not close the window"
  wait "$viewer" || fail "exit code $?"
}

open_window
eval "$(xdotool getwindowgeometry --shell "$window")"
xdotool mousemove $((X + 600)) $((Y + 300))
sleep 0.5
xdotool mousedown 1
for ((n = 1; n <= 10; ++n)); do
  xdotool mousemove $((X + 600 + 10 * n)) $((Y + 300))
  sleep 0.1
done
xdotool mouseup 1
sleep 0.5
xdotool click 1
sleep 0.5
press w
close_window
settings="$XDG_CONFIG_HOME/backroll/viewer.json"
grep -q '"mesh_lines": true' "$settings" || fail "the mesh lines switched on are not in $settings: $(cat "$settings")"

open_window
close_window
grep -q '"mesh_lines": true' "$settings" || fail "the settings were forgotten"

unset DISPLAY
if "$program" view >"$work/out" 2>&1; then fail "without a display it should not succeed"; else code=$?; fi
((code == 4)) || fail "without a display: exit code $code instead of 4"
grep -q "backroll render" "$work/out" || fail "without a display it does not say what to do instead"
echo "window: started, dragged, clicked, closed; settings kept"
