#include "core/geo/distance.hpp"

#include <gtest/gtest.h>

#include "core/base/random.hpp"

namespace loopgenie {
namespace {

// Expected values: PROJ's `geod +ellps=WGS84 -I`, which solves the geodesic (Karney 2013) to nanometres.
TEST(Distance, AgreesWithTheGeodesicWithinOneHundredthOfAPercent) {
  const Point andorra = point_from_degrees(42.5, 1.5);
  EXPECT_NEAR(distance_m(andorra, point_from_degrees(42.51, 1.5)), 1110.831, 0.11);
  EXPECT_NEAR(distance_m(andorra, point_from_degrees(42.5, 1.51)), 821.990, 0.08);
  EXPECT_NEAR(distance_m(andorra, point_from_degrees(42.55, 1.57)), 7995.635, 0.8);
}

TEST(Distance, IsSymmetricAndZeroOnlyAtHome) {
  Random random(7);
  for (int i = 0; i < 1000; ++i) {
    const Point a = point_from_degrees(random.uniform() * 160 - 80, random.uniform() * 360 - 180);
    const auto north_e7 = static_cast<std::int32_t>(random.below(100'000));
    const auto east_e7 = static_cast<std::int32_t>(random.below(100'000)) + (north_e7 == 0 ? 1 : 0);
    const Point b{a.lat_e7 + north_e7, a.lon_e7 + east_e7};
    EXPECT_DOUBLE_EQ(distance_m(a, b), distance_m(b, a));
    EXPECT_EQ(distance_m(a, a), 0.0);
    EXPECT_GT(distance_m(a, b), 0.0);
  }
}

TEST(Distance, ShortAndGreatCircleFormulasAgreeWithinHalfAPercent) {
  Random random(11);
  for (int i = 0; i < 1000; ++i) {
    const Point a = point_from_degrees(random.uniform() * 140 - 70, random.uniform() * 340 - 170);
    const Point b{a.lat_e7 + static_cast<std::int32_t>(random.below(200'000)) + 10'000,
                  a.lon_e7 + static_cast<std::int32_t>(random.below(200'000))};
    EXPECT_NEAR(distance_m(a, b) / great_circle_m(a, b), 1.0, 0.006);
  }
}

TEST(Distance, CrossesTheAntimeridianTheShortWay) {
  EXPECT_LT(distance_m(point_from_degrees(10, 179.999), point_from_degrees(10, -179.999)), 250);
  EXPECT_LT(great_circle_m(point_from_degrees(10, 179.999), point_from_degrees(10, -179.999)), 250);
}

TEST(Distance, ToASegmentIsToItsNearestPoint) {
  const Point a = point_from_degrees(42.5, 1.5);
  const Point b = point_from_degrees(42.5, 1.6);
  EXPECT_NEAR(distance_to_segment_m(point_from_degrees(42.51, 1.55), a, b), 1110.8, 1);
  EXPECT_NEAR(distance_to_segment_m(point_from_degrees(42.5, 1.49), a, b), 822.0, 1);
  EXPECT_NEAR(distance_to_segment_m(a, b, b), distance_m(a, b), 1);
}

TEST(Distance, BoxesAroundHoldTheWholeDiscAndLittleMore) {
  Random random(13);
  for (int i = 0; i < 300; ++i) {
    const Point center = point_from_degrees(random.uniform() * 120 - 60, random.uniform() * 300 - 150);
    const double radius_m = 1 + random.uniform() * 40'000;
    const std::vector<Box> boxes = boxes_around(center, radius_m);
    ASSERT_EQ(boxes.size(), 1U);
    const Box box = boxes.front();
    EXPECT_GE(great_circle_m(center, {box.north_e7, center.lon_e7}), radius_m * 0.994);
    EXPECT_GE(distance_m(center, {box.south_e7, center.lon_e7}), radius_m * 0.999);
    EXPECT_GE(distance_m(center, {center.lat_e7, box.east_e7}), radius_m * 0.999);
    EXPECT_EQ(distance_to_box_m(center, box), 0.0);
    EXPECT_LE(great_circle_m(center, {box.north_e7, center.lon_e7}), radius_m * 1.02 + 1);
    EXPECT_LE(distance_m(center, {center.lat_e7, box.east_e7}), radius_m * 1.02 + 1);
  }
}

TEST(Distance, ADiscOverTheAntimeridianIsHeldByABoxOnEachSide) {
  for (const double lon : {179.99, -179.99, 180.0, -180.0}) {
    const std::vector<Box> boxes = boxes_around(point_from_degrees(-17, lon), 5'000);
    ASSERT_EQ(boxes.size(), 2U) << lon;
    EXPECT_EQ(boxes[0].west_e7, -180 * kE7PerDegree);
    EXPECT_EQ(boxes[1].east_e7, 180 * kE7PerDegree);
    for (const Box& box : boxes) {
      EXPECT_LT(box.east_e7 - box.west_e7, kE7PerDegree / 10);
      EXPECT_LT(distance_to_box_m(point_from_degrees(-17, lon), box), 1'100);
    }
  }
}

}  // namespace
}  // namespace loopgenie
