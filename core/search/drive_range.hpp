// Which trailheads lie within a drive. Until the road network is known to the planner a drive is the straight line
// times 1.3 at 40 km/h, and the plan says so ("straight_line_x1.3"). 1.3 is about the usual ratio of road to straight
// distance (circuity 1.2–1.4: Giacomin, Levinson, "Road network circuity in metropolitan areas", Environment and
// Planning B 42(6), 2015); mountain roads can be far longer.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/geo/point.hpp"

namespace loopgenie {

inline constexpr double kDriveDetourFactor = 1.3;
inline constexpr double kDriveSpeedMps = 40.0 / 3.6;

struct Drive {
  double drive_m = 0;
  double drive_s = 0;
};
[[nodiscard]] Drive estimate_drive(Point from, Point to);

struct InRange {
  std::size_t index = 0;  // into the points given
  Drive drive;
};

/// The points within a drive of limit_m from `from`, nearest first, ties by index. O(n log n).
[[nodiscard]] std::vector<InRange> points_in_drive_range(Point from, std::span<const Point> points, double limit_m);

/// The straight-line radius beyond which nothing is in range of a drive of `limit_m`.
[[nodiscard]] constexpr double drive_radius_m(double limit_m) { return limit_m / kDriveDetourFactor; }

}  // namespace loopgenie
