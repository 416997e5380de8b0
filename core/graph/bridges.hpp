// Bridges and blocks (biconnected components) of an undirected multigraph.
//
// A block is a maximal set of edges of which any two lie on a common simple cycle; an edge on no cycle is a block of
// its own, a bridge. A self-loop is a cycle and a block of its own. Two parallel edges are a cycle. Every simple cycle
// lies within one block. One depth-first search without recursion, O(n + m): Hopcroft, Tarjan, "Algorithm 447",
// Communications of the ACM 16(6), 1973.
#pragma once

#include <cstdint>
#include <vector>

#include "core/graph/csr.hpp"

namespace loopgenie {

struct Blocks {
  std::uint32_t block_count = 0;
  std::vector<std::uint32_t> block_of_edge;
  std::vector<std::uint8_t> is_bridge;  // per edge
};

/// Blocks are numbered in the order in which the search, which starts from the lowest node of each component and takes
/// arcs in row order, completes them.
[[nodiscard]] Blocks find_blocks(const Graph& graph);

/// Per node its 2-edge-connected component: nodes joined without crossing a bridge. Numbered by lowest node.
[[nodiscard]] std::vector<std::uint32_t> two_edge_connected_components(const Graph& graph, const Blocks& blocks);

}  // namespace loopgenie
