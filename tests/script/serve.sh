#!/usr/bin/env bash
# serve.sh demo|andorra: serves that region from its folder in LOOPGENIE_TEST_WORK, for the tests that need one.
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "$0")/lib.sh"
"serve_$1"
