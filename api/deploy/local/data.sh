# shellcheck shell=bash
# Which region is served: imports, the demo region, and the record of what was imported.

data_status() { run_ingest status 2>>"$state/log/status.log"; }
json_number() { sed -n "s/.*\"$1\" *: *\([0-9][0-9]*\).*/\1/p"; }
json_text() { sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"; }

# source_mark FILE…: prints a hash of the names, sizes and times of the files and of the importer. It tells whether the same
# was imported before, without reading the files.
source_mark() {
  { printf '%s\n' "${region_name:-}" "$no_map" "${dem_credit[@]}" "$(sha256sum <"$ingest_program")"; stat -c '%n %s %Y' -- "$@"; } | sha256sum | cut -d ' ' -f 1
}

# Sets `arguments` to what import and diff take.
source_arguments() {
  local file readable
  arguments=("${dem_credit[@]}")
  for file in "${osm_files[@]}"; do readable_file "$file" && arguments+=(--osm "$readable") || return; done
  for file in "${dem_files[@]}"; do readable_file "$file" && arguments+=(--dem "$readable") || return; done
  [ -z "${region_name:-}" ] || arguments+=(--name "$region_name")
  [ "$no_map" = 0 ] || arguments+=(--no-map)
  [ "${made_up:-0}" = 0 ] || arguments+=(--made-up)
}

import_now() {
  local arguments code=0
  source_arguments && run_ingest import "${arguments[@]}" >"$state/log/import-report.txt" || code=$?
  remove_copies
  return "$code"
}

diff_now() {
  local arguments code=0
  source_arguments && run_ingest diff "${arguments[@]}" >"$state/log/diff.txt" || code=$?
  remove_copies
  return "$code"
}

# import_region: imports osm_files and dem_files, unless they are imported already. Returns 1 if the import failed.
import_region() {
  local mark version
  mark=$(source_mark "${osm_files[@]}" "${dem_files[@]}")
  version=$(data_status | json_text version)
  if [ -n "$version" ] && [ "$(cat "$state/run/imported" 2>/dev/null)" = "$mark $version" ]; then
    say "  the data are up to date"
    return 0
  fi
  step "importing ${osm_files[*]##*/}" "$state/log/import.log" import_now || return 1
  sed 's/^/    /' "$state/log/import-report.txt" >&2
  printf '%s %s\n' "$mark" "$(data_status | json_text version)" >"$state/run/imported"
}

make_demo_files() { mkdir -p "$state/demo" && "$demo_program" --out "$state/demo"; }

# A hash of the programs that make and import the demo region: with another build of them it is made again.
demo_mark() { cat "$demo_program" "$ingest_program" | sha256sum | cut -d ' ' -f 1; }

import_demo() {
  local region_name="Demo region (made up)" made_up=1
  rm -f "$state/run/demo"
  step "making the demo region (made up, not a real place)" "$state/log/demo.log" make_demo_files || return 1
  osm_files=("$state/demo/demo.osm.pbf")
  dem_files=("$state/demo/demo-dem.tif")
  import_region || return 1
  demo_mark >"$state/run/demo"
}

migrate() { run_ingest migrate; }

# As the user who asks: the folder is theirs.
export_to() { DATABASE_URL=$url "$ingest_program" export --out "$1"; } # FOLDER

# ensure_data: migrates the database and imports what was asked for. If nothing was asked for and nothing is there, it
# imports the demo region. Returns 1 if the import failed and older data are there; ends the script if there are none.
ensure_data() {
  local status old name
  step "preparing the database" "$state/log/migrate.log" migrate ||
    fail "the database could not be prepared" "$(tail -n 1 "$state/log/migrate.log")"
  status=$(data_status) || fail "the database's state could not be read" "$(tail -n 1 "$state/log/status.log")"
  old=$(json_number generation <<<"$status")
  name=$(json_text name <<<"$status")
  if [ ${#osm_files[@]} -gt 0 ]; then
    import_region && return 0
  elif [ -z "$old" ]; then
    import_demo && return 0
  elif [[ $status =~ \"made_up\"\ *:\ *true ]] && [ -f "$state/run/demo" ] && [ "$(cat "$state/run/demo")" != "$(demo_mark)" ]; then
    import_demo && return 0
  else
    say "  data: $name"
    return 0
  fi
  [ -n "$old" ] || fail "the import failed, and there are no data to serve" "correct what the message above names, and run the same command again"
  warn "the import failed; what was there before is unchanged and still served: $name"
  return 1
}
