#include "api/ingest/roads/road_graph.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace loopgenie::ingest {
namespace {

std::uint32_t drive_ms(double length_m, double kmh) {
  return kmh > 0 ? static_cast<std::uint32_t>(std::min(4e9, std::ceil(length_m * 3600 / kmh))) : kClosedMs;
}

std::uint32_t sum_ms(std::uint32_t a, std::uint32_t b) {
  return a == kClosedMs || b == kClosedMs || a > kClosedMs - 1 - b ? kClosedMs : a + b;
}

/// Puts `piece`, turned round unless `forward`, behind `chain`.
void append_piece(const RoadPiece& piece, bool forward, RoadPiece& chain) {
  chain.length_m += piece.length_m;
  chain.forward_ms = sum_ms(chain.forward_ms, forward ? piece.forward_ms : piece.backward_ms);
  chain.backward_ms = sum_ms(chain.backward_ms, forward ? piece.backward_ms : piece.forward_ms);
  for (std::size_t i = 0; i < chain.class_m.size(); ++i) {
    chain.class_m[i] += piece.class_m[i];
  }
  chain.seasonal = chain.seasonal || piece.seasonal;
  chain.main = chain.main || piece.main;
  for (std::size_t i = 0; i < piece.steps.size(); ++i) {
    const ChainStep& step = forward ? piece.steps[i] : piece.steps[piece.steps.size() - 1 - i];
    chain.steps.push_back({step.edge, step.forward == forward});
  }
}

}  // namespace

RoadClass RoadPiece::road_class() const {
  return static_cast<RoadClass>(std::max_element(class_m.begin(), class_m.end()) - class_m.begin());
}

RoadGraph road_graph_of(const OsmSource& source, const WayGraph& ways) {
  RoadGraph roads;
  roads.graph = ways.graph;
  for (std::uint32_t edge = 0; edge < ways.graph.edge_count(); ++edge) {
    const DriveProfile& drive = ways.way(source, EdgeIndex(edge)).drive;
    const double length_m = ways.length_m[edge];
    RoadPiece piece;
    piece.length_m = length_m;
    piece.forward_ms = drive_ms(length_m, drive.forward_kmh);
    piece.backward_ms = drive_ms(length_m, drive.backward_kmh);
    piece.class_m[static_cast<std::size_t>(drive.road_class)] = length_m;
    piece.seasonal = drive.seasonal;
    piece.steps = {{EdgeIndex(edge), true}};
    roads.pieces.push_back(std::move(piece));
  }
  for (std::uint32_t node = 0; node < ways.graph.node_count(); ++node) {
    roads.way_nodes.push_back(node);
  }
  return roads;
}

RoadGraph joined(const RoadGraph& roads, std::span<const std::uint8_t> kept_edges,
                 std::span<const std::uint8_t> kept_nodes) {
  GraphBuilder kept_builder(roads.graph.node_count());
  std::vector<std::uint32_t> kept;
  for (std::uint32_t edge = 0; edge < roads.graph.edge_count(); ++edge) {
    if (kept_edges.empty() || kept_edges[edge] != 0) {
      kept_builder.add_edge(roads.graph.tail(EdgeIndex(edge)), roads.graph.head(EdgeIndex(edge)));
      kept.push_back(edge);
    }
  }
  const Contraction chains = contract(std::move(kept_builder).build(), kept_nodes);
  RoadGraph result;
  for (const NodeIndex node : chains.source_node) {
    result.way_nodes.push_back(roads.way_nodes[node.value()]);
  }
  GraphBuilder builder(chains.graph.node_count());
  for (std::uint32_t edge = 0; edge < chains.graph.edge_count(); ++edge) {
    const NodeIndex tail = chains.graph.tail(EdgeIndex(edge));
    const NodeIndex head = chains.graph.head(EdgeIndex(edge));
    RoadPiece chain;
    for (const ChainStep& step : chains.chain(EdgeIndex(edge))) {
      append_piece(roads.pieces[kept[step.edge.value()]], step.forward, chain);
    }
    if (tail != head && (chain.forward_ms != kClosedMs || chain.backward_ms != kClosedMs)) {
      builder.add_edge(tail, head);
      result.pieces.push_back(std::move(chain));
    }
  }
  result.graph = std::move(builder).build();
  return result;
}

std::vector<std::uint32_t> nodes_at(const RoadGraph& roads, std::span<const std::uint32_t> way_nodes) {
  std::vector<std::uint32_t> nodes;
  for (const std::uint32_t way_node : way_nodes) {
    const auto found = std::lower_bound(roads.way_nodes.begin(), roads.way_nodes.end(), way_node);
    if (found != roads.way_nodes.end() && *found == way_node) {
      nodes.push_back(static_cast<std::uint32_t>(found - roads.way_nodes.begin()));
    }
  }
  return nodes;
}

RoadGraph overlay_of(const RoadGraph& roads, std::span<const std::uint8_t> kept_edges,
                     std::span<const std::uint32_t> stops) {
  const auto mask_of_stops = [&](const RoadGraph& graph) {
    std::vector<std::uint8_t> mask(graph.graph.node_count(), 0);
    for (const std::uint32_t node : nodes_at(graph, stops)) {
      mask[node] = 1;
    }
    return mask;
  };
  const RoadGraph once = joined(roads, kept_edges, mask_of_stops(roads));
  return joined(once, {}, mask_of_stops(once));
}

double total_km(const RoadGraph& roads) {
  double sum_m = 0;
  for (const RoadPiece& piece : roads.pieces) {
    sum_m += piece.length_m;
  }
  return sum_m / 1000;
}

}  // namespace loopgenie::ingest
