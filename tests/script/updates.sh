#!/usr/bin/env bash
# Imports into a database that is being served: killed at ten random moments, changed, and compared.
#   LOOPGENIE_SEED   the seed of the moments; a new one each run unless set, and printed
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
ingest=$root/build/release/api/ingest/loopgenie-ingest

serve_region "$work/updates" "the demo region"
osm=$state/demo/demo.osm.pbf
socket=$(tr '\0' '\n' <"/proc/$(head -n 1 "$state/postgres/postmaster.pid")/cmdline" | sed -n 's/.*unix_socket_directories=//p')
export DATABASE_URL="postgresql://loopgenie@/loopgenie?host=$socket"
query() { /usr/lib/postgresql/15/bin/psql --no-psqlrc --no-align --tuples-only --quiet --dbname="$DATABASE_URL" -c "$1"; }
# Without elevation the same region is another data set.
other_import() { "$ingest" import --osm "$osm" --name Other --made-up; }
first_import() { "$ingest" import --osm "$osm" --dem "$state/demo/demo-dem.tif" --name "Demo region (made up)" --made-up; }
# Everything the tables hold of the served generation, as one line.
fingerprint() {
  query "select md5(string_agg((to_jsonb(t) - 'generation_id')::text, '|' order by layer, z, x, y)) from loopgenie.tile t join loopgenie.current_generation using (generation_id)"
  query "select count(*), md5(string_agg((to_jsonb(e) - 'generation_id')::text, '|' order by id)) from loopgenie.edge e join loopgenie.current_generation using (generation_id)"
}

version=$(data_version "$served")
content=$(fingerprint)
run "$ingest" diff --osm "$osm" --name Other --made-up
expect "what an import would change is said beforehand" 0 "edges          0 added, 0 removed" "trails tiles"
check "  … and nothing is changed" test "$(fingerprint)" = "$content"

# How long an import takes here, in milliseconds: there and back.
other_import >/dev/null 2>&1
began=$(date +%s%N)
first_import >/dev/null 2>&1
took=$((($(date +%s%N) - began) / 1000000))
check "an import there and one back restores what was" test "$(fingerprint)" = "$content"
seed=${LOOPGENIE_SEED:-$RANDOM}
RANDOM=$seed
echo "an import takes $took ms; LOOPGENIE_SEED=$seed repeats these moments"
whole=0 killed=0 moments=0
# On a machine that others use, an import may be quicker than the one that was timed: then there are more moments, earlier ones.
for ((i = 1; i <= 10 || (killed < 3 && i <= 40); i++)); do
  moments=$i
  # The last tenths of an import write to the database: half of the moments are there.
  if [ $((i % 2)) = 0 ]; then wait_ms=$((took * (500 + RANDOM % 500) / 1000)); else wait_ms=$((took * (RANDOM % 1000) / 1000)); fi
  "$ingest" import --osm "$osm" --name Other --made-up >/dev/null 2>&1 &
  import=$!
  sleep "$(printf '%d.%03d' $((wait_ms / 1000)) $((wait_ms % 1000)))"
  if kill -KILL "$import" 2>/dev/null; then killed=$((killed + 1)); else took=$((took * 3 / 4)); fi
  wait "$import" 2>/dev/null || true
  echo "  killed after $wait_ms ms"
  if [ "$(query "select version from loopgenie.generation join loopgenie.current_generation on id = generation_id")" != "$version" ]; then
    # It had committed before it was killed: that is an import that was done. Put the first one back.
    echo "  … which was after its end"
    first_import >/dev/null 2>&1
  fi
  if [ "$(fingerprint)" = "$content" ] && get --output /dev/null "$served/v1/meta"; then whole=$((whole + 1)); fi
done
check "killed at random moments, the old data are whole each time ($whole of $moments)" test "$whole" = "$moments"
check "  … and several were killed at work ($killed)" test "$killed" -ge 3
check "  … and no rows of them can be seen" test "$(query "select count(*) from loopgenie.edge where generation_id not in (select id from loopgenie.generation)")" = 0

# 25 GB of blanks in 26 MB: the library that unpacks them gives no object and asks nobody whether to go on.
{
  echo '<osm version="0.6">' | gzip
  head -c 256M /dev/zero | tr '\0' ' ' | gzip -9 >"$work/blanks.gz"
  for ((i = 0; i < 100; i++)); do cat "$work/blanks.gz"; done
} >"$work/blanks.osm.gz"
for command in import extent; do
  "$ingest" $command --osm "$work/blanks.osm.gz" >/dev/null 2>"$work/stop.log" &
  reading=$!
  sleep 1
  check "$command reads a file that unpacks for minutes" kill -TERM "$reading"
  is_over() { ! kill -0 "$reading" 2>/dev/null; }
  check "  … and hears at once that it shall stop" await 3 is_over
  kill -KILL "$reading" 2>/dev/null || true
  wait "$reading" || true
  check "  … and says so" grep -q "stopped; what was imported before is served still" "$work/stop.log"
done
check "  … and nothing is changed" test "$(fingerprint)" = "$content"

run other_import
expect "the next import needs no cleaning up" 0 "served from now on"
serves_other() { [ "$(data_version "$served")" != "$version" ]; }
check "  … and is served" await 10 serves_other
run "$loopgenie" ingest --diff --state "$state"
expect "what the last import changed is said" 0 "before         Demo region (made up)" "after          Other" "edges          0 added, 0 removed"
run "$loopgenie" down --state "$state"
