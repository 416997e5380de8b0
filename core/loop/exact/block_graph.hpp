// One block of a loop space as a small graph of its own, with what the exact phase needs of it.
//
// Attachments are the nodes at which a route's stem may end. Nodes before the first of them are left out: a cycle that
// holds one would attach there. Self-loops are left out, too: such a cycle is a block of its own. So are edges that no
// cycle may use because they alone leave a place too often.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/csr.hpp"
#include "core/loop/space/bound.hpp"
#include "core/loop/space/loop_space.hpp"

namespace loopgenie {

struct BlockGraph {
  struct Edge {
    std::uint32_t tail = 0;  // local nodes
    std::uint32_t head = 0;
    EdgeIndex space_edge;
    std::int64_t length_dm = 0;
    std::int64_t lesser_cdm = 0;
  };
  struct Node {
    NodeIndex space_node;
    bool may_attach = false;
    std::int64_t stem_dm = 0;        // one way
    std::int64_t stem_loss_cdm = 0;  // walking it twice, and its lesser ground
  };

  std::vector<Node> nodes;  // ascending space node: nearer to the start first
  std::vector<Edge> edges;  // ascending space edge
  Graph graph;              // of the same nodes and edges
  PlaceEnds place_ends;     // of the same edges
  PairLosses pairs;         // likewise

  [[nodiscard]] std::uint32_t node_count() const { return static_cast<std::uint32_t>(nodes.size()); }
  [[nodiscard]] std::uint32_t edge_count() const { return static_cast<std::uint32_t>(edges.size()); }
};

/// Of all edges of the block or, where `is_open` says so per edge of the space, of some. REQUIRES attachments, at least
/// one, all of one block of the space. O(m log m) in the edges of the space.
[[nodiscard]] BlockGraph make_block_graph(const LoopSpace& space, std::span<const Attachment> attachments,
                                          std::span<const std::uint8_t> is_open = {});

/// The same with the open edges only, the nodes that have one, and the attachments among these nodes. O(m).
[[nodiscard]] BlockGraph opened(const BlockGraph& block, std::span<const std::uint8_t> is_open,
                                std::span<const std::uint8_t> may_attach);

}  // namespace loopgenie
