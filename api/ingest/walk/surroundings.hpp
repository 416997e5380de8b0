// What lies near the ways, by distance alone: flags on edges, and which points of interest and places a data set keeps.
//
// An edge is judged at points at most 50 m apart along it:
//   near_water  at least half of it lies within 50 m of a stream, river, canal or a lake's shore
//   near_road   at least half of it (of a trail; roads are roads) lies within 30 m of a road for motor traffic
//   in_town     at least half of it lies amid more than 10 km of streets per km² (measured in a square of 500 m)
//   near_peak   any of it lies within 100 m of a peak, saddle, waterfall or viewpoint
// Points of interest are kept within 500 m of the network, water within 250 m, and meet it at the nearest source node
// of it, which becomes a node of the graph: what lies on the way and what a detour costs is read from the graph. Places
// are kept inside the data set's extent.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

inline constexpr double kJudgeStepM = 50;
inline constexpr double kNearWaterM = 50;
inline constexpr double kNearRoadM = 30;
inline constexpr double kNearSightM = 100;
inline constexpr double kTownStreetsKmPerKm2 = 10;
inline constexpr double kPoiRadiusM = 500;
inline constexpr double kWaterPoiRadiusM = 250;

/// Makes pavements (tag_profile.hpp) of ways of which at least half lies in town as above (paths, footways, steps,
/// pedestrian streets, cycleways) or along a road (all of these but paths), and that neither a hiking route nor a grade
/// of T1 or more vouches for: they are connectors, kept where they are useful, not trails. O(n log n).
void demote_urban_ways(OsmSource& source);

/// Sets the four flags on the edges. O(n log n).
void mark_surroundings(Dataset& dataset, const OsmSource& source, const ProgressFn& progress = {});

/// Fills in pois, attached; returns the source nodes they meet the network at, one per point of interest.
std::vector<std::uint32_t> add_points_of_interest(Dataset& dataset, const OsmSource& source,
                                                  const SegmentMask& network);

/// Fills in places. REQUIRES the extent.
void add_places(Dataset& dataset, const OsmSource& source);

}  // namespace loopgenie::ingest
