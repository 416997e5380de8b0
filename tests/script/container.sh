#!/usr/bin/env bash
# The image as an image builder makes it: every step of the Containerfile, on a bare Debian 12. Then the image's files run as
# a container engine would run them, and all that compose.yaml starts. Builds everything anew: long. Needs root.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
here=$root/tests/script/hosting
deploy=$root/api/deploy/container
folder=$work/container

for tool in buildah mmdebstrap docker-compose ip; do
  if ! command -v "$tool" >/dev/null; then
    skip "the image from its Containerfile" "$tool is not installed"
    exit
  fi
done
if [ "$EUID" -ne 0 ] || ! unshare --mount --net true; then
  skip "the image from its Containerfile" "that needs root, and namespaces of its own"
  exit
fi
serve_demo
mkdir -p "$folder"

builder=(buildah --storage-driver vfs --root "$folder/images" --runroot "$folder/running")
run "$here/bare_debian.sh" "$folder/debian.tar"
expect "there is a bare Debian 12" 0
base=$("${builder[@]}" from scratch)
"${builder[@]}" add --quiet "$base" "$folder/debian.tar" / >/dev/null
"${builder[@]}" commit --quiet --rm "$base" docker.io/library/debian:bookworm
rm "$folder/debian.tar"
run "${builder[@]}" build --isolation chroot --format docker --pull-never --file "$deploy/Containerfile" --tag loopgenie "$root"
expect "every step of the Containerfile" 0 "Successfully tagged"
run "${builder[@]}" inspect --type image loopgenie
expect "  … gives an image with its user, health check and port" 0 '"65532:65532"' '"--healthcheck"' '"8080/tcp"'
tree=$("${builder[@]}" mount "$("${builder[@]}" from --pull-never loopgenie)")
size=$(du -sb "$tree" | cut -f 1)
check "  … of at most 120 MB ($((size / 1000000)) MB)" test "$size" -le 120000000
check "  … without a shell or a package manager" test ! -e "$tree/bin/sh" -a ! -e "$tree/usr"
LOOPGENIE_TEST_WORK=$work bash "$here/image.sh" "$tree" "$socket" || not_ok "the image was tried to the end (exit code $?)"

run docker-compose --file "$deploy/compose.yaml" config
expect "compose.yaml is as its schema wants it" 0 "service_healthy"
docker-compose --file "$deploy/compose.yaml" config | python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' >"$folder/compose.json"
# In a network of its own, so that its ports are free.
# shellcheck disable=SC2016  # expanded inside
timeout 600 unshare --mount --net --pid --fork --kill-child --mount-proc bash -c '
  ip link set lo up && exec node "$@"' _ "$here/compose.mjs" "$folder/compose.json" "$tree" "$deploy/compose.yaml" "$state/demo" ||
  not_ok "compose.yaml was tried to the end (exit code $?)"

"${builder[@]}" rm --all >/dev/null
"${builder[@]}" rmi --all --force >/dev/null
