#include "core/stage/water.hpp"

#include <optional>

namespace loopgenie {

Waters::Waters(const Network& network) : network_(&network), has_tap_(network.node_count()) {
  for (const Poi& poi : network.pois) {
    const std::optional<NodeIndex> node = is_reliable_water(poi) ? network.find_node(poi.node) : std::nullopt;
    if (node) {
      has_tap_[node->value()] = 1;
    }
  }
}

bool Waters::is_on(RouteStep step) const {
  const Graph& graph = network_->graph;
  const NodeIndex end = step.forward ? graph.head(step.edge) : graph.tail(step.edge);
  return network_->attributes[step.edge.value()].has(EdgeFlag::near_water) || has_tap_[end.value()] != 0;
}

}  // namespace loopgenie
