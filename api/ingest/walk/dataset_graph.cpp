#include "api/ingest/walk/dataset_graph.hpp"

#include <algorithm>
#include <utility>

namespace loopgenie::ingest {

Graph graph_of(const Dataset& dataset) {
  const auto index_of = [&](NodeId id) {
    const auto found = std::lower_bound(dataset.nodes.begin(), dataset.nodes.end(), id,
                                        [](const DatasetNode& node, NodeId value) { return node.id < value; });
    return NodeIndex(static_cast<std::uint32_t>(found - dataset.nodes.begin()));
  };
  GraphBuilder builder(static_cast<std::uint32_t>(dataset.nodes.size()));
  for (const DatasetEdge& edge : dataset.edges) {
    builder.add_edge(index_of(edge.tail), index_of(edge.head));
  }
  return std::move(builder).build();
}

}  // namespace loopgenie::ingest
