// The walk network as the solver sees it: topology apart from attributes, both in the order of the graph's indices.
// Nodes ascend by source id and edges by edge id, so that the same set of tiles gives the same network in any order.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/ids.hpp"
#include "core/geo/point.hpp"
#include "core/graph/attributes.hpp"
#include "core/graph/csr.hpp"
#include "core/graph/poi.hpp"

namespace loopgenie {

/// Ascent and descent in decimetres, walking from tail to head; the other direction swaps them. Both are lower limits
/// where the elevation of some stretch is unknown: `unknown_dm` is its length.
struct Climb {
  std::uint32_t ascent_dm = 0;
  std::uint32_t descent_dm = 0;
  std::uint32_t unknown_dm = 0;
  [[nodiscard]] constexpr bool is_whole() const { return unknown_dm == 0; }
  [[nodiscard]] constexpr Climb reversed() const { return {descent_dm, ascent_dm, unknown_dm}; }
  friend constexpr bool operator==(const Climb&, const Climb&) = default;
};

/// A point of a line with its elevation, where known.
struct Vertex {
  static constexpr std::int16_t kUnknownElevation = std::numeric_limits<std::int16_t>::min();

  Point point;
  std::int16_t raw_elevation_m = kUnknownElevation;

  [[nodiscard]] constexpr std::optional<int> elevation_m() const {
    return raw_elevation_m == kUnknownElevation ? std::nullopt : std::optional<int>(raw_elevation_m);
  }
  friend constexpr bool operator==(const Vertex&, const Vertex&) = default;
};

/// Two chains of the walk network, from junction to junction, that run side by side; each is named by its lowest edge.
struct Beside {
  EdgeIndex first;
  EdgeIndex second;      // above the first
  std::uint32_t dm = 0;  // how far: of the two, that of the one of which it is less (api/ingest/walk/chains_beside.hpp)
  friend bool operator==(const Beside&, const Beside&) = default;
};

/// A *place* is a set of junctions of the whole walk network that lie so close together that a walker calls them one
/// spot (api/ingest/walk/junction_places.hpp).
struct Network {
  /// The degree of a node whose own tile is not loaded.
  static constexpr std::uint32_t kUnknownDegree = std::numeric_limits<std::uint32_t>::max();

  Graph graph;

  // Per node.
  std::vector<NodeId> node_id;
  std::vector<Vertex> node_vertex;
  std::vector<std::uint32_t> node_full_degree;  // in the whole walk network, or kUnknownDegree
  std::vector<NodeId> node_place;  // the place it is part of, named after its lowest node; invalid: it is in none.
                                   // Empty where nothing is known of places

  // Per edge.
  std::vector<EdgeId> edge_id;
  std::vector<std::uint32_t> length_dm;
  std::vector<std::optional<Climb>> climb;  // nullopt: nothing is known of it
  std::vector<EdgeAttributes> attributes;
  std::vector<std::uint32_t> name;          // index into strings; 0 is "". Empty where nothing is known of names
  std::vector<std::uint32_t> ref;           // likewise: refs of the hiking routes on the edge, "; " between
  std::vector<std::uint32_t> first_vertex;  // edge_count + 1 offsets into vertices
  std::vector<Vertex> vertices;             // both ends included, tail to head

  std::vector<std::string> strings;  // strings[0] is ""
  std::vector<Poi> pois;             // ascending id
  std::vector<Beside> beside;        // ascending by both edges; without pairs of which an edge is not loaded

  [[nodiscard]] std::uint32_t node_count() const { return graph.node_count(); }
  [[nodiscard]] std::uint32_t edge_count() const { return graph.edge_count(); }
  [[nodiscard]] std::span<const Vertex> edge_vertices(EdgeIndex edge) const {
    const std::uint32_t first = first_vertex[edge.value()];
    return {vertices.data() + first, first_vertex[edge.value() + 1] - first};
  }
  /// Every edge of the walk network that meets the node is loaded.
  [[nodiscard]] bool is_complete(NodeIndex node) const { return node_full_degree[node.value()] == graph.degree(node); }
  /// Invalid where it is in none, or nothing is known of it.
  [[nodiscard]] NodeId place(NodeIndex node) const { return node_place.empty() ? NodeId() : node_place[node.value()]; }
  /// The elevation of the whole edge is known.
  [[nodiscard]] bool is_climb_known(EdgeIndex edge) const {
    const std::optional<Climb>& known = climb[edge.value()];
    return known && known->is_whole();
  }
  /// By binary search, O(log n).
  [[nodiscard]] std::optional<NodeIndex> find_node(NodeId id) const;
  [[nodiscard]] std::optional<EdgeIndex> find_edge(EdgeId id) const;
};

}  // namespace loopgenie
