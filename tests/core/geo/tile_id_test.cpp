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
  for (int i = 0; i < 400; ++i) {
    // Half of them at the antimeridian.
    const double lon = i % 2 == 0 ? random.uniform() * 360 - 180 : (random.uniform() - 0.5) * 0.4 + 180;
    const Point center = point_from_degrees(random.uniform() * 120 - 60, lon > 180 ? lon - 360 : lon);
    const double radius_m = 100 + random.uniform() * 30'000;
    const std::vector<TileId> tiles = tiles_in_disc(center, radius_m, 11);
    EXPECT_TRUE(std::is_sorted(tiles.begin(), tiles.end()));
    EXPECT_EQ(std::adjacent_find(tiles.begin(), tiles.end()), tiles.end());
    const double reach_deg = radius_m / 100'000;
    for (int k = 0; k < 50; ++k) {
      double other = center.lon() + (random.uniform() * 2 - 1) * reach_deg * 2;
      other += other > 180 ? -360 : other < -180 ? 360 : 0;
      const Point point = point_from_degrees(center.lat() + (random.uniform() * 2 - 1) * reach_deg, other);
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
