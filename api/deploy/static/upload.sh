#!/usr/bin/env bash
# upload.sh BUCKET WEB DATA: the page WEB (api/deploy/install.sh) and the export DATA (./loopgenie export) into an S3
# bucket, with the headers each needs. Needs the `aws` command line; AWS_ENDPOINT_URL names another host of that kind.
#
# A bucket cannot choose between two forms, so the gzip form of everything is what is uploaded; browsers and
# `loopgenie plan --tiles` unpack it. The data's description goes last: until then the old one names the old tiles.
set -euo pipefail
if [ $# -ne 3 ] || [ ! -f "$2/index.html" ] || [ ! -f "$3/v1/meta.gz" ]; then
  echo "upload.sh BUCKET WEB DATA: WEB holds index.html, DATA an export (v1/meta.gz)" >&2
  exit 2
fi
bucket=$1 web=$2 data=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# forms FROM TO: each file by its plain name, as its gzip form where there is one.
forms() {
  local file
  (cd "$1" && find . -type f ! -name '*.gz' -print0) | while IFS= read -r -d '' file; do
    mkdir -p "$2/gzip/$(dirname "$file")" "$2/plain/$(dirname "$file")"
    if [ -f "$1/$file.gz" ]; then ln "$1/$file.gz" "$2/gzip/$file" 2>/dev/null || cp "$1/$file.gz" "$2/gzip/$file"
    else ln "$1/$file" "$2/plain/$file" 2>/dev/null || cp "$1/$file" "$2/plain/$file"; fi
  done
}
# put FROM TO OPTION…: files of the gzip and of the plain form.
put() {
  local form encoding from=$1 to=$2
  shift 2
  for form in gzip plain; do
    [ -d "$from/$form" ] || continue
    encoding=()
    if [ "$form" = gzip ]; then encoding=(--content-encoding gzip); fi
    aws s3 cp --recursive --only-show-errors "$from/$form" "s3://$bucket$to" "${encoding[@]}" "$@"
  done
}

forms "$web" "$work/web"
forms "$data/v1" "$work/data"

# What others name goes before those that name it.
for_minutes=(--cache-control 'public, max-age=300')
forever=(--cache-control 'public, max-age=31536000, immutable') # names with a hash
put "$work/data" /v1 "${for_minutes[@]}" --content-type application/x-protobuf --exclude '*' --include 'tiles/*'
put "$work/data" /v1 "${for_minutes[@]}" --content-type application/json --exclude 'tiles/*' --exclude meta
put "$work/data" /v1 "${for_minutes[@]}" --content-type application/json --exclude '*' --include meta
put "$work/web" '' "${forever[@]}" --exclude '*' --include 'assets/*' --exclude '*.wasm'
put "$work/web" '' "${forever[@]}" --content-type application/wasm --exclude '*' --include 'assets/*.wasm'
put "$work/web" '' --cache-control no-cache --exclude 'assets/*' --exclude index.html
put "$work/web" '' --cache-control no-cache --exclude '*' --include index.html
