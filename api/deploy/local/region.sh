# shellcheck shell=bash
# Regions by name: the OpenStreetMap extract and the elevation of its extent, downloaded into the state folder.
#
#   DIR/regions/extracts/europe/andorra-latest.osm.pbf     DIR/regions/elevation/N42/N42E001.hgt.gz
#   beside each, during its download: FILE.part; for extracts also FILE.part.md5, the checksum when the download began

extracts_url=${LOOPGENIE_EXTRACTS_URL:-https://download.geofabrik.de}
# Terrain Tiles on the Registry of Open Data on AWS: https://registry.opendata.aws/terrain-tiles/
elevation_url=${LOOPGENIE_ELEVATION_URL:-https://s3.amazonaws.com/elevation-tiles-prod/skadi}
region='' dem_credit=()

by_hand='or give files you have: --osm FILE.osm.pbf --dem FILE…'

check_region() {
  [ -n "$region" ] || return 0
  [[ $region =~ ^[a-z0-9-]+(/[a-z0-9-]+)*$ ]] ||
    usage "--region: got '$region', expected a name as Geofabrik has it, such as europe/andorra"
  [ ${#osm_files[@]} -eq 0 ] || usage "--region downloads the OpenStreetMap file; it cannot be given with --osm"
}

# fetch URL FILE: downloads into FILE, from where an earlier attempt stopped. A transfer that breaks off is resumed, as long
# as each attempt brings more bytes. Returns 0 when done, 3 if the server has no such file, else 1.
fetch() {
  local code status before after
  while true; do
    code=0
    before=$(stat -c %s "$2" 2>/dev/null) || before=0
    status=$(curl --silent --show-error --location --fail --connect-timeout 15 --speed-limit 100 --speed-time 60 \
      --continue-at - --output "$2" --write-out '%{http_code}' -- "$1") || code=$?
    case $code-$status in
      0-*) return 0 ;;
      22-416) return 0 ;; # nothing is left to send: the earlier attempt got all of it
      22-403 | 22-404) return 3 ;; # a bucket that may not be listed answers 403 for a missing file
    esac
    after=$(stat -c %s "$2" 2>/dev/null) || after=0
    [ "$after" -gt "$before" ] || break
  done
  printf 'cannot reach %s (curl: error %s, HTTP status %s)\n' "$1" "$code" "$status" >&2
  return 1
}

# Prints the extract's checksum as its server gives it; nothing if the server has none.
offered_md5() { # URL
  curl --silent --location --fail --connect-timeout 15 --max-time 60 --retry 2 -- "$1.md5" 2>/dev/null |
    grep -oE '^[0-9a-f]{32}' | head -n 1
}

md5_of() { md5sum <"$1" | cut -c 1-32; }

# fetch_extract URL FILE: returns 0 if FILE is there and complete, 4 for a wrong checksum, else what fetch returns.
fetch_extract() {
  local url=$1 file=$2 part=$2.part md5 attempt code=0
  mkdir -p "${file%/*}" || return 1
  md5=$(offered_md5 "$url") || md5=''
  if [ -f "$file" ] && [ -n "$md5" ] && [ "$(md5_of "$file")" = "$md5" ]; then return 0; fi
  # A part of yesterday's file must not be continued with today's.
  if [ -f "$part" ] && { [ -z "$md5" ] || [ "$(cat "$part.md5" 2>/dev/null)" != "$md5" ]; }; then rm -f "$part"; fi
  printf '%s\n' "$md5" >"$part.md5"
  for attempt in first second; do
    fetch "$url" "$part" || code=$?
    if [ "$code" = 3 ]; then rm -f "$part.md5"; fi
    [ "$code" = 0 ] || return "$code"
    if [ -z "$md5" ] || [ "$(md5_of "$part")" = "$md5" ]; then
      mv "$part" "$file" && rm -f "$part.md5"
      return
    fi
    printf '%s: the checksum of the %s download is %s, expected %s\n' "$url" "$attempt" "$(md5_of "$part")" "$md5" >&2
    rm -f "$part"
  done
  rm -f "$part.md5"
  return 4
}

# fetch_elevation CELL…: downloads the cells that the server has, and prints their files, one per line.
fetch_elevation() {
  local cell file code
  for cell in "$@"; do
    file=$state/regions/elevation/${cell:0:3}/$cell.hgt.gz
    if [ ! -f "$file" ]; then
      mkdir -p "${file%/*}" || return 1
      code=0
      fetch "$elevation_url/${cell:0:3}/$cell.hgt.gz" "$file.part" || code=$?
      if [ "$code" = 3 ]; then
        printf 'there is no elevation of %s\n' "$cell" >&2
        rm -f "$file.part"
        continue
      fi
      [ "$code" = 0 ] || return "$code"
      if ! gzip --test "$file.part"; then
        rm -f "$file.part"
        printf '%s: the download is damaged; run the same command again\n' "$elevation_url/${cell:0:3}/$cell.hgt.gz" >&2
        return 1
      fi
      mv "$file.part" "$file" || return
    fi
    printf '%s\n' "$file"
  done
}

list_elevation() { fetch_elevation "$@" >"$state/regions/elevation.txt"; }
write_extent() { "${as_service[@]}" "$service_ingest" extent --osm "$1" >"$state/regions/extent.json"; }

# fetch_region: with --region, downloads what is missing or has a newer version, and sets osm_files and dem_files. Without a
# network, an extract that was downloaded before is used; without such an extract it fails.
fetch_region() {
  [ -n "$region" ] || return 0
  local url=$extracts_url/$region-latest.osm.pbf file=$state/regions/extracts/$region-latest.osm.pbf cells code=0
  step "downloading $region" "$state/log/extract.log" fetch_extract "$url" "$file" || code=$?
  case $code in
    0) ;;
    3) fail "there is no region '$region' at $extracts_url" "names are those of the addresses there, such as europe/andorra" "$by_hand" ;;
    *) [ -f "$file" ] || fail "the extract of $region could not be downloaded from $url" "run the same command again to go on from there" "$by_hand"
      warn "no newer extract of $region could be downloaded; the one of $(date -r "$file" +%F) is used" ;;
  esac
  osm_files=("$file")
  : "${region_name:=$region}"
  [ ${#dem_files[@]} -eq 0 ] || return 0
  step "finding the extent of $region" "$state/log/extent.log" write_extent "$file" || fail "the extract of $region cannot be used" "$by_hand"
  mapfile -t cells < <(sed -n 's/.*"dem_cells":\[\([^]]*\)\].*/\1/p' "$state/regions/extent.json" | tr -d '"' | tr ',' '\n')
  step "downloading elevation: ${cells[*]}" "$state/log/elevation.log" list_elevation "${cells[@]}" ||
    fail "elevation for $region (${cells[*]}) could not be downloaded from $elevation_url" "run the same command again to go on from there" "$by_hand"
  mapfile -t dem_files <"$state/regions/elevation.txt"
  dem_credit=(--dem-attribution "Terrain Tiles (Mapzen; SRTM of NASA and USGS, and others)"
    --dem-licence "see the attribution's page" --dem-url "https://github.com/tilezen/joerd/blob/master/docs/attribution.md")
}
