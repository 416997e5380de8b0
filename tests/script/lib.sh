# shellcheck shell=bash
# For the tests of the command line: checks that print TAP lines, and folders that go away.
#   LOOPGENIE_TEST_WORK   the folder of the test run, which ends what is left served in it; a script that is started by
#                         hand has a folder of its own and cleans up itself
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
loopgenie=$root/loopgenie
work=${LOOPGENIE_TEST_WORK:-}
if [ -z "$work" ]; then
  work=$(mktemp -d /tmp/loopgenie-test.XXXXXX)
  chmod 711 "$work"
  trap 'down_all; rm -rf -- "$work"' EXIT
fi
cd "$root"

states=()
down_all() {
  local state
  for state in "${states[@]}"; do "$loopgenie" down --state "$state" >/dev/null 2>&1 || true; done
}

ok() { printf 'ok - %s\n' "$1"; }
not_ok() { printf 'not ok - %s\n' "$1"; }
skip() { printf 'ok - %s # SKIP %s\n' "$1" "$2"; }

# check NAME COMMAND…: the command succeeds.
check() {
  local name=$1
  shift
  if "$@"; then ok "$name"; else not_ok "$name"; fi
}

# run COMMAND…: its exit code into `code`, all it printed into `output` (and into this script's log).
run() {
  code=0
  printf '$ %s\n' "$*"
  output=$("$@" 2>&1 </dev/null) || code=$?
  printf '%s\n(exit code %s)\n' "$output" "$code"
}

# expect NAME CODE TEXT…: the last `run` ended with CODE, and said every TEXT.
expect() {
  local name=$1 wanted=$2 text
  shift 2
  if [ "$code" != "$wanted" ]; then not_ok "$name (exit code $code, expected $wanted)"; return; fi
  for text in "$@"; do
    if [[ $output != *"$text"* ]]; then not_ok "$name (did not say: $text)"; return; fi
  done
  ok "$name"
}

# Below the ports that Linux gives to outgoing connections (32768 and up): those come and go between this look and the use.
free_port() {
  local port=$((20000 + RANDOM % 12000))
  while is_listening "$port"; do port=$((port + 1)); done
  printf '%s\n' "$port"
}

# serve_region STATE NAME OPTION…: sets `state`, `port` and `served` (its address); what serves is ended with the script.
serve_region() {
  local name=$2
  state=$1
  states+=("$state")
  port=$(free_port)
  # shellcheck disable=SC2034  # for the scripts
  served=http://127.0.0.1:$port
  run "$loopgenie" up --detach --state "$state" --port "$port" "${@:3}"
  expect "$name is served" 0 "open http://localhost:$port"
}

# The demo region that demo_region.sh has left served, or one served now: sets `state`, `socket` (its database's folder) and
# DATABASE_URL.
serve_demo() {
  state=$work/demo
  if [ ! -e "$state/postgres/postmaster.pid" ]; then serve_region "$state" "the demo region"; fi
  socket=$(tr '\0' '\n' <"/proc/$(head -n 1 "$state/postgres/postmaster.pid")/cmdline" | sed -n 's/.*unix_socket_directories=//p')
  export DATABASE_URL="postgresql://loopgenie@/loopgenie?host=$socket"
}

# Andorra, into $work/andorra: sets `osm` and `dem` beside. Returns 1 where its files are not there.
serve_andorra() {
  osm=${LOOPGENIE_TEST_DATA:-}/andorra-2025.osm.pbf
  dem=${LOOPGENIE_TEST_DATA:-}/N42E001.hgt.zip
  if [ ! -f "$osm" ] || [ ! -f "$dem" ]; then return 1; fi
  serve_region "$work/andorra" "Andorra" --osm "$osm" --dem "$dem" --name "Andorra 2025"
}

# await SECONDS COMMAND…: until the command succeeds, or that much time is over. A command that may hang brings its own limit.
await() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

get() { curl --silent --fail --max-time 20 --noproxy '*' "$@"; }
# The version of the planner's data; the ground has another one.
data_version() { get "$1/v1/meta" | sed -n 's/.*"data" *: *{[^}]*"version" *: *"\([0-9a-f]*\)".*/\1/p'; }
is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
no_answer() { ! get --output /dev/null "$1"; }
