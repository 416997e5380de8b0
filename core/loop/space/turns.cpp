#include "core/loop/space/turns.hpp"

#include <cstddef>

namespace loopgenie {

WayOn way_on(const Network& network, NodeIndex node, EdgeIndex edge) {
  if (network.name.empty()) {
    return {};
  }
  const std::uint32_t name = network.name[edge.value()];
  const bool is_marked = network.attributes[edge.value()].route_network != RouteNetwork::none;
  WayOn on;
  for (const Arc& arc : network.graph.arcs(node)) {
    if (arc.edge == edge) {
      continue;
    }
    on.name = network.name[arc.edge.value()] == name ? name : on.name;
    on.is_marked |= is_marked && network.attributes[arc.edge.value()].route_network != RouteNetwork::none;
  }
  return on;
}

std::int64_t turns_cdm(const Network& network, std::span<const RouteStep> cycle) {
  std::int64_t sum_cdm = 0;
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const RouteStep& step = cycle[i];
    const NodeIndex node = step.forward ? network.graph.head(step.edge) : network.graph.tail(step.edge);
    sum_cdm += is_turn(network, node, step.edge, cycle[(i + 1) % cycle.size()].edge) ? kTurnCdm : 0;
  }
  return sum_cdm;
}

}  // namespace loopgenie
