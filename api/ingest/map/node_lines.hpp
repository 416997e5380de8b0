// Chains of nodes as lines and rings on the grid of the Earth.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/map/map_feature.hpp"
#include "api/ingest/map/map_objects.hpp"
#include "api/ingest/map/rings.hpp"
#include "api/ingest/osm/node_finder.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

class NodeLines {
 public:
  /// `objects` must outlive it.
  explicit NodeLines(const MapObjects& objects) : objects_(objects), finder_(objects.node_ids) {}

  /// Whether the files have a place for each of the nodes.
  [[nodiscard]] bool has_all(const NodeIds& refs);

  /// The pieces of a line that are there: cut where a node is missing, and at the antimeridian, which they end on.
  [[nodiscard]] std::vector<WorldLine> pieces_of(const NodeIds& refs);

  /// A closed chain of nodes as a ring without the repeated end; empty where it is no area. Nodes that are missing are
  /// passed over.
  [[nodiscard]] WorldLine ring_of(const NodeIds& refs);

 private:
  [[nodiscard]] Point place_of(std::int64_t node);

  const MapObjects& objects_;
  NodeFinder finder_;
};

/// The ring clockwise, or counter-clockwise for a hole; with weights. REQUIRES a ring with vertices.
[[nodiscard]] WorldLine turned(WorldLine ring, bool is_hole);

}  // namespace loopgenie::ingest
