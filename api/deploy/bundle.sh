#!/usr/bin/env bash
# bundle.sh PROGRAM LIBDIR: copies the libraries that a program needs, and its loader, into LIBDIR. With them it runs where
# they are older (AWS Lambda's Amazon Linux 2023) or missing (an image made from nothing).
set -euo pipefail

program=$1 libraries=$2
mkdir -p "$libraries"
# ldd prints "name => /path (address)", and the loader as "/path (address)".
ldd "$program" | sed -nE 's/.*=> (\/[^ ]+) .*/\1/p; s/^\s*(\/[^ ]+) .*/\1/p' | while IFS= read -r file; do
  install -m 755 -s "$(readlink -f "$file")" "$libraries/$(basename "$file")" 2>/dev/null ||
    install -m 755 "$(readlink -f "$file")" "$libraries/$(basename "$file")"
done
