# shellcheck shell=bash
# The private PostgreSQL 15. It has its own folder, no TCP port, and a socket that only its owner (and root) can reach. It
# never runs as root: for root, the user postgres runs it and owns its files.

postgres_bin=/usr/lib/postgresql/15/bin

as_database_user() {
  if [ "$EUID" -eq 0 ]; then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi
}

# Runs a PostgreSQL program in the database's folder. initdb and pg_ctl hand paths to a shell, which would carry out what a
# folder's name says: so they get "." instead.
in_database_folder() {
  if [ "$EUID" -eq 0 ]; then (cd "$state/postgres" && exec runuser -u postgres -- "$@"); else (cd "$state/postgres" && exec "$@"); fi
}

# A Unix socket's path is limited to 107 bytes, and this one travels through URLs and a shell: a state folder that is
# deep in the tree or has a name with spaces gets its socket under /tmp.
socket_dir() {
  local folder="$state/run/socket"
  if [ "${#folder}" -gt 80 ] || [[ $folder == *[^A-Za-z0-9_./-]* ]]; then folder=/tmp/loopgenie-$(printf '%s' "$state" | sha256sum | cut -c 1-16); fi
  printf '%s\n' "$folder"
}

make_private_dir() { # FOLDER
  local owner
  owner=$(as_database_user id -un)
  if [ ! -d "$1" ]; then
    mkdir -m 700 -- "$1" && { [ "$EUID" -ne 0 ] || chown postgres: -- "$1"; } || fail "cannot make the folder $1"
  fi
  [ "$(stat -c %U -- "$1")" = "$owner" ] || fail "the folder $1 does not belong to $owner" "remove it, or choose another --state DIR"
  chmod 700 -- "$1"
}

private_url() { printf 'postgresql://loopgenie@/loopgenie?host=%s\n' "$(socket_dir)"; }

# It runs if the process that its pid file names works in exactly this folder.
database_runs() {
  local pid
  pid=$(head -n 1 "$state/postgres/postmaster.pid" 2>/dev/null) || return 1
  [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$(readlink -f "$state/postgres")" ]
}

create_database_files() {
  in_database_folder "$postgres_bin/initdb" --pgdata=. --username=loopgenie --encoding=UTF8 --locale=C.UTF-8 \
    --auth-local=trust --auth-host=reject
}

started_database=0
start_database() {
  local closed code=0
  database_runs && return 0
  if [ ! -f "$state/postgres/PG_VERSION" ]; then
    need_disk "$state" 600 "the database"
    make_private_dir "$state/postgres"
    if ! as_database_user test -x "$state/postgres"; then
      closed=$state
      while [ "$closed" != / ] && ! as_database_user test -x "$(dirname "$closed")"; do closed=$(dirname "$closed"); done
      fail "the user postgres cannot reach $state/postgres: a folder above $closed is closed to it" \
        "choose a folder outside of it with --state DIR"
    fi
    step "creating the private database" "$state/log/initdb.log" create_database_files || fail "the database could not be created"
  fi
  [ "$(cat "$state/postgres/PG_VERSION")" = 15 ] ||
    fail "the database in $state was made by PostgreSQL $(cat "$state/postgres/PG_VERSION"), expected 15" "choose another --state DIR"
  make_private_dir "$(socket_dir)"
  # shellcheck disable=SC2024  # the log is written by the database's own user
  in_database_folder "$postgres_bin/pg_ctl" start --silent --wait --timeout=120 --pgdata=. --log=server.log \
    --options="-c listen_addresses='' -c unix_socket_directories=$(socket_dir)" \
    >"$state/log/pg_ctl.log" 2>&1 8>&- 9>&- || code=$?
  if [ "$code" -ne 0 ]; then
    tail -n 5 "$state/log/pg_ctl.log" "$state/postgres/server.log" 2>/dev/null | sed 's/^/    | /' >&2
    fail "the private database did not start; its log: $state/postgres/server.log"
  fi
  started_database=1
  ensure_database_exists
}

ensure_database_exists() {
  local there
  there=$(psql_private postgres -c "select 1 from pg_database where datname = 'loopgenie'")
  [ "$there" = 1 ] || psql_private postgres -c 'create database loopgenie' >/dev/null
}

psql_private() { # DATABASE ARGUMENT…
  local name=$1
  shift
  "$postgres_bin/psql" --no-psqlrc --no-align --tuples-only --quiet --host="$(socket_dir)" --username=loopgenie --dbname="$name" "$@"
}

stop_database() {
  database_runs || return 0
  in_database_folder "$postgres_bin/pg_ctl" stop --silent --wait --timeout=60 --mode=fast --pgdata=. >>"$state/log/pg_ctl.log" 2>&1 8>&- 9>&- ||
    warn "the private database did not stop; see $state/log/pg_ctl.log"
}

# With --database-url: that PostgreSQL answers and has PostGIS.
check_database() {
  local answer
  answer=$(run_ingest status 2>&1 >/dev/null) ||
    fail "the database given does not answer: ${answer#loopgenie-ingest: }" \
      "check the address, the user and that it runs; or leave --database-url out to use a private one"
}
