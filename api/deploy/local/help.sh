# shellcheck shell=bash
# The help texts, one per command.

help_main() {
  cat <<'TEXT'
Loop Genie plans backpacking loops: where, how far to drive, how far to hike.

  ./loopgenie up       build, import, and serve the page (http://localhost:8080)
  ./loopgenie down     stop what `up --detach` started
  ./loopgenie status   what runs, what data it serves
  ./loopgenie plan     plan loops on the command line
  ./loopgenie ingest   import a region, without serving it
  ./loopgenie export   write the served data as files, for any static host
  ./loopgenie test     build and run every test, or one suite
  ./loopgenie bench    run the benchmarks
  ./loopgenie format   format the sources

Each takes --help. ./loopgenie --version prints the version.
TEXT
}

help_up() {
  cat <<TEXT
./loopgenie up [--region NAME | --osm FILE… --dem FILE…] [options]

Installs missing Debian 12 packages (and says which), builds what changed, starts a private PostgreSQL, imports, and
serves the page and its data until Ctrl-C. It ends only what it started. Without data and without --osm it makes a demo
region that is no real place.

  --region NAME        download and import a region by Geofabrik's name for it, such as europe/andorra
  --osm FILE…          import this OpenStreetMap extract: PBF, XML (also .gz, .bz2) or o5m; several make one region
  --dem FILE…          elevation for it: .hgt, .hgt.zip, .hgt.gz, GeoTIFF or another raster of heights
  --name NAME          the region's name, shown on the page
  --no-map             import neither map nor relief, which are drawn under the loops
  --port N             the port to listen on [8080]
  --address A          the address to listen on [127.0.0.1]; 0.0.0.0 makes it reachable from other machines
  --detach             return when it answers, and go on serving; \`./loopgenie down\` ends it
  --state DIR          the folder of the database and the logs [$(default_state)]
  --database-url URL   use this PostgreSQL (with PostGIS) instead of a private one. With a password in it, set the
                       variable LOOPGENIE_DATABASE_URL instead: everybody on a machine can read a command's arguments
  --no-install         never install packages

Files that are imported already are not imported again. If an import fails, the old data are served.
Exit code: 0, 1 for a failure (also of an import, when older data are served), 2 for wrong usage.
TEXT
}

help_down() {
  cat <<TEXT
./loopgenie down [--state DIR]

Stops the server and the private database of a state folder [$(default_state)]. The data stay.
TEXT
}

help_status() {
  cat <<TEXT
./loopgenie status [--state DIR]

Says whether a server runs, where, and which data it serves. Exit code: 0 if one runs, 3 if none does.
TEXT
}

help_plan() {
  cat <<'TEXT'
./loopgenie plan --at LAT,LON | --trailhead ID | --start LAT,LON  --drive 20km|90min --hike 25km [options]

Plans with the data of the running server, or with those of --tiles.

  --state DIR          the running server's state folder, if it is not the usual one
TEXT
  if [ -x "$plan_program" ]; then
    printf '\n'
    "$plan_program" --help
  else
    printf '\nIts other options are listed once it is built: ./loopgenie up\n'
  fi
}

help_ingest() {
  cat <<TEXT
./loopgenie ingest --region NAME | --osm FILE… [--dem FILE…] [--name NAME] [--no-map] [--diff] [options]

Imports a region in place of the one that is there. Builds what is missing first, and ends what it started. A running
server serves the new data at once; if the import fails, the old data stay.

  --diff               import nothing: print which trailheads, edges, kilometres and tiles an import of these files would
                       add, remove and change; without files, what the last import changed
  --region NAME        download the extract that Geofabrik has under this name (europe/andorra, see
                       https://download.geofabrik.de) and elevation for it, into the state folder. A download that was
                       cut off is resumed. A file that is there is downloaded again only if there is a newer one
  --extracts-url URL   where extracts come from; also \$LOOPGENIE_EXTRACTS_URL
                       ($extracts_url)
  --elevation-url URL  where elevation comes from, as N42/N42E001.hgt.gz; also \$LOOPGENIE_ELEVATION_URL
                       ($elevation_url)
  --state DIR, --database-url URL, --no-install   as for up
TEXT
}

help_export() {
  cat <<TEXT
./loopgenie export DIR [--state DIR] [--database-url URL] [--no-install]

Writes the served data as files in the layout of the web addresses, for a bucket or any static host, and for
\`./loopgenie plan --tiles DIR\`.
TEXT
}

help_test() {
  cat <<'TEXT'
./loopgenie test [SUITE [FILTER]] [--long] [--no-install]
./loopgenie test --list

Installs what is missing, builds what is needed, runs the tests, and ends with one summary. Without SUITE: every test.
With one: that suite alone, and nothing is built that it does not need.

  SUITE                its name; --list shows all
  FILTER               which of its tests, such as: ./loopgenie test core Stitch
  --list               print the suites and what a filter means for each
  --long               the long suites, too, and more cases in some
  --no-install         never install packages

Real data are read from the folder in LOOPGENIE_TEST_DATA; tests that lack them say that they were skipped.
Exit code: 0 when nothing failed, 1 when something did, 2 for wrong usage.
TEXT
}

help_format() {
  cat <<'TEXT'
./loopgenie format [--check] [--no-install]

Formats C++ by clang-format and the page by prettier. With --check it writes nothing, and fails where something is not
formatted.
TEXT
}

help_bench() {
  cat <<'TEXT'
./loopgenie bench [NAME [ARGUMENT…]]

Without a name: lists the benchmarks. With one: installs what it needs, builds and runs it. Each takes --quick, for a short
run whose figures are rough, and --help. tests/bench/README.md has what was measured. Real data are read from the
folder in LOOPGENIE_TEST_DATA.
TEXT
}
