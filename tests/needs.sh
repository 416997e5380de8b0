# shellcheck shell=bash
# What suites need before they run: need_NAME [ARGUMENT] installs and builds it. Each is made once in a run.

declare -A need_result=()

# meet NEED…: true where all of them are there, made now or before.
meet() {
  local need code
  for need in "$@"; do
    if [ -z "${need_result[$need]:-}" ]; then
      code=0
      case $need in
        *:*) "need_${need%%:*}" "${need#*:}" || code=$? ;;
        *) "need_$need" || code=$? ;;
      esac
      need_result[$need]=$code
    fi
    [ "${need_result[$need]}" = 0 ] || return 1
  done
}

# The tools of suites that build nothing.
need_tools() {
  case $1 in
    node) ensure_packages "${node_package[@]}" git ;;
    format) ensure_packages "${node_package[@]}" git clang-format ;;
    shellcheck) ensure_packages git shellcheck ;;
    script) ensure_packages "${database_packages[@]}" "${script_test_packages[@]}" ;;
    machine) ensure_packages "${database_packages[@]}" "${script_test_packages[@]}" "${long_test_packages[@]}" ;;
    browser) ensure_packages "${database_packages[@]}" "${browser_test_packages[@]}" ;;
  esac
}

need_npm() { # FOLDER
  build_suite "npm packages of $1" install_npm_packages "$1" "fetching the npm packages of $1"
}

need_programs() {
  ensure_packages "${build_packages[@]}" "${database_packages[@]}"
  build_suite "build: native programs" build_preset release "building the native programs"
}

need_module() {
  ensure_packages "${build_packages[@]}"
  build_suite "build: WebAssembly" build_preset wasm "building WebAssembly"
}

need_page() { meet module && build_suite "build: page" build_web; }

need_tests() {
  ensure_packages "${build_packages[@]}" "${database_packages[@]}" "${cpp_test_packages[@]}"
  build_suite "build: tests with sanitizers" build_preset test "building the tests with sanitizers"
}

# One C++ area alone. The core's tests have a build of their own that knows no other library.
need_area() { # AREA
  local preset=test
  case $1 in
    core | property)
      preset=core
      ensure_packages "${core_test_packages[@]}"
      ;;
    *) ensure_packages "${build_packages[@]}" "${database_packages[@]}" "${cpp_test_packages[@]}" ;;
  esac
  build_suite "build: tests of $1" build_preset "$preset" "building the tests of $1" "$1_tests"
}

need_fuzz() {
  if [ "${need_result[tests]:-}" = 0 ]; then return 0; fi
  ensure_packages "${build_packages[@]}" "${cpp_test_packages[@]}"
  build_suite "build: fuzz targets" build_preset test "building the fuzz targets" fuzz_targets
}

need_threads() {
  ensure_packages "${build_packages[@]}" "${database_packages[@]}" "${cpp_test_packages[@]}"
  build_suite "build: tests that see data races" build_preset thread "building the server's tests with a thread sanitizer" service_tests
}

# clang-tidy reads how every file is compiled.
need_tidy() {
  ensure_packages "${node_package[@]}" "${build_packages[@]}" "${cpp_test_packages[@]}" clang-tidy
  build_suite "configured for clang-tidy" configure tidy
}
