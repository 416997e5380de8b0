// Bakes the `roads` layer: the leaves of a quadtree over zooms 8 to 13 (core/tile/FORMAT.md §4), as quadtree.hpp does
// the trails. A leaf's tile has the nodes inside the cell and every edge that meets one of them. Lines are simplified
// to kRoadToleranceM.
#pragma once

#include <vector>

#include "api/ingest/dataset.hpp"
#include "api/ingest/quadtree.hpp"
#include "api/ingest/watch.hpp"

namespace loopgenie::ingest {

// 10 m is promised; the difference covers the rounding to the road grid (≤ 0.8 m).
inline constexpr double kRoadToleranceM = 9;

/// The line of a road as tiles have it: simplified, on the road grid.
[[nodiscard]] std::vector<Point> simplified_road(const std::vector<Point>& points);

/// Ascending (z, x, y). Error io when `watch` says to stop.
[[nodiscard]] Result<std::vector<BakedLeaf>> bake_roads(const std::vector<DatasetRoad>& roads,
                                                        const QuadtreeOptions& options = {}, const Watch& watch = {});

}  // namespace loopgenie::ingest
