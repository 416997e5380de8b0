#!/usr/bin/env bash
# Plans on the demo region, each verified by the checker that reads nothing but the source file.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source-path=SCRIPTDIR source=plans.sh
. "$(dirname "$0")/plans.sh"

serve_region "$work/demo" "the demo region"
at=$(middle_of "$served")
for hike in 8 15 25; do
  plan_and_check "demo region, $hike km" "$state" "$state/demo/demo.osm.pbf" 1 1 --at "$at" --drive 30km --hike "${hike}km"
done
