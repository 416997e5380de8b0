#include "core/geo/tile_id.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/random.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

// x = 582.94, y = 296.21 by the formula of OpenStreetMap's wiki page "Slippy map tilenames", and the corners of the
// world.
TEST(TileId, FollowsTheSlippyMapScheme) {
  EXPECT_EQ(tile_at(point_from_degrees(60.203, 24.9384), 10), (TileId{10, 582, 296}));
  EXPECT_EQ(tile_at(point_from_degrees(90, -180), 3), (TileId{3, 0, 0}));
  EXPECT_EQ(tile_at(point_from_degrees(-90, 180), 3), (TileId{3, 7, 7}));
}

TEST(TileId, BoxHoldsEveryPointOfItsCell) {
  Random random(3);
  for (int i = 0; i < 2000; ++i) {
    const Point point = point_from_degrees(random.uniform() * 168 - 84, random.uniform() * 360 - 180);
    const auto z = static_cast<std::uint8_t>(random.below(18));
    const TileId tile = tile_at(point, z);
    ASSERT_TRUE(tile.is_valid());
    EXPECT_TRUE(tile_box(tile).contains(point));
    EXPECT_TRUE(tile.ancestor(0).covers(tile));
    if (z > 0) {
      EXPECT_EQ(tile_at(point, static_cast<std::uint8_t>(z - 1)), tile.ancestor(static_cast<std::uint8_t>(z - 1)));
    }
  }
}

TEST(TileId, DiscIsCoveredByItsCellsAndNoCellIsFarAway) {
  Random random(5);
  for (int i = 0; i < 200; ++i) {
    const Point center = point_from_degrees(random.uniform() * 120 - 60, random.uniform() * 300 - 150);
    const double radius_m = 100 + random.uniform() * 30'000;
    const std::vector<TileId> tiles = tiles_in_disc(center, radius_m, 11);
    EXPECT_TRUE(std::is_sorted(tiles.begin(), tiles.end()));
    for (int k = 0; k < 50; ++k) {
      const Box box = box_around(center, radius_m);
      const Point point{
          static_cast<std::int32_t>(box.south_e7 +
                                    random.uniform() * (box.north_e7 - static_cast<double>(box.south_e7))),
          static_cast<std::int32_t>(box.west_e7 + random.uniform() * (box.east_e7 - static_cast<double>(box.west_e7)))};
      if (great_circle_m(center, point) <= radius_m) {
        EXPECT_NE(std::find(tiles.begin(), tiles.end(), tile_at(point, 11)), tiles.end());
      }
    }
    for (const TileId tile : tiles) {
      EXPECT_LE(distance_to_box_m(center, tile_box(tile)), radius_m * 1.01);
    }
  }
}

}  // namespace
}  // namespace loopgenie
