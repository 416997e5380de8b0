#include "core/geo/distance.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loopgenie {
namespace {

constexpr double kRadiansPerE7 = std::numbers::pi / 180.0 / kE7PerDegree;
constexpr double kSemiMajorM = 6378137.0;            // WGS 84
constexpr double kEccentricity2 = 0.00669437999014;  // WGS 84, first eccentricity squared
constexpr double kMeanRadiusM = 6371008.8;           // IUGG mean radius R1

struct MetresPerRadian {
  double north = 0;
  double east = 0;
};

MetresPerRadian metres_per_radian(double lat_rad) {
  const double sin_lat = std::sin(lat_rad);
  const double w2 = 1.0 - kEccentricity2 * sin_lat * sin_lat;
  const double w = std::sqrt(w2);
  return {kSemiMajorM * (1.0 - kEccentricity2) / (w2 * w), kSemiMajorM / w * std::cos(lat_rad)};
}

double lon_difference_e7(Point a, Point b) {
  double difference = static_cast<double>(b.lon_e7) - static_cast<double>(a.lon_e7);
  constexpr double kHalfTurn = 180.0 * kE7PerDegree;
  if (difference > kHalfTurn) {
    difference -= 2 * kHalfTurn;
  } else if (difference < -kHalfTurn) {
    difference += 2 * kHalfTurn;
  }
  return difference;
}

}  // namespace

double distance_m(Point a, Point b) {
  const double middle_lat = (static_cast<double>(a.lat_e7) + static_cast<double>(b.lat_e7)) / 2 * kRadiansPerE7;
  const MetresPerRadian scale = metres_per_radian(middle_lat);
  const double north = (static_cast<double>(b.lat_e7) - static_cast<double>(a.lat_e7)) * kRadiansPerE7 * scale.north;
  const double east = lon_difference_e7(a, b) * kRadiansPerE7 * scale.east;
  return std::sqrt(north * north + east * east);
}

double great_circle_m(Point a, Point b) {
  const double lat_a = a.lat_e7 * kRadiansPerE7;
  const double lat_b = b.lat_e7 * kRadiansPerE7;
  const double sin_lat = std::sin((lat_b - lat_a) / 2);
  const double sin_lon = std::sin(lon_difference_e7(a, b) * kRadiansPerE7 / 2);
  const double h = sin_lat * sin_lat + std::cos(lat_a) * std::cos(lat_b) * sin_lon * sin_lon;
  return 2 * kMeanRadiusM * std::asin(std::sqrt(std::min(1.0, h)));
}

double distance_to_segment_m(Point p, Point a, Point b) {
  const MetresPerRadian scale = metres_per_radian(p.lat_e7 * kRadiansPerE7);
  const auto local = [&](Point q) {
    return std::pair{lon_difference_e7(p, q) * kRadiansPerE7 * scale.east,
                     (static_cast<double>(q.lat_e7) - static_cast<double>(p.lat_e7)) * kRadiansPerE7 * scale.north};
  };
  const auto [ax, ay] = local(a);
  const auto [bx, by] = local(b);
  const double dx = bx - ax;
  const double dy = by - ay;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0.0;
  const double x = ax + t * dx;
  const double y = ay + t * dy;
  return std::sqrt(x * x + y * y);
}

std::vector<Box> boxes_around(Point center, double radius_m) {
  // The sphere's smallest radius (at the poles' flattening) makes the box a little too large, never too small.
  constexpr double kSmallRadiusM = 6335000.0;
  constexpr double kHalfTurn = 180.0 * kE7PerDegree;
  const double lat_delta = radius_m / kSmallRadiusM / kRadiansPerE7;
  const double lat_far = std::min(89.9, std::abs(center.lat()) + lat_delta / kE7PerDegree);
  const double lon_delta = lat_delta / std::cos(lat_far * std::numbers::pi / 180.0);
  const auto lat_e7 = [](double value) {
    return static_cast<std::int32_t>(std::clamp(value, -kHalfTurn / 2, kHalfTurn / 2));
  };
  const auto box = [&](double west_e7, double east_e7) {
    return Box{lat_e7(center.lat_e7 - lat_delta), static_cast<std::int32_t>(west_e7), lat_e7(center.lat_e7 + lat_delta),
               static_cast<std::int32_t>(east_e7)};
  };
  const double west = center.lon_e7 - lon_delta;
  const double east = center.lon_e7 + lon_delta;
  if (lon_delta >= kHalfTurn) {
    return {box(-kHalfTurn, kHalfTurn)};
  }
  if (west < -kHalfTurn) {
    return {box(-kHalfTurn, east), box(west + 2 * kHalfTurn, kHalfTurn)};
  }
  if (east > kHalfTurn) {
    return {box(-kHalfTurn, east - 2 * kHalfTurn), box(west, kHalfTurn)};
  }
  return {box(west, east)};
}

double distance_to_box_m(Point p, const Box& box) {
  const std::int32_t lat_e7 = std::clamp(p.lat_e7, box.south_e7, box.north_e7);
  if (p.lon_e7 >= box.west_e7 && p.lon_e7 <= box.east_e7) {
    return great_circle_m(p, {lat_e7, p.lon_e7});
  }
  // Outside its longitudes: whichever side is nearer, also across the antimeridian.
  return std::min(great_circle_m(p, {lat_e7, box.west_e7}), great_circle_m(p, {lat_e7, box.east_e7}));
}

}  // namespace loopgenie
