#!/usr/bin/env bash
# The data are imported anew while somebody has the page open in a real browser.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

serve_region "$work/renewal" "the demo region"
socket=$(tr '\0' '\n' <"/proc/$(head -n 1 "$state/postgres/postmaster.pid")/cmdline" | sed -n 's/.*unix_socket_directories=//p')
export DATABASE_URL="postgresql://loopgenie@/loopgenie?host=$socket"
export LOOPGENIE_INGEST=$root/build/release/api/ingest/loopgenie-ingest
export LOOPGENIE_DEMO=$state/demo
# import.sh NAME WAY…: the demo region again, without these ways.
cat >"$state/import.sh" <<'EOF'
set -euo pipefail
name=$1
shift
osm=$LOOPGENIE_DEMO/demo.osm.pbf
if [ $# -gt 0 ]; then
  without=$(mktemp --suffix .osm.pbf)
  pattern=$(printf '|%s' "$@")
  osmium cat "$osm" --output-format opl | grep --invert-match --extended-regexp "^w(${pattern:1}) " |
    osmium cat --input-format opl --overwrite --output "$without" -
  osm=$without
fi
"$LOOPGENIE_INGEST" import --osm "$osm" --dem "$LOOPGENIE_DEMO/demo-dem.tif" --name "$name" --made-up
EOF
node tests/e2e/run.mjs --url "$served" --out "$root/build/e2e" --only "renewed data" --import "bash $state/import.sh"
