// Simplifies a line: keeps some of its vertices.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/geo/point.hpp"

namespace loopgenie {

/// What a simplified line may deviate from the full one.
struct SimplifyTolerance {
  double across_m = 3.0;  // DEFAULT 3 m off in the plane
  double up_m = 5.0;      // DEFAULT 5 m off in elevation, interpolated by distance along the line
};

/// Indices of the kept vertices, ascending, the first and last always among them (Douglas–Peucker; Cartographica 10(2),
/// 1973). Every dropped vertex lies within `across_m` of the kept segment that spans it, and its elevation, where
/// known, within `up_m` of the interpolated one. `elevation_m` is empty or as long as `points`. O(n²) worst, O(n log n)
/// usual.
[[nodiscard]] std::vector<std::uint32_t> simplify(std::span<const Point> points,
                                                  std::span<const std::optional<float>> elevation_m,
                                                  const SimplifyTolerance& tolerance);

}  // namespace loopgenie
