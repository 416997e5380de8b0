# shellcheck shell=bash
# ./loopgenie test: runs suites one after another and ends with one summary. Which there are: tests/catalog.sh.
#
# A suite is a command. What it prints goes to its log; lines in TAP form (`ok - name`, `not ok - name`,
# `ok - name # SKIP why`) are its tests. One that prints none counts as one test. Lines that begin with spaces and # explain
# the test above them.

test_work='' # the folder of this run; set means: tests are running
test_rows=() test_failures=() test_skips=()
test_run_seconds=$((23 * 60)) # clang-tidy, last, gets what the rest of the run has left of this
test_passed=0 test_failed=0 test_skipped=0
test_started=0
test_filter='' # which tests of the one suite that was asked for; empty: all

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
  elif [ $((passed + failed + skipped)) -eq 0 ] && [ -n "$test_filter" ]; then
    failed=1
    test_failures+=("$title: it has no test '$test_filter'")
  elif [ $((passed + failed + skipped)) -eq 0 ]; then
    passed=1
  fi
  if [ "$failed" -gt 0 ]; then # what they say, of which the end of the log has shown a part at most
    awk '/^not ok/ { show = 1; print; next } !/^ +#/ { show = 0 } show' "$log" | head -n 200 >&2
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

# run_suite NAME: with what it needs; a suite whose programs were not built does not run.
run_suite() {
  local name=$1 needs words
  IFS=',' read -r -a needs <<<"${suite_needs[$name]}"
  lock_build
  if ! meet "${needs[@]}"; then
    unlock_build
    test_rows+=("${suite_title[$name]}|0:00|not run: what it needs was not built")
    return 0
  fi
  unlock_build
  read -r -a words <<<"${suite_command[$name]}"
  suite "${suite_title[$name]}" "$name" in_root "${words[@]}"
}

# Everything is built before the first suite. What only tests need arrives while the programs are built: one waits for the
# network, the other for the processor.
build_for_all() {
  local packages_job
  lock_build
  build_suite "packages" ensure_packages "${build_packages[@]}" "${database_packages[@]}"
  if [ -n "${LOOPGENIE_LONG:-}" ]; then test_packages+=("${long_test_packages[@]}"); fi
  ensure_packages "${test_packages[@]}" &
  packages_job=$!
  meet programs || true
  meet page || true
  build_suite "packages for tests" wait "$packages_job" || true
  meet tests || true
  unlock_build
}

# The suites that a name stands for.
suites_named() {
  if [ -n "${suite_title[$1]:-}" ]; then
    printf '%s\n' "$1"
  elif [ -n "${suite_groups[$1]:-}" ]; then
    printf '%s\n' ${suite_groups[$1]}
  else
    usage "there is no suite '$1'; there are: ${suite_names[*]} ${!suite_groups[*]}"
  fi
}

# What the environment says, where it says anything: an empty variable is as if unset.
read_test_environment() {
  local name
  for name in LOOPGENIE_TEST_DATA LOOPGENIE_LONG; do
    if [ -z "${!name:-}" ]; then unset "$name"; fi
  done
  if [ -n "${LOOPGENIE_TEST_DATA:-}" ]; then
    [ -d "$LOOPGENIE_TEST_DATA" ] || fail "LOOPGENIE_TEST_DATA names no folder: $LOOPGENIE_TEST_DATA"
    LOOPGENIE_TEST_DATA=$(cd "$LOOPGENIE_TEST_DATA" && pwd)
    export LOOPGENIE_TEST_DATA
  fi
  # Whatever else the person's environment says, tests use their own databases and servers.
  unset DATABASE_URL PORT LOOPGENIE_WASM_DIR LOOPGENIE_API
}

cmd_test() {
  local wanted='' name names=()
  while [ $# -gt 0 ]; do
    case $1 in
      --long) export LOOPGENIE_LONG=1; shift ;;
      --no-install) no_install=1; shift ;;
      --list) list_suites; return ;;
      --help | -h) help_test; return ;;
      -*) usage "test does not know '$1'" ;;
      *)
        if [ -z "$wanted" ]; then
          wanted=$1
        elif [ -z "$test_filter" ]; then
          test_filter=$1
        else
          usage "test takes one suite and one filter, and got '$wanted', '$test_filter' and '$1'"
        fi
        shift
        ;;
    esac
  done
  test_started=$SECONDS
  read_test_environment
  if [ -n "$wanted" ]; then
    names=$(suites_named "$wanted") || exit
    mapfile -t names <<<"$names"
    if [ -n "$test_filter" ] && { [ ${#names[@]} -gt 1 ] || [ "${suite_filter[${names[0]}]}" = - ]; }; then
      usage "the suite '$wanted' takes no filter, and got '$test_filter'"
    fi
  else
    for name in "${suite_names[@]}"; do
      case ${suite_when[$name]} in
        whole) names+=("$name") ;;
        long) if [ -n "${LOOPGENIE_LONG:-}" ]; then names+=("$name"); fi ;;
      esac
    done
  fi
  test_work=$(mktemp -d /tmp/loopgenie-test.XXXXXX)
  chmod 711 "$test_work"
  export LOOPGENIE_TEST_WORK=$test_work
  if [ -z "$wanted" ]; then build_for_all; fi
  for name in "${names[@]}"; do run_suite "$name"; done
  end_tests
  summarize
  [ "$test_failed" -eq 0 ]
}
