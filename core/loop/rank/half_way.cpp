#include "core/loop/rank/half_way.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace loopgenie {
namespace {

constexpr std::int64_t kCosineScale = 1'000'000;
constexpr std::int64_t kWholeTurnE7 = 360LL * kE7PerDegree;

/// East and north in millionths of 1e-7 degrees of latitude. Whole numbers: the cosine, which machines may compute
/// with another last bit, is rounded, and all that follows is exact.
struct Offset {
  std::int64_t east = 0;
  std::int64_t north = 0;
};

/// Over the 180th meridian, where that is nearer.
std::int64_t east_e7(Point from, Point to) {
  const std::int64_t east = std::int64_t{to.lon_e7} - from.lon_e7;
  return east > kWholeTurnE7 / 2 ? east - kWholeTurnE7 : east < -kWholeTurnE7 / 2 ? east + kWholeTurnE7 : east;
}

Offset offset(Point from, Point to) {
  const auto cosine = static_cast<std::int64_t>(
      std::llround(std::cos(from.lat() * std::numbers::pi / 180) * static_cast<double>(kCosineScale)));
  return {east_e7(from, to) * cosine, (std::int64_t{to.lat_e7} - from.lat_e7) * kCosineScale};
}

double length_of(Offset of) {
  const auto east = static_cast<double>(of.east);
  const auto north = static_cast<double>(of.north);
  return std::sqrt(east * east + north * north);
}

/// Its longitude may be beyond 180°.
Point between(Point from, Point to, double share) {
  const auto at = [share](std::int32_t begin, std::int64_t difference) {
    return static_cast<std::int32_t>(begin + std::llround(share * static_cast<double>(difference)));
  };
  return {at(from.lat_e7, std::int64_t{to.lat_e7} - from.lat_e7), at(from.lon_e7, east_e7(from, to))};
}

/// The point of the line that this share of it leads to. REQUIRES at least one vertex.
Point point_along(std::span<const Vertex> line, double share) {
  std::vector<double> lengths;
  double whole = 0;
  for (std::size_t i = 1; i < line.size(); ++i) {
    lengths.push_back(length_of(offset(line[i - 1].point, line[i].point)));
    whole += lengths.back();
  }
  double left = share * whole;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double length = lengths[i - 1];
    if (left <= length && length > 0) {
      return between(line[i - 1].point, line[i].point, left / length);
    }
    left -= length;
  }
  return line.back().point;
}

/// East and north of the direction; of those between two, not of length one.
constexpr std::array<std::pair<int, int>, kEnumNames<Direction>.size()> kAxes = {
    {{0, 1}, {1, 1}, {1, 0}, {1, -1}, {0, -1}, {-1, -1}, {-1, 0}, {-1, 1}}};

Point start_point(const Network& network, const Route& route) {
  const RouteStep& first = route.steps.front();
  const std::span<const Vertex> line = network.edge_vertices(first.edge);
  return (first.forward ? line.front() : line.back()).point;
}

}  // namespace

Point half_way_point(const Network& network, const Route& route) {
  std::int64_t whole_dm = 0;
  for (const RouteStep& step : route.steps) {
    whole_dm += network.length_dm[step.edge.value()];
  }
  std::int64_t walked_dm = 0;
  for (const RouteStep& step : route.steps) {
    const std::int64_t edge_dm = network.length_dm[step.edge.value()];
    if (2 * (walked_dm + edge_dm) >= whole_dm && edge_dm > 0) {
      const double walked = static_cast<double>(whole_dm - 2 * walked_dm) / static_cast<double>(2 * edge_dm);
      return point_along(network.edge_vertices(step.edge), step.forward ? walked : 1 - walked);
    }
    walked_dm += edge_dm;
  }
  return start_point(network, route);
}

bool lies_towards(Direction direction, Point from, Point to) {
  const auto [east, north] = kAxes[static_cast<std::size_t>(direction)];
  const Offset at = offset(from, to);
  const std::int64_t along = at.east * east + at.north * north;
  const std::int64_t across = at.east * north - at.north * east;
  return along > 0 && std::abs(across) <= along;
}

Direction direction_of(Point from, Point to) {
  const Offset at = offset(from, to);
  Direction nearest = Direction::north;
  double farthest = 0;
  for (std::size_t i = 0; i < kAxes.size(); ++i) {
    const auto [east, north] = kAxes[i];
    const double length = east != 0 && north != 0 ? std::numbers::sqrt2 : 1.0;
    const double along = static_cast<double>(at.east * east + at.north * north) / length;
    if (along > farthest) {
      farthest = along;
      nearest = static_cast<Direction>(i);
    }
  }
  return nearest;
}

bool leads_towards(Direction direction, const Network& network, const Route& route) {
  return lies_towards(direction, start_point(network, route), half_way_point(network, route));
}

}  // namespace loopgenie
