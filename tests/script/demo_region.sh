#!/usr/bin/env bash
# Plans on the demo region, each verified by the checker that reads nothing but the source file.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR source=plans.sh
. "$(dirname "$0")/plans.sh"

state=$work/demo
states+=("$state")
port=$(free_port)
run "$loopgenie" up --detach --state "$state" --port "$port"
expect "the demo region is served" 0 "open http://localhost:$port"
at=$(middle_of "http://127.0.0.1:$port")
printf '%s\n' "$at" >"$work/demo.middle"
for hike in 8 15 25; do
  plan_and_check "demo region, $hike km" "$state" "$state/demo/demo.osm.pbf" 1 1 --at "$at" --drive 30km --hike "${hike}km"
done
