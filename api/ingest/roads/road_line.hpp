// The line of a road as tiles have it, for what is baked and for what must see the roads as a planner will.
#pragma once

#include <vector>

#include "core/geo/point.hpp"

namespace loopgenie::ingest {

// 10 m is promised; the difference covers the rounding to the road grid (≤ 0.8 m).
inline constexpr double kRoadToleranceM = 9;

/// Simplified to kRoadToleranceM, on the road grid (core/tile/FORMAT.md §4).
[[nodiscard]] std::vector<Point> simplified_road(const std::vector<Point>& points);

}  // namespace loopgenie::ingest
