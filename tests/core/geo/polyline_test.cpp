#include "core/geo/polyline.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/random.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

std::vector<Point> random_walk(Random& random, int count) {
  std::vector<Point> points{point_from_degrees(42.5, 1.5)};
  double heading = 0;
  for (int i = 1; i < count; ++i) {
    heading += random.uniform() - 0.5;
    points.push_back({points.back().lat_e7 + static_cast<std::int32_t>(1500 * std::cos(heading)),
                      points.back().lon_e7 + static_cast<std::int32_t>(1500 * std::sin(heading))});
  }
  return points;
}

TEST(Simplify, KeepsEveryDroppedVertexWithinBothTolerances) {
  Random random(17);
  for (int round = 0; round < 60; ++round) {
    const std::vector<Point> points = random_walk(random, 2 + static_cast<int>(random.below(200)));
    std::vector<std::optional<float>> elevation_m;
    double height = 1000;
    for (std::size_t i = 0; i < points.size(); ++i) {
      height += random.uniform() * 8 - 4;
      elevation_m.emplace_back(static_cast<float>(height));
    }
    const SimplifyTolerance tolerance{.across_m = 3, .up_m = 5};
    const std::vector<std::uint32_t> kept = simplify(points, elevation_m, tolerance);
    ASSERT_EQ(kept.front(), 0U);
    ASSERT_EQ(kept.back(), points.size() - 1);
    for (std::size_t k = 1; k < kept.size(); ++k) {
      ASSERT_LT(kept[k - 1], kept[k]);
      double span_m = 0;
      for (std::uint32_t i = kept[k - 1] + 1; i <= kept[k]; ++i) {
        span_m += distance_m(points[i - 1], points[i]);
      }
      double along_m = 0;
      for (std::uint32_t i = kept[k - 1] + 1; i < kept[k]; ++i) {
        along_m += distance_m(points[i - 1], points[i]);
        EXPECT_LE(distance_to_segment_m(points[i], points[kept[k - 1]], points[kept[k]]), 3.0 + 1e-6);
        const double from = *elevation_m[kept[k - 1]];
        const double interpolated = from + along_m / span_m * (*elevation_m[kept[k]] - from);
        EXPECT_LE(std::abs(*elevation_m[i] - interpolated), 5.0 + 1e-3);
      }
    }
  }
}

TEST(Simplify, DropsEveryVertexOfAStraightLine) {
  std::vector<Point> points;
  for (int i = 0; i < 50; ++i) {
    points.push_back({425'000'000 + i * 1000, 15'000'000});
  }
  EXPECT_EQ(simplify(points, {}, {}), (std::vector<std::uint32_t>{0, 49}));
}

TEST(Simplify, TakesLinesOfNoOneAndTwoVertices) {
  EXPECT_TRUE(simplify({}, {}, {}).empty());
  const std::vector<Point> one{{1, 1}};
  EXPECT_EQ(simplify(one, {}, {}), (std::vector<std::uint32_t>{0}));
  const std::vector<Point> two{{1, 1}, {1, 1}};
  EXPECT_EQ(simplify(two, {}, {}), (std::vector<std::uint32_t>{0, 1}));
}

}  // namespace
}  // namespace loopgenie
