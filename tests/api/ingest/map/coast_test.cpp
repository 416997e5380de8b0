// The sea from coastlines: along the sides of the box, and with islands of every kind.
#include "api/ingest/map/coast.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace loopgenie::ingest {
namespace {

constexpr WorldBox kBox = {0, 0, 1'000, 1'000};

WorldLine line(const std::vector<std::pair<int, int>>& places) {
  WorldLine vertices;
  for (const auto& [x, y] : places) vertices.push_back({x, y});
  return vertices;
}

/// Against the clock as seen on a map, as the ring of an island is.
WorldLine island(int west, int north, int east, int south) {
  return line({{west, north}, {west, south}, {east, south}, {east, north}});
}

bool is_sea(const std::vector<std::vector<WorldLine>>& areas, int x, int y) {
  int rings = 0;
  for (const std::vector<WorldLine>& area : areas) {
    for (const WorldLine& ring : area) rings += is_inside({x, y}, ring) ? 1 : 0;
  }
  return rings % 2 == 1;
}

TEST(Coast, AnIslandThatTheExtractCutsIsClosedAlongTheExtractsSide) {
  // The extract ends at x = 300, far from all sides of the drawn box; the north side and the west side are nearer to
  // the ends than the east one behind the cut.
  const WorldBox cut = {-500, -500, 300, 1'500};
  const Coastlines coast = {{}, {line({{300, 100}, {200, 250}, {300, 400}})}};
  const auto sea = sea_of(coast, kBox, cut).value();
  EXPECT_FALSE(is_sea(sea, 280, 250));
  EXPECT_FALSE(is_sea(sea, 700, 250)) << "nobody knows what is there: the island goes on";
  for (const auto& [x, y] : {std::pair(100, 250), {250, 50}, {290, 90}, {290, 410}, {700, 50}, {700, 900}, {10, 990}}) {
    EXPECT_TRUE(is_sea(sea, x, y)) << x << ' ' << y;
  }
}

TEST(Coast, WhatLiesBeyondTheCutIsNotBelieved) {
  // Ways that are whole reach out of the extract: there the coast would end anywhere.
  const WorldBox cut = {-500, -500, 300, 1'500};
  const Coastlines coast = {{}, {line({{450, 120}, {290, 100}, {200, 250}, {290, 400}, {330, 900}})}};
  const auto sea = sea_of(coast, kBox, cut).value();
  EXPECT_FALSE(is_sea(sea, 295, 250));
  EXPECT_TRUE(is_sea(sea, 320, 880));
  EXPECT_TRUE(is_sea(sea, 100, 500));
}

TEST(Coast, ACoastFromSideToSideHasTheSeaToItsRight) {
  const Coastlines coast = {{}, {line({{900, 500}, {500, 450}, {100, 500}})}};
  const auto sea = sea_of(coast, kBox, {100, 0, 900, 1'000}).value();
  EXPECT_TRUE(is_sea(sea, 500, 100));
  EXPECT_TRUE(is_sea(sea, 50, 100));
  EXPECT_TRUE(is_sea(sea, 950, 490));
  EXPECT_FALSE(is_sea(sea, 500, 600));
  EXPECT_FALSE(is_sea(sea, 950, 510));
}

TEST(Coast, AnIslandAtTheSideOfTheBoxIsLand) {
  for (const auto& [west, north] : {std::pair(-50, 400), {950, 400}, {400, -50}, {400, 950}, {-50, -50}, {950, 950}}) {
    const Coastlines coast = {{island(west, north, west + 100, north + 100), island(480, 480, 520, 520)}, {}};
    const auto sea = sea_of(coast, kBox, kBox).value();
    EXPECT_FALSE(is_sea(sea, west < 0 ? 10 : west + 40, north < 0 ? 10 : north + 40)) << west << ' ' << north;
    EXPECT_FALSE(is_sea(sea, 500, 500)) << west << ' ' << north;
    EXPECT_TRUE(is_sea(sea, 300, 300)) << west << ' ' << north;
    // Holes lie inside: a ring along the box's side would be one that no browser draws alike.
    for (const std::vector<WorldLine>& area : sea) {
      for (std::size_t i = 1; i < area.size(); ++i) {
        for (const WorldVertex& vertex : area[i]) {
          EXPECT_TRUE(vertex.x > 0 && vertex.x < 1'000 && vertex.y > 0 && vertex.y < 1'000);
        }
      }
    }
  }
}

TEST(Coast, AnIslandLiesInTheSmallestWaterAroundIt) {
  WorldLine lagoon = island(300, 300, 700, 700);
  std::reverse(lagoon.begin(), lagoon.end());
  const Coastlines coast = {{island(200, 200, 800, 800), island(400, 400, 600, 600), lagoon},
                            {line({{1'000, 900}, {0, 900}})}};
  const auto sea = sea_of(coast, kBox, kBox).value();
  ASSERT_EQ(sea.size(), 2U);
  EXPECT_EQ(sea[0].size(), 2U);
  EXPECT_EQ(sea[1].size(), 2U);
  EXPECT_TRUE(is_sea(sea, 100, 100));
  EXPECT_FALSE(is_sea(sea, 250, 500));
  EXPECT_TRUE(is_sea(sea, 350, 500));
  EXPECT_FALSE(is_sea(sea, 500, 500));
  EXPECT_FALSE(is_sea(sea, 500, 950));
}

TEST(Coast, TooManyIslandsBesideTooLongACoastAreGivenUp) {
  Coastlines coast = {{}, {line({{1'000, 990}, {0, 990}})}};
  for (int i = 0; i < 100; ++i) coast.rings.push_back(island(9 * i, 100, 9 * i + 4, 800));
  EXPECT_TRUE(sea_of(coast, kBox, kBox, 1'000));
  EXPECT_FALSE(sea_of(coast, kBox, kBox, 10));
}

}  // namespace
}  // namespace loopgenie::ingest
