// Where a drive may end: on roads open to cars that lead to the rest of the roads and back.
//
// A piece of road network that one cannot drive all over counts for nothing, and neither does a small one: shorter than
// kSmallestRoadNetworkM where there is a longer one around it, or than kSmallestIslandM anywhere; or shorter than
// kLargestEstateM where closed roads join it to a longer one, since it then lies behind their gates: an estate, a
// works, a barracks.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/nearest_node.hpp"
#include "api/ingest/walk/obstacles.hpp"
#include "api/ingest/walk/way_graph.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

/// A trailhead farther than this from every road has no drive: nobody gets there by car.
inline constexpr double kRoadLegM = 400;

inline constexpr double kSmallestRoadNetworkM = 5'000;
inline constexpr double kSmallestIslandM = 2'000;
inline constexpr double kLargestEstateM = 50'000;

/// Per piece of a road network, by their lengths and the piece of each node: not shorter than kSmallestRoadNetworkM
/// where there is a longer one around it (around.hpp). O(n log n).
[[nodiscard]] std::vector<std::uint8_t> lead_somewhere(const OsmSource& source, const WayGraph& graph,
                                                       std::span<const std::uint32_t> piece_of_node,
                                                       std::span<const double> length_m);

/// The segments a car may use. None meets a barrier that cannot be driven through.
[[nodiscard]] SegmentMask drivable_segments(const OsmSource& source);

/// Finds where the drive to a place ends. Build O(n log n); the source must outlive it.
class DriveEnds {
 public:
  explicit DriveEnds(const OsmSource& source);

  /// The nearest source node of the roads within kRoadLegM from which one can walk straight to the point.
  [[nodiscard]] std::optional<std::uint32_t> near(Point point, const Obstacles& obstacles) const;

 private:
  NearestNode nearest_;
};

}  // namespace loopgenie::ingest
