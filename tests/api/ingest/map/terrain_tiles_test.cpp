// The relief's tiles, read back as a browser reads them.
#include "api/ingest/map/terrain_tiles.hpp"

#include <gtest/gtest.h>
#include <webp/decode.h>

#include <cmath>
#include <map>

#include "api/db/gzip.hpp"
#include "core/tile/layer.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::at_metres;
using test::TemporaryFolder;

constexpr std::size_t kSide = kTerrainSide;
using Heights = std::vector<int>;

/// Fails where the picture is not an opaque lossless one of the right size.
Heights heights_of(const std::string& webp) {
  const auto* bytes = static_cast<const std::uint8_t*>(static_cast<const void*>(webp.data()));
  WebPBitstreamFeatures features;
  EXPECT_EQ(WebPGetFeatures(bytes, webp.size(), &features), VP8_STATUS_OK);
  EXPECT_EQ(features.has_alpha, 0);
  EXPECT_EQ(features.format, 2) << "lossless";
  int width = 0;
  int height = 0;
  std::uint8_t* const rgb = WebPDecodeRGB(bytes, webp.size(), &width, &height);
  EXPECT_EQ(width, kTerrainSide);
  EXPECT_EQ(height, kTerrainSide);
  Heights heights;
  for (std::size_t i = 0; i < kSide * kSide; ++i) {
    heights.push_back(256 * rgb[3 * i] + rgb[3 * i + 1] - 32768);
    EXPECT_EQ(rgb[3 * i + 2], 0);
  }
  WebPFree(rgb);
  return heights;
}

struct Relief {
  TerrainLayer layer;
  std::map<TileId, Heights> heights;
};

Relief relief_of(double half_m, double cell_m, const std::function<double(double, double)>& elevation,
                 unsigned threads = 1) {
  const TemporaryFolder folder;
  const std::string file = test::write_dem(folder, "dem.tif", half_m, cell_m, elevation);
  Dem dem = Dem::open({file}).value();
  const Point low = at_metres(-half_m / 2, -half_m / 2);
  const Point high = at_metres(half_m / 2, half_m / 2);
  Relief relief;
  relief.layer = bake_terrain(dem, {low.lat_e7, low.lon_e7, high.lat_e7, high.lon_e7}, threads).value();
  for (const BakedTile& tile : relief.layer.tiles) {
    relief.heights[tile.id] = heights_of(db::gunzip(tile.gzip).value());
  }
  return relief;
}

