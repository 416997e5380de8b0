#include "core/geo/polyline.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "core/geo/distance.hpp"

namespace loopgenie {

std::vector<std::uint32_t> simplify(std::span<const Point> points, std::span<const std::optional<float>> elevation_m,
                                    const SimplifyTolerance& tolerance) {
  assert(elevation_m.empty() || elevation_m.size() == points.size());
  const std::size_t count = points.size();
  if (count == 0) {
    return {};
  }
  std::vector<double> along(count, 0.0);
  for (std::size_t i = 1; i < count; ++i) {
    along[i] = along[i - 1] + distance_m(points[i - 1], points[i]);
  }
  // How far vertex i strays from the chord first–last, as a multiple of the tolerance.
  const auto excess = [&](std::size_t i, std::size_t first, std::size_t last) {
    double worst = distance_to_segment_m(points[i], points[first], points[last]) / tolerance.across_m;
    if (!elevation_m.empty() && elevation_m[i] && elevation_m[first] && elevation_m[last]) {
      const double span = along[last] - along[first];
      const double t = span > 0 ? (along[i] - along[first]) / span : 0.0;
      const double interpolated = *elevation_m[first] + t * (*elevation_m[last] - *elevation_m[first]);
      worst = std::max(worst, std::abs(*elevation_m[i] - interpolated) / tolerance.up_m);
    }
    return worst;
  };

  std::vector<char> keep(count, 0);
  keep.front() = 1;
  keep.back() = 1;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, count - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    double worst = 1.0;
    std::size_t split = 0;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double value = excess(i, first, last);
      if (value > worst) {
        worst = value;
        split = i;
      }
    }
    if (split != 0) {
      keep[split] = 1;
      open.emplace_back(first, split);
      open.emplace_back(split, last);
    }
  }
  std::vector<std::uint32_t> kept;
  for (std::size_t i = 0; i < count; ++i) {
    if (keep[i] != 0) {
      kept.push_back(static_cast<std::uint32_t>(i));
    }
  }
  return kept;
}

}  // namespace loopgenie
