#!/usr/bin/env bash
# bare_debian.sh OUT [PACKAGE…]: a bare Debian 12 with these packages and what they need, as a folder or, where OUT ends in
# .tar, as that. Its package clients reach the registries as those of this machine do: proxies, certificates. Needs root
# and mmdebstrap.
set -euo pipefail
out=$1
shift
settings=$(mktemp -d)
trap 'rm -rf "$settings"' EXIT

mkdir -p "$settings/etc/apt/apt.conf.d" "$settings/etc/ssl/certs" "$settings/usr/local/share/ca-certificates"
apt-config dump | grep -E '^Acquire::(https?|Retries)\b' >"$settings/etc/apt/apt.conf.d/99machine" || true
cp -L /etc/ssl/certs/ca-certificates.crt "$settings/etc/ssl/certs/"
cp -RL /usr/local/share/ca-certificates/. "$settings/usr/local/share/ca-certificates/" 2>/dev/null || true
npm_settings=$(npm config get globalconfig)
if [ -f "$npm_settings" ]; then cp -L "$npm_settings" "$settings/etc/npmrc"; fi
tar -C "$settings" -cf "$settings.tar" etc usr
trap 'rm -rf "$settings" "$settings.tar"' EXIT

mmdebstrap --quiet --variant=minbase "${@/#/--include=}" --customize-hook="tar-in $settings.tar /" bookworm "$out"
