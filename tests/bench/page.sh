#!/usr/bin/env bash
# ./loopgenie bench page: the page's budgets, measured in Chromium on Andorra under throttling. Serves a region of its
# own, from LOOPGENIE_TEST_DATA, or measures a running server: ./loopgenie bench page --url http://127.0.0.1:PORT
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
usage="Usage: ./loopgenie bench page [--quick] [--only PART] [--url URL]
Measures the page's budgets in Chromium on Andorra, in some six minutes.
  --quick     a short run, whose figures are rough
  --only PART load, slider, drive, ground (map and relief) or memory
  --url URL   of a running server with Andorra; without it one is started on the files in LOOPGENIE_TEST_DATA"
url='' quick=() only=()
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) echo "$usage"; exit 0 ;;
    --quick) quick=(--quick); shift ;;
    --only) only=(--only "${2:?"--only: expected load, slider, drive, ground or memory"}"); shift 2 ;;
    --url) url=${2:?"--url: expected the address of a running server, such as http://127.0.0.1:8080"}; shift 2 ;;
    *) printf '%s: no such option\n%s\n' "$1" "$usage" >&2; exit 2 ;;
  esac
done
if [ -z "$url" ]; then
  osm=${LOOPGENIE_TEST_DATA:-}/andorra-2025.osm.pbf
  dem=${LOOPGENIE_TEST_DATA:-}/N42E001.hgt.zip
  if [ ! -f "$osm" ] || [ ! -f "$dem" ]; then
    echo "the page is measured on Andorra: set LOOPGENIE_TEST_DATA, or give --url of a running server" >&2
    exit 1
  fi
  state=$(mktemp -d /tmp/loopgenie-bench.XXXXXX)
  trap '"$root/loopgenie" down --state "$state" >/dev/null; rm -rf -- "$state"' EXIT
  port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
  "$root/loopgenie" up --detach --state "$state" --port "$port" --osm "$osm" --dem "$dem" --name "Andorra 2025" >&2
  url=http://127.0.0.1:$port
fi
node "$root/tests/bench/page.mjs" --url "$url" --dist "$root/web/dist" --module "$root/build/wasm" "${quick[@]}" "${only[@]}"
