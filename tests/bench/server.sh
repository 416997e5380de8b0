#!/usr/bin/env bash
# ./loopgenie bench server: what a person would notice of faults and starts, on the demo region: answers beside clients that
# stall or stay silent, how long a restarted database is felt, how long SIGTERM and the start of a Lambda function take.
# Options go to tests/bench/server.mjs.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
case " $* " in *" --help "* | *" -h "*) exec node "$root/tests/bench/server.mjs" --help ;; esac
LOOPGENIE_TEST_WORK=''
# shellcheck source-path=SCRIPTDIR source=../script/lib.sh
. "$root/tests/script/lib.sh"
serve_demo >&2
export LOOPGENIE_API_PROGRAM=$root/build/release/api/service/loopgenie-api
node "$root/tests/bench/server.mjs" --web "$root/web/dist" "$@"
