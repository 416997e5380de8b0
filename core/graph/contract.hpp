// Series contraction: chains of nodes of degree two become single edges, and every edge knows the chain it stands for.
//
// A node stays if it is asked to or if its degree is not two (a self-loop counts twice); a component that is one ring
// without such a node keeps its lowest node. Nodes without edges are dropped. The chains partition the edges, so
// lengths are conserved. Parallel chains and rings stay as parallel edges and self-loops. O(n + m).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/csr.hpp"

namespace loopgenie {

/// One source edge of a chain; forward where the chain runs from its tail to its head.
struct ChainStep {
  EdgeIndex edge;
  bool forward = true;
};

struct Contraction {
  Graph graph;
  std::vector<NodeIndex> source_node;      // per contracted node, ascending
  std::vector<NodeIndex> contracted_node;  // per source node; invalid where it was contracted or dropped
  std::vector<std::uint32_t> first_step;   // edge_count + 1 offsets into steps
  std::vector<ChainStep> steps;

  /// The source edges of a contracted edge in walking order, tail to head.
  [[nodiscard]] std::span<const ChainStep> chain(EdgeIndex edge) const {
    const std::uint32_t first = first_step[edge.value()];
    return {steps.data() + first, first_step[edge.value() + 1] - first};
  }
};

/// `keep_node` is per source node, or empty: none asked for. Edges are numbered by their tail, then by the order of its
/// row; a chain starts at its lower end.
[[nodiscard]] Contraction contract(const Graph& graph, std::span<const std::uint8_t> keep_node = {});

}  // namespace loopgenie