double slope(double east_m, double north_m) { return 4'500 + 0.1 * east_m + 0.05 * north_m; }

TEST(TerrainTiles, APictureHoldsItsHeights) {
  Heights heights;
  for (std::size_t i = 0; i < kSide * kSide; ++i) heights.push_back(static_cast<int>(i * 31 % 10'501) - 1'000);
  EXPECT_EQ(heights_of(encode_terrarium({heights.begin(), heights.end()}).value()), heights);
}

TEST(TerrainTiles, TheDeepestZoomFollowsTheSpacing) {
  EXPECT_EQ(deepest_terrain_zoom(92), 11);
  EXPECT_EQ(deepest_terrain_zoom(31), 12);
  for (const auto& [cell_m, deepest] : {std::pair(90.0, 11), std::pair(30.0, 12)}) {
    EXPECT_EQ(relief_of(6'000, cell_m, slope).heights.rbegin()->first.z, deepest);
  }
}

TEST(TerrainTiles, HeightsAreThoseOfTheGroundRoundedByZoom) {
  const Relief relief = relief_of(30'000, 90, slope);
  ASSERT_FALSE(relief.heights.empty());
  for (const auto& [id, heights] : relief.heights) {
    const auto filled = relief.layer.filled.find(id);
    std::vector<bool> is_filled(kSide * kSide, false);
    for (std::size_t i = 0; filled != relief.layer.filled.end() && i < filled->second.size(); i += 2) {
      for (std::uint32_t j = 0; j < filled->second[i + 1]; ++j) is_filled.at(filled->second[i] + j) = true;
    }
    const int step = terrain_step_m(id.z);
    for (std::size_t i = 0; i < heights.size(); i += 101) {
      ASSERT_EQ(heights[i] % step, 0);
      const double share = 1.0 / (1U << id.z);
      const double lon = ((id.x + (static_cast<double>(i % kSide) + 0.5) / kSide) * share) * 360 - 180;
      const double y = M_PI * (1 - 2 * (id.y + (static_cast<double>(i / kSide) + 0.5) / kSide) * share);
      const double lat = std::atan(std::sinh(y)) * 180 / M_PI;
      // A pixel at the border of the file is the mean of the part that is known.
      const double east_m = (lon - 1.5) * 82'199;
      const double north_m = (lat - 42.5) * 111'083;
      const double pixel_m = 40'075'017 * share / kSide;
      if (is_filled[i] || std::max(std::abs(east_m), std::abs(north_m)) > 30'000 - 2 * pixel_m) continue;
      ASSERT_NEAR(heights[i], slope(east_m, north_m), step / 2.0 + 1) << int{id.z};
    }
  }
}

TEST(TerrainTiles, NeighboursContinueEachOther) {
  const Relief relief = relief_of(30'000, 90, slope);
  int compared = 0;
  for (const auto& [id, heights] : relief.heights) {
    const auto beside = relief.heights.find({id.z, id.x + 1, id.y});
    if (id.z != 11 || beside == relief.heights.end() || relief.layer.filled.contains(id) ||
        relief.layer.filled.contains(beside->first)) {
      continue;
    }
    for (std::size_t row = 0; row < kSide; ++row) {
      // 56 m east at 0.1: between 5 and 6 metres up, as from any pixel to the next.
      const int up = beside->second[row * kSide] - heights[row * kSide + kSide - 1];
      EXPECT_TRUE(up == 5 || up == 6) << up;
    }
    ++compared;
  }
  EXPECT_GT(compared, 0);
}

TEST(TerrainTiles, UnknownPixelsAreFilledSmoothlyAndNamed) {
  constexpr double kVoidM = 2'500;
  const auto with_void = [](double east_m, double north_m) {
    return std::hypot(east_m, north_m) < kVoidM ? double{test::kVoidElevation} : slope(east_m, north_m);
  };
  const Relief relief = relief_of(30'000, 90, with_void);
  std::size_t in_void = 0;
  for (const auto& [id, heights] : relief.heights) {
    if (id.z != 11) continue;
    std::vector<bool> is_named(kSide * kSide, false);
    if (const auto found = relief.layer.filled.find(id); found != relief.layer.filled.end()) {
      const PixelRuns& runs = found->second;
      ASSERT_EQ(runs.size() % 2, 0U);
      for (std::size_t i = 0; i < runs.size(); i += 2) {
        ASSERT_GT(runs[i + 1], 0U);
        for (std::uint32_t j = 0; j < runs[i + 1]; ++j) is_named.at(runs[i] + j) = true;
      }
    }
    for (std::size_t i = 0; i < heights.size(); ++i) {
      const double share = 1.0 / (1U << id.z);
      const double lon = ((id.x + (static_cast<double>(i % kSide) + 0.5) / kSide) * share) * 360 - 180;
      const double y = M_PI * (1 - 2 * (id.y + (static_cast<double>(i / kSide) + 0.5) / kSide) * share);
      const double east_m = (lon - 1.5) * 82'199;
      const double north_m = (std::atan(std::sinh(y)) * 180 / M_PI - 42.5) * 111'083;
      const double far_m = std::hypot(east_m, north_m);
      // Cells of 90 m: the void's edge is somewhere between.
      if (far_m < kVoidM - 150) {
        ++in_void;
        ASSERT_TRUE(is_named[i]) << east_m << ' ' << north_m;
        ASSERT_NEAR(heights[i], slope(east_m, north_m), 150) << "no pit where nothing is known";
      } else if (far_m > kVoidM + 450 && std::max(std::abs(east_m), std::abs(north_m)) < 29'800) {
        ASSERT_FALSE(is_named[i]) << east_m << ' ' << north_m;
      }
    }
  }
  EXPECT_GT(in_void, 4'000U);  // of 56 m
}

TEST(TerrainTiles, ElevationThatDoesNotReachTheRegionMakesNone) {
  const TemporaryFolder folder;
  Dem dem = Dem::open({test::write_dem(folder, "dem.tif", 6'000, 90, slope)}).value();
  const Box here = {424'900'000, 14'900'000, 425'100'000, 15'100'000};
  const Box elsewhere = {430'000'000, 14'900'000, 430'100'000, 15'100'000};
  EXPECT_TRUE(dem.meets(here));
  EXPECT_FALSE(dem.meets(elsewhere));
  EXPECT_FALSE(bake_terrain(dem, here).value().tiles.empty());
  EXPECT_TRUE(bake_terrain(dem, elsewhere).value().tiles.empty());
}

TEST(TerrainTiles, TheSameBytesForAnyNumberOfThreads) {
  const Relief one = relief_of(8'000, 90, slope, 1);
  const Relief five = relief_of(8'000, 90, slope, 5);
  ASSERT_GT(one.layer.tiles.size(), 4U);
  ASSERT_EQ(one.layer.tiles.size(), five.layer.tiles.size());
  for (std::size_t i = 0; i < one.layer.tiles.size(); ++i) {
    EXPECT_EQ(one.layer.tiles[i].gzip, five.layer.tiles[i].gzip);
  }
}

TEST(TerrainTiles, WithoutElevationThereIsNone) {
  Dem none;
  EXPECT_TRUE(bake_terrain(none, {424'000'000, 14'000'000, 425'000'000, 15'000'000}).value().tiles.empty());
}

}  // namespace
}  // namespace loopgenie::ingest
