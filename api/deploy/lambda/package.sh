#!/usr/bin/env bash
# package.sh OUT.zip: packs the Lambda function for the runtime provided.al2023, from the build of this checkout. The
# program's loader and libraries are in it, because Amazon Linux 2023's glibc (2.34) is older than Debian 12's.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
out=$(realpath -m -- "${1:?the zip to write}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$here/../install.sh" "$work/all"
mkdir "$work/function"
cd "$work/function"
cp -R "$work/all/web" .
install -m 755 -s "$work/all/bin/loopgenie-api" .
install -m 755 "$here/bootstrap" .
"$here/../bundle.sh" loopgenie-api lib
cp /etc/ssl/certs/ca-certificates.crt .
rm -f "$out"
cmake -E tar cf "$out" --format=zip --mtime=2000-01-01 -- *
printf '%s: %s bytes; unpacked %s (Lambda takes 50 MB zipped, 250 MB unpacked)\n' "$out" "$(stat -c %s "$out")" "$(du -sb . | cut -f 1)"
