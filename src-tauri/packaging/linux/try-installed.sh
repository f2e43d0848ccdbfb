#!/usr/bin/env bash
# Tries the installed package as a person would meet it: a setup file is known by its type, a double click opens it in the
# window, a second one reaches the window that is open, and the command line is there. Needs Xvfb, D-Bus and gio.
set -euo pipefail
home=$(mktemp -d); export HOME=$home XDG_RUNTIME_DIR=$home/run
mkdir -m 700 "$XDG_RUNTIME_DIR"; mkdir -p "$home/Documents"
say() { printf '%s\n' "$*"; }

file="$home/Documents/Acme.oraclesetup"
oracle-setup new --guide "$(oracle-setup guide list --json | sed -n 's/.*"id": *"\([a-z]*\)".*/\1/p' | head -1)" \
  --address abcd-test.fa.ocs.oraclecloud.com --user VENDOR.INTEGRATION --out "$file"
type=$(gio info -a standard::content-type "$file" | sed -n 's/.*content-type: //p')
[ "$type" = application/x-oraclesetup ] || { say "The file is taken for $type."; exit 1; }
say "A setup file is $type."

export file
xvfb-run -a dbus-run-session -- bash -euo pipefail -c '
  windows() { pgrep -c -x oracle-setup-as || true; }
  opener=$(gio mime application/x-oraclesetup)
  [[ $opener == *oracle-setup-assistant.desktop* ]] || { echo "No program is known for the type."; exit 1; }
  gio open "$file"
  for _ in $(seq 150); do pgrep WebKitWebProces >/dev/null && break; sleep 0.2; done
  sleep 3
  [ "$(windows)" = 1 ] || { echo "A double click opened $(windows) windows."; exit 1; }
  echo "A double click opened the window."
  gio open "$file"
  sleep 3
  [ "$(windows)" = 1 ] || { echo "The second double click opened another window."; exit 1; }
  echo "The second one reached the same window."
  kill $(pgrep -x oracle-setup-as)
'
log=$home/.local/share/app.oracle-setup-assistant/logs/assistant.log
[[ $(cat "$log") == *opened* ]] || { say "The setup was not opened:"; cat "$log"; exit 1; }
say "The log says that the setup was opened."
man -w oracle-setup oracle-setup-assistant >/dev/null 2>&1 && say "The manual is there." || say "No manual reader here."
oracle-setup --version
rm -rf "$home"
