# shellcheck shell=bash
# Messages, and `step`, which shows the progress of a long command. All of it goes to stderr; stdout has results only.

say() { printf '%s\n' "$*" >&2; }
warn() { printf 'loopgenie: %s\n' "$*" >&2; }

# fail MESSAGE LINE…: prints what went wrong, then what to do, one line each, and ends the script.
fail() {
  printf 'loopgenie: %s\n' "$1" >&2
  shift
  local line
  for line in "$@"; do printf '  %s\n' "$line" >&2; done
  exit 1
}

# usage MESSAGE: the command line is wrong.
usage() {
  printf 'loopgenie: %s\n  see ./loopgenie %s--help\n' "$1" "${command:+$command }" >&2
  exit 2
}

# need_value OPTION COUNT_LEFT: ends the script if no value follows the option.
need_value() { [ "$2" -ge 2 ] || usage "$1 needs a value"; }

minutes() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }

# The last line of a log, short enough for one line of a terminal.
last_line() {
  tail -c 400 "$1" 2>/dev/null | tr '\r' '\n' | tr -d '\033' | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c 1-70
}

ticker_pid=
start_ticker() { # TITLE LOG
  local title=$1 log=$2 started=$SECONDS shown=0
  (
    while sleep 0.5; do
      if [ -t 2 ]; then
        printf '\r\033[K  %s  %s  %s' "$title" "$(minutes $((SECONDS - started)))" "$(last_line "$log")" >&2
      elif [ $((SECONDS - started - shown)) -ge 20 ]; then
        shown=$((SECONDS - started))
        printf '    … %s  %s  %s\n' "$title" "$(minutes $shown)" "$(last_line "$log")" >&2
      fi
    done
  ) 8>&- 9>&- &
  ticker_pid=$!
}

stop_ticker() {
  [ -n "$ticker_pid" ] || return 0
  kill "$ticker_pid" 2>/dev/null || true
  wait "$ticker_pid" 2>/dev/null || true
  ticker_pid=
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

# step TITLE LOG COMMAND…: runs the command, with its output in LOG and its progress on the terminal. Returns its exit code.
# If it fails, the end of the log is shown.
step() {
  local title=$1 log=$2 started=$SECONDS code=0
  shift 2
  mkdir -p "$(dirname "$log")"
  : >"$log"
  [ -t 2 ] || say "  $title …"
  start_ticker "$title" "$log"
  ("$@") >"$log" 2>&1 </dev/null || code=$?
  stop_ticker
  if [ "$code" -eq 0 ]; then
    say "  $title: done in $(minutes $((SECONDS - started)))"
  else
    say "  $title: FAILED (exit code $code) after $(minutes $((SECONDS - started))). The end of $log:"
    tail -n 25 "$log" | sed 's/^/    | /' >&2
  fi
  return "$code"
}

# free_mb FOLDER: prints the free megabytes on its file system; the folder need not exist.
free_mb() {
  local folder=$1
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  df -Pm -- "$folder" | awk 'NR == 2 { print $4 }'
}

# need_disk FOLDER MEGABYTES WHAT_FOR
need_disk() {
  local free
  free=$(free_mb "$1")
  [ "$free" -ge "$2" ] && return 0
  fail "too little disk: $3 needs about $2 MB under $1, and $free MB are free there" \
    "make room, or use another disk, then run the same command again"
}
