// The loaded road tiles as one graph. A node is complete once the tile of its own cell is among them: then every road
// that meets it is known, and a search may leave it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/graph/csr.hpp"
#include "core/tile/road_tile.hpp"

namespace loopgenie {

struct RoadNetwork {
  Graph graph;                            // arcs against a one-way road are in it: ask time_ds
  std::vector<Point> nodes;               // ascending
  std::vector<std::uint8_t> is_complete;  // per node
  std::vector<const RoadEdge*> edges;     // per edge, tail to head as the graph's

  /// nullopt where the road is closed in that direction.
  [[nodiscard]] std::optional<std::uint32_t> time_ds(EdgeIndex edge, bool forward) const {
    const RoadEdge& road = *edges[edge.value()];
    return forward ? std::optional(road.forward_ds) : road.backward_ds;
  }
  /// O(log n).
  [[nodiscard]] std::optional<NodeIndex> find_node(Point point) const;
};

/// The tiles must outlive the network. It depends on their set, not on their order. O(n log n + m log n).
[[nodiscard]] RoadNetwork stitch_roads(std::span<const RoadTile* const> tiles);

/// Where a drive may begin: the point of a road nearest to a place.
struct RoadStart {
  EdgeIndex edge;
  Point point;
  double share = 0;  // of the edge's length that lies between its tail and the point
  double leg_m = 0;  // straight line from the place to there
  friend bool operator==(const RoadStart&, const RoadStart&) = default;
};

/// A drive begins at any road no more than this farther away than the nearest: the nearest may lead away, one-way.
inline constexpr double kSpareLegM = 50;

/// The nearest road within radius_m of the place and all that are at most kSpareLegM farther, nearest first, ties by
/// edge. Nobody gets on a motorway from beside it. O(vertices).
[[nodiscard]] std::vector<RoadStart> roads_near(const RoadNetwork& roads, Point place, double radius_m);

}  // namespace loopgenie
