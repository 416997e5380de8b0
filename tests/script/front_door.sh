#!/usr/bin/env bash
# What a person types wrong, and a machine that is not ready, before anything is started: each is answered in words.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

for command in '' up down status plan ingest export test bench; do
  # shellcheck disable=SC2086  # the empty command is none
  run "$loopgenie" $command --help
  expect "help: ${command:-loopgenie}" 0 ./loopgenie
done

version=$(sed -n 's/^project(loopgenie VERSION \([0-9]*\.[0-9]*\.[0-9]*\) .*/\1/p' CMakeLists.txt)
check "CMakeLists.txt names a version" test -n "$version"
newest=$(sed -n 's/^## \([0-9.]*\) (.*)$/\1/p' CHANGELOG.md | head -n 1)
check "  … the newest release in CHANGELOG.md" test "$newest" = "$version"
programs=$root/build/release
for program in "$loopgenie" "$programs"/api/service/loopgenie-api "$programs"/api/ingest/loopgenie-ingest \
  "$programs"/api/ingest/loopgenie-demo "$programs"/tests/loopgenie-plan "$programs"/tests/loopgenie-check; do
  name=$(basename "$program")
  run "$program" --version
  check "$name --version prints its name and the version, and no more" test "$code $output" = "0 $name $version"
done

run "$loopgenie"
expect "no command" 2 "./loopgenie up"
run "$loopgenie" frobnicate
expect "an unknown command" 2 "frobnicate" "--help"
run "$loopgenie" up --frobnicate
expect "an unknown flag" 2 "--frobnicate" "./loopgenie up --help"
run "$loopgenie" up --port
expect "a flag without its value" 2 "--port needs a value"
for port in abc 0 65536 -1 8080x; do
  run "$loopgenie" up --port "$port"
  expect "a port that is none: $port" 2 "$port" "1 to 65535"
done
run "$loopgenie" up --osm
expect "--osm without a file" 2 "--osm needs a file"
run "$loopgenie" up --dem LICENSE
expect "--dem without --osm" 2 "--osm"
run "$loopgenie" up --osm "$work/no such file.osm.pbf" --state "$work/never"
expect "a file that is not there" 1 "no such file.osm.pbf"
check "  … and nothing was made" test ! -e "$work/never"
run "$loopgenie" export
expect "export without a folder" 2 "needs a folder"
run "$loopgenie" export "$work/out" --state "$work/never"
expect "export without data" 1 "no data" "./loopgenie up"
run "$loopgenie" plan --state "$work/never" --at 42.5,1.5 --hike 10km
expect "plan without a server" 1 "no server runs" "--tiles"
run "$loopgenie" down --state "$work/never"
expect "down with nothing running" 0 "Nothing runs"
run "$loopgenie" status --state "$work/never"
expect "status with nothing running" 3 "no server runs"

run "$loopgenie" up --state "$work/two"$'\n'"lines"
expect "a state folder with a line break in its name" 2 "line break"
mkdir "$work/other" && touch "$work/other/letters.txt"
run "$loopgenie" up --state "$work/other"
expect "a state folder that holds other things" 1 "holds other things" "--state DIR"
check "  … which are untouched" test "$(ls -A "$work/other")" = letters.txt
# Another `up` makes the folder its own after this one has found it without a mark.
mkdir "$work/just_made" "$work/slow"
printf '#!/bin/sh\n: >"%s/.loopgenie-state"\nexec /bin/ls "$@"\n' "$work/just_made" >"$work/slow/ls"
chmod +x "$work/slow/ls"
PATH=$work/slow:$PATH run "$loopgenie" up --state "$work/just_made" --database-url postgresql://someone@127.0.0.1:1/nowhere --port "$(free_port)"
expect "a state folder that another up has just made" 1 "does not answer"

run "$loopgenie" up --state "$work/unreachable" --database-url postgresql://someone:secret@127.0.0.1:1/nowhere --port "$(free_port)"
expect "a database that does not answer, by its address" 1 "does not answer" "nowhere at 127.0.0.1:1"
check "  … and its password is not shown" test "${output//secret/}" = "$output"
# What every command's arguments were while it ran, but for the environment.
arguments_of_all() { while true; do cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' '\n' | grep -F -f "$work/secret" || true; done; }
echo geheim >"$work/secret"
arguments_of_all >"$work/arguments" &
watcher=$!
LOOPGENIE_DATABASE_URL='postgresql://someone:ge/heim@geheim@127.0.0.1:1/nowhere' run "$loopgenie" up --state "$work/unreachable" --port "$(free_port)"
kill "$watcher"
expect "a password that is not written as a URL has it" 1 "%40"
check "  … is not shown" test "${output//heim/}" = "$output"
check "  … and in no command's arguments" test ! -s "$work/arguments"
nobody=()
if [ "$EUID" -eq 0 ]; then nobody=(setpriv --reuid=nobody --regid=nogroup --clear-groups); fi
if "${nobody[@]}" test -r "$loopgenie"; then
  run env -u HOME -u XDG_STATE_HOME "${nobody[@]}" "$loopgenie" status
  expect "without HOME" 1 "HOME is not set" "--state DIR"
else
  skip "without HOME" "nobody cannot read $root"
fi

port=$(free_port)
node -e "require('net').createServer().listen($port, '127.0.0.1')" &
listener=$!
await 10 is_listening "$port"
run "$loopgenie" up --state "$work/taken" --port "$port"
expect "a port that is taken" 1 "port $port is in use" "--port"
kill "$listener"

# A disk that is nearly full, as `df` tells it.
mkdir "$work/bin"
cat >"$work/bin/df" <<'DF'
#!/bin/sh
printf 'Filesystem 1048576-blocks Used Available Capacity Mounted on\n/dev/full 1000 993 7 99%% /\n'
DF
chmod +x "$work/bin/df"
run env PATH="$work/bin:$PATH" "$loopgenie" up --state "$work/full" --port "$(free_port)"
expect "too little disk" 1 "too little disk" "7 MB" "make room"
check "  … and no database was made" test ! -e "$work/full/postgres/PG_VERSION"

# The database that is given counts, whatever the environment says.
ingest=$root/build/release/api/ingest/loopgenie-ingest
for command in "import --osm LICENSE" diff migrate status "export --out $work/out"; do
  # shellcheck disable=SC2086  # words
  run env DATABASE_URL='postgresql://a@/b?host=/of/environment' "$ingest" $command --database-url 'postgresql://a@/b?host=/of/flag'
  expect "loopgenie-ingest ${command%% *}: --database-url before DATABASE_URL" 1 "/of/flag"
  # shellcheck disable=SC2086
  run env DATABASE_URL='postgresql://a@/b?host=/of/environment' "$ingest" $command
  expect "  … which counts without" 1 "/of/environment"
done
run env -u DATABASE_URL "$ingest" status
expect "  … and without both" 2 "--database-url"
