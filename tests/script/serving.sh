#!/usr/bin/env bash
# A server's life on the demo region, in a folder whose name a shell would carry out: up twice, imports that fail while it serves,
# Ctrl-C, a killed server, two at once, down. What was imported stays and is served throughout.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

state="$work/state of \$(date) the 'server' and \"more\""
states+=("$state")
port=$(free_port)
url=http://127.0.0.1:$port

# Root's importer must not run as root: who runs it is looked up again and again while it imports.
importers() {
  local process
  while true; do
    for process in $(pgrep --full -- 'loopgenie-ingest import'); do stat -c %U "/proc/$process" 2>/dev/null || true; done
    sleep 0.02
  done
}
importers >"$work/importers" &
watcher=$!
run "$loopgenie" up --detach --state "$state" --port "$port"
kill "$watcher"
expect "up with no data makes and serves the demo region" 0 "demo region" "open http://localhost:$port"
check "it is ready" get --output /dev/null "$url/readyz"
check "it serves the page" grep -qi '<!doctype html' <(get "$url/")
version=$(data_version "$url")
check "it has data (version $version)" test -n "$version"
run "$loopgenie" status --state "$state"
expect "status names the server and its data" 0 "http://localhost:$port" "emo"
if [ "$EUID" -eq 0 ]; then
  check "the database does not run as root" test "$(stat -c %U "/proc/$(head -n 1 "$state/postgres/postmaster.pid")")" = postgres
  check "nor does the server" test "$(stat -c %U "/proc/$(sed -n 's/^pid=//p' "$state/run/server")")" = postgres
  check "nor did the importer" test "$(sort -u "$work/importers")" = postgres
fi

run "$loopgenie" up --detach --state "$state" --port "$port"
expect "up again finds it served" 0 "Already served"
page=$root/web/dist/index.html
cp -p "$page" "$work/index.html"
printf '<!-- built anew -->' >>"$page"
run "$loopgenie" up --detach --state "$state" --port "$port"
cp -p "$work/index.html" "$page"
expect "up with a page built anew starts the server again" 0 "starting it again" "Ready"
check "  … and serves that page" grep -q 'built anew' <(get "$url/")
run "$loopgenie" down --state "$state"
expect "down stops it" 0 "Stopping the server"
check "  … and the database" test ! -e "$state/postgres/postmaster.pid"
check "  … and the port is free" no_answer "$url/livez"
run "$loopgenie" up --detach --state "$state" --port "$port"
expect "up once more keeps the data" 0 "Ready"
check "  … and imports nothing" test "${output//importing/}" = "$output"
check "  … and they are the same" test "$(data_version "$url")" = "$version"

demo=$state/demo/demo.osm.pbf
dem=$state/demo/demo-dem.tif
bad_import() { # NAME TEXT FILE-ARGUMENT…
  local name=$1 text=$2
  shift 2
  run "$loopgenie" up --detach --state "$state" --port "$port" "$@"
  expect "$name" 1 "$text" "still served"
  check "  … and what was there is still served" test "$(data_version "$url")" = "$version"
}
head -c $(($(stat -c %s "$demo") / 2)) "$demo" >"$work/truncated.osm.pbf"
bad_import "a truncated .osm.pbf" "truncated.osm.pbf" --osm "$work/truncated.osm.pbf" --dem "$dem"
# The file's first block alone, its header: a correct .osm.pbf without a single way.
node -e '
  const bytes = require("fs").readFileSync(process.argv[1]);
  const header = 4 + bytes.readUInt32BE(0);
  const field = bytes.indexOf(0x18, 4);
  let size = 0, shift = 0, at = field + 1;
  do { size |= (bytes[at] & 127) << shift; shift += 7; } while (bytes[at++] & 128);
  require("fs").writeFileSync(process.argv[2], bytes.subarray(0, header + size));
' "$demo" "$work/no-ways.osm.pbf"
bad_import "an .osm.pbf without ways" "no-ways.osm.pbf" --osm "$work/no-ways.osm.pbf" --dem "$dem"
echo "not a map" >"$work/text.osm.pbf"
bad_import "a file that is no .osm.pbf" "text.osm.pbf" --osm "$work/text.osm.pbf"
# A flat square degree of sea far from anywhere: 1201 × 1201 heights of two bytes.
head -c $((1201 * 1201 * 2)) /dev/zero >"$work/S60W140.hgt"
bad_import "elevation of somewhere else" "S60W140.hgt" --osm "$demo" --dem "$work/S60W140.hgt"

# Files that only root can read, in a folder that only root can enter, with a line break and quotes in their names.
mkdir -m 700 "$work/private"
closed="$work/private/it's a"$'\n'"\"demo\".osm.pbf"
cp "$demo" "$closed" && chmod 600 "$closed"
run "$loopgenie" up --detach --state "$state" --port "$port" --osm "$closed" --dem "$dem" --name "it's a \"demo\"" 
expect "files that only their owner can read, with odd names, are imported" 0 "open http://localhost:$port"
check "  … under the name given" test "$(get "$url/v1/meta" | node -e 'process.stdout.write(JSON.parse(require("fs").readFileSync(0)).name)')" = "it's a \"demo\""
check "  … and no copy is left" test ! -e "$state/run/inputs"
version=$(data_version "$url")

server=$(sed -n 's/^pid=//p' "$state/run/server")
kill -KILL "$server"
sleep 0.3
run "$loopgenie" status --state "$state"
expect "a killed server is not taken for a running one" 3 "no server runs"
run "$loopgenie" up --detach --state "$state" --port "$port"
expect "up after a kill serves again" 0 "Ready"
check "  … the same data" test "$(data_version "$url")" = "$version"
"$loopgenie" down --state "$state" >/dev/null 2>&1
printf 'pid=%s\nbirth=123@another-boot\nurl=%s\nmode=detached\n' "$$" "$url" >"$state/run/server"
run "$loopgenie" down --state "$state"
expect "a recycled process number is not killed" 0 "Nothing runs"

setsid --fork bash -c 'echo $$ >"$1/pid"; exec "$2" up --state "$3" --port "$4" >"$1/foreground.log" 2>&1' _ "$work" "$loopgenie" "$state" "$port" </dev/null
await 30 grep -q Ready "$work/foreground.log" || true
check "up in the foreground serves" get --output /dev/null "$url/readyz"
kill -INT "$(cat "$work/pid")"
check "Ctrl-C ends it" await 20 test ! -e "/proc/$(cat "$work/pid")"
check "  … and its server" no_answer "$url/livez"
check "  … and its database" test ! -e "$state/postgres/postmaster.pid"

"$loopgenie" up --detach --state "$state" --port "$port" >"$work/first.log" 2>&1 &
first=$!
run "$loopgenie" up --detach --state "$state" --port "$port"
expect "two at once: the second serves or finds it served" 0 "open http://localhost:$port"
check "  … and so does the first" wait "$first"
check "  … with one server" test "$(grep -c . "$state/postgres/postmaster.pid")" -gt 0 -a "$(data_version "$url")" = "$version"

run "$loopgenie" export "$work/static files" --state "$state"
expect "export writes files" 0
check "  … the description of the data" test -s "$work/static files/v1/meta"
run "$loopgenie" down --state "$state"
expect "down at the end" 0 "Stopping the server"
