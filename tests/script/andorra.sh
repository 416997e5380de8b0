#!/usr/bin/env bash
# The main job on real data: Andorra imported, planned from its capital, and every loop verified by the checker that
# reads nothing but the OpenStreetMap file.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR source=plans.sh
. "$(dirname "$0")/plans.sh"

if ! serve_andorra; then
  skip "Andorra" "LOOPGENIE_TEST_DATA names no folder with andorra-2025.osm.pbf and N42E001.hgt.zip"
  exit 0
fi
plan_and_check "Andorra, 25 km" "$state" "$osm" 10 5 --at 42.5063,1.5218 --drive 20km --hike 25km
for hike in 12 40 60; do
  plan_and_check "Andorra, $hike km" "$state" "$osm" 1 1 --at 42.5063,1.5218 --drive 20km --hike "${hike}km"
done
run "$loopgenie" up --detach --state "$state" --port "$port" --osm "$osm" --dem "$dem" --name "Andorra 2025"
expect "the same files again are not imported again" 0 "up to date"
