#include "core/graph/network.hpp"

#include <algorithm>

namespace loopgenie {

std::optional<NodeIndex> Network::find_node(NodeId id) const {
  const auto found = std::lower_bound(node_id.begin(), node_id.end(), id);
  if (found == node_id.end() || *found != id) {
    return std::nullopt;
  }
  return NodeIndex(static_cast<std::uint32_t>(found - node_id.begin()));
}

std::optional<EdgeIndex> Network::find_edge(EdgeId id) const {
  const auto found = std::lower_bound(edge_id.begin(), edge_id.end(), id);
  if (found == edge_id.end() || *found != id) {
    return std::nullopt;
  }
  return EdgeIndex(static_cast<std::uint32_t>(found - edge_id.begin()));
}

}  // namespace loopgenie
