#!/usr/bin/env bash
# What a server on the open network meets: readers that stall, too many at once, SIGTERM, and databases that restart, lose
# connections or go away. Arguments name some of the faults (tests/script/faults/run.mjs).
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

serve_region "$work/faults" "the demo region"
socket=$(tr '\0' '\n' <"/proc/$(head -n 1 "$state/postgres/postmaster.pid")/cmdline" | sed -n 's/.*unix_socket_directories=//p')
export DATABASE_URL="postgresql://loopgenie@/loopgenie?host=$socket"
export LOOPGENIE_API_PROGRAM=$root/build/release/api/service/loopgenie-api

cat >"$work/pg-control" <<CONTROL
#!/usr/bin/env bash
# start, stop, restart, pause or resume of the private database
cd /
case \$1 in
  pause | resume)
    if [ "\$1" = pause ]; then signal=STOP; else signal=CONT; fi
    read -r pid <'$state/postgres/postmaster.pid'
    read -r -a children <"/proc/\$pid/task/\$pid/children"
    kill -"\$signal" "\$pid" "\${children[@]}"
    exit
    ;;
esac
as=()
if [ "\$EUID" -eq 0 ]; then as=(runuser -u postgres --); fi
exec "\${as[@]}" /usr/lib/postgresql/15/bin/pg_ctl "\$1" --silent --wait --timeout=60 --mode=fast --pgdata='$state/postgres' \\
  --log='$state/postgres/server.log' --options="-c listen_addresses='' -c unix_socket_directories=$socket"
CONTROL
chmod +x "$work/pg-control"
export LOOPGENIE_TEST_PG_CONTROL=$work/pg-control

timeout ${LOOPGENIE_LONG:+1}200 node "$root/tests/script/faults/run.mjs" "$@" || not_ok "every fault was tried and held (exit code $?)"
if [ $# -eq 0 ]; then
  FAULTS_SOCKET=$socket FAULTS_OSM=$state/demo/demo.osm.pbf LOOPGENIE_TEST_WORK=$work bash "$root/tests/script/faults/pooler_and_replica.sh" || not_ok "poolers and replicas were tried to the end (exit code $?)"
fi
run "$loopgenie" down --state "$state"
