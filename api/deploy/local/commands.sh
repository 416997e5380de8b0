# shellcheck shell=bash
# The commands other than `test`. Each reads its arguments, then does its work.

# A run ends what it has started, unless --detach leaves it running.
leave_running=0
serving=0
result=0
clean_up() {
  stop_ticker
  if [ -n "$test_work" ]; then end_tests; fi
  [ "$leave_running" = 0 ] || return 0
  if [ "$started_server" = 1 ]; then stop_server; fi
  if [ "$started_database" = 1 ]; then
    if try_lock_state; then
      stop_database
    else
      warn "another ./loopgenie works with the private database; it is left running (./loopgenie down stops it)"
    fi
  fi
}
on_signal() {
  if [ "$serving" = 1 ]; then
    say ""
    say "Stopping."
    exit "$result"
  fi
  warn "interrupted"
  exit 130
}

# Options that several commands share. Sets `taken` to how many arguments it used; 0 when the option is not shared.
state_option='' database_url=${LOOPGENIE_DATABASE_URL:-} no_install=0 no_map=0 region_name='' osm_files=() dem_files=()
shared_option() {
  taken=2
  case $1 in
    --state) need_value "$1" $#; state_option=$2 ;;
    --database-url) need_value "$1" $#; database_url=$2 ;;
    --no-install) no_install=1 taken=1 ;;
    *) taken=0 ;;
  esac
}

source_option() {
  taken=2
  case $1 in
    --osm | --dem)
      taken=1
      while [ $# -gt "$taken" ] && [[ ${*:taken+1:1} != --* ]]; do
        if [ "$1" = --osm ]; then osm_files+=("${@:taken+1:1}"); else dem_files+=("${@:taken+1:1}"); fi
        taken=$((taken + 1))
      done
      [ "$taken" -gt 1 ] || usage "$1 needs a file"
      ;;
    --name) need_value "$1" $#; region_name=$2 ;;
    --no-map) no_map=1 taken=1 ;;
    --region) need_value "$1" $#; region=$2 ;;
    --extracts-url) need_value "$1" $#; extracts_url=$2 ;;
    --elevation-url) need_value "$1" $#; elevation_url=$2 ;;
    *) taken=0 ;;
  esac
}

check_files() {
  local file
  check_region
  for file in "${osm_files[@]}" "${dem_files[@]}"; do
    if [ ! -f "$file" ] || [ ! -r "$file" ]; then fail "cannot read the file $file" "is its path right?"; fi
  done
  [ ${#dem_files[@]} -eq 0 ] || [ ${#osm_files[@]} -gt 0 ] || [ -n "$region" ] || usage "--dem without --osm: elevation belongs to a region's OpenStreetMap file"
  mapfile -t -d '' osm_files < <(realpath -z -- "${osm_files[@]}" 2>/dev/null)
  mapfile -t -d '' dem_files < <(realpath -z -- "${dem_files[@]}" 2>/dev/null)
}

prepare_programs() {
  lock_build
  if [ -n "$database_url" ]; then
    ensure_packages "${build_packages[@]}"
  else
    ensure_packages "${build_packages[@]}" "${database_packages[@]}"
  fi
  build_all
  unlock_build
}

open_database() {
  lock_state
  use_service_user
  if [ -n "$database_url" ]; then
    url=$database_url
    check_database
  else
    start_database
    url=$(private_url)
  fi
}

state_hint() { [ -z "$state_option" ] || printf ' --state %q' "$state"; }

cmd_up() {
  local detach=0 place_given=0
  port=8080 address=127.0.0.1
  while [ $# -gt 0 ]; do
    shared_option "$@"
    [ "$taken" -gt 0 ] || source_option "$@"
    if [ "$taken" -gt 0 ]; then shift "$taken"; continue; fi
    case $1 in
      --port) need_value "$1" $#; port=$2 place_given=1; shift 2 ;;
      --address) need_value "$1" $#; address=$2 place_given=1; shift 2 ;;
      --detach) detach=1; shift ;;
      --help | -h) help_up; return ;;
      *) usage "up does not know '$1'" ;;
    esac
  done
  [[ $port =~ ^[0-9]{1,5}$ ]] && [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || usage "--port: got '$port', expected a number from 1 to 65535"
  check_files
  use_state "$state_option"
  open_state
  say "Loop Genie (state: $state)"
  if read_server; then
    [ "$place_given" = 0 ] || [ "$server_url" = "$(reachable_url)" ] ||
      fail "it is already being served at $server_url" "stop that first: ./loopgenie down$(state_hint)"
  else
    check_port
  fi
  prepare_programs
  open_database
  fetch_region
  ensure_data || result=1
  if read_server && [ "$server_mode" = detached ] && [ "$server_program" != "$(program_mark)" ]; then
    say "  the server or its page was built anew; starting it again"
    port=${server_port} address=${server_address}
    stop_server
  fi
  if read_server; then
    leave_running=1
    await_served "$(data_status | json_text version)"
    [ "$server_program" = "$(program_mark)" ] || warn "the running server is an earlier build; stop it where it runs and start it again"
    say "Already served: open $server_url"
    return "$result"
  fi
  if [ "$detach" = 1 ]; then start_server detached; else start_server foreground; fi
  unlock_state
  say "Ready: open $server_url"
  [ "$result" = 0 ] || warn "the import failed (see above); the earlier data are served"
  if [ "$detach" = 1 ]; then
    leave_running=1
    say "It goes on serving; stop it with ./loopgenie down$(state_hint)"
    return "$result"
  fi
  say "Ctrl-C stops it."
  serve_until_stopped
}

