#include "core/export/document/along.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>

#include "core/base/sort.hpp"
#include "core/export/document/walked_line.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

// Farther off the network an import keeps no point of interest.
constexpr double kFarthestM = 600;

}  // namespace

std::set<NodeId> nodes_of(const Network& network, const PlanLoop& loop) {
  std::set<NodeId> nodes;
  for (const PlanEdge& edge : loop.edges) {
    const std::optional<EdgeIndex> found = network.find_edge(edge.id);
    assert(found);
    nodes.insert(network.node_id[network.graph.tail(*found).value()]);
    nodes.insert(network.node_id[network.graph.head(*found).value()]);
  }
  return nodes;
}

std::vector<PoiAlong> pois_along(const Network& network, const PlanLoop& loop) {
  const std::set<NodeId> nodes = nodes_of(network, loop);
  const WalkedLine line(loop.geometry, loop.length_m, kFarthestM);
  std::vector<PoiAlong> along;
  for (const Poi& poi : network.pois) {
    if (!is_night(poi.kind) && !is_water(poi.kind)) {
      continue;
    }
    const WalkedLine::Near nearest = line.nearest(poi.point);
    const bool is_met = poi.node.is_valid() && nodes.contains(poi.node) && std::isfinite(nearest.distance_m);
    if (is_met || nearest.distance_m <= kNearLineM) {
      const auto away_m = static_cast<std::uint32_t>(std::lround(nearest.distance_m));
      // A camp site's edge may be nearer than its middle.
      along.push_back({poi, is_met ? std::min(away_m, poi.detour_m) : away_m, nearest.vertex});
    }
  }
  const auto place = [&](const PoiAlong& a) {
    return std::tuple(a.vertex, distance_m(loop.geometry[a.vertex].point, a.poi.point), a.poi.id);
  };
  heap_sort(along, [&](const PoiAlong& a, const PoiAlong& b) { return place(a) < place(b); });
  return along;
}

}  // namespace loopgenie
