// Reads what the map draws from OpenStreetMap files: three passes over each, for relations, ways and nodes.
//
// Areas made of several ways are joined end to end; rings that an extract has cut are left out, the whole ones stay. A
// line that lacks nodes is drawn in the pieces that are there. What crosses the antimeridian is cut there; an area that
// does is left out. The sea is what coast.hpp makes of the coastlines.
//
// Several files make one map: an object in two of them counts once, in its highest version. Bounded by the files' size;
// an area of many rings inside each other by kMostRingTests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/ingest/base/watch.hpp"
#include "api/ingest/map/map_feature.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

/// Vertices that are looked at to find which outer rings the holes of one relation belong to; holes beyond it are left
/// out.
inline constexpr std::size_t kMostRingTests = 50'000'000;

struct MapSource {
  std::vector<MapFeature> features;  // in an order that the files' order does not change
  std::vector<std::string> notes;    // whole sentences for a person
};

/// `walked_ways`: ids of the ways of the walk network, ascending. `extent`: where the sea may be drawn, in whole z10
/// cells. Errors: those of scan_osm_file, and io when `watch` says to stop.
[[nodiscard]] Result<MapSource> read_map(const std::vector<std::string>& files,
                                         const std::vector<std::int64_t>& walked_ways, const Box& extent,
                                         const Watch& watch = {});

}  // namespace loopgenie::ingest
