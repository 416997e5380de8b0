#include "tests/bench/solver/circle_waypoints.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <queue>
#include <utility>
#include <vector>

#include "core/base/random.hpp"

namespace loopgenie::bench {
namespace {

constexpr std::int64_t kUsedFactor = 5;
constexpr double kMetresPerDegree = 111'200;
constexpr int kCorrections = 4;  // circles per bearing

class Router {
 public:
  explicit Router(const PeerSpace& space) : space_(space), is_used_(space.graph().edge_count()) {}

  void forget_used() { std::fill(is_used_.begin(), is_used_.end(), 0); }

  /// Appends the cheapest path; false if there is none.
  bool append(PeerWalk& walk, NodeIndex from, NodeIndex to, std::int64_t length_share) {
    constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();
    using Entry = std::pair<std::int64_t, std::uint32_t>;
    std::vector<std::int64_t> distance(space_.graph().node_count(), kFar);
    std::vector<PeerStep> step(space_.graph().node_count());
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    distance[from.value()] = 0;
    queue.emplace(0, from.value());
    while (!queue.empty() && queue.top().second != to.value()) {
      const auto [cost, node] = queue.top();
      queue.pop();
      if (cost > distance[node]) {
        continue;
      }
      for (const Arc& arc : space_.graph().arcs(NodeIndex(node))) {
        const std::int64_t weight = (length_share * space_.length_dm(arc.edge) + space_.lesser_cdm(arc.edge) + 1) *
                                    (is_used_[arc.edge.value()] != 0 ? kUsedFactor : 1);
        if (cost + weight < distance[arc.head.value()]) {
          distance[arc.head.value()] = cost + weight;
          step[arc.head.value()] = {arc.edge, arc.forward};
          queue.emplace(cost + weight, arc.head.value());
        }
      }
    }
    if (distance[to.value()] == kFar) {
      return false;
    }
    PeerWalk path;
    for (NodeIndex at = to; at != from; at = space_.tail(path.back())) {
      path.push_back(step[at.value()]);
      is_used_[path.back().edge.value()] = 1;
    }
    walk.insert(walk.end(), path.rbegin(), path.rend());
    return true;
  }

 private:
  const PeerSpace& space_;
  std::vector<std::uint8_t> is_used_;
};

/// Metres east and north of the start.
struct Offset {
  double east_m = 0;
  double north_m = 0;
};

class Circles {
 public:
  explicit Circles(const PeerSpace& space) : space_(space) {
    const Point start = space.start_point();
    const double metres_per_degree_east = kMetresPerDegree * std::cos(start.lat() * std::numbers::pi / 180);
    for (std::uint32_t n = 0; n < space.graph().node_count(); ++n) {
      const Point point = space.point(NodeIndex(n));
      offsets_.push_back(
          {(point.lon() - start.lon()) * metres_per_degree_east, (point.lat() - start.lat()) * kMetresPerDegree});
    }
  }

  [[nodiscard]] NodeIndex nearest(Offset to) const {
    const auto distance = [&](const Offset& o) { return std::hypot(o.east_m - to.east_m, o.north_m - to.north_m); };
    const auto found = std::min_element(offsets_.begin(), offsets_.end(),
                                        [&](const Offset& a, const Offset& b) { return distance(a) < distance(b); });
    return NodeIndex(static_cast<std::uint32_t>(found - offsets_.begin()));
  }

  /// `count` points on the circle of that radius whose centre lies in that bearing from the start, which is on it.
  [[nodiscard]] std::vector<NodeIndex> waypoints(double bearing, double radius_m, std::uint32_t count,
                                                 bool clockwise) const {
    std::vector<NodeIndex> nodes;
    for (std::uint32_t i = 1; i <= count; ++i) {
      const double turn = 2 * std::numbers::pi * i / (count + 1) * (clockwise ? 1 : -1);
      const double angle = bearing + std::numbers::pi + turn;  // from the centre
      nodes.push_back(nearest(
          {radius_m * (std::sin(bearing) + std::sin(angle)), radius_m * (std::cos(bearing) + std::cos(angle))}));
    }
    return nodes;
  }

 private:
  const PeerSpace& space_;
  std::vector<Offset> offsets_;
};

}  // namespace

PeerAnswer search_circles(const PeerSpace& space, std::uint64_t seed, const PeerStop& stop) {
  PeerAnswer answer;
  if (space.entries().empty()) {
    return answer;
  }
  Random random(seed);
  const Circles circles(space);
  Router router(space);
  const double wanted_m = static_cast<double>(space.limits().wanted_dm) / 10;
  while (!stop()) {
    const NodeIndex entry =
        space.entries()[random.below(static_cast<std::uint32_t>(std::min<std::size_t>(space.entries().size(), 3)))];
    const double bearing = random.uniform() * 2 * std::numbers::pi;
    const std::uint32_t point_count = 2 + random.below(4);
    const bool clockwise = random.below(2) == 0;
    const std::int64_t length_share = random.below(5) * 25;
    double radius_m = wanted_m / (2 * std::numbers::pi) / 1.3;  // ways are longer than the circle
    for (int attempt = 0; attempt < kCorrections && !stop(); ++attempt) {
      router.forget_used();
      PeerWalk walk;
      NodeIndex at = entry;
      bool is_whole = true;
      std::vector<NodeIndex> stops = circles.waypoints(bearing, radius_m, point_count, clockwise);
      stops.push_back(entry);
      for (const NodeIndex next : stops) {
        is_whole = is_whole && router.append(walk, at, next, length_share);
        at = next;
      }
      walk = without_spurs(walk);
      if (!is_whole || walk.empty()) {
        break;
      }
      PeerCost cost = space.cost(walk);
      const bool is_simple = is_simple_cycle(space, walk);
      cost.is_feasible = cost.is_feasible && is_simple;
      answer.note(space, walk, cost);
      const double factor = wanted_m * 10 / static_cast<double>(cost.length_dm);
      radius_m *= std::clamp(factor, 0.5, 2.0);
    }
  }
  return answer;
}

}  // namespace loopgenie::bench
