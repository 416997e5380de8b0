// Connected pieces of a graph of ways: their length, nodes and edges, and so their independent loops.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

struct Component {
  double length_m = 0;
  std::uint32_t node_count = 0;
  std::uint32_t edge_count = 0;

  /// Independent cycles: edges − nodes + 1.
  [[nodiscard]] std::uint32_t loop_count() const { return edge_count + 1 - node_count; }
};

struct Components {
  std::vector<Component> component;
  std::vector<std::uint32_t> of_node;  // per node of the graph
};

/// Numbered by lowest node. O(n + m).
[[nodiscard]] Components find_components(const WayGraph& graph);

/// The longest; an empty one where there is none.
[[nodiscard]] Component largest(const Components& components);

}  // namespace loopgenie::ingest
