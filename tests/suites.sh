# shellcheck shell=bash
# The suites of ./loopgenie test that call a tool. Those that are scripts of their own are in tests/script/.

# project_files GLOB…: the project's files of that kind, whether committed yet or not.
project_files() {
  git -C "$root" -c safe.directory="$root" ls-files --cached --others --exclude-standard -z -- "$@" |
    while IFS= read -r -d '' file; do
      if [ -f "$root/$file" ]; then printf '%s\0' "$file"; fi
    done
}

suite_format() {
  cd "$root" || return
  project_files '*.cpp' '*.hpp' | xargs -0 -r clang-format --dry-run -Werror
}

suite_shellcheck() {
  cd "$root" || return
  shellcheck -x loopgenie .ci/run && project_files 'tests/*/*.sh' 'api/deploy/*.sh' ':!api/deploy/local/' | xargs -0 -r shellcheck -x
}

# The files of C++ that clang-tidy looks at, those changed by the newest commits first.
tidy_files() {
  local kinds=('core/*.cpp' 'api/*.cpp' 'tests/harness/*.cpp')
  { git -C "$root" -c safe.directory="$root" log --format= --name-only -z -- "${kinds[@]}"; project_files "${kinds[@]}"; } |
    while IFS= read -r -d '' file; do
      if [ -f "$root/$file" ]; then printf '%s\0' "$file"; fi
    done | awk 'BEGIN { RS = ORS = "\0" } !seen[$0]++'
}

# clang-tidy over as many files as fit into the time left of the whole run; how many were left out is said.
suite_clang_tidy() {
  local left_of_run=$((test_run_seconds - (SECONDS - test_started))) seconds left
  seconds=$((left_of_run < 60 ? 60 : left_of_run > 240 ? 240 : left_of_run))
  seconds=${LOOPGENIE_TIDY_SECONDS:-$seconds}
  cd "$root" || return
  if [ -n "${LOOPGENIE_LONG:-}" ]; then seconds=3600; fi
  cmake --preset tidy >/dev/null || return # how every file is compiled on its own
  # shellcheck disable=SC2016  # expanded by the inner shell, one per file
  tidy_files |
    xargs -0 -r -n 1 -P "$(nproc)" bash -c '
      [ "$(date +%s)" -lt "$1" ] || { echo "left out: $2"; exit 0; }
      if clang-tidy -p "$0" --quiet "$2" 2>/dev/null; then echo "ok - $2"; else echo "not ok - $2"; fi
    ' "$build/tidy" $(($(date +%s) + seconds)) >"$build/log/clang-tidy-files.log"
  cat "$build/log/clang-tidy-files.log"
  left=$(grep -c '^left out' "$build/log/clang-tidy-files.log") || true
  if [ "$left" -gt 0 ]; then echo "ok - $left files # SKIP not looked at: the time ($seconds s) was up (--long looks at all)"; fi
}

# run_area EXECUTABLE: one area's GoogleTest program as a whole, so that its tests share what is costly to set up
# (a process of its own for each of them took several times as long); its results as TAP lines.
run_area() {
  local code=0 area log
  area=$(basename "$1" _tests)
  log=$build/log/test-cpp-$area.log
  (cd "$build/test" && timeout 900 "$1" --gtest_color=no) >"$log" 2>&1 || code=$?
  awk -v area="$area" '
    /^\[ RUN      \]/ { why = "" }
    /Skipped$/ { getline why }
    /^\[       OK \] .*\(/ { print "ok - " area "." $4 }
    /^\[  SKIPPED \] .*\(/ { print "ok - " area "." $4 " # SKIP " why }
    /^\[  FAILED  \] .*\(/ { print "not ok - " area "." $4 }' "$log"
  if [ "$code" -ne 0 ] && ! grep -q '^\[  FAILED  \] .*(' "$log"; then echo "not ok - $area stopped with exit code $code; see $log"; fi
  return "$code"
}

# A throw-away database server for C++ tests.
start_test_database() {
  state=$test_work/database
  mkdir -p "$state" && open_state && start_database || return
  LOOPGENIE_TEST_DATABASE_URL=$(private_url)
  export LOOPGENIE_TEST_DATABASE_URL build
}

# The server's tests once more, under the sanitizer that sees data races.
suite_threads() {
  local code=0
  configure_and_build thread service_tests || return
  start_test_database || return
  (cd "$build/thread" && TSAN_OPTIONS=suppressions=$root/tests/tsan.supp:halt_on_error=0:exitcode=66 \
    timeout 900 tests/service_tests --gtest_color=no) >"$build/log/test-threads-service.log" 2>&1 || code=$?
  awk '/^\[       OK \] .*\(/ { print "ok - " $4 } /^\[  FAILED  \] .*\(/ { print "not ok - " $4 }' "$build/log/test-threads-service.log"
  if [ "$code" -ne 0 ]; then echo "not ok - exit code $code; see $build/log/test-threads-service.log"; fi
  stop_database
  return "$code"
}

# Every GoogleTest program, two at a time, then what else ctest knows.
suite_cpp() {
  local program code=0
  start_test_database || return
  export LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0
  export -f run_area
  find "$build/test/tests" -maxdepth 1 -name '*_tests' -type f -perm -u+x -printf '%s %p\0' | sort -z -rn | cut -z -d ' ' -f 2- |
    xargs -0 -r -n 1 -P "$(nproc)" bash -c 'run_area "$0"' || code=$?
  stop_database
  ctest --test-dir "$build/test" --exclude-regex '^(core|property|db|ingest|service|harness|checker|bench)\.' --output-on-failure --timeout 600 |
    sed -E 's/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: ([^ ]+) \.+.*(Passed|Failed|Timeout|Exception).*/\2 \1/; s/^Passed /ok - /; s/^(Failed|Timeout|Exception) /not ok - /'
  return $((code + PIPESTATUS[0]))
}

suite_web_lint() { npm --prefix "$root/web" run lint; }

suite_web_unit() {
  cd "$root/web" || return
  npx --no-install vitest run --reporter=tap-flat
}

# The suites below use the regions that tests/script/demo_region.sh and andorra.sh have left served.
served_url() { # REGION
  state=$test_work/$1
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
  "${compare[@]}" --url "$url" --at "$(cat "$test_work/demo.middle")" || code=$?
  if url=$(served_url andorra); then "${compare[@]}" --url "$url" --at 42.5063,1.5218 || code=$?; fi
  return "$code"
}

suite_browser() {
  local url
  url=$(served_url andorra) || url=$(served_url demo) || { echo "not ok - no region is served"; return 1; }
  timeout 900 node "$root/tests/e2e/run.mjs" --url "$url" --out "$build/e2e"
}
