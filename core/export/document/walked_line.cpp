#include "core/export/document/walked_line.hpp"

#include <algorithm>
#include <cmath>

#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

// Nearer by less than this is as near: a stretch that is walked both ways is as near both times.
constexpr double kAsNearM = 0.05;

bool meet(const Box& box, Point a, Point b) {
  return std::max(a.lat_e7, b.lat_e7) >= box.south_e7 && std::min(a.lat_e7, b.lat_e7) <= box.north_e7 &&
         std::max(a.lon_e7, b.lon_e7) >= box.west_e7 && std::min(a.lon_e7, b.lon_e7) <= box.east_e7;
}

/// A box that holds everything within within_m of the line: of all longitudes where it comes near the antimeridian.
Box box_around(std::span<const Vertex> line, double within_m) {
  constexpr std::int32_t kAllLongitudes = 180 * kE7PerDegree;
  Box around{kAllLongitudes, kAllLongitudes, -kAllLongitudes, -kAllLongitudes};
  bool meets_antimeridian = false;
  for (const Vertex& vertex : line) {
    const std::vector<Box> boxes = boxes_around(vertex.point, within_m);
    meets_antimeridian = meets_antimeridian || boxes.size() > 1;
    around.south_e7 = std::min(around.south_e7, boxes.front().south_e7);
    around.north_e7 = std::max(around.north_e7, boxes.front().north_e7);
    around.west_e7 = std::min(around.west_e7, boxes.front().west_e7);
    around.east_e7 = std::max(around.east_e7, boxes.front().east_e7);
  }
  if (meets_antimeridian) {
    around.west_e7 = -kAllLongitudes;
    around.east_e7 = kAllLongitudes;
  }
  return around;
}

}  // namespace

WalkedLine::WalkedLine(std::span<const Vertex> line, std::int64_t length_m, double within_m)
    : line_(line), within_m_(within_m), around_(box_around(line, within_m)) {
  double at_m = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    at_m += i == 0 ? 0 : distance_m(line[i - 1].point, line[i].point);
    metres_.push_back(at_m);
  }
  for (double& metres : metres_) {
    metres = at_m > 0 ? metres / at_m * static_cast<double>(length_m) : 0;
  }
}

WalkedLine::Near WalkedLine::nearest(Point point) const {
  Near nearest;
  if (!around_.contains(point)) {
    return nearest;
  }
  const std::vector<Box> boxes = boxes_around(point, within_m_);
  for (std::uint32_t i = 0; i + 1 < line_.size(); ++i) {
    const Point a = line_[i].point;
    const Point b = line_[i + 1].point;
    if (std::none_of(boxes.begin(), boxes.end(), [&](const Box& box) { return meet(box, a, b); })) {
      continue;
    }
    const double away_m = distance_to_segment_m(point, a, b);
    if (away_m < nearest.distance_m - kAsNearM && away_m <= within_m_) {
      const double from_a_m = std::sqrt(std::max(0.0, std::pow(distance_m(a, point), 2) - away_m * away_m));
      const double segment_m = distance_m(a, b);
      const double share = segment_m > 0 ? std::min(1.0, from_a_m / segment_m) : 0;
      nearest = {away_m, i, metres_[i] + share * (metres_[i + 1] - metres_[i])};
    }
  }
  return nearest;
}

}  // namespace loopgenie
