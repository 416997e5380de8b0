#include "core/stage/water.hpp"

#include <gtest/gtest.h>

#include "tests/core/stage/ring.hpp"

namespace loopgenie {
namespace {

using test::add_poi;

TEST(Waters, AWayAlongWaterIsOnWaterInBothDirections) {
  test::AsciiMap map = test::ring_map();
  map.network.attributes[0].set(EdgeFlag::near_water);
  const Waters waters(map.network);
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

TEST(Waters, WaterInDoubtIsNone) {
  test::AsciiMap map = test::ring_map();
  Poi& spring = add_poi(map, 'B', PoiKind::spring, 1);
  const RouteStep to_it{EdgeIndex(0), true};
  EXPECT_TRUE(Waters(map.network).is_on(to_it));
  spring.intermittent = true;
  EXPECT_FALSE(Waters(map.network).is_on(to_it));
  spring.intermittent = false;
  spring.potable = Potable::no;
  EXPECT_FALSE(Waters(map.network).is_on(to_it));
}

}  // namespace
}  // namespace loopgenie
