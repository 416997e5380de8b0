#include "core/loop/exact/block_graph.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/sort.hpp"
#include "core/loop/space/limits.hpp"

namespace loopgenie {
namespace {

bool leaves_too_often(std::span<const PlaceEnds::Ends> ends) {
  return std::any_of(ends.begin(), ends.end(), [](const auto& of_place) { return of_place.count > kMostPlaceEnds; });
}

/// The pairs of which both edges are among `edges`, which ascend; numbered by their place there.
PairLosses among(const PairLosses& pairs, const std::vector<EdgeIndex>& edges) {
  const auto find = [&](EdgeIndex edge) -> std::optional<EdgeIndex> {
    const auto at = std::lower_bound(edges.begin(), edges.end(), edge);
    return at != edges.end() && *at == edge ? std::optional(EdgeIndex(static_cast<std::uint32_t>(at - edges.begin())))
                                            : std::nullopt;
  };
  std::vector<PairLosses::Pair> kept;
  for (const PairLosses::Pair& pair : pairs.pairs()) {
    const std::optional<EdgeIndex> first = find(pair.first);
    const std::optional<EdgeIndex> second = find(pair.second);
    if (first && second) {
      kept.push_back({*first, *second, pair.loss_cdm});
    }
  }
  return {static_cast<std::uint32_t>(edges.size()), std::move(kept)};
}

}  // namespace

BlockGraph make_block_graph(const LoopSpace& space, std::span<const Attachment> attachments,
                            std::span<const std::uint8_t> is_open) {
  BlockGraph block;
  NodeIndex first = attachments.front().node;
  for (const Attachment& attachment : attachments) {
    first = std::min(first, attachment.node);
  }
  std::vector<NodeIndex> ends;
  std::vector<EdgeIndex> space_edges;  // ascending
  for (std::uint32_t e = 0; e < space.graph.edge_count(); ++e) {
    const NodeIndex tail = space.graph.tail(EdgeIndex(e));
    const NodeIndex head = space.graph.head(EdgeIndex(e));
    if (space.block_of_edge[e] != attachments.front().block || tail == head || std::min(tail, head) < first ||
        (!is_open.empty() && is_open[e] == 0) || leaves_too_often(space.place_ends.of(e))) {
      continue;
    }
    block.place_ends.add_edge(space.place_ends.of(e));
    const PathFigures& figures = space.figures[e];
    space_edges.emplace_back(e);
    block.edges.push_back({tail.value(), head.value(), EdgeIndex(e), figures.length_dm, figures.lesser_cdm});
    ends.push_back(tail);
    ends.push_back(head);
  }
  block.place_ends.number_places();
  block.pairs = among(space.pairs, space_edges);
  heap_sort(ends);
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  const auto local = [&](std::uint32_t space_node) {
    return static_cast<std::uint32_t>(std::lower_bound(ends.begin(), ends.end(), NodeIndex(space_node)) - ends.begin());
  };
  for (BlockGraph::Edge& edge : block.edges) {
    edge.tail = local(edge.tail);
    edge.head = local(edge.head);
  }
  GraphBuilder builder(static_cast<std::uint32_t>(ends.size()));
  for (const BlockGraph::Edge& edge : block.edges) {
    builder.add_edge(NodeIndex(edge.tail), NodeIndex(edge.head));
  }
  block.graph = std::move(builder).build();
  for (const NodeIndex node : ends) {
    const PathFigures& stem = space.stem[node.value()];
    block.nodes.push_back({node, false, stem.length_dm, kRetraceWeight * stem.length_dm * kCdmPerDm + stem.lesser_cdm});
  }
  for (const Attachment& attachment : attachments) {
    const std::uint32_t node = local(attachment.node.value());
    if (node < block.node_count() && ends[node] == attachment.node) {
      block.nodes[node].may_attach = true;
    }
  }
  return block;
}

BlockGraph opened(const BlockGraph& block, std::span<const std::uint8_t> is_open,
                  std::span<const std::uint8_t> may_attach) {
  constexpr std::uint32_t kGone = ~std::uint32_t{0};
  std::vector<std::uint32_t> local(block.node_count(), kGone);
  BlockGraph kept;
  std::vector<EdgeIndex> kept_edges;  // of the block, ascending
  for (std::uint32_t e = 0; e < block.edge_count(); ++e) {
    if (is_open[e] != 0) {
      kept_edges.emplace_back(e);
      kept.edges.push_back(block.edges[e]);
      kept.place_ends.add_edge(block.place_ends.of(e));
      local[block.edges[e].tail] = 0;
      local[block.edges[e].head] = 0;
    }
  }
  kept.place_ends.number_places();
  kept.pairs = among(block.pairs, kept_edges);
  for (std::uint32_t v = 0; v < block.node_count(); ++v) {
    if (local[v] != kGone) {
      local[v] = kept.node_count();
      kept.nodes.push_back(block.nodes[v]);
      kept.nodes.back().may_attach = may_attach[v] != 0;
    }
  }
  GraphBuilder builder(kept.node_count());
  for (BlockGraph::Edge& edge : kept.edges) {
    edge.tail = local[edge.tail];
    edge.head = local[edge.head];
    builder.add_edge(NodeIndex(edge.tail), NodeIndex(edge.head));
  }
  kept.graph = std::move(builder).build();
  return kept;
}

}  // namespace loopgenie
