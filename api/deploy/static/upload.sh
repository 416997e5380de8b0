#!/usr/bin/env bash
# upload.sh BUCKET WEB DATA: uploads the page WEB (api/deploy/install.sh) and the export DATA (./loopgenie export) to an S3
# bucket, with the header fields that each file needs. It needs the command `aws`; AWS_ENDPOINT_URL names another host of
# that kind.
#
# A bucket cannot choose between the forms of a file. So each name holds the gzip form, which all our clients unpack. The
# page is there a second time, below br/, in its Brotli form; the CDN of api/deploy/lambda/template.yaml sends clients
# that take Brotli there. The data's description is uploaded last: until then the old one names the old tiles.
set -euo pipefail
if [ $# -ne 3 ] || [ ! -f "$2/index.html" ] || [ ! -f "$3/v1/meta.gz" ] || [ ! -f "$3/headers.json" ]; then
  echo "upload.sh BUCKET WEB DATA: WEB holds index.html, DATA an export (v1/meta.gz, headers.json)" >&2
  exit 2
fi
bucket=$1 web=$2 data=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# forms FROM TO ENDING…: copies each file under its plain name. The first packed form that there is goes below TO/ENDING, a
# file without one below TO/plain.
forms() {
  local file form ending from=$1 to=$2
  shift 2
  (cd "$from" && find . -type f ! -name '*.gz' ! -name '*.br' -print0) | while IFS= read -r -d '' file; do
    form=plain
    for ending in "$@"; do
      if [ -f "$from/$file.$ending" ]; then form=$ending && break; fi
    done
    mkdir -p "$to/$form/$(dirname "$file")"
    if [ "$form" = plain ]; then cp "$from/$file" "$to/plain/$file"
    else cp "$from/$file.$form" "$to/$form/$file"; fi
  done
}
declare -A coding=([br]=br [gz]=gzip)
# put FROM TO OPTION…: uploads the files of every form.
put() {
  local form encoding from=$1 to=$2
  shift 2
  for form in br gz plain; do
    [ -d "$from/$form" ] || continue
    encoding=()
    if [ "$form" != plain ]; then encoding=(--content-encoding "${coding[$form]}"); fi
    aws s3 cp --recursive --only-show-errors "$from/$form" "s3://$bucket$to" "${encoding[@]}" "$@"
  done
}

forms "$web" "$work/web" gz
forms "$web" "$work/web-br" br gz
forms "$data/v1" "$work/data" gz

# A file that others name is uploaded before them.
for_minutes=(--cache-control 'public, max-age=300')
forever=(--cache-control 'public, max-age=31536000, immutable') # names with a hash
# LAYER=TYPE for each layer: the export says the media type of every tile.
layers=$(awk -F '"' '$2 ~ "^v1/tiles/" { split($2, part, "/"); layer = part[3] }
  $2 == "Content-Type" && layer { print layer "=" $4; layer = "" }' "$data/headers.json" | sort -u)
for layer in $layers; do
  put "$work/data" /v1 "${for_minutes[@]}" --content-type "${layer#*=}" --exclude '*' --include "tiles/${layer%%=*}/*"
done
put "$work/data" /v1 "${for_minutes[@]}" --content-type application/json --exclude 'tiles/*' --exclude meta
put "$work/data" /v1 "${for_minutes[@]}" --content-type application/json --exclude '*' --include meta
put_page() { # FROM TO
  put "$1" "$2" "${forever[@]}" --exclude '*' --include 'assets/*' --exclude '*.wasm'
  put "$1" "$2" "${forever[@]}" --content-type application/wasm --exclude '*' --include 'assets/*.wasm'
  put "$1" "$2" --cache-control no-cache --exclude 'assets/*' --exclude index.html
  put "$1" "$2" --cache-control no-cache --exclude '*' --include index.html
}
put_page "$work/web-br" /br
put_page "$work/web" ''
