#!/usr/bin/env bash
# tree.sh DIR: the image's files, from the build of this checkout.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
tree=$1

mkdir -p "$tree"
"$here/../install.sh" "$tree"
rm "$tree/bin/loopgenie-ingest" # imports are no part of what serves
strip "$tree/bin/loopgenie-api"
# Where the loader, which a program names by its path, looks by itself.
"$here/../bundle.sh" "$tree/bin/loopgenie-api" "$tree/lib"
mkdir -p "$tree/lib64" "$tree/etc/ssl/certs" "$tree/tmp"
mv "$tree"/lib/ld-linux-*.so.* "$tree/lib64/"
if [ ! -e "$tree/lib64/ld-linux-x86-64.so.2" ]; then mv "$tree"/lib64/* "$tree/lib/"; fi # arm64's is in /lib
# TLS to a database is checked against these (sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt).
cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/"
echo 'loopgenie:x:65532:65532::/:/none' >"$tree/etc/passwd"
echo 'hosts: files dns' >"$tree/etc/nsswitch.conf"
