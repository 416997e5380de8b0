#include "core/loop/space/route_shape.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/base/sort.hpp"
#include "core/loop/space/place_ends.hpp"

namespace loopgenie {
std::vector<NodeId> places_passed_again(const Network& network, std::span<const RouteStep> cycle) {
  std::vector<NodeId> left;  // places, once for each time
  for (const RouteStep& step : cycle) {
    if (network.attributes[step.edge.value()].has(EdgeFlag::within_place)) {
      continue;
    }
    for (const NodeIndex node : {network.graph.tail(step.edge), network.graph.head(step.edge)}) {
      if (network.place(node).is_valid()) {
        left.push_back(network.place(node));
      }
    }
  }
  heap_sort(left);
  std::vector<NodeId> again;
  for (std::size_t i = kMostPlaceEnds; i < left.size(); ++i) {
    if (left[i] == left[i - kMostPlaceEnds]) {
      again.push_back(left[i]);
    }
  }
  return again;
}

RouteShape route_shape(const Network& network, const LoopLimits& limits, const Route& route) {
  std::int64_t stem_dm = 0;
  for (std::uint32_t i = 0; i < route.stem_step_count; ++i) {
    stem_dm += network.length_dm[route.steps[i].edge.value()];
  }
  return !places_passed_again(network, cycle_of(route)).empty() ? RouteShape::figure_of_eight
         : stem_dm <= limits.access_dm                          ? RouteShape::loop
                                                                : RouteShape::lollipop;
}

}  // namespace loopgenie
