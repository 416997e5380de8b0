# shellcheck shell=bash
# Builds the native programs and WebAssembly with CMake presets, the page with npm. Each step builds only what changed.

api_program=$build/release/api/service/loopgenie-api
ingest_program=$build/release/api/ingest/loopgenie-ingest
demo_program=$build/release/api/ingest/loopgenie-demo
plan_program=$build/release/tests/loopgenie-plan

# The version has one source, which CMake reads too.
loopgenie_version() { sed -n 's/^project(loopgenie VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt"; }

# How many compilers may run at once: one for each processor, and for each GB of free memory.
build_jobs() {
  local processors memory_gb
  processors=$(nproc)
  memory_gb=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
  if [ "$memory_gb" -lt 1 ]; then memory_gb=1; fi
  printf '%s\n' $((memory_gb < processors ? memory_gb : processors))
}

# A build folder that came here with a copied or moved checkout still points at the old place.
remove_moved_build() { # PRESET
  local folder=$build/$1
  if [ -f "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
    rm -rf "$folder"
  fi
}

configure() { # PRESET
  remove_moved_build "$1"
  step "configuring ($1)" "$build/log/$1-configure.log" in_root cmake --preset "$1"
}

in_root() { cd "$root" && "$@"; }

configure_and_build() { # PRESET [TARGET]
  remove_moved_build "$1"
  cd "$root" || return
  [ -f "$build/$1/build.ninja" ] || cmake --preset "$1" || return
  cmake --build --preset "$1" --parallel "$(build_jobs)" --target "${2:-all}"
}

build_preset() { # PRESET TITLE [TARGET]
  step "$2" "$build/log/$1.log" configure_and_build "$1" "${3:-all}"
}

# stamp FILE…: prints one hash of the content of files and folders.
stamp() {
  find "$@" -type f -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

is_stamped() { [ -f "$build/stamp/$1" ] && [ "$(cat "$build/stamp/$1")" = "$2" ]; }
set_stamp() { mkdir -p "$build/stamp" && printf '%s\n' "$2" >"$build/stamp/$1"; }

install_npm_packages() { # FOLDER TITLE
  local now name=npm-${1//\//-}
  now=$(stamp "$root/$1/package-lock.json" "$root/$1/package.json")-node$(node_major)
  if [ -d "$root/$1/node_modules" ] && is_stamped "$name" "$now"; then return 0; fi
  step "$2" "$build/log/$name.log" npm --prefix "$root/$1" ci --no-audit --no-fund || return
  set_stamp "$name" "$now"
}

build_web() {
  local now inputs
  install_npm_packages web "fetching the page's npm packages" || return
  mapfile -t inputs < <(find "$root/web" -mindepth 1 -maxdepth 1 ! -name node_modules ! -name dist)
  now=$(stamp "${inputs[@]}" "$build/wasm/loopgenie.js" "$build/wasm/loopgenie.wasm")
  if [ -f "$root/web/dist/index.html" ] && is_stamped web "$now"; then return 0; fi
  step "building the page" "$build/log/web.log" npm --prefix "$root/web" run build || return
  set_stamp web "$now"
}

build_all() {
  if [ ! -f "$api_program" ]; then need_disk "$root" 1500 "building"; fi
  build_preset release "building the native programs" &&
    build_preset wasm "building WebAssembly" &&
    build_web || fail "the build failed" "the whole output is in $build/log/"
}
