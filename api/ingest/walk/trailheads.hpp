// Where a hike may start, by design.md's rule.
//
// 1. Tagged trailheads (highway = trailhead) and public parkings within kStartRadiusM of the walk network (a parking's
//    outline counts). Each meets the network at the nearest source node of it.
// 2. Where neither lies within kJunctionRadiusM along the network: junctions of a drivable public road with a trail.
// Of starts closer together than kStartRadiusM, or at the same node, the better one stays: by kind, then a named one,
// then the lower id. Pieces of network shorter than kSmallestNetworkM are no place to start: no hike of 1 km fits on
// them.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/base/watch.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/way_graph.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie::ingest {

inline constexpr double kStartRadiusM = 150;
inline constexpr double kJunctionRadiusM = 1000;
inline constexpr double kSmallestNetworkM = 500;

/// Ascending id; figures and nothing but them still 0. O(n log n).
[[nodiscard]] std::vector<Trailhead> find_trailheads(const OsmSource& source, const SegmentMask& network);

/// Fills in network_m and loopable_m: metres of network within each radius of kTrailheadRadiiM along the network (edges
/// cut at the radius), and the part of them on edges that lie on some cycle (no bridges). `graph` has the trailheads'
/// nodes. One bounded search per trailhead, on as many threads as the machine has.
void measure_reach(std::vector<Trailhead>& trailheads, const OsmSource& source, const WayGraph& graph,
                   const ProgressFn& progress = {});

/// The source nodes the trailheads meet the network at, in their order.
[[nodiscard]] std::vector<std::uint32_t> attach_nodes(const std::vector<Trailhead>& trailheads,
                                                      const OsmSource& source);

/// Source nodes of walkable ways next to tagged trailheads, night spots and places: what connectors should reach.
[[nodiscard]] std::vector<std::uint32_t> places_to_connect(const OsmSource& source);

}  // namespace loopgenie::ingest
