# shellcheck shell=bash
# Planning and checking a plan, for the tests that have a region served.
# shellcheck source-path=SCRIPTDIR source=lib.sh
[ -n "${root:-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
checker=$root/build/release/tests/loopgenie-check

# The middle of the served region, as LAT,LON.
middle_of() {
  get "$1/v1/meta" | node -e '
    const [west, south, east, north] = JSON.parse(require("fs").readFileSync(0)).extent;
    console.log(`${((south + north) / 2).toFixed(5)},${((west + east) / 2).toFixed(5)}`);'
}

# plan_and_check NAME STATE OSM-FILE LEAST-LOOPS LEAST-TRAILHEADS PLAN-ARGUMENT…
plan_and_check() {
  local name=$1 state=$2 osm=$3 loops=$4 trailheads=$5 plan=$work/plan.json
  shift 5
  printf '$ ./loopgenie plan %s --json\n' "$*"
  if ! "$loopgenie" plan --state "$state" "$@" --json >"$plan"; then
    not_ok "$name: plan"
    return
  fi
  check "$name: at least $loops loops from $trailheads trailheads" node -e '
    const plan = JSON.parse(require("fs").readFileSync(process.argv[1]));
    const starts = new Set(plan.loops.map((loop) => loop.trailhead)).size;
    console.log(`${plan.loops.length} loops from ${starts} of ${plan.trailheads.length} trailheads, status ${plan.status}`);
    process.exit(plan.loops.length >= process.argv[2] && starts >= process.argv[3] ? 0 : 1);' "$plan" "$loops" "$trailheads"
  check "$name: every loop is true to the source file" "$checker" --osm "$osm" --plan "$plan"
}
