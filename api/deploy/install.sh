#!/usr/bin/env bash
# install.sh [--build DIR] TARGET: copies what a machine needs to serve from the build of this checkout into TARGET:
#   bin/   loopgenie-api, loopgenie-ingest
#   web/   the page; beside each file its gzip and Brotli forms, which the build has made
# Build first: ./loopgenie up, or the presets `release` and `wasm` and `npm --prefix web run build`.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd -P)

build=$root/build
if [ "${1:-}" = --build ]; then
  build=$2
  shift 2
fi
if [ $# -ne 1 ]; then
  echo "got $# arguments, expected one: the folder to install to" >&2
  exit 2
fi
target=$1
for file in "$build/release/api/service/loopgenie-api" "$build/release/api/ingest/loopgenie-ingest" "$root/web/dist/index.html"; do
  if [ ! -e "$file" ]; then
    echo "$file is not built yet; build first: ./loopgenie up" >&2
    exit 1
  fi
done

install -D -m 755 -t "$target/bin" "$build/release/api/service/loopgenie-api" "$build/release/api/ingest/loopgenie-ingest"
# The page is replaced in one step: who loads it meanwhile gets the old one or the new one.
new=$target/web.new
rm -rf "$new"
cp -R "$root/web/dist" "$new"
chmod -R u=rwX,go=rX "$new"
rm -rf "$target/web.old"
if [ -e "$target/web" ]; then mv "$target/web" "$target/web.old"; fi
mv "$new" "$target/web"
