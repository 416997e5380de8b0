#!/usr/bin/env bash
# tree.sh DIR: writes the image's files, from the build of this checkout, into DIR.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
tree=$1

mkdir -p "$tree"
"$here/../install.sh" "$tree"
rm "$tree/bin/loopgenie-ingest" # the image serves, and does not import
strip "$tree/bin/loopgenie-api"
# The loader looks in /lib by itself. A program names its loader by its path, which is in /lib64 on x86-64 (below).
"$here/../bundle.sh" "$tree/bin/loopgenie-api" "$tree/lib"
mkdir -p "$tree/lib64" "$tree/etc/ssl/certs" "$tree/tmp"
mv "$tree"/lib/ld-linux-*.so.* "$tree/lib64/"
if [ ! -e "$tree/lib64/ld-linux-x86-64.so.2" ]; then mv "$tree"/lib64/* "$tree/lib/"; fi # arm64's is in /lib
# TLS to a database is checked against these (sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt).
cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"
echo 'loopgenie:x:65532:65532::/:/none' >"$tree/etc/passwd"
echo 'hosts: files dns' >"$tree/etc/nsswitch.conf"
