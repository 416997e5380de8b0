#include "core/search/road_network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

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
  std::sort(ordered.begin(), ordered.end(), [](const RoadTile* a, const RoadTile* b) { return a->id < b->id; });
  for (const RoadTile* tile : ordered) {
    local.insert(local.end(), tile->nodes.begin(), tile->nodes.end());
    roads.nodes.insert(roads.nodes.end(), tile->far_nodes.begin(), tile->far_nodes.end());
  }
  std::sort(local.begin(), local.end());
  roads.nodes.insert(roads.nodes.end(), local.begin(), local.end());
  std::sort(roads.nodes.begin(), roads.nodes.end());
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

std::optional<RoadStart> nearest_road(const RoadNetwork& roads, Point place, double radius_m) {
  const Plane plane(place);
  std::optional<RoadStart> best;
  double best_m = radius_m;
  Plane::Offset at{};
  std::size_t best_segment = 0;
  for (std::uint32_t e = 0; e < roads.edges.size(); ++e) {
    const RoadEdge& edge = *roads.edges[e];
    if (edge.road_class == RoadClass::motorway) {
      continue;
    }
    Plane::Offset last = plane.of(edge.tail);
    for (std::size_t i = 0; i <= edge.inner.size(); ++i) {
      const Plane::Offset next = plane.of(i < edge.inner.size() ? edge.inner[i] : edge.head);
      const double share = nearest_share(last, next);
      const Plane::Offset here{last.north_m + share * (next.north_m - last.north_m),
                               last.east_m + share * (next.east_m - last.east_m)};
      if (const double here_m = here.length_m(); here_m < best_m || (!best && here_m <= best_m)) {
        best_m = here_m;
        best = RoadStart{EdgeIndex(e), {}, share, here_m};
        at = here;
        best_segment = i;
      }
      last = next;
    }
  }
  if (best) {
    // The share of the segment becomes that of the whole line.
    const RoadEdge& edge = *roads.edges[best->edge.value()];
    double before_m = 0;
    double all_m = 0;
    Plane::Offset last = plane.of(edge.tail);
    for (std::size_t i = 0; i <= edge.inner.size(); ++i) {
      const Plane::Offset next = plane.of(i < edge.inner.size() ? edge.inner[i] : edge.head);
      const double segment_m = std::hypot(next.north_m - last.north_m, next.east_m - last.east_m);
      before_m += i < best_segment ? segment_m : i == best_segment ? best->share * segment_m : 0;
      all_m += segment_m;
      last = next;
    }
    best->share = all_m > 0 ? before_m / all_m : 0;
    best->point = plane.at(at);
  }
  return best;
}

}  // namespace loopgenie
