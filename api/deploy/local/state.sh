# shellcheck shell=bash
# The state folder: the private database, logs, pid files and the demo region's files. Outside the checkout by default.
#
#   DIR/.loopgenie-state   says that the folder is ours     DIR/log/      what the programs printed
#   DIR/postgres/          the database's files             DIR/demo/     the demo region's files
#   DIR/run/               pid files, the socket            DIR/lock      held while a command works here
#   DIR/regions/           what --region has downloaded

default_state() {
  if [ "$EUID" -eq 0 ]; then
    printf '/var/lib/loopgenie\n'
  else
    printf '%s/loopgenie\n' "${XDG_STATE_HOME:-$HOME/.local/state}"
  fi
}

# use_state DIR: makes `state` absolute; does not create it.
use_state() {
  state=${1:-$(default_state)}
  case $state in /*) ;; *) state=$PWD/$state ;; esac
  state=${state%/}
  [ -n "$state" ] || usage "--state / is not a folder to keep state in"
}

open_state() {
  if [ -e "$state" ] && [ ! -e "$state/.loopgenie-state" ]; then
    [ -d "$state" ] || fail "$state is not a folder" "choose another with --state DIR"
    [ -z "$(ls -A "$state" 2>/dev/null)" ] ||
      fail "$state holds other things and is not Loop Genie's" "choose an empty or a new folder with --state DIR"
  fi
  mkdir -p "$state" 2>/dev/null && [ -w "$state" ] || fail "cannot write to $state" "choose another folder with --state DIR"
  mkdir -p "$state/log" "$state/run"
  : >"$state/.loopgenie-state"
  # For root, the database belongs to the user postgres, who must be able to reach it. What is private lies deeper.
  if [ "$EUID" -eq 0 ]; then chmod go+x "$state" "$state/run"; fi
}
