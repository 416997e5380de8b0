#include "tests/support/make_network.hpp"

#include <utility>

namespace loopgenie::test {

Network make_network(std::uint32_t node_count, const std::vector<EdgeSpec>& edges) {
  Network network;
  GraphBuilder builder(node_count);
  for (const EdgeSpec& edge : edges) {
    builder.add_edge(NodeIndex(edge.tail), NodeIndex(edge.head));
  }
  network.graph = std::move(builder).build();
  network.strings = {""};
  for (std::uint32_t n = 0; n < node_count; ++n) {
    network.node_id.push_back(NodeId(n + 1));
    network.node_vertex.push_back({{425000000 + static_cast<std::int32_t>(n) * 1000, 15000000}, 1000});
    network.node_place.emplace_back();
    network.node_full_degree.push_back(network.graph.degree(NodeIndex(n)));
  }
  network.first_vertex.push_back(0);
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    network.edge_id.push_back(EdgeId(e + 1));
    network.length_dm.push_back(edges[e].length_dm);
    network.climb.push_back(edges[e].climb);
    network.attributes.push_back(edges[e].attributes);
    network.name.push_back(0);
    network.ref.push_back(0);
    network.vertices.push_back(network.node_vertex[edges[e].tail]);
    network.vertices.push_back(network.node_vertex[edges[e].head]);
    network.first_vertex.push_back(static_cast<std::uint32_t>(network.vertices.size()));
  }
  return network;
}

}  // namespace loopgenie::test
