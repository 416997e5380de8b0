// How many degrees a grid's square cells have, so that they measure about as many metres on the ground.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/geo/point.hpp"

namespace loopgenie::ingest {

inline constexpr double kMetresPerDegree = 111'195;  // of a great circle on the mean sphere

/// 1e-7 degrees of latitude in so many metres.
[[nodiscard]] constexpr double latitude_e7(double metres) { return metres / kMetresPerDegree * kE7PerDegree; }

/// 1e-7 degrees of longitude in so many metres at this latitude; near the poles as at 87 degrees.
[[nodiscard]] inline double longitude_e7(double metres, double lat) {
  constexpr double kLeastShrink = 0.05;  // the cosine of 87 degrees
  return latitude_e7(metres) / std::max(kLeastShrink, std::cos(lat * std::numbers::pi / 180));
}

}  // namespace loopgenie::ingest
