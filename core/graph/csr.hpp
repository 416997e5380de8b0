// An immutable undirected multigraph in compressed sparse rows. Parallel edges and self-loops are allowed.
//
// Each edge e has a tail and a head (the direction its geometry and ascent are given in) and appears as two arcs, one
// in the row of each end; a self-loop appears twice in its node's row. Rows are ordered by (edge, direction), so that
// iteration order is a function of the edge list alone. Memory: 8 bytes per edge + 12 per arc + 4 per node.
#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/ids.hpp"

namespace loopgenie {

/// One direction of an edge, seen from the node whose row it is in.
struct Arc {
  NodeIndex head;
  EdgeIndex edge;
  bool forward = true;  // walks the edge from its tail to its head
};

class Graph {
 public:
  Graph() : first_arc_(1, 0) {}

  [[nodiscard]] std::uint32_t node_count() const { return static_cast<std::uint32_t>(first_arc_.size() - 1); }
  [[nodiscard]] std::uint32_t edge_count() const { return static_cast<std::uint32_t>(tail_.size()); }
  [[nodiscard]] NodeIndex tail(EdgeIndex edge) const { return tail_[edge.value()]; }
  [[nodiscard]] NodeIndex head(EdgeIndex edge) const { return head_[edge.value()]; }
  /// The end of `edge` that is not `node` (the node itself for a self-loop). REQUIRES node is an end of edge.
  [[nodiscard]] NodeIndex other_end(EdgeIndex edge, NodeIndex node) const {
    assert(tail(edge) == node || head(edge) == node);
    return tail(edge) == node ? head(edge) : tail(edge);
  }
  [[nodiscard]] std::span<const Arc> arcs(NodeIndex node) const {
    const std::uint32_t first = first_arc_[node.value()];
    return {arcs_.data() + first, first_arc_[node.value() + 1] - first};
  }
  /// Arcs at the node: a self-loop counts twice.
  [[nodiscard]] std::uint32_t degree(NodeIndex node) const {
    return first_arc_[node.value() + 1] - first_arc_[node.value()];
  }

 private:
  friend class GraphBuilder;
  std::vector<std::uint32_t> first_arc_;
  std::vector<Arc> arcs_;
  std::vector<NodeIndex> tail_;
  std::vector<NodeIndex> head_;
};

/// Collects edges; `build` consumes the builder. Edge indices are given in the order of `add_edge`. O(n + m).
class GraphBuilder {
 public:
  explicit GraphBuilder(std::uint32_t node_count) : node_count_(node_count) {}

  /// REQUIRES both ends below the node count.
  EdgeIndex add_edge(NodeIndex tail, NodeIndex head);
  [[nodiscard]] Graph build() &&;

 private:
  std::uint32_t node_count_;
  std::vector<NodeIndex> tail_;
  std::vector<NodeIndex> head_;
};

}  // namespace loopgenie
