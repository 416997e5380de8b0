# shellcheck shell=bash
# The web server of a state folder: loopgenie-api with the built page.

# read_server: reads what is known of the server into server_* variables. Returns 1 if no such process is alive.
read_server() {
  local key value
  server_pid='' server_birth='' server_url='' server_address='' server_port='' server_mode='' server_program=''
  while IFS='=' read -r key value; do
    case $key in
      pid) server_pid=$value ;; birth) server_birth=$value ;; url) server_url=$value ;;
      address) server_address=$value ;; port) server_port=$value ;;
      mode) server_mode=$value ;; program) server_program=$value ;;
    esac
  done 2>/dev/null <"$state/run/server" || return 1
  is_alive "$server_pid" "$server_birth"
}

# A hash of the program and the page, which the server holds in memory. The page's index names all other files by their
# contents.
program_mark() { cat "$api_program" "$root/web/dist/index.html" | sha256sum | cut -c 1-16; }

check_port() {
  port_answers "$address" "$port" || return 0
  fail "port $port is in use by another program" "choose another, for example: ./loopgenie up --port $(free_port $((port + 1)))"
}

reachable_url() {
  case $address in
    0.0.0.0) printf 'http://localhost:%s\n' "$port" ;;
    127.0.0.1) printf 'http://localhost:%s\n' "$port" ;;
    *:*) printf 'http://[%s]:%s\n' "${address/#::/::1}" "$port" ;;
    *) printf 'http://%s:%s\n' "$address" "$port" ;;
  esac
}

started_server=0
start_server() { # MODE
  local log=$state/log/server.log started=$SECONDS
  server_mode=$1
  server_url=$(reachable_url)
  check_port
  install_server
  DATABASE_URL=$url setsid "${as_service[@]}" "$service_api" --port "$port" --address "$address" --web "$service_page" \
    >"$log" 2>&1 </dev/null 8>&- 9>&- &
  server_pid=$!
  server_birth=$(process_birth "$server_pid") || server_birth=gone
  started_server=1
  printf '%s=%s\n' pid "$server_pid" birth "$server_birth" url "$server_url" \
    address "$address" port "$port" mode "$server_mode" program "$(program_mark)" >"$state/run/server"
  until is_alive "$server_pid" "$server_birth" && curl --silent --fail --max-time 5 --noproxy '*' --output "$state/run/readyz" "$server_url/readyz" 2>/dev/null; do
    if ! is_alive "$server_pid" "$server_birth"; then
      tail -n 5 "$log" | sed 's/^/    | /' >&2
      fail "the server ended instead of starting; its log: $log"
    fi
    if [ $((SECONDS - started)) -ge 60 ]; then
      sed 's/^/    | /' "$state/run/readyz" >&2 2>/dev/null || true
      fail "the server did not become ready within 60 s; its log: $log"
    fi
    sleep 0.1
  done
}

# await_served VERSION: waits until the running server, which looks for new data about once a second, serves those of that
# version. Only warns when it does not: the data are imported all the same.
await_served() {
  local started=$SECONDS
  until [ "$(curl --silent --max-time 5 --noproxy '*' "$server_url/readyz" 2>/dev/null | json_text version)" = "$1" ]; do
    if [ $((SECONDS - started)) -ge 30 ]; then
      warn "the running server does not serve the new data yet, after 30 s; its log: $state/log/server.log"
      return 0
    fi
    sleep 0.1
  done
}

stop_server() {
  read_server || { rm -f "$state/run/server"; return 0; }
  end_process "$server_pid" "$server_birth" 10
  rm -f "$state/run/server"
}
