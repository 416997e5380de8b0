// What the map draws of OpenStreetMap files: lines, areas and points on the grid of the Earth.
//
// Areas made of several ways are joined end to end; rings that an extract has cut are left out, the whole ones stay,
// and a ring that meets itself in a node is several. A line that lacks nodes is drawn in the pieces that are there.
// What crosses the antimeridian is cut there; an area that does is left out. The sea is what coast.hpp makes of the
// coastlines.
//
// Bounded by the files' size: relations may use the same ways again and again, but no more than kMostNodeUses says, and
// finding the area around each hole ends at kMostRingTests. What is beyond is left out, with a note.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/ingest/base/watch.hpp"
#include "api/ingest/map/map_feature.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

/// How often relations may use the nodes of their ways, on average over all nodes of the files' ways; at least
/// kMostNodeUses times kNodesAlwaysUsed in all. In real extracts it is about once.
inline constexpr std::size_t kMostNodeUses = 32;
inline constexpr std::size_t kNodesAlwaysUsed = 50'000;

/// Vertices, and boxes, that are looked at to find which outer rings the holes of one relation belong to, and of all.
inline constexpr std::size_t kMostRingTests = 50'000'000;
inline constexpr std::size_t kMostRingTestsOfAll = 20 * kMostRingTests;

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
