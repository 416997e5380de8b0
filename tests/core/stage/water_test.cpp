#include "core/stage/water.hpp"

#include <gtest/gtest.h>

#include "tests/core/stage/ring.hpp"

namespace loopgenie {
namespace {

using test::add_poi;

TEST(Waters, AHutWithAKeeperHasATap) {
  test::AsciiMap map = test::ring_map();
  const Poi hut = add_poi(map, 'A', PoiKind::alpine_hut, 1);
  const Poi bothy = add_poi(map, 'B', PoiKind::wilderness_hut, 2);
  EXPECT_EQ(Waters(map.network).at(hut), NightWater::tap);
  EXPECT_EQ(Waters(map.network).at(bothy), NightWater::unknown);
}

TEST(Waters, ASpringCountsWithinThreeHundredMetresUnlessItIsInDoubt) {
  test::AsciiMap map = test::ring_map();
  Poi bothy = add_poi(map, 'B', PoiKind::wilderness_hut, 1);
  Poi& spring = add_poi(map, 'B', PoiKind::spring, 2);
  bothy.point = spring.point = point_from_degrees(42.5, 1.5);
  spring.point.lat_e7 += 26'900;  // 299 m
  EXPECT_EQ(Waters(map.network).at(bothy), NightWater::tap);
  spring.point.lat_e7 += 200;
  EXPECT_EQ(Waters(map.network).at(bothy), NightWater::unknown);
  spring.point = bothy.point;
  spring.point.lon_e7 -= 36'000;  // 296 m: a degree of longitude is shorter
  EXPECT_EQ(Waters(map.network).at(bothy), NightWater::tap);
  spring.intermittent = true;
  EXPECT_EQ(Waters(map.network).at(bothy), NightWater::unknown);
  spring.intermittent = false;
  spring.potable = Potable::no;
  EXPECT_EQ(Waters(map.network).at(bothy), NightWater::unknown);
}

TEST(Waters, AWayAlongWaterIsNatural) {
  test::AsciiMap map = test::ring_map();
  const Poi bothy = add_poi(map, 'B', PoiKind::wilderness_hut, 1);
  map.network.attributes[0].set(EdgeFlag::near_water);
  ASSERT_EQ(map.network.graph.tail(EdgeIndex(0)), map['A']);
  const Waters waters(map.network);
  EXPECT_EQ(waters.at(bothy), NightWater::natural);
  EXPECT_TRUE(waters.is_on({EdgeIndex(0), true}));
  EXPECT_TRUE(waters.is_on({EdgeIndex(0), false}));
  EXPECT_FALSE(waters.is_on({EdgeIndex(1), true}));
}

TEST(Waters, WhoWalksToATapComesByWater) {
  test::AsciiMap map = test::ring_map();
  add_poi(map, 'B', PoiKind::drinking_water, 1);
  const Waters waters(map.network);
  const EdgeIndex edge(0);  // from A to B
  EXPECT_TRUE(waters.is_on({edge, true}));
  EXPECT_FALSE(waters.is_on({edge, false}));
}

}  // namespace
}  // namespace loopgenie