serve_until_stopped() {
  local code=0
  serving=1
  wait "$server_pid" || code=$?
  serving=0
  if [ ! -e "$state/run/server" ]; then
    say "Stopped by ./loopgenie down."
    started_server=0 started_database=0
    return "$result"
  fi
  tail -n 5 "$state/log/server.log" | sed 's/^/    | /' >&2
  fail "the server ended by itself (exit code $code); its log: $state/log/server.log"
}

only_state_option() { # ARGUMENT…: --state and --help are all this command takes
  while [ $# -gt 0 ]; do
    case $1 in
      --state) need_value "$1" $#; state_option=$2; shift 2 ;;
      --help | -h) "help_$command"; exit 0 ;;
      *) usage "$command does not know '$1'" ;;
    esac
  done
  use_state "$state_option"
}

cmd_down() {
  only_state_option "$@"
  [ -e "$state/.loopgenie-state" ] || { say "Nothing runs from $state."; return; }
  local something=0
  if read_server; then
    say "Stopping the server at $server_url"
    something=1
    local pid=$server_pid birth=$server_birth
    rm -f "$state/run/server"
    end_process "$pid" "$birth" 10
  fi
  lock_state
  if database_runs; then
    say "Stopping the private database"
    something=1
    stop_database
  fi
  [ "$something" = 1 ] || say "Nothing runs from $state."
}

cmd_status() {
  only_state_option "$@"
  local name
  if [ -e "$state/.loopgenie-state" ] && read_server; then
    printf 'serving   %s (%s, process %s)\n' "$server_url" "$server_mode" "$server_pid"
    name=$(curl --silent --fail --max-time 5 --noproxy '*' "$server_url/v1/meta" | json_text name) || name='does not answer'
    printf 'data      %s\nstate     %s\n' "$name" "$state"
    return 0
  fi
  printf 'no server runs from %s\n' "$state"
  return 3
}

cmd_plan() {
  local arguments=() has_tiles=0
  while [ $# -gt 0 ]; do
    case $1 in
      --state) need_value "$1" $#; state_option=$2; shift 2; continue ;;
      --tiles | --tiles=*) has_tiles=1 ;;
      --help | -h) help_plan; return ;;
    esac
    arguments+=("$1")
    shift
  done
  use_state "$state_option"
  [ -x "$plan_program" ] || fail "the planner is not built yet" "build and serve first: ./loopgenie up"
  if [ "$has_tiles" = 0 ]; then
    read_server || fail "no server runs from $state, and no --tiles were given" \
      "start one: ./loopgenie up --detach" "or plan with exported files: ./loopgenie plan --tiles DIR …"
    arguments=(--tiles "$server_url" "${arguments[@]}")
  fi
  exec "$plan_program" "${arguments[@]}"
}

