# shellcheck shell=bash
# Locks, and pid files that stay right when a pid is used again or the machine restarts.

# File descriptor 8 holds the lock on the build folder, 9 the one on the state folder. What is started in the background
# closes both (`8>&- 9>&-`); otherwise it would keep the locks.
lock_build() {
  mkdir -p "$build" 2>/dev/null && [ -w "$build" ] || fail "cannot write to $build" "build as the user who owns the checkout"
  exec 8>>"$build/.lock"
  flock --nonblock 8 && return 0
  say "Another ./loopgenie is building in this checkout; waiting for it."
  flock 8
}
unlock_build() { exec 8>&-; }

lock_state() {
  exec 9>>"$state/lock"
  flock --nonblock 9 && return 0
  say "Another ./loopgenie is at work in $state; waiting for it."
  flock 9
}
try_lock_state() { exec 9>>"$state/lock" && flock --nonblock 9; }
unlock_state() { exec 9>&-; }

# process_birth PID: prints when the process began. Together with the pid this names one process, also over restarts.
process_birth() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  # shellcheck disable=SC2086  # the fields after the name; the 20th of them is the start time in ticks since boot
  set -- $stat
  case $1 in Z | X) return 1 ;; esac # it has ended; its parent has not noticed yet
  printf '%s@%s\n' "${20}" "$(cat /proc/sys/kernel/random/boot_id)"
}

is_alive() { # PID BIRTH
  [ -n "${1:-}" ] && [ -n "${2:-}" ] && [ "$(process_birth "$1")" = "$2" ]
}

# end_process PID BIRTH SECONDS: asks it to end, waits so long, and then kills it.
end_process() {
  local tries=$(($3 * 10))
  is_alive "$1" "$2" || return 0
  kill -TERM "$1" 2>/dev/null || true
  while is_alive "$1" "$2" && [ "$tries" -gt 0 ]; do
    sleep 0.1
    tries=$((tries - 1))
  done
  is_alive "$1" "$2" || return 0
  warn "process $1 did not end within $3 s; killing it"
  kill -KILL "$1" 2>/dev/null || true
}

port_answers() { # ADDRESS PORT
  local address=$1
  case $address in 0.0.0.0) address=127.0.0.1 ;; '::') address=::1 ;; esac
  (exec 3<>"/dev/tcp/$address/$2") 2>/dev/null
}

# free_port FIRST: prints the first port, from FIRST on, on which nothing listens.
free_port() {
  local port=$1
  while port_answers 127.0.0.1 "$port"; do port=$((port + 1)); done
  printf '%s\n' "$port"
}
