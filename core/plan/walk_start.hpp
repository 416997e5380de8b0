// Where a hike begins that is asked for at a place, without a drive: the junction of the walk network that lies
// nearest, in a straight line, on a piece of network long enough to walk on. Points of interest hang on junctions, so
// the nearest of them is among these.
//
// Only ways count that the query walks at all (cost/way_limits.hpp). A piece is what they connect. It is long enough if
// it has kLeastPieceM of ways, or as many as the longest piece that is loaded, or if it leads on to where nothing is
// loaded.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/decimal.hpp"
#include "core/cost/way_limits.hpp"
#include "core/geo/point.hpp"
#include "core/graph/network.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie {

/// A junction farther than this from the place is no start for it.
inline constexpr double kFarthestJunctionM = 2'000;
inline constexpr double kLeastPieceM = 2'000;

struct NearJunction {
  NodeIndex node;
  std::int64_t away_dm = 0;  // straight line from the place

  [[nodiscard]] double away_m() const { return static_cast<double>(away_dm) / static_cast<double>(kDmPerMetre); }
};

/// The nearest such junction however far it is, in whole decimetres; of equals the one with the lowest id. nullopt
/// where the network has no way that is walked. O(n + m), nearly.
[[nodiscard]] std::optional<NearJunction> nearest_junction(const Network& network, const WayLimits& limits,
                                                           Point place);

/// The junction as a trailhead. It has the name of the nearest named point of interest that lies right at it, if there
/// is one.
[[nodiscard]] Trailhead trailhead_at(const Network& network, NodeIndex node);

}  // namespace loopgenie
