#include "api/ingest/walk/obstacles.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

SegmentGrid obstacle_segments(const OsmSource& source) {
  std::vector<SegmentGrid::Segment> segments;
  segments.reserve(source.obstacles.size());
  for (const auto& [a, b] : source.obstacles) {
    segments.push_back({a, b, 0});
  }
  return SegmentGrid(std::move(segments));
}

struct Step {
  std::int64_t east_e7;
  std::int64_t north_e7;
};

/// The short way round the Earth.
Step step_between(Point from, Point to) {
  constexpr std::int64_t kTurn = std::int64_t{360} * kE7PerDegree;
  std::int64_t east_e7 = std::int64_t{to.lon_e7} - from.lon_e7;
  east_e7 += east_e7 < -kTurn / 2 ? kTurn : east_e7 > kTurn / 2 ? -kTurn : 0;
  return {east_e7, std::int64_t{to.lat_e7} - from.lat_e7};
}

/// Above 0 where `point` lies to the left of the line, below where to the right. On the plane of degrees, which has the
/// same sides as the Earth over so short a line.
std::int64_t side_of(Point from, Point to, Point point) {
  const Step along = step_between(from, to);
  const Step across = step_between(from, point);
  return along.east_e7 * across.north_e7 - along.north_e7 * across.east_e7;
}

/// A line through a corner of the obstacle crosses one of the two segments that meet there.
bool crosses(Point a, Point b, const SegmentGrid::Segment& obstacle) {
  if ((side_of(a, b, obstacle.a) >= 0) == (side_of(a, b, obstacle.b) >= 0)) {
    return false;
  }
  const std::int64_t side_a = side_of(obstacle.a, obstacle.b, a);
  const std::int64_t side_b = side_of(obstacle.a, obstacle.b, b);
  return (side_a > 0 && side_b < 0) || (side_a < 0 && side_b > 0);
}

/// Halfway, the short way round the Earth.
Point middle_of(Point a, Point b) {
  const Step step = step_between(a, b);
  constexpr std::int64_t kTurn = std::int64_t{360} * kE7PerDegree;
  std::int64_t lon_e7 = a.lon_e7 + step.east_e7 / 2;
  lon_e7 += lon_e7 < -kTurn / 2 ? kTurn : lon_e7 > kTurn / 2 ? -kTurn : 0;
  return {static_cast<std::int32_t>(a.lat_e7 + step.north_e7 / 2), static_cast<std::int32_t>(lon_e7)};
}

}  // namespace

Obstacles::Obstacles(const OsmSource& source) : grid_(obstacle_segments(source)) {}

bool Obstacles::are_between(Point a, Point b) const {
  constexpr double kRoundingM = 1;
  bool found = false;
  grid_.visit_near(middle_of(a, b), distance_m(a, b) / 2 + kRoundingM,
                   [&](const SegmentGrid::Segment& obstacle, double) { found = found || crosses(a, b, obstacle); });
  return found;
}

}  // namespace loopgenie::ingest
