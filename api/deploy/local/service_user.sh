# shellcheck shell=bash
# Who the importer and the server run as. They read files and requests from outside, so for root they run as a user without
# rights: postgres, whose database it is, or nobody where --database-url names another one. For everybody else they run as
# that user.
#
# That user may be unable to reach root's checkout. So for root the programs and the page are copied into the state folder
# (DIR/bin/, DIR/page/), and so is an input file that the user cannot read, for as long as the import takes.

as_service=()                # what a command is run with
service_ingest=$ingest_program
service_api=$api_program
service_page=$root/web/dist

use_service_user() {
  local user=postgres
  [ "$EUID" -eq 0 ] || return 0
  [ -z "$database_url" ] || user=nobody
  as_service=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --init-groups --no-new-privs --)
  service_ingest=$state/bin/${ingest_program##*/}
  mkdir -p "$state/bin" && chmod 755 "$state/bin" && install -m 755 "$ingest_program" "$service_ingest" ||
    fail "cannot write to $state/bin"
}

# For root: copies the server and its page to where its user reaches them.
install_server() {
  [ "$EUID" -eq 0 ] || return 0
  service_api=$state/bin/${api_program##*/}
  service_page=$state/page
  rm -rf -- "$service_page"
  install -m 755 "$api_program" "$service_api" && cp -r -- "$root/web/dist" "$service_page" && chmod -R a+rX "$service_page" ||
    fail "cannot write to $service_page"
}

run_ingest() { DATABASE_URL=$url "${as_service[@]}" "$service_ingest" "$@"; }

# readable_file FILE: sets `readable` to FILE, or to a copy of it that the service's user can read.
readable_file() {
  local folder
  readable=$1
  if [ "$EUID" -ne 0 ] || (cd / && "${as_service[@]}" test -r "$1"); then return 0; fi
  mkdir -p "$state/run/inputs" && chmod 755 "$state/run/inputs" && folder=$(mktemp -d "$state/run/inputs/XXXXXX") || return 1
  chmod 755 "$folder"
  readable=$folder/${1##*/}
  cp -- "$1" "$readable" && chmod 644 "$readable"
}
remove_copies() { rm -rf -- "$state/run/inputs"; }
