#include "core/search/road_network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/sort.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

/// Positions around a place in its tangent plane, in metres: for some kilometres.
class Plane {
 public:
  explicit Plane(Point origin)
      : origin_(origin),
        lat_m_(distance_m(origin, {origin.lat_e7 + kStepE7, origin.lon_e7}) / kStepE7),
        lon_m_(distance_m(origin, {origin.lat_e7, origin.lon_e7 + kStepE7}) / kStepE7) {}

  struct Offset {
    double north_m;
    double east_m;
    [[nodiscard]] double length_m() const { return std::hypot(north_m, east_m); }
  };
  [[nodiscard]] Offset of(Point point) const {
    return {(static_cast<double>(point.lat_e7) - origin_.lat_e7) * lat_m_, east_e7(point) * lon_m_};
  }
  [[nodiscard]] Point at(Offset offset) const {
    return {static_cast<std::int32_t>(std::lround(origin_.lat_e7 + offset.north_m / lat_m_)),
            static_cast<std::int32_t>(std::lround(origin_.lon_e7 + offset.east_m / lon_m_))};
  }

 private:
  static constexpr std::int32_t kStepE7 = -10'000;  // southward: a pole's neighbour exists
  /// The short way round.
  [[nodiscard]] double east_e7(Point point) const {
    constexpr double kRoundE7 = 360.0 * kE7PerDegree;
    const double east = static_cast<double>(point.lon_e7) - origin_.lon_e7;
    return east > kRoundE7 / 2 ? east - kRoundE7 : east < -kRoundE7 / 2 ? east + kRoundE7 : east;
  }

  Point origin_;
  double lat_m_;
  double lon_m_;
};

/// The share of the segment a–b at which it passes the origin nearest.
double nearest_share(Plane::Offset a, Plane::Offset b) {
  const double north = b.north_m - a.north_m;
  const double east = b.east_m - a.east_m;
  const double squared = north * north + east * east;
  return squared > 0 ? std::clamp(-(a.north_m * north + a.east_m * east) / squared, 0.0, 1.0) : 0.0;
}

/// Where an edge's line passes the origin nearest.
struct Approach {
  Plane::Offset at{};
  double share = 0;  // of the line's length before that point
};

Approach approach_of(const RoadEdge& edge, const Plane& plane) {
  Approach nearest;
  double nearest_m = std::numeric_limits<double>::infinity();
  double before_m = 0;  // of the line, up to the nearest point
  double all_m = 0;
  Plane::Offset last = plane.of(edge.tail);
  for (std::size_t i = 0; i <= edge.inner.size(); ++i) {
    const Plane::Offset next = plane.of(i < edge.inner.size() ? edge.inner[i] : edge.head);
    const double share = nearest_share(last, next);
    const Plane::Offset here{last.north_m + share * (next.north_m - last.north_m),
                             last.east_m + share * (next.east_m - last.east_m)};
    const double segment_m = std::hypot(next.north_m - last.north_m, next.east_m - last.east_m);
    if (const double here_m = here.length_m(); here_m < nearest_m) {
      nearest_m = here_m;
      nearest.at = here;
      before_m = all_m + share * segment_m;
    }
    all_m += segment_m;
    last = next;
  }
  nearest.share = all_m > 0 ? before_m / all_m : 0;
  return nearest;
}

}  // namespace

std::optional<NodeIndex> RoadNetwork::find_node(Point point) const {
  const auto found = std::lower_bound(nodes.begin(), nodes.end(), point);
  return found != nodes.end() && *found == point
             ? std::optional(NodeIndex(static_cast<std::uint32_t>(found - nodes.begin())))
             : std::nullopt;
}

RoadNetwork stitch_roads(std::span<const RoadTile* const> tiles) {
  RoadNetwork roads;
  std::vector<Point> local;
  std::vector<const RoadTile*> ordered(tiles.begin(), tiles.end());
  heap_sort(ordered, [](const RoadTile* a, const RoadTile* b) { return a->id < b->id; });
  for (const RoadTile* tile : ordered) {
    local.insert(local.end(), tile->nodes.begin(), tile->nodes.end());
    roads.nodes.insert(roads.nodes.end(), tile->far_nodes.begin(), tile->far_nodes.end());
  }
  heap_sort(local);
  roads.nodes.insert(roads.nodes.end(), local.begin(), local.end());
  heap_sort(roads.nodes);
  roads.nodes.erase(std::unique(roads.nodes.begin(), roads.nodes.end()), roads.nodes.end());
  for (const Point node : roads.nodes) {
    roads.is_complete.push_back(std::binary_search(local.begin(), local.end(), node) ? 1 : 0);
  }
  GraphBuilder builder(static_cast<std::uint32_t>(roads.nodes.size()));
  for (const RoadTile* tile : ordered) {
    for (const RoadEdge& edge : tile->edges) {
      // An edge between two tiles is in both: it is taken from its tail's, or where that is not here.
      const NodeIndex tail = *roads.find_node(edge.tail);
      const bool tail_is_here = std::binary_search(tile->nodes.begin(), tile->nodes.end(), edge.tail);
      if (tail_is_here || roads.is_complete[tail.value()] == 0) {
        builder.add_edge(tail, *roads.find_node(edge.head));
        roads.edges.push_back(&edge);
      }
    }
  }
  roads.graph = std::move(builder).build();
  return roads;
}

std::vector<RoadStart> roads_near(const RoadNetwork& roads, Point place, double radius_m) {
  const Plane plane(place);
  std::vector<RoadStart> near;
  double nearest_m = radius_m;
  for (std::uint32_t e = 0; e < roads.edges.size(); ++e) {
    const RoadEdge& edge = *roads.edges[e];
    if (edge.road_class == RoadClass::motorway) {
      continue;
    }
    const Approach approach = approach_of(edge, plane);
    if (const double leg_m = approach.at.length_m(); leg_m <= std::min(nearest_m + kSpareLegM, radius_m)) {
      near.push_back({EdgeIndex(e), plane.at(approach.at), approach.share, leg_m});
      nearest_m = std::min(nearest_m, leg_m);
    }
  }
  std::erase_if(near, [&](const RoadStart& start) { return start.leg_m > nearest_m + kSpareLegM; });
  heap_sort(near, [](const RoadStart& a, const RoadStart& b) {
    return std::pair(a.leg_m, a.edge) < std::pair(b.leg_m, b.edge);
  });
  return near;
}

}  // namespace loopgenie
