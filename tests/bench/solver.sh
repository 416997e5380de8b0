#!/usr/bin/env bash
# ./loopgenie bench solver: the measuring program, then WebAssembly against native from the same tiles. Arguments go to
# the program (--help lists them); where --only names rows, WebAssembly is measured if "wasm" is one of them.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
build=$root/build
quick=() rows=() arguments=() is_row=0
for argument in "$@"; do
  case $argument in
    --only) is_row=1; continue ;;
    -*) is_row=0 ;;
  esac
  if [ "$argument" = --quick ]; then quick=(--quick); fi
  if [ "$is_row" = 1 ]; then rows+=("$argument"); else arguments+=("$argument"); fi
done

wants() { [ ${#rows[@]} -eq 0 ] || [[ " ${rows[*]} " == *" $1 "* ]]; }

native_rows=()
for row in "${rows[@]}"; do
  if [ "$row" != wasm ]; then native_rows+=(--only "$row"); fi
done
if [ ${#rows[@]} -eq 0 ] || [ ${#native_rows[@]} -gt 0 ]; then
  "$build/release/tests/bench/solver_bench" "${arguments[@]}" "${native_rows[@]}"
fi
if [[ " $* " == *" --help "* ]] || ! wants wasm; then exit 0; fi

# Emscripten is clang, so the native side is clang's, too, with the same flags where they exist.
mkdir -p "$build/log"
NODE_PATH=/usr/share/nodejs
export NODE_PATH
if ! { cmake -S "$root" --preset wasm && cmake --build "$build/wasm" &&
  CC=clang CXX=clang++ cmake -G Ninja -S "$root" -B "$build/clang" -DCMAKE_BUILD_TYPE=Release &&
  cmake --build "$build/clang" --target loopgenie-plan; } >"$build/log/bench-wasm.log" 2>&1; then
  echo "WebAssembly or clang's native build failed; see $build/log/bench-wasm.log" >&2
  exit 1
fi
tiles=$(mktemp -d /tmp/loopgenie-bench.XXXXXX)
trap 'rm -rf -- "$tiles"' EXIT
"$build/release/tests/bench/solver_bench" --export "$tiles"
node "$root/tests/bench/solver/wasm_ratio.mjs" --module "$build/wasm" --plan "$build/clang/tests/loopgenie-plan" \
  --compiler "$(clang --version | head -n 1)" --tiles "$tiles" "${quick[@]}"
