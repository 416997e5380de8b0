// The shortest ways off a loop, day by day, for when something goes wrong: to a road, and to a village.
#pragma once

#include <span>

#include "core/export/document/plan.hpp"
#include "core/graph/network.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie {

/// Fills ways_out of the loop's days: by length, over any way of the network, at most kFarthestWayOutM long; a day from
/// which none is known has none. A village, town or hamlet is reached at the node nearest to its middle, at most
/// kVillageNodeM away from it. REQUIRES a loop of this network. O(places · n + days · n log n).
void add_ways_out(const Network& network, std::span<const Place> places, const Pace& pace, PlanLoop& loop);

inline constexpr double kFarthestWayOutM = 20'000;
inline constexpr double kVillageNodeM = 500;

}  // namespace loopgenie
