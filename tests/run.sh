# shellcheck shell=bash
# ./loopgenie test: runs the suites one after another and ends with one summary.
#
# A suite is a function. What it prints goes to its log; lines in TAP form (`ok - name`, `not ok - name`,
# `ok - name # SKIP why`) are its tests. One that prints none counts as one test.

test_work='' # the folder of this run; set means: tests are running
test_rows=() test_failures=() test_skips=()
test_run_seconds=$((23 * 60)) # clang-tidy, last, gets what the rest of the run has left of this
test_passed=0 test_failed=0 test_skipped=0
test_started=0

end_tests() {
  local folder
  for folder in "$test_work"/*/; do
    if [ -e "$folder/.loopgenie-state" ]; then "$root/loopgenie" down --state "$folder" >/dev/null 2>&1 || true; fi
  done
  if [ -n "$test_work" ]; then rm -rf -- "$test_work"; fi
  test_work=''
}

# build_suite TITLE PRESET…: a build is no test, but one that fails is a failure.
build_suite() {
  local title=$1 started=$SECONDS
  shift
  if "$@"; then
    test_rows+=("$title|$(minutes $((SECONDS - started)))|built")
    return 0
  fi
  test_failed=$((test_failed + 1))
  test_failures+=("$title")
  test_rows+=("$title|$(minutes $((SECONDS - started)))|FAILED")
  return 1
}

skip_suite() { # TITLE WHY
  test_skipped=$((test_skipped + 1))
  test_skips+=("$1: $2")
  test_rows+=("$1|0:00|skipped")
  say "  $1: skipped, $2"
}

suite() { # TITLE LOG-NAME FUNCTION…
  local title=$1 log=$build/log/test-$2.log started=$SECONDS code=0 passed failed skipped text
  shift 2
  step "$title" "$log" "$@" || code=$?
  skipped=$(grep -cE '^ok\b.*# SKIP' "$log") || true
  passed=$(($(grep -cE '^ok\b' "$log" || true) - skipped))
  failed=$(grep -cE '^not ok\b' "$log") || true
  while IFS= read -r text; do test_failures+=("$title: $text"); done < <(sed -nE 's/^not ok\b[ 0-9]*(- )?//p' "$log")
  while IFS= read -r text; do test_skips+=("$title: $text"); done < <(sed -nE 's/^ok\b[ 0-9]*(- )?(.*) # SKIP */\2: /p' "$log")
  if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
    failed=1
    test_failures+=("$title (exit code $code; its output: $log)")
  elif [ $((passed + failed + skipped)) -eq 0 ]; then
    passed=1
  fi
  test_passed=$((test_passed + passed)) test_failed=$((test_failed + failed)) test_skipped=$((test_skipped + skipped))
  text="$passed passed"
  if [ "$failed" -gt 0 ]; then text+=", $failed FAILED"; fi
  if [ "$skipped" -gt 0 ]; then text+=", $skipped skipped"; fi
  test_rows+=("$title|$(minutes $((SECONDS - started)))|$text")
}

