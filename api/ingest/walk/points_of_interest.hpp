// Which points of interest a data set keeps, and where each of them meets the walk network.
//
// Water is kept within kWaterRadiusM of the network, everything else within kPoiRadiusM; the outline of a lake or a
// camp counts. A point of interest meets the network at the nearest source node of it, on a piece that is long enough
// to hike on: not on a stub that nothing leads to. That node becomes a node of the graph, so that a planner sees in the
// graph what lies on the way and how far a detour is.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

inline constexpr double kPoiRadiusM = 500;
inline constexpr double kWaterRadiusM = 250;

struct PointsOfInterest {
  std::vector<Poi> pois;             // ascending id
  std::vector<std::uint32_t> nodes;  // per point of interest: the source node where it meets the network
};

/// O(n log n).
[[nodiscard]] PointsOfInterest points_of_interest(const OsmSource& source, const SegmentMask& hikeable);

}  // namespace loopgenie::ingest
