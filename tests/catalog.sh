# shellcheck shell=bash
# The suites of ./loopgenie test, in the order in which a whole run takes them.
#
# add_suite NAME WHEN NEEDS FILTER TITLE COMMAND…
#   WHEN     whole: in every run of everything; long: only with --long; alone: by its name only, as part of another suite
#   NEEDS    what is installed and built first: functions of tests/needs.sh, as `need` or `need:argument`, with commas
#   FILTER   what the filter of `./loopgenie test NAME FILTER` means; - where the suite takes none

suite_names=()
declare -A suite_when suite_needs suite_filter suite_title suite_command
add_suite() {
  local name=$1
  suite_names+=("$name")
  suite_when[$name]=$2 suite_needs[$name]=$3 suite_filter[$name]=$4 suite_title[$name]=$5
  shift 5
  suite_command[$name]=$*
}

add_script() { # NAME WHEN SECONDS TOOLS TITLE: tests/script/NAME.sh, with - as _
  add_suite "$1" "$2" "programs,page,tools:$4" - "$5" timeout "$3" bash "tests/script/${1//-/_}.sh"
}

a_test="part of a test's name, or a gtest filter"
add_suite format whole tools:format,npm:web - "formatting" format_sources --check
add_suite shellcheck whole tools:shellcheck - "shell scripts: shellcheck" suite_shellcheck
add_suite structure whole tools:node - "structure: rooms and includes" node tests/structure/include_graph.mjs
add_suite documents whole tools:node - "documents: links, paths, lengths" node tests/structure/documents.mjs
add_suite core alone area:core "$a_test" "C++: the planner's core" suite_area core core
add_suite property alone area:property "$a_test" "C++: the solver against brute force" suite_area core property
add_suite db alone area:db "$a_test" "C++: the database" suite_area test db
add_suite ingest alone area:ingest "$a_test" "C++: the import" suite_area test ingest
add_suite service alone area:service "$a_test" "C++: the server" suite_area test service
add_suite harness alone area:harness "$a_test" "C++: the command line" suite_area test harness
add_suite checker alone area:checker "$a_test" "C++: the checker of plans" suite_area test checker
add_suite bench alone area:bench "$a_test" "C++: the benchmarks' own code" suite_area test bench
add_suite cpp whole tests "$a_test" "C++ tests (address, undefined behaviour)" suite_cpp
add_suite fuzz whole fuzz "part of a fuzz target's name" "C++: what was found by fuzzing" suite_fuzz
add_suite threads long threads "$a_test" "server: data races" suite_threads
add_suite types whole page - "page: types" suite_types
add_suite web whole page "part of a test file's path" "page: unit tests" suite_web
add_script front-door whole 600 script "command line and bad input"
add_script serving whole 900 script "up, down, imports that fail"
add_script regions whole 600 script "regions by name: downloads"
add_script updates whole 600 script "imports while it serves, and killed ones"
add_script faults whole 1500 script "faults: readers, databases, SIGTERM"
add_script demo-region whole 600 script "demo region: plans, checked from its file"
add_script andorra whole 900 script "Andorra: plans, checked from its file"
add_script hosting whole 1500 script "hosting: Lambda, nginx, files, image"
add_script container long 3600 machine "hosting: the image from its Containerfile"
add_script machine long 1800 machine "hosting: a machine by the README"
add_suite native-wasm whole programs,module,tools:node - "native = WebAssembly" suite_native_wasm
add_suite browser whole programs,page,npm:tests/e2e,tools:browser "part of a journey's name" "page in Chromium" suite_browser
add_suite renewal whole programs,page,npm:tests/e2e,tools:script,tools:browser - "page in Chromium while the data are renewed" timeout 900 bash tests/script/renewal.sh
add_suite tidy whole tidy "part of a file's path" "clang-tidy" suite_tidy

# Names for several of them, and second names.
declare -A suite_groups=(
  [scripts]="front-door serving regions updates faults demo-region andorra hosting"
  [e2e]="browser renewal"
)

list_suites() {
  local name group
  printf '%-12s %-6s %s\n' suite runs what
  for name in "${suite_names[@]}"; do
    printf '%-12s %-6s %s' "$name" "${suite_when[$name]}" "${suite_title[$name]}"
    if [ "${suite_filter[$name]}" != - ]; then printf ' [%s]' "${suite_filter[$name]}"; fi
    printf '\n'
  done
  for group in "${!suite_groups[@]}"; do printf '%-12s %-6s %s\n' "$group" '' "= ${suite_groups[$group]}"; done | sort
  printf '\nwhole: in every run of everything; long: with --long; alone: by its name, as part of another suite.\n'
  printf 'What stands in brackets is what a filter means: ./loopgenie test SUITE FILTER\n'
}
