// The roads a car may use as a graph: junctions, and pieces of road between them with metres and milliseconds in each
// direction. A piece is a chain of stretches of ways, so that its geometry and its source stay known.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/way_graph.hpp"
#include "core/graph/contract.hpp"
#include "core/tile/road_tile.hpp"

namespace loopgenie::ingest {

inline constexpr std::uint32_t kClosedMs = std::numeric_limits<std::uint32_t>::max();

/// From the tail to the head of the graph's edge.
struct RoadPiece {
  double length_m = 0;
  std::uint32_t forward_ms = 0;  // kClosedMs: not in this direction
  std::uint32_t backward_ms = 0;
  std::array<double, static_cast<std::size_t>(kLastRoadClass) + 1> class_m = {};  // metres of each class
  bool seasonal = false;
  bool main = false;             // of the roads that the overlay begins with, road_overlay.hpp
  std::vector<ChainStep> steps;  // edges of the way graph

  /// That of the most metres.
  [[nodiscard]] RoadClass road_class() const;
};

struct RoadGraph {
  Graph graph;
  std::vector<RoadPiece> pieces;         // per edge
  std::vector<std::uint32_t> way_nodes;  // per node: that of the way graph, ascending
};

/// One piece per edge of `ways`, whose segments are all drivable. O(n).
[[nodiscard]] RoadGraph road_graph_of(const OsmSource& source, const WayGraph& ways);

[[nodiscard]] double total_km(const RoadGraph& roads);

/// The pieces of `kept_edges` (per edge, empty: all), chains of them joined to one piece at every node that is not in
/// `kept_nodes` (per node, empty: none). Pieces that are closed in both directions, and rings at one node, are left
/// out. O(n + m).
[[nodiscard]] RoadGraph joined(const RoadGraph& roads, std::span<const std::uint8_t> kept_edges,
                               std::span<const std::uint8_t> kept_nodes);

/// The nodes at some nodes of the way graph, in their order; those that `roads` lacks are left out. O(k log n).
[[nodiscard]] std::vector<std::uint32_t> nodes_at(const RoadGraph& roads, std::span<const std::uint32_t> way_nodes);

/// `joined`, with a node at each of `stops`, nodes of the way graph. Rings that are left out leave no node of degree
/// two behind. O(n + m).
[[nodiscard]] RoadGraph overlay_of(const RoadGraph& roads, std::span<const std::uint8_t> kept_edges,
                                   std::span<const std::uint32_t> stops);

}  // namespace loopgenie::ingest
