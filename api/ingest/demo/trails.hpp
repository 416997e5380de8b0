// The demo region's trails: a net between settlements, parkings and waypoints, circuits of lakes and summits, spurs to
// peaks, second ways between the same two junctions, and a few stubs that end in the wild.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/demo/names.hpp"
#include "api/ingest/demo/roads.hpp"
#include "api/ingest/demo/sites.hpp"
#include "api/ingest/demo/way_grid.hpp"

namespace loopgenie::ingest::demo {

/// REQUIRES the roads laid: a trail may join them.
void lay_trails(WayGrid& grid, const Sites& sites, const Roads& roads, Names& names, std::uint64_t seed);

}  // namespace loopgenie::ingest::demo
