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

# Without map and relief it is the same region to plan on.
with=$state
"$loopgenie" plan --state "$with" --at "$at" --drive 30km --hike 15km --json >"$work/with-map.json"
serve_region "$work/no-map" "the demo region without a map" --no-map
"$loopgenie" plan --state "$state" --at "$at" --drive 30km --hike 15km --json >"$work/no-map.json"
check "  … has no layer of the ground" node -e '
  const { ground, layers } = JSON.parse(require("fs").readFileSync(0));
  process.exit(ground === undefined && Object.keys(layers).sort().join() === "index,roads,trails" ? 0 : 1);' < <(get "$served/v1/meta")
check "  … is the same data" test "$(data_version "$served")" = "$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).data.version' "$work/with-map.json")"
check "  … and gives the same plan" cmp "$work/with-map.json" "$work/no-map.json"
run "$loopgenie" down --state "$state"
