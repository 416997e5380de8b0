#include "api/ingest/base/outline.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace loopgenie::ingest {

void extend(Box& box, Point point) {
  box.south_e7 = std::min(box.south_e7, point.lat_e7);
  box.west_e7 = std::min(box.west_e7, point.lon_e7);
  box.north_e7 = std::max(box.north_e7, point.lat_e7);
  box.east_e7 = std::max(box.east_e7, point.lon_e7);
}

Box box_of(std::span<const Point> points) {
  assert(!points.empty());
  const Point first = points.front();
  Box box{first.lat_e7, first.lon_e7, first.lat_e7, first.lon_e7};
  for (const Point point : points) {
    extend(box, point);
  }
  return box;
}

Point box_center(std::span<const Point> points) {
  const Box box = box_of(points);
  return {box.south_e7 + (box.north_e7 - box.south_e7) / 2,
          static_cast<std::int32_t>((std::int64_t{box.west_e7} + box.east_e7) / 2)};
}

Point line_center(std::span<const Point> points) {
  assert(!points.empty());
  const Point origin = points.front();
  if (points.size() < 4 || points.back() != origin) {
    return points[points.size() / 2];
  }
  double area = 0;
  double x_sum = 0;
  double y_sum = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const double ax = static_cast<double>(points[i].lon_e7) - origin.lon_e7;
    const double ay = static_cast<double>(points[i].lat_e7) - origin.lat_e7;
    const double bx = static_cast<double>(points[i + 1].lon_e7) - origin.lon_e7;
    const double by = static_cast<double>(points[i + 1].lat_e7) - origin.lat_e7;
    const double cross = ax * by - bx * ay;
    area += cross;
    x_sum += (ax + bx) * cross;
    y_sum += (ay + by) * cross;
  }
  const Point middle = box_center(points);
  if (area == 0) {
    return middle;
  }
  const Point center{static_cast<std::int32_t>(std::lround(origin.lat_e7 + y_sum / (3 * area))),
                     static_cast<std::int32_t>(std::lround(origin.lon_e7 + x_sum / (3 * area)))};
  return box_of(points).contains(center) ? center : middle;  // a ring that crosses itself has no sensible centroid
}

}  // namespace loopgenie::ingest
