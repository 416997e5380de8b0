// The roads without which a trailhead has no short loop: the second half of the choice of the walk network.
//
// The links of connectors.hpp close most loops of 15 km and more; short ones need help. So each trailhead gets a loop
// of kServedHikeM, where there is one:
//
// 1. Where a loop is found among the kept ways (loop_tree.hpp, kKeptTrees trees), nothing is added.
// 2. Otherwise kAllTrees trees over all ways are looked through, on which a metre of new road costs kNewRoadFactor
//    more, of new main road kNewMainRoadFactor. The roads of the loop with the least cost of new road are kept. A
//    branch of it has at most kMostNewRoadM of them.
// 3. Where no tree has a loop, the planner's own solver looks for one (loop_solver.hpp).
//
// The starts are served in their order; each sees what those before it added. Deterministic.
#pragma once

#include <cstdint>
#include <span>

#include "api/ingest/base/watch.hpp"
#include "api/ingest/walk/classified_ways.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

inline constexpr double kServedHikeM = 8'000;
inline constexpr double kMostNewRoadM = 6'000;
inline constexpr double kNewRoadFactor = 3;
inline constexpr double kNewMainRoadFactor = 6;
inline constexpr std::uint32_t kKeptTrees = 2;
inline constexpr std::uint32_t kAllTrees = 4;

/// Adds to `network`; true where it added anything. `starts` are source nodes on it. At most six searches and one run
/// of the solver per start, bounded by kServedHikeM.
[[nodiscard]] bool add_roads_for_loops(const ClassifiedWays& ways, std::span<const std::uint32_t> starts,
                                       SegmentMask& network, const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
