// An import beside osm2pgsql on the same file, interleaved in one run.
//
// What an import and osm2pgsql both do: read the PBF, find the ways with a highway tag and the nodes with tags, resolve
// the ways' lines, write both to PostGIS with a spatial or primary index and statistics. osm2pgsql does that here with
// tests/bench/highways.lua; in a second row it does its own default, which takes buildings and areas, too. An import
// also chooses the walk network, samples and smooths elevation, finds trailheads, and bakes and compresses the tiles:
// its whole time without the map is shown, and that without these steps. The latter still holds the program's start,
// with GDAL's libraries, and the writing of the tiles. Both write to the same server, with the same settings. "CPU" is
// the program's own; the database's work shows in the wall time of all alike.
#pragma once

#include "tests/bench/real_region.hpp"

namespace loopgenie::bench {

/// Prints rows "| region | what | wall s | CPU s | peak MB |": medians of so many runs.
void print_beside_osm2pgsql(const RealRegion& region, int times);

}  // namespace loopgenie::bench
