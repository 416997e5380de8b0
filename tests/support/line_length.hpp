#pragma once

#include <cstddef>
#include <span>

#include "core/geo/distance.hpp"

namespace loopgenie::test {

/// The sum of the segments' lengths.
[[nodiscard]] inline double line_length_m(std::span<const Point> points) {
  double sum_m = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    sum_m += distance_m(points[i - 1], points[i]);
  }
  return sum_m;
}

}  // namespace loopgenie::test
