#!/usr/bin/env bash
# The commands of api/deploy/README.md as they are written there, on a bare Debian 12 that boots with systemd in a network of
# its own: a virtual machine's, backup, upgrade, uninstalling, then files under plain nginx. Needs root.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
here=$root/tests/script/hosting
readme=$root/api/deploy/README.md
machine=$work/machine

for tool in mmdebstrap systemd-nspawn; do
  if ! command -v "$tool" >/dev/null; then
    skip "a machine by the README" "$tool is not installed"
    exit
  fi
done
if [ "$EUID" -ne 0 ] || ! unshare --mount --net --pid --fork true; then
  skip "a machine by the README" "that needs root, and namespaces of its own"
  exit
fi
serve_demo

# block HEADING N: the Nth code block below that heading.
block() {
  awk -v heading="## $1" -v wanted="$2" '
    /^## / { below = $0 == heading }
    below && /^```/ { open = !open; count += open; next }
    below && open && count == wanted' "$readme"
}

# The packages that the README asks for are there from the start, for the machine has no network.
mapfile -t packages < <({ block "A virtual machine" 1; block "No server at all" 2; } | sed -z 's/\\\n//g' |
  sed -n 's/^apt-get install --no-install-recommends//p' | tr -s ' ' '\n' | sed '/^$/d')
run "$here/bare_debian.sh" "$machine" systemd-sysv dbus curl "${packages[@]}"
expect "there is a bare Debian 12 with the packages the README names" 0
mkdir -p "$machine/srv/checkout" "$machine/srv/region" "$machine/srv/loopgenie"
systemd-nspawn --quiet --directory="$machine" --boot --private-network --register=no --keep-unit --console=pipe \
  --bind-ro="$root:/srv/checkout" --bind-ro="$state/demo:/srv/region" </dev/null >"$work/machine.log" 2>&1 &
nspawn=$!
end_machine() {
  inside systemctl poweroff >/dev/null 2>&1 || kill "$nspawn" 2>/dev/null || true
  wait "$nspawn" || true
}
trap 'end_machine; down_all' EXIT

# inside COMMAND…: in the machine, in the checkout.
inside() {
  nsenter --target "$(pgrep -P "$nspawn" | head -n 1)" --all --root --wd=/ \
    env -i --chdir=/srv/checkout HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}
# as_written NAME HEADING N: what the README says there, with the demo region's files.
as_written() {
  block "$2" "$3" | sed 's|FILE\.osm\.pbf|/srv/region/demo.osm.pbf|; s|--dem FILE…|--dem /srv/region/demo-dem.tif|' >"$machine/root/commands"
  run inside bash -euxo pipefail /root/commands
  expect "$1" 0
  check "  … which are commands" test -s "$machine/root/commands"
}
status() { inside curl --silent --output /dev/null --write-out '%{http_code}' --max-time 10 "http://localhost$1"; }
is_status() { [ "$(status "$1")" = "$2" ]; }
header() { inside curl --silent --head --max-time 10 "http://localhost$1"; }
sql() { inside runuser -u postgres -- psql -qAt "$@"; }

has_booted() { [[ $(inside systemctl is-system-running) =~ running|degraded ]]; }
await 60 has_booted || true
check "it boots" test -n "$(inside systemctl is-active postgresql)"

as_written "a virtual machine, as the README says" "A virtual machine" 1
await 20 is_status /readyz 200 || true
check "  … serves the data" is_status /v1/meta 200
check "  … and the page" grep -qi "content-security-policy: default-src 'self'" <(header /)
check "  … is ready" is_status /readyz 200
check "  … as a service that runs by itself" test "$(inside systemctl is-active loopgenie) $(inside systemctl is-enabled loopgenie)" = "active enabled"
pid=$(inside systemctl show --property MainPID --value loopgenie)
check "  … as its own user" test "$(inside stat --format %U "/proc/$pid")" = loopgenie
check "  … without privileges" test "$(inside sed -nE 's/^(CapEff|NoNewPrivs|Seccomp):\s+//p' "/proc/$pid/status" | tr '\n' ' ')" = "0000000000000000 1 2 "
check "  … to which the machine's disk is read-only" test "$(inside nsenter --target "$pid" --mount findmnt --noheadings --output OPTIONS --target /opt | cut -d , -f 1)" = ro

as_written "a backup" "Backups, upgrades, uninstalling" 1
as_written "  … is brought back" "Backups, upgrades, uninstalling" 2
export_of() { inside runuser -u loopgenie -- /opt/loopgenie/bin/loopgenie-ingest export --database-url "postgresql://loopgenie@/$1?host=/run/postgresql" --out "/tmp/$1"; }
run export_of loopgenie
run export_of restored
check "  … whole" inside diff -r /tmp/loopgenie /tmp/restored
inside runuser -u postgres -- dropdb restored

is_status / 200 && is_status /v1/places.json 200 # known to nginx
(for _ in $(seq 400); do printf '%s %s %s\n' "$(status /)" "$(status /v1/meta)" "$(status /v1/places.json)"; done) >"$work/during" &
asking=$!
first=$(inside systemctl show --property MainPID --value loopgenie)
as_written "an upgrade" "Backups, upgrades, uninstalling" 3
kill "$asking" 2>/dev/null || true
check "  … runs the new program" test "$(inside systemctl show --property MainPID --value loopgenie)" != "$first"
check "  … of which nobody notices ($(wc -l <"$work/during") times three requests)" test "$(grep -o '^200 200 200$' "$work/during" | sort -u) $(sed -n '$=' "$work/during")" = "200 200 200 $(grep -c '^200 200 200$' "$work/during")"
await 20 is_status /readyz 200 || true
check "  … is ready" is_status /readyz 200

as_written "uninstalling" "Backups, upgrades, uninstalling" 4
left=$(inside find / -xdev \( -path /srv -o -path /proc -o -path /sys -o -path /tmp -o -path /run -o -path /var/log/journal \) -prune -o -iname '*loopgenie*' -print)
check "  … leaves nothing but the backup" test "$left" = /var/backups/loopgenie.dump
printf '%s\n' "$left"
check "  … and nginx running" test "$(inside systemctl is-active nginx)" = active

block "No server at all" 1 | sed "s|/srv/loopgenie|$machine/srv/loopgenie|; s|loopgenie export|loopgenie export --state $state|" >"$work/commands"
run bash -euxo pipefail "$work/commands"
expect "an export and the page, as the README says" 0
as_written "files under plain nginx" "No server at all" 2
check "  … the page" grep -qi "content-security-policy: default-src 'self'" <(header /)
check "  … the data" is_status /v1/meta 200
check "  … no tile where there is nothing" is_status /v1/tiles/trails/9/0/0 404