cmd_ingest() {
  local diff=0
  while [ $# -gt 0 ]; do
    shared_option "$@"
    [ "$taken" -gt 0 ] || source_option "$@"
    if [ "$taken" -gt 0 ]; then shift "$taken"; continue; fi
    case $1 in
      --diff) diff=1; shift ;;
      --help | -h) help_ingest; return ;;
      *) usage "ingest does not know '$1'" ;;
    esac
  done
  [ ${#osm_files[@]} -gt 0 ] || [ -n "$region" ] || [ "$diff" = 1 ] || usage "ingest needs --osm FILE or --region NAME"
  check_files
  use_state "$state_option"
  open_state
  prepare_programs
  open_database
  fetch_region
  if [ "$diff" = 1 ]; then
    step "comparing" "$state/log/diff.log" diff_now || fail "the comparison failed; nothing was changed"
    cat "$state/log/diff.txt"
    return
  fi
  ensure_data || return 1
  if read_server; then
    await_served "$(data_status | json_text version)"
    say "Imported, and served: $server_url"
  else
    say "Imported. Serve it with ./loopgenie up"
  fi
}

cmd_export() {
  local folder=''
  while [ $# -gt 0 ]; do
    shared_option "$@"
    if [ "$taken" -gt 0 ]; then shift "$taken"; continue; fi
    case $1 in
      --help | -h) help_export; return ;;
      -*) usage "export does not know '$1'" ;;
      *) [ -z "$folder" ] || usage "export takes one folder, and got '$folder' and '$1'"; folder=$1; shift ;;
    esac
  done
  [ -n "$folder" ] || usage "export needs a folder to write to"
  use_state "$state_option"
  [ -n "$database_url" ] || [ -f "$state/postgres/PG_VERSION" ] || fail "there are no data in $state to export" "import some first: ./loopgenie up"
  open_state
  prepare_programs
  open_database
  step "writing $folder" "$state/log/export.log" export_to "$(realpath -m -- "$folder")" ||
    fail "the export failed"
}

cmd_format() {
  local check=()
  while [ $# -gt 0 ]; do
    case $1 in
      --check) check=(--check); shift ;;
      --no-install) no_install=1; shift ;;
      --help | -h) help_format; return ;;
      *) usage "format does not know '$1'" ;;
    esac
  done
  lock_build
  meet tools:format npm:web || exit 1
  unlock_build
  in_root format_sources "${check[@]}"
}

# A benchmark is a program, tests/bench/NAME_bench.cpp, or a script that runs programs and peers, tests/bench/NAME.sh.
cmd_bench() {
  local file name names=() packages=()
  case ${1:-} in --help | -h) help_bench; return ;; esac
  mapfile -t names < <(
    find "$root/tests/bench" -maxdepth 1 \( -name '*_bench.cpp' -o -name '*.sh' \) -printf '%f\n' |
      sed -E 's/(_bench\.cpp|\.sh)$//' | sort -u)
  if [ $# -eq 0 ]; then
    printf 'Benchmarks: %s\nRun one: ./loopgenie bench NAME\n' "${names[*]}"
    return
  fi
  [[ " ${names[*]} " == *" $1 "* ]] || usage "there is no benchmark '$1'; there are: ${names[*]}"
  name=$1
  shift
  lock_build
  mapfile -t packages < <(bench_packages "$name")
  ensure_packages "${build_packages[@]}" "${database_packages[@]}" "${packages[@]}"
  if [ -f "$root/tests/bench/${name}_bench.cpp" ]; then
    build_preset release "building the benchmark" "${name}_bench" || exit 1
  fi
  case $name in
    page) meet programs page npm:tests/e2e || exit 1 ;;
    server) meet programs page || exit 1 ;;
    solver) meet programs || exit 1 ;;
  esac
  if [ -f "$root/tests/bench/$name.sh" ]; then
    unlock_build
    exec bash "$root/tests/bench/$name.sh" "$@"
  fi
  unlock_build
  file=$(find "$build/release" -type f -name "${name}_bench" -perm -u+x | head -n 1)
  [ -n "$file" ] || fail "the benchmark '$name' was not built"
  exec "$file" "$@"
}
