#include "core/stage/water.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "core/base/sort.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

constexpr double kNearNightM = 300;            // straight line
constexpr std::int32_t kNearNightE7 = 30'000;  // of latitude: more than that

bool is_reliable(const Poi& poi) { return is_water(poi.kind) && !poi.intermittent && poi.potable != Potable::no; }

bool is_south(const Point& a, const Point& b) { return a.lat_e7 < b.lat_e7; }

}  // namespace

Waters::Waters(const Network& network) : network_(&network), has_tap_(network.node_count()) {
  for (const Poi& poi : network.pois) {
    if (!is_reliable(poi)) {
      continue;
    }
    taps_.push_back(poi.point);
    if (const std::optional<NodeIndex> node = network.find_node(poi.node)) {
      has_tap_[node->value()] = 1;
    }
  }
  heap_sort(taps_, is_south);
}

bool Waters::is_on(RouteStep step) const {
  const Graph& graph = network_->graph;
  const NodeIndex end = step.forward ? graph.head(step.edge) : graph.tail(step.edge);
  return network_->attributes[step.edge.value()].has(EdgeFlag::near_water) || has_tap_[end.value()] != 0;
}

NightWater Waters::at(const Poi& night) const {
  if (night.kind == PoiKind::alpine_hut) {
    return NightWater::tap;
  }
  const Point south{night.point.lat_e7 - kNearNightE7, night.point.lon_e7};
  for (auto tap = std::lower_bound(taps_.begin(), taps_.end(), south, is_south);
       tap != taps_.end() && tap->lat_e7 <= night.point.lat_e7 + kNearNightE7; ++tap) {
    if (distance_m(*tap, night.point) <= kNearNightM) {
      return NightWater::tap;
    }
  }
  const std::optional<NodeIndex> node = network_->find_node(night.node);
  const std::span<const Arc> arcs = node ? network_->graph.arcs(*node) : std::span<const Arc>();
  const bool is_by_water = std::any_of(arcs.begin(), arcs.end(), [&](const Arc& arc) {
    return network_->attributes[arc.edge.value()].has(EdgeFlag::near_water);
  });
  return is_by_water ? NightWater::natural : NightWater::unknown;
}

}  // namespace loopgenie