summarize() {
  local row name time outcome
  printf '\n'
  if [ ${#test_skips[@]} -gt 0 ]; then
    printf 'Skipped:\n'
    printf '  %s\n' "${test_skips[@]}"
    printf '\n'
  fi
  if [ ${#test_failures[@]} -gt 0 ]; then
    printf 'Failed:\n'
    printf '  %s\n' "${test_failures[@]}"
    printf 'The whole output of every suite is in %s\n\n' "$build/log/"
  fi
  printf '%-44s %7s  %s\n' suite time result
  for row in "${test_rows[@]}"; do
    IFS='|' read -r name time outcome <<<"$row"
    printf '%-44s %7s  %s\n' "$name" "$time" "$outcome"
  done
  printf '%-44s %7s\n\n' 'all' "$(minutes $((SECONDS - test_started)))"
  printf '%s passed, %s failed, %s skipped\n' "$test_passed" "$test_failed" "$test_skipped"
}

cmd_test() {
  local built_release=0 built_tests=0 built_wasm=0 built_web=0 test_packages_job
  while [ $# -gt 0 ]; do
    case $1 in
      --long) export LOOPGENIE_LONG=1; shift ;;
      --no-install) no_install=1; shift ;;
      --help | -h) help_test; return ;;
      *) usage "test does not know '$1'" ;;
    esac
  done
  test_started=$SECONDS
  if [ -n "${LOOPGENIE_TEST_DATA:-}" ]; then
    [ -d "$LOOPGENIE_TEST_DATA" ] || fail "LOOPGENIE_TEST_DATA names no folder: $LOOPGENIE_TEST_DATA"
    LOOPGENIE_TEST_DATA=$(cd "$LOOPGENIE_TEST_DATA" && pwd)
    export LOOPGENIE_TEST_DATA
  fi
  # Whatever the person's environment says, tests use their own databases and servers.
  unset DATABASE_URL PORT LOOPGENIE_WASM_DIR LOOPGENIE_API
  lock_build
  build_suite "packages" ensure_packages "${build_packages[@]}" "${database_packages[@]}"
  # What only tests need arrives while the programs are built: one waits for the network, the other for the processor.
  if [ -n "${LOOPGENIE_LONG:-}" ]; then test_packages+=("${long_test_packages[@]}"); fi
  ensure_packages "${test_packages[@]}" &
  test_packages_job=$!
  test_work=$(mktemp -d /tmp/loopgenie-test.XXXXXX)
  chmod 711 "$test_work"
  export LOOPGENIE_TEST_WORK=$test_work

  build_suite "build: native programs" build_preset release "building the native programs" && built_release=1
  build_suite "build: WebAssembly" build_preset wasm "building WebAssembly" && built_wasm=1
  if [ "$built_wasm" = 1 ]; then build_suite "build: page" build_web && built_web=1; fi
  build_suite "packages for tests" wait "$test_packages_job"
  build_suite "build: tests with sanitizers" build_preset test "building the tests with sanitizers" && built_tests=1
  unlock_build
  suite "formatting of C++" format suite_format
  suite "shellcheck" shellcheck suite_shellcheck
  suite "structure: rooms and includes" structure node "$root/tests/structure/include_graph.mjs"
  if [ "$built_tests" = 1 ]; then suite "C++ tests (address, undefined behaviour)" cpp suite_cpp; fi
  if [ -n "${LOOPGENIE_LONG:-}" ]; then suite "server: data races" threads suite_threads; fi
  if [ "$built_web" = 1 ]; then
    suite "page: types, format" web-lint suite_web_lint
    suite "page: unit tests" web-unit suite_web_unit
  fi
  if [ "$built_release$built_web" = 11 ]; then
    suite "command line and bad input" script-front-door timeout 600 bash "$root/tests/script/front_door.sh"
    suite "up, down, imports that fail" script-serving timeout 900 bash "$root/tests/script/serving.sh"
    suite "regions by name: downloads" script-regions timeout 600 bash "$root/tests/script/regions.sh"
    suite "imports while it serves, and killed ones" script-updates timeout 600 bash "$root/tests/script/updates.sh"
    suite "faults: readers, databases, SIGTERM" script-faults timeout 1500 bash "$root/tests/script/faults.sh"
    suite "demo region: plans, checked from its file" script-demo timeout 600 bash "$root/tests/script/demo_region.sh"
    suite "Andorra: plans, checked from its file" script-andorra timeout 900 bash "$root/tests/script/andorra.sh"
    suite "hosting: Lambda, nginx, files, image" script-hosting timeout 1500 bash "$root/tests/script/hosting.sh"
    if [ -n "${LOOPGENIE_LONG:-}" ]; then
      suite "hosting: the image from its Containerfile" script-container timeout 3600 bash "$root/tests/script/container.sh"
      suite "hosting: a machine by the README" script-machine timeout 1800 bash "$root/tests/script/machine.sh"
    fi
    suite "native = WebAssembly" native-wasm suite_native_wasm
    if install_npm_packages tests/e2e "fetching the browser tests' npm packages"; then
      suite "page in Chromium" browser suite_browser
    else
      build_suite "page in Chromium" false
    fi
  fi
  if [ "$built_tests" = 1 ]; then suite "clang-tidy" clang-tidy suite_clang_tidy; fi
  end_tests
  summarize
  [ "$test_failed" -eq 0 ]
}
