# shellcheck shell=bash
# The state folder: the private database, logs, pid files and the demo region's files. Outside the checkout by default.
#
#   DIR/.loopgenie-state   says that the folder is ours     DIR/log/      what the programs printed
#   DIR/postgres/          the database's files             DIR/demo/     the demo region's files
#   DIR/run/               pid files, the socket            DIR/lock      held while a command works here
#   DIR/bin/, DIR/page/    what serves for root: see service_user.sh
#   DIR/regions/           what --region has downloaded

default_state() {
  if [ "$EUID" -eq 0 ]; then
    printf '/var/lib/loopgenie\n'
  elif [ -n "${XDG_STATE_HOME:-${HOME:-}}" ]; then
    printf '%s/loopgenie\n' "${XDG_STATE_HOME:-$HOME/.local/state}"
  else
    fail "HOME is not set, so there is no usual place for the state folder" "name one with --state DIR"
  fi
}

# use_state DIR: makes `state` absolute; does not create it.
use_state() {
  state=$1
  if [ -z "$state" ]; then state=$(default_state) || exit; fi
  case $state in /*) ;; *) state=$PWD/$state ;; esac
  state=${state%/}
  [ -n "$state" ] || usage "--state / is not a folder to keep state in"
  # PostgreSQL writes its folder's name on a line of its own.
  [[ $state != *$'\n'* ]] || usage "--state: a folder with a line break in its name cannot hold the database"
}

open_state() {
  if [ -e "$state" ] && [ ! -e "$state/.loopgenie-state" ]; then
    [ -d "$state" ] || fail "$state is not a folder" "choose another with --state DIR"
    # Looked for again: another `up` may just have made the folder.
    [ -z "$(ls -A "$state" 2>/dev/null)" ] || [ -e "$state/.loopgenie-state" ] ||
      fail "$state holds other things and is not Loop Genie's" "choose an empty or a new folder with --state DIR"
  fi
  mkdir -p "$state" 2>/dev/null && [ -w "$state" ] || fail "cannot write to $state" "choose another folder with --state DIR"
  : >"$state/.loopgenie-state"
  mkdir -p "$state/log" "$state/run"
  # For root, the database belongs to the user postgres, who must be able to reach it. What is private lies deeper.
  if [ "$EUID" -eq 0 ]; then chmod go+x "$state" "$state/run"; fi
}
