// A position as two integers of 1e-7 degree (WGS 84), the resolution OpenStreetMap itself has: equal positions compare
// equal on every platform. Latitude comes first; the flip to lon, lat happens in the writers of GeoJSON and the plan.
#pragma once

#include <compare>
#include <cstdint>

namespace loopgenie {

inline constexpr std::int32_t kE7PerDegree = 10'000'000;
inline constexpr int kDegreeDigits = 7;  // decimals of a degree

struct Point {
  std::int32_t lat_e7 = 0;
  std::int32_t lon_e7 = 0;

  [[nodiscard]] constexpr double lat() const { return lat_e7 / 1e7; }
  [[nodiscard]] constexpr double lon() const { return lon_e7 / 1e7; }
  friend constexpr auto operator<=>(Point, Point) = default;
};

/// Nearest representable point. REQUIRES finite degrees with |lat| ≤ 90 and |lon| ≤ 180.
[[nodiscard]] constexpr Point point_from_degrees(double lat, double lon) {
  const auto round_e7 = [](double degrees) {
    const double scaled = degrees * kE7PerDegree;
    return static_cast<std::int32_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  };
  return {round_e7(lat), round_e7(lon)};
}

/// A box with west > east crosses the antimeridian, as a bounding box of GeoJSON does (RFC 7946, section 5.2). Only a
/// data set's extent may; all others are split there.
struct Box {
  std::int32_t south_e7 = 0;
  std::int32_t west_e7 = 0;
  std::int32_t north_e7 = 0;
  std::int32_t east_e7 = 0;

  [[nodiscard]] constexpr bool contains(Point p) const {
    const bool east_of_west = p.lon_e7 >= west_e7;
    const bool west_of_east = p.lon_e7 <= east_e7;
    return p.lat_e7 >= south_e7 && p.lat_e7 <= north_e7 &&
           (west_e7 <= east_e7 ? east_of_west && west_of_east : east_of_west || west_of_east);
  }
  friend constexpr bool operator==(const Box&, const Box&) = default;
};

}  // namespace loopgenie
