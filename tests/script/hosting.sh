#!/usr/bin/env bash
# The ways to host it, as far as a machine without a cloud can try them: a Lambda function, a virtual machine with systemd
# and nginx, files alone, an image. Uses the demo region that demo_region.sh has left served, or serves one. With
# LOOPGENIE_LONG set also the template, and the browser's whole journey against files alone.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

deploy=$root/api/deploy
serve_demo
export LOOPGENIE_API_PROGRAM=$root/build/release/api/service/loopgenie-api
export LOOPGENIE_PLAN_PROGRAM=$root/build/release/tests/loopgenie-plan
here=$root/tests/script/hosting
folder=$work/hosting
mkdir -p "$folder"

# node_test NAME FILE ARGUMENT…: checks of its own, and one that it came to its end.
node_test() {
  local name=$1
  shift
  timeout 120 node "$@" || not_ok "$name was tried to the end (exit code $?)"
}

run "$deploy/install.sh" "$folder/installed"
expect "install.sh copies programs and page" 0
"$deploy/install.sh" "$folder/installed"
check "  … a second time, too, and keeps the page before" test -f "$folder/installed/web.old/index.html"
sizes=$(stat -c %s "$folder"/installed/web/assets/*.wasm.br "$folder"/installed/web/assets/*.wasm.gz "$folder"/installed/web/assets/*.wasm)
check "  … with the module's packed forms, Brotli the smallest (${sizes//$'\n'/, } bytes)" test "$sizes" = "$(sort -nu <<<"$sizes")"
export HOSTING_WEB=$folder/installed/web

# Lambda
node_test "the Lambda function" "$here/lambda.mjs"
run "$deploy/lambda/package.sh" "$folder/function.zip"
expect "the function's zip is packed" 0 "bytes; unpacked"
mkdir "$folder/function" && (cd "$folder/function" && cmake -E tar xf "$folder/function.zip")
check "  … is within Lambda's 50 MB ($(($(stat -c %s "$folder/function.zip") / 1000000)) MB)" test "$(stat -c %s "$folder/function.zip")" -lt 50000000
node_test "the packed function" "$here/packed.mjs" "$folder/function"

if [ -n "${LOOPGENIE_LONG:-}" ]; then
  run npm install --prefix "$folder/npm" --no-audit --no-fund --silent --legacy-peer-deps \
    @aws-cdk/aws-service-spec@0.1.216 @aws-cdk/yaml-cfn@1.204.0 @cdklabs/cdk-validator-cfnguard@0.0.62
  node_test "the template" "$here/template.mjs" "$folder/npm" "$deploy/lambda/template.yaml" "$deploy/README.md"
fi

# Virtual machine
if command -v systemd-analyze >/dev/null; then
  sed "s|/opt/loopgenie|$folder/installed|" "$deploy/vm/loopgenie.service" >"$folder/loopgenie.service"
  run systemd-analyze verify --man=no "$folder/loopgenie.service"
  expect "systemd has nothing to say against the unit" 0
  check "  … not even a warning" test -z "$output"
  run systemd-analyze security --offline=true --threshold=30 --no-pager "$folder/loopgenie.service"
  expect "its exposure is at most 3 ($(printf '%s' "$output" | sed -nE 's/.*exposure level for [^:]*: ([0-9.]+).*/\1/p'))" 0 "OK"
else
  skip "the systemd unit" "there is no systemd-analyze"
fi
run "$root/build/release/api/ingest/loopgenie-ingest" export --database-url "$DATABASE_URL" --out "$folder/data"
expect "the data are exported" 0
if [ -x /usr/sbin/nginx ]; then
  node_test "nginx before the API" "$here/vm.mjs"

  # No server at all
  export HOSTING_DATA=$folder/data
  export AWS_STAND_IN=$folder/bucket
  mkdir "$AWS_STAND_IN"
  run env PATH="$here:$PATH" "$deploy/static/upload.sh" bucket "$folder/installed/web" "$folder/data"
  expect "page and data go to a bucket" 0
  objects=$AWS_STAND_IN/objects log=$AWS_STAND_IN/log
  plain_names() { (cd "$1" && find . -type f ! -name '*.gz' ! -name '*.br' | sort); }
  same_files() { diff <(plain_names "$1") <(cd "$2" && find . -type f "${@:3}" | sort); }
  check "  … all of the data" same_files "$folder/data/v1" "$objects/v1"
  check "  … all of the page" same_files "$folder/installed/web" "$objects" ! -path './v1/*' ! -path './br/*'
  check "  … and all of it once more for those who take Brotli" same_files "$folder/installed/web" "$objects/br"
  check "  … once each, with its headers" test -z "$(cut -f 1 "$log" | sort | uniq -d)$(awk -F '\t' '$4 == "-" || ($1 ~ /^v1/ && ($2 != "gzip" || $3 == "-")) || ($1 ~ /^br.*(html|js|css|wasm)$/ && $2 != "br")' "$log")"
  check "  … the tiles before the description, the page after its files" test \
    "$(grep -nP '^v1/meta\t' "$log" | cut -d : -f 1) $(tail -n 1 "$log" | cut -f 1,4)" = "$(grep -c '^v1/' "$log") index.html	no-cache"
  node_test "the CDN's choice of a form" "$here/choose_form.mjs" "$deploy/lambda/template.yaml" "$log"
  if [ -n "${LOOPGENIE_LONG:-}" ]; then
    # The whole journey of the browser tests against it.
    if [ ! -d "$root/tests/e2e/node_modules" ]; then npm --prefix "$root/tests/e2e" ci --no-audit --no-fund --silent; fi
    timeout 900 node "$here/static.mjs" node "$root/tests/e2e/run.mjs" --out "$folder/e2e" || not_ok "files alone were tried to the end (exit code $?)"
  else
    node_test "files alone" "$here/static.mjs"
  fi
else
  skip "nginx" "it is not installed"
fi

# Image
run "$deploy/container/tree.sh" "$folder/image"
expect "the image's files are put together" 0
size=$(du -sb "$folder/image" | cut -f 1)
check "  … and take at most 120 MB ($((size / 1000000)) MB)" test "$size" -le 120000000
if [ "$EUID" -eq 0 ] && unshare --mount true 2>/dev/null; then
  LOOPGENIE_TEST_WORK=$work bash "$here/image.sh" "$folder/image" "$socket" || not_ok "the image was tried to the end (exit code $?)"
else
  skip "the image runs read-only as a numeric user" "that needs root and mount namespaces"
fi

# A backup, brought back as another database.
elsewhere="postgresql://loopgenie@/elsewhere?host=$socket"
run psql --no-psqlrc -q --dbname="$DATABASE_URL" -c 'create database elsewhere'
pg_dump --format=custom --file="$folder/loopgenie.dump" "$DATABASE_URL"
run pg_restore --no-owner --dbname="$elsewhere" "$folder/loopgenie.dump"
expect "a backup is brought back" 0
run "$root/build/release/api/ingest/loopgenie-ingest" export --database-url "$elsewhere" --out "$folder/restored"
expect "  … from which one can export" 0
check "  … and holds the same data" diff -r "$folder/data" "$folder/restored"
psql --no-psqlrc -q --dbname="$DATABASE_URL" -c 'drop database elsewhere'

# Moving from the first Loop Genie: two crossing lines of its table.
sql() { psql --no-psqlrc -qAt --dbname="$DATABASE_URL" "$@"; }
sql -c 'create schema first' -c 'create table first.trails (name text, geometry geometry)' -c "insert into first.trails values
  ('East & <West>', 'SRID=4326;LINESTRING(1.50 42.50, 1.52 42.50)'), (null, st_transform('SRID=4326;LINESTRING(1.51 42.49, 1.51 42.51)'::geometry, 3857))"
run sql -v table=first.trails -f "$deploy/first_loop_genie.sql"
sql -c 'drop schema first cascade'
expect "the first one's table becomes OpenStreetMap's format" 0 '<way id="100000000004"' 'v="East &amp; &lt;West&gt;"'
printf '%s\n' "$output" >"$folder/trails.osm"
crossing=$(grep -o 'ref="[0-9]*"' "$folder/trails.osm" | sort | uniq -c | sort -rn | awk 'NR == 1 { print $1 }')
check "  … one can turn where they cross" test "$crossing $(grep -c '<node' "$folder/trails.osm")" = "4 5"
check "  … and its tools can read it" osmium cat --no-progress --overwrite --output "$folder/trails.osm.pbf" "$folder/trails.osm"
