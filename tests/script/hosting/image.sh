#!/usr/bin/env bash
# image.sh TREE SOCKET: runs the image's files as a container engine would: as the whole root of the process, read-only, as
# the numeric user of the Containerfile, with its entry point and health check. SOCKET: folder of the database's. Needs
# root.
# shellcheck source-path=SCRIPTDIR source=../lib.sh
. "$(dirname "$0")/../lib.sh"
tree=$1
containerfile=$root/api/deploy/container/Containerfile
user=$(sed -n 's/^USER //p' "$containerfile")
words() { sed -nE "s/.*$1 \[(.*)\]\$/\1/p" "$containerfile" | tr -d '",'; }
read -r -a entry < <(words ENTRYPOINT)
read -r -a health < <(words CMD)
port=$(free_port)
rm -f "$work/database-port"

# The database listens on a socket that others may not reach: a stand-in for its network address.
node -e '
  const net = require("net");
  net.createServer((client) => {
    const server = net.connect(process.argv[1] + "/.s.PGSQL.5432");
    client.pipe(server).pipe(client);
    for (const end of [client, server]) end.on("error", () => (client.destroy(), server.destroy()));
  }).listen(0, "127.0.0.1", function () { console.log(this.address().port); });' "$2" >"$work/database-port" &
pids=($!)
trap 'kill "${pids[@]}" 2>/dev/null || true; wait' EXIT
await 10 test -s "$work/database-port"

# inside COMMAND…: with nothing but the tree, which cannot be written to.
# shellcheck disable=SC2016  # expanded inside
inside() {
  exec unshare --mount --pid --fork --kill-child bash -c '
    tree=$1 user=$2
    shift 2
    mount --make-rprivate / && mount --bind "$tree" "$tree" && mount -o remount,bind,ro "$tree" &&
      exec chroot --userspec="$user" --groups= "$tree" "$@"' _ "$tree" "$user" "$@"
}
DATABASE_URL=postgresql://loopgenie@127.0.0.1:$(cat "$work/database-port")/loopgenie
export PORT=$port DATABASE_URL
(inside "${entry[@]}") >"$work/image.log" 2>&1 &
pid=$!
pids+=("$pid")
await 20 get "http://127.0.0.1:$port/readyz" || true
check "the image serves the data" test -n "$(data_version "http://127.0.0.1:$port")"
check "  … and the page" grep -qi '<!doctype html' <(get "http://127.0.0.1:$port/")
run inside "${health[@]}"
expect "  … and says that it is healthy" 0
program=$(pgrep -f "^${entry[0]} --address" | tail -n 1)
check "  … as user $user" grep -qE "^Uid:\s+${user%:*}\s" "/proc/$program/status"
kill "$program"
check "  … and ends when it is told to" wait "$pid"
run inside "${health[@]}"
expect "  … after which it is not healthy" 1 "nothing answers"
