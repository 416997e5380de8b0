#!/usr/bin/env bash
# Debian's PgBouncer and a read replica in front of the server, by configuration alone. Started by tests/script/faults.sh:
#   FAULTS_SOCKET   folder of the database's socket
#   FAULTS_OSM      the source file of what is in it
# shellcheck source-path=SCRIPTDIR source=../lib.sh
. "$(dirname "$0")/../lib.sh"
api=$LOOPGENIE_API_PROGRAM
bin=/usr/lib/postgresql/15/bin
folder=$work/roles
mkdir -p "$folder" && chmod 755 "$folder"
as=()
if [ "$EUID" -eq 0 ]; then as=(runuser -u postgres --); chown postgres: "$folder"; fi
pids=()
end_all() {
  if [ ${#pids[@]} -gt 0 ]; then kill "${pids[@]}" 2>/dev/null || true; fi
  if [ -f "$folder/replica/postmaster.pid" ]; then (cd / && "${as[@]}" "$bin/pg_ctl" stop --silent --mode=immediate --pgdata="$folder/replica") || true; fi
  wait
}
trap end_all EXIT

# up NAME LOG COMMAND…: waits until the command succeeds; after 20 s, the end of the log and an end of this script.
up() {
  local name=$1 log=$2
  shift 2
  if await 20 "$@"; then return; fi
  not_ok "$name is up within 20 s; its log ends with:"
  tail -n 20 "$log"
  exit 1
}
# serve NAME ARGUMENT…: a server on a free port; its address into `served`.
serve() {
  local port name=$1
  shift
  port=$(free_port)
  served=http://127.0.0.1:$port
  "$api" --port "$port" "$@" >"$folder/$name.log" 2>&1 &
  pids+=($!)
  up "the server '$name'" "$folder/$name.log" get "$served/readyz"
}
# One line for each answer of a server, eight times uncached: its status and what was in it. The description, and a tile of
# the middle of the region.
content() {
  local path
  for _ in $(seq 8); do
    for path in /v1/meta "$tile"; do
      printf '%s %s %s\n' "$path" "$(get --output "$folder/body" --write-out '%{http_code}' "$1$path")" "$(sha256sum <"$folder/body")"
    done
  done
}
# same_content NAME LOG: `served` hands out what was read directly. Otherwise says what differs, and how the log ends.
same_content() {
  content "$served" >"$folder/content" || true
  if cmp --silent "$folder/expected" "$folder/content"; then ok "$1"; return; fi
  not_ok "$1; expected and got:"
  diff "$folder/expected" "$folder/content" || true
  tail -n 20 "$folder/$2.log"
}
tile=/v1/tiles/index/8/$("$bin/psql" --no-psqlrc -At --dbname="$DATABASE_URL" -c \
  "select x || '/' || y from loopgenie.tile join loopgenie.current_generation using (generation_id) where layer = 'index' limit 1")

serve direct --database-url "$DATABASE_URL" --cache-mib 0
content "$served" >"$folder/expected"
check "asked directly, it answers" test "$(get "$served$tile" | wc -c)" -gt 100

pgbouncer() { # NAME MODE: into `pooled` the URL
  local port
  port=$(free_port)
  printf '"loopgenie" ""\n' >"$folder/users.txt"
  printf '%s\n' '[databases]' "loopgenie = host=$FAULTS_SOCKET user=loopgenie" '[pgbouncer]' "listen_addr = 127.0.0.1" \
    "listen_port = $port" "unix_socket_dir =" "auth_type = trust" "auth_file = $folder/users.txt" "pool_mode = $2" \
    "default_pool_size = 2" "server_login_retry = 1" >"$folder/$1.ini"
  if [ "$EUID" -eq 0 ]; then chown postgres: "$folder"/*; fi
  (cd / && exec "${as[@]}" /usr/sbin/pgbouncer "$folder/$1.ini") >"$folder/$1.log" 2>&1 &
  pids+=($!)
  pooled="postgresql://loopgenie@127.0.0.1:$port/loopgenie"
  # PgBouncer lets a query wait for its server; a try that hangs is given up.
  up "PgBouncer '$1'" "$folder/$1.log" timeout 3 "$bin/psql" --no-psqlrc --dbname="$pooled" -c "select 1"
}
if [ -x /usr/sbin/pgbouncer ]; then
  pgbouncer transactions transaction
  serve pooled --database-url "$pooled" --prepared off --cache-mib 0 --threads 4
  same_content "behind PgBouncer in transaction mode, with --prepared off" pooled
  pgbouncer sessions session
  serve session --database-url "$pooled" --cache-mib 0 --threads 1
  same_content "behind PgBouncer in session mode, with prepared statements" session
else
  skip "behind PgBouncer" "it is not installed"
fi

replica_port=$(free_port)
(cd / && "${as[@]}" "$bin/pg_basebackup" --pgdata="$folder/replica" --dbname="host=$FAULTS_SOCKET user=loopgenie" --write-recovery-conf --checkpoint=fast) &&
  (cd / && "${as[@]}" "$bin/pg_ctl" start --silent --wait --pgdata="$folder/replica" --log="$folder/replica.log" \
    --options="-c listen_addresses='' -c unix_socket_directories=$folder -p $replica_port -c hot_standby=on")
serve replica --database-url "host=$folder port=$replica_port dbname=loopgenie user=loopgenie" --cache-mib 0
same_content "reading from a replica" replica
serve either --database-url "host=/nonexistent,$folder port=5432,$replica_port dbname=loopgenie user=loopgenie" --cache-mib 0
same_content "of two hosts, the one that answers" either

get --output /dev/null "$served/v1/meta?who=secret"
check "--healthcheck says ready" "$api" --healthcheck --port "${served##*:}"
run "$api" --healthcheck --port "$(free_port)"
expect "--healthcheck says that nothing answers" 1 "nothing answers"

check "a line of the log for each request" await 20 grep -q '"path":"/v1/meta","status":200,"bytes":' "$folder/either.log"
check "  … without addresses and queries" test "$(grep -cE '127\.0\.0\.1"|secret' "$folder/either.log")" = 0

serve primary --database-url "$DATABASE_URL" --cache-mib 0
primary=$served
serve reading --database-url "host=$folder port=$replica_port dbname=loopgenie user=loopgenie" --cache-mib 0 --threads 4
# Without elevation: other data than those there are.
node "$root/tests/script/faults/replica.mjs" "$primary" "$served" "$root/build/release/api/ingest/loopgenie-ingest" import \
  --database-url "$DATABASE_URL" --osm "$FAULTS_OSM" --name "Without elevation" || not_ok "an import on the primary was tried to the end (exit code $?)"
