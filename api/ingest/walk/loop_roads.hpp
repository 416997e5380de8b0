// The roads without which a trailhead has no loop: the second half of the rule of connectors.hpp.
//
// The links of a spanner close most loops of 15 km and more; short ones need help. For each trailhead a cheap search
// looks for a loop of L = kServedHikeM: the fundamental cycles of a tree of cheapest paths from the trailhead. The
// cycle that the edge uv closes, with its stem, is D = d(u) + l(uv) + d(v) metres long and walked twice up to where the
// two paths part; it serves where |D - L| <= 10 % of L and at most 15 % of D are retraced, a query's own defaults.
// Where one of two trees of kept ways serves, nothing is added. Otherwise a tree over all ways, on which a metre of new
// road costs kNewRoadFactor (of a main road kNewMainRoadFactor) more, is looked through, and the roads of the loop with
// the least cost of new road are kept, at most kMostNewRoadM of them on a branch. Where no tree has one, the planner's
// own solver looks on all ways, with roads at their usual appeal and what is kept as good as a path.
//
// In the order of the starts; each sees what those before it added. Deterministic.
#pragma once

#include <span>

#include "api/ingest/base/watch.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

inline constexpr double kServedHikeM = 8'000;
inline constexpr double kMostNewRoadM = 6'000;
inline constexpr double kNewRoadFactor = 3;
inline constexpr double kNewMainRoadFactor = 6;

/// Adds to `network`. `starts` are source nodes on it. At most six searches per start, bounded by kServedHikeM.
void add_roads_for_loops(const OsmSource& source, std::span<const std::uint32_t> starts, SegmentMask& network,
                         const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
