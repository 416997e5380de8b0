#include "core/export/document/along.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <tuple>

#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

// Farther off the network an import keeps no point of interest.
constexpr double kFarthestM = 600;

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

struct Nearest {
  double distance_m = std::numeric_limits<double>::infinity();
  std::uint32_t vertex = 0;
};

/// Infinitely far where no segment comes within kFarthestM.
Nearest nearest_segment(std::span<const Vertex> line, Point point) {
  const std::vector<Box> near = boxes_around(point, kFarthestM);
  const auto misses = [&](Point a, Point b) {
    return std::all_of(near.begin(), near.end(), [&](const Box& box) {
      return std::max(a.lat_e7, b.lat_e7) < box.south_e7 || std::min(a.lat_e7, b.lat_e7) > box.north_e7 ||
             std::max(a.lon_e7, b.lon_e7) < box.west_e7 || std::min(a.lon_e7, b.lon_e7) > box.east_e7;
    });
  };
  Nearest nearest;
  for (std::uint32_t i = 0; i + 1 < line.size(); ++i) {
    if (misses(line[i].point, line[i + 1].point)) {
      continue;
    }
    const double away_m = distance_to_segment_m(point, line[i].point, line[i + 1].point);
    if (away_m < nearest.distance_m) {
      nearest = {away_m, i};
    }
  }
  return nearest;
}

}  // namespace

std::vector<PoiAlong> pois_along(const Network& network, const PlanLoop& loop) {
  const std::set<NodeId> nodes = nodes_of(network, loop);
  std::vector<PoiAlong> along;
  for (const Poi& poi : network.pois) {
    if (!is_night(poi.kind) && !is_water(poi.kind)) {
      continue;
    }
    const Nearest nearest = nearest_segment(loop.geometry, poi.point);
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
  std::sort(along.begin(), along.end(), [&](const PoiAlong& a, const PoiAlong& b) { return place(a) < place(b); });
  return along;
}

}  // namespace loopgenie
