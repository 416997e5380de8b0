#!/usr/bin/env bash
# ./loopgenie bench page: the page's budgets, measured in Chromium on Andorra under throttling. Serves a region of its
# own, from LOOPGENIE_TEST_DATA, or measures a running server: ./loopgenie bench page --url http://127.0.0.1:PORT
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
url=
if [ "${1:-}" = --url ]; then url=$2; fi
if [ ! -d "$root/tests/e2e/node_modules" ]; then npm --prefix "$root/tests/e2e" ci --no-audit --no-fund >/dev/null; fi
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
node "$root/tests/bench/page.mjs" --url "$url" --dist "$root/web/dist" --module "${LOOPGENIE_BUILD:-$root/build}/wasm"
