# shellcheck shell=bash
# The suites of ./loopgenie test that call a tool. Those that are scripts of their own are in tests/script/.

# project_files GLOB…: the project's files of that kind, whether committed yet or not.
project_files() {
  git -C "$root" -c safe.directory="$root" ls-files --cached --others --exclude-standard -z -- "$@" |
    while IFS= read -r -d '' file; do
      if [ -f "$root/$file" ]; then printf '%s\0' "$file"; fi
    done
}

# format_sources [--check]: C++ by clang-format, the page by prettier. With --check nothing is written, and what is not formatted
# fails.
format_sources() {
  local cpp=(-i) web=(--write) code=0
  if [ "${1:-}" = --check ]; then cpp=(--dry-run -Werror) web=(--check); fi
  project_files '*.cpp' '*.hpp' | xargs -0 -r clang-format "${cpp[@]}" || code=1
  (cd web && npx --no-install prettier "${web[@]}" --log-level warn .) || code=1
  return "$code"
}

suite_shellcheck() {
  shellcheck -x loopgenie .ci/run && project_files 'tests/*/*.sh' 'api/deploy/*.sh' ':!api/deploy/local/' | xargs -0 -r shellcheck -x
}

# clang-tidy over as many files as fit into the time left of the whole run; all of them with --long, or where it was asked for
# by its name. tests/tidy.mjs says what it remembers.
suite_tidy() {
  local left_of_run=$((test_run_seconds - (SECONDS - test_started))) seconds
  seconds=$((left_of_run < 60 ? 60 : left_of_run > 240 ? 240 : left_of_run))
  if [ -n "${LOOPGENIE_LONG:-}" ] || [ "${#test_rows[@]}" -le 1 ]; then seconds=3600; fi
  project_files 'core/*.cpp' 'api/*.cpp' 'tests/harness/*.cpp' |
    node tests/tidy.mjs --build "$build/tidy" --seconds "${LOOPGENIE_TIDY_SECONDS:-$seconds}" --only "$test_filter"
}

# gtest_filter: what --gtest_filter makes of a part of a test's name.
gtest_filter() {
  case $test_filter in
    '') printf '*\n' ;;
    *[*?:-]*) printf '%s\n' "$test_filter" ;;
    *) printf '*%s*\n' "$test_filter" ;;
  esac
}

# run_area PRESET AREA: its GoogleTest program as a whole, so that its tests share what is costly to set up (a process of its
# own for each of them took several times as long); its results as TAP lines.
run_area() {
  local code=0 log=$build/log/test-$1-$2.log
  (cd "$build/$1" && timeout 900 "tests/$2_tests" --gtest_color=no --gtest_filter="$(gtest_filter)") >"$log" 2>&1 || code=$?
  gtest_to_tap "$2" <"$log"
  if [ "$code" -ne 0 ] && ! grep -q '^\[  FAILED  \] .*(' "$log"; then
    printf 'not ok - %s stopped with exit code %s\n' "$2" "$code"
    tail -n 60 "$log" | sed 's/^/  # /'
  fi
  return "$code"
}

gtest_to_tap() { # AREA
  awk -v area="$1" '
    /^\[ RUN      \]/ { why = said = ""; next }
    /Skipped$/ { getline why }
    /^\[       OK \] .*\(/ { print "ok - " area "." $4 }
    /^\[  SKIPPED \] .*\(/ { print "ok - " area "." $4 " # SKIP " why }
    /^\[  FAILED  \] .*\(/ { printf "not ok - %s.%s\n%s", area, $4, said }
    { said = said "  # " $0 "\n" }'
}

# A throw-away database server for C++ tests.
start_test_database() {
  state=$test_work/database
  mkdir -p "$state" && open_state && start_database || return
  LOOPGENIE_TEST_DATABASE_URL=$(private_url)
  export LOOPGENIE_TEST_DATABASE_URL build
}

# suite_area PRESET AREA: one area, with a database where its tests use one.
suite_area() {
  local code=0
  case $2 in db | ingest | service) start_test_database || return ;; esac
  export LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0
  run_area "$1" "$2" || code=$?
  if [ "$started_database" = 1 ]; then stop_database; fi
  return "$code"
}

# The server's tests once more, under the sanitizer that sees data races.
suite_threads() {
  export TSAN_OPTIONS=suppressions=$root/tests/tsan.supp:halt_on_error=0:exitcode=66
  suite_area thread service
}

# Every GoogleTest program, two at a time, the largest first.
suite_cpp() {
  local code=0
  start_test_database || return
  export LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0
  export -f run_area gtest_filter gtest_to_tap
  export test_filter
  find "$build/test/tests" -maxdepth 1 -name '*_tests' -type f -perm -u+x -printf '%s %f\0' | sort -z -rn | cut -z -d ' ' -f 2- |
    xargs -0 -r -n 1 -P "$(nproc)" bash -c 'run_area test "${0%_tests}"' || code=$?
  stop_database
  return "$code"
}

suite_fuzz() {
  ctest --test-dir "$build/test" --tests-regex "^fuzz\\..*$test_filter" --output-on-failure --timeout 600 |
    sed -E 's/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: ([^ ]+) \.+.*(Passed|Failed|Timeout|Exception).*/\2 \1/; s/^Passed /ok - /; s/^(Failed|Timeout|Exception) /not ok - /'
}

suite_types() { (cd web && npx --no-install tsc --noEmit); }

suite_web() {
  # shellcheck disable=SC2086  # no filter is no argument
  (cd web && npx --no-install vitest run --reporter=tap-flat ${test_filter:+"$test_filter"})
}

# served_url REGION: the address of the region that tests/script/demo_region.sh or andorra.sh has left served, or that is
# served now.
served_url() {
  state=$test_work/$1
  read_server || bash tests/script/serve.sh "$1" >"$build/log/serve-$1.log" 2>&1 || return
  read_server && printf '%s\n' "${server_url/localhost/127.0.0.1}"
}

suite_native_wasm() {
  local compare=(timeout 600 node "$root/tests/wasm/compare.mjs" --module "$build/wasm" --plan "$plan_program") url code=0
  local networks=20000
  if [ -n "${LOOPGENIE_LONG:-}" ]; then networks=1000000; fi
  node "$root/tests/wasm/given.mjs" --module "$build/wasm" || code=$?
  if NODE_PATH=/usr/share/nodejs cmake --build "$build/wasm" --target brute_force; then
    # Emscripten 3.1.6 takes a node that has fetch() for a browser.
    timeout 600 node --no-experimental-fetch "$build/wasm/brute_force.js" "$networks" || code=$?
  else
    echo "not ok - brute force in WebAssembly is built"; code=1
  fi
  url=$(served_url demo) || { echo "not ok - the demo region is not served"; return 1; }
  "${compare[@]}" --url "$url" || code=$?
  if url=$(served_url andorra); then "${compare[@]}" --url "$url" --at 42.5063,1.5218 || code=$?; fi
  return "$code"
}

suite_browser() {
  local url
  url=$(served_url andorra) || url=$(served_url demo) || { echo "not ok - no region is served"; return 1; }
  timeout 1800 node tests/e2e/run.mjs --url "$url" --out "$build/e2e" ${test_filter:+--only "$test_filter"}
}
