#include "tests/bench/walks/measures.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include "core/geo/distance.hpp"
#include "tests/bench/walks/places.hpp"

namespace loopgenie::bench {
namespace {

constexpr double kPieceM = 10;

struct Spot {
  double east_m = 0;
  double north_m = 0;
};

/// The plane that touches the Earth at a point: for walks of some ten kilometres.
class Plane {
 public:
  explicit Plane(Point origin)
      : origin_(origin),
        north_m_(distance_m(origin, {origin.lat_e7 + kStep, origin.lon_e7}) / kStep),
        east_m_(distance_m(origin, {origin.lat_e7, origin.lon_e7 + kStep}) / kStep) {}
  [[nodiscard]] Spot operator()(Point point) const {
    return {static_cast<double>(point.lon_e7 - origin_.lon_e7) * east_m_,
            static_cast<double>(point.lat_e7 - origin_.lat_e7) * north_m_};
  }

 private:
  static constexpr std::int32_t kStep = 10'000;
  Point origin_;
  double north_m_;
  double east_m_;
};

Plane plane_of(const Network& network, const Walk& walk) {
  return Plane(network.node_vertex[begin_of(network, walk.front()).value()].point);
}

/// The points of the step's line as walked, both ends included.
std::vector<Point> line_of(const Network& network, const RouteStep& step) {
  std::vector<Point> line;
  for (const Vertex& vertex : network.edge_vertices(step.edge)) {
    line.push_back(vertex.point);
  }
  if (!step.forward) {
    std::reverse(line.begin(), line.end());
  }
  return line;
}

struct Piece {
  Spot from;
  Spot to;
  double along_m = 0;  // of its middle
  double length_m = 0;
  bool is_once = true;  // on an edge that is walked once
};

/// The walked line in pieces of at most kPieceM.
struct WalkedLine {
  std::vector<Piece> pieces;
  double length_m = 0;
};

double between(double a, double b, double share) { return a + (b - a) * share; }

WalkedLine walked_line(const Network& network, const Walk& walk, const Plane& plane) {
  const std::vector<bool> once = is_walked_once(walk);
  WalkedLine walked;
  for (std::size_t i = 0; i < walk.size(); ++i) {
    const std::vector<Point> line = line_of(network, walk[i]);
    for (std::size_t p = 1; p < line.size(); ++p) {
      const Spot a = plane(line[p - 1]);
      const Spot b = plane(line[p]);
      const double segment_m = std::hypot(b.east_m - a.east_m, b.north_m - a.north_m);
      const double count = std::max(1.0, std::ceil(segment_m / kPieceM));
      for (double k = 0; k < count; ++k) {
        const auto at = [&](double share) {
          return Spot{between(a.east_m, b.east_m, share), between(a.north_m, b.north_m, share)};
        };
        const double piece_m = segment_m / count;
        walked.pieces.push_back({at(k / count), at((k + 1) / count), walked.length_m + piece_m / 2, piece_m, once[i]});
        walked.length_m += piece_m;
      }
    }
  }
  return walked;
}

double distance_to(Spot p, const Piece& piece) {
  const double dx = piece.to.east_m - piece.from.east_m;
  const double dy = piece.to.north_m - piece.from.north_m;
  const double px = p.east_m - piece.from.east_m;
  const double py = p.north_m - piece.from.north_m;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0.0;
  return std::hypot(px - t * dx, py - t * dy);
}

/// Sets both figures of that name.
void measure_beside(const WalkedLine& walked, WalkMeasures& measures) {
  double beside_m = 0;
  double once_m = 0;
  double once_beside_m = 0;
  for (const Piece& piece : walked.pieces) {
    const Spot middle{(piece.from.east_m + piece.to.east_m) / 2, (piece.from.north_m + piece.to.north_m) / 2};
    bool is_beside = false;
    bool is_once_beside = false;
    for (const Piece& other : walked.pieces) {
      if (is_beside && (is_once_beside || !other.is_once)) {
        continue;
      }
      constexpr double kFar = kBesideM + kPieceM;
      if (std::abs(other.from.east_m - middle.east_m) > kFar || std::abs(other.from.north_m - middle.north_m) > kFar) {
        continue;
      }
      const double along_m = std::abs(other.along_m - piece.along_m);
      if (std::min(along_m, walked.length_m - along_m) > kBesideAlongM && distance_to(middle, other) <= kBesideM) {
        is_beside = true;
        is_once_beside = is_once_beside || other.is_once;
      }
    }
    beside_m += is_beside ? piece.length_m : 0;
    once_m += piece.is_once ? piece.length_m : 0;
    once_beside_m += piece.is_once && is_once_beside ? piece.length_m : 0;
  }
  measures.beside_itself = walked.length_m > 0 ? beside_m / walked.length_m : 0;
  measures.cycle_beside_itself = once_m > 0 ? once_beside_m / once_m : 0;
}

bool is_sight(PoiKind kind) {
  return kind == PoiKind::peak || kind == PoiKind::saddle || kind == PoiKind::waterfall || kind == PoiKind::viewpoint;
}

std::size_t sights_along(const Network& network, const WalkedLine& walked, const Plane& plane) {
  return static_cast<std::size_t>(std::count_if(network.pois.begin(), network.pois.end(), [&](const Poi& poi) {
    const Spot spot = plane(poi.point);
    return is_sight(poi.kind) && std::any_of(walked.pieces.begin(), walked.pieces.end(),
                                             [&](const Piece& piece) { return distance_to(spot, piece) <= kSightM; });
  }));
}

}  // namespace

double enclosed_m2(const Network& network, const Walk& walk) {
  const Plane plane = plane_of(network, walk);
  std::vector<NodeIndex> nodes = {begin_of(network, walk.front())};
  std::vector<std::vector<Spot>> lines;  // from nodes[i] to nodes[i + 1]
  double area_m2 = 0;
  for (const RouteStep& step : walk) {
    std::vector<Spot> spots;
    for (const Point point : line_of(network, step)) {
      spots.push_back(plane(point));
    }
    lines.push_back(std::move(spots));
    const NodeIndex node = end_of(network, step);
    const auto before = std::find(nodes.begin(), nodes.end(), node);
    if (before == nodes.end()) {
      nodes.push_back(node);
      continue;
    }
    const auto first = static_cast<std::size_t>(before - nodes.begin());
    double twice_m2 = 0;
    for (std::size_t i = first; i < lines.size(); ++i) {
      for (std::size_t p = 1; p < lines[i].size(); ++p) {
        const Spot a = lines[i][p - 1];
        const Spot b = lines[i][p];
        twice_m2 += a.east_m * b.north_m - b.east_m * a.north_m;
      }
    }
    area_m2 += std::abs(twice_m2) / 2;
    nodes.resize(first + 1);
    lines.resize(first);
  }
  return area_m2;
}

WalkMeasures measure_walk(const Network& network, const Walk& walk) {
  WalkMeasures measures;
  const auto all_dm = static_cast<double>(length_dm(network, walk));
  const double km = all_dm / 10'000;
  measures.length_m = all_dm / 10;
  double once_dm = 0;
  for (const EdgeIndex edge : edges_of(walk)) {
    once_dm += network.length_dm[edge.value()];
  }
  measures.walked_twice = (all_dm - once_dm) / all_dm;
  double marked_dm = 0;
  double road_dm = 0;
  double climb_dm = 0;
  for (std::size_t i = 0; i < walk.size(); ++i) {
    const std::uint32_t e = walk[i].edge.value();
    const std::uint32_t next = walk[(i + 1) % walk.size()].edge.value();
    const EdgeAttributes& attributes = network.attributes[e];
    marked_dm += attributes.route_network != RouteNetwork::none ? network.length_dm[e] : 0;
    road_dm += is_trail(attributes.way_class) ? 0 : network.length_dm[e];
    if (const std::optional<Climb>& climb = network.climb[e]) {
      climb_dm += walk[i].forward ? climb->ascent_dm : climb->descent_dm;
    }
    measures.grade = std::max(measures.grade, static_cast<double>(attributes.sac_scale));
    measures.name_changes_per_km += network.strings[network.name[e]] != network.strings[network.name[next]] ? 1 : 0;
    measures.decisions_per_km += network.graph.degree(end_of(network, walk[i])) >= 3 ? 1 : 0;
  }
  measures.name_changes_per_km /= km;
  measures.decisions_per_km /= km;
  measures.marked = marked_dm / all_dm;
  measures.road = road_dm / all_dm;
  measures.climb_m_per_km = climb_dm / 10 / km;
  measures.places_again = places_passed_again(network, walk);
  const Plane plane = plane_of(network, walk);
  const WalkedLine walked = walked_line(network, walk, plane);
  measures.sights = static_cast<double>(sights_along(network, walked, plane));
  measures.compactness = 4 * std::numbers::pi * enclosed_m2(network, walk) / (measures.length_m * measures.length_m);
  measure_beside(walked, measures);
  return measures;
}

}  // namespace loopgenie::bench
