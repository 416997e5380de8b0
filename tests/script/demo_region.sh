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
three_days="demo region, three days"
printf '$ ./loopgenie plan --hike 45km --nights 2\n'
if "$loopgenie" plan --state "$state" --at "$at" --drive 30km --hike 45km --nights 2 --json >"$work/plan.json"; then
  check "$three_days: at least five loops, each with two nights of which one tells when it is open" node -e '
    const { loops } = JSON.parse(require("fs").readFileSync(process.argv[1]));
    const nights = loops.map((loop) => loop.stages.flatMap(({ night }) => night ?? []));
    const said = nights.flat().filter((night) => night.open_months.length > 0).length;
    console.log(`${loops.length} loops, ${nights.flat().length} nights, ${said} of them with open months`);
    process.exit(loops.length >= 5 && nights.every((of) => of.length === 2) && said > 0 ? 0 : 1);' "$work/plan.json"
  check "$three_days: no night under the open sky, for which nobody asked" node -e '
    const { loops } = JSON.parse(require("fs").readFileSync(process.argv[1]));
    process.exit(loops.some((loop) => loop.stages.some(({ night }) => night?.kind === "wild")) ? 1 : 0);' "$work/plan.json"
else
  not_ok "$three_days: plan"
fi
printf '$ ./loopgenie plan --hike 45km --nights 2 --sleep wild\n'
if "$loopgenie" plan --state "$state" --at "$at" --drive 30km --hike 45km --nights 2 --sleep wild --json >"$work/plan.json"; then
  check "$three_days: nights under the open sky, where one asks for them, each by water" node -e '
    const { loops } = JSON.parse(require("fs").readFileSync(process.argv[1]));
    const nights = loops.flatMap((loop) => loop.stages.flatMap(({ night }) => night ?? []));
    console.log(`${loops.length} loops, ${nights.length} nights`);
    process.exit(nights.length > 0 && nights.every(({ kind, water }) => kind === "wild" && water !== null) ? 0 : 1);' "$work/plan.json"
else
  not_ok "$three_days: plan under the open sky"
fi

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
