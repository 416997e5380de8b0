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
put() { aws s3 cp --recursive --only-show-errors "$@"; }

forms "$web" "$work/web"
forms "$data/v1" "$work/data"

tiles=(--content-type application/x-protobuf --cache-control 'public, max-age=300')
documents=(--content-type application/json --cache-control 'public, max-age=300')
put "$work/data/gzip/tiles" "s3://$bucket/v1/tiles" --content-encoding gzip "${tiles[@]}"
put "$work/data/gzip" "s3://$bucket/v1" --content-encoding gzip "${documents[@]}" --exclude 'tiles/*'
for form in gzip plain; do
  [ -d "$work/web/$form" ] || continue
  encoding=()
  if [ "$form" = gzip ]; then encoding=(--content-encoding gzip); fi
  # Files that the page names go before the page itself.
  put "$work/web/$form" "s3://$bucket" "${encoding[@]}" --exclude index.html --exclude '*.wasm' --cache-control 'public, max-age=31536000, immutable'
  put "$work/web/$form" "s3://$bucket" "${encoding[@]}" --exclude '*' --include '*.wasm' --content-type application/wasm --cache-control 'public, max-age=31536000, immutable'
  put "$work/web/$form" "s3://$bucket" "${encoding[@]}" --exclude '*' --include index.html --cache-control no-cache
done
