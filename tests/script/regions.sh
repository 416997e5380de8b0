#!/usr/bin/env bash
# Regions by name, from a file server of the test's own that has Andorra of 2013: a download that is cut, one that is
# damaged, a newer one, no network.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"

run "$loopgenie" up --region "../etc/passwd"
expect "a region's name that is none" 2 "../etc/passwd" "europe/andorra"
run "$loopgenie" up --region europe/andorra --osm LICENSE
expect "--region and --osm together" 2 "--osm"

data=${LOOPGENIE_TEST_DATA:-}
if [ ! -f "$data/andorra-2013.osm.pbf" ] || [ ! -f "$data/N42E001.hgt.zip" ]; then
  skip "regions by name" "LOOPGENIE_TEST_DATA names no folder with andorra-2013.osm.pbf and N42E001.hgt.zip"
  exit 0
fi
files=$work/region-files
mkdir -p "$files/europe" "$files/skadi/N42"
extract=$files/europe/andorra-latest.osm.pbf
elevation=$files/skadi/N42/N42E001.hgt.gz
cp "$data/andorra-2013.osm.pbf" "$extract"
node -e '
  // The one file of a zip, packed anew as gzip: both hold raw deflate data.
  const { readFileSync, writeFileSync } = require("fs"), zlib = require("zlib");
  const zip = readFileSync(process.argv[1]);
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1")), entry = zip.readUInt32LE(end + 16);
  const size = zip.readUInt32LE(entry + 20), local = zip.readUInt32LE(entry + 42);
  const at = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(at, at + size);
  const bytes = zip.readUInt16LE(entry + 10) === 8 ? zlib.inflateRawSync(packed) : packed;
  writeFileSync(process.argv[2], zlib.gzipSync(bytes));' "$data/N42E001.hgt.zip" "$elevation"
offer() { (cd "$files/europe" && md5sum andorra-latest.osm.pbf >andorra-latest.osm.pbf.md5); }
offer
server_log=$work/region-server.log
node "$root/tests/script/serve_files.mjs" "$files" >"$server_log" &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
await 10 test -s "$server_log"
port=$(head -n 1 "$server_log")
requests() { grep -c -- "$1" "$server_log" || true; }

state=$work/region
export no_proxy='*'
region() { # NAME-OF-FUNCTION-ARGUMENTS…
  run "$loopgenie" ingest --state "$state" --extracts-url "http://127.0.0.1:$port" --elevation-url "http://127.0.0.1:$port/skadi" "$@"
}
part=$state/regions/extracts/europe/andorra-latest.osm.pbf.part

region --region europe/atlantis
expect "a region that is not offered" 1 "no region 'europe/atlantis'" "--osm FILE.osm.pbf"

# An earlier run that was cut off: half of the file, and the checksum it was begun with.
mkdir -p "${part%/*}"
head -c 200000 "$extract" >"$part"
md5sum <"$extract" | cut -c 1-32 >"$part.md5"
echo 400000 >"$elevation.cut"
region --region europe/andorra
expect "a region is downloaded and imported" 0 "downloading elevation: N42E001" "Imported"
check "  … the extract from where it was cut off" grep -q "GET /europe/andorra-latest.osm.pbf bytes=200000-" "$server_log"
check "  … the elevation, cut off on its way, likewise" grep -Eq "GET /skadi/N42/N42E001.hgt.gz bytes=[1-9]" "$server_log"
check "  … whole" cmp -s "$extract" "${part%.part}"
check "  … and nothing half is left" test -z "$(find "$state/regions" -name '*.part*')"
check "  … with its climbs known" grep -q "^ *network " "$state/log/import-report.txt"

before=$(requests "GET /europe/andorra-latest.osm.pbf [-b]")
region --region europe/andorra
expect "again: up to date" 0 "up to date"
check "  … and not downloaded again" test "$(requests 'GET /europe/andorra-latest.osm.pbf [-b]')" = "$before"

run "$loopgenie" export "$work/region export" --state "$state"
check "the elevation's makers are named" grep -q 'Terrain Tiles' "$work/region export/v1/meta"

echo "0123456789abcdef0123456789abcdef  andorra-latest.osm.pbf" >"$extract.md5"
region --region europe/andorra
expect "a wrong checksum: the extract that is there is used" 0 "no newer extract" "up to date"
check "  … after two attempts" grep -q "checksum of the second download" "$state/log/extract.log"
rm -rf "$state/regions"
region --region europe/andorra
expect "a wrong checksum and nothing there" 1 "could not be downloaded" "--osm FILE.osm.pbf"
check "  … and nothing is kept of it" test -z "$(find "$state/regions" -type f -name '*.pbf*')"

offer
region --region europe/andorra
expect "the right checksum again" 0
kill "$server" && wait "$server" 2>/dev/null || true
region --region europe/andorra
expect "no network: what was downloaded before is used" 0 "no newer extract"
rm -rf "$state/regions"
region --region europe/andorra
expect "no network and nothing there" 1 "could not be downloaded from http://127.0.0.1:$port/europe/andorra-latest.osm.pbf" "cannot reach" "--osm FILE.osm.pbf --dem"
