// Which roads the walk network keeps, on drawn and made maps.
#include "api/ingest/connectors.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "api/ingest/read.hpp"
#include "source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::read;
using test::SourceMap;
using test::Tags;

const Tags kPath = {{"highway", "path"}};
const Tags kStreet = {{"highway", "residential"}};
const Tags kMainRoad = {{"highway", "secondary"}};

std::set<std::int64_t> ways_of(const Dataset& dataset) {
  std::set<std::int64_t> ways;
  for (const DatasetEdge& edge : dataset.edges) {
    ways.insert(edge.way_id);
  }
  return ways;
}

// A trail of 4 km whose ends only roads of 4 km join: too long for a link, but there is no other loop of 8 km.
//
//   1 ------- 2 ------- 3       10: path          node 1: a parking
//   |                   |
//   4 ======= 5 ======= 6       `road` from 1 over 4, 5 and 6 to 3
SourceMap half_a_loop(const Tags& road) {
  SourceMap map;
  map.node(1, 0, 0, {{"amenity", "parking"}}).node(2, 1600, 0).node(3, 3200, 0);
  map.node(4, 0, -800).node(5, 1600, -800).node(6, 3200, -800);
  map.way(10, {1, 2, 3}, kPath).way(20, {1, 4, 5, 6, 3}, road);
  return map;
}

TEST(Connectors, RoadsWithoutWhichATrailheadHasNoLoopAreKept) {
  SourceMap map = half_a_loop(kStreet);
  EXPECT_EQ(ways_of(read(map)), (std::set<std::int64_t>{10, 20}));
}

TEST(Connectors, AMainRoadServesWhereNothingElseDoes) {
  SourceMap map = half_a_loop(kMainRoad);
  EXPECT_EQ(ways_of(read(map)), (std::set<std::int64_t>{10, 20}));
  SourceMap with_street = half_a_loop(kMainRoad);
  with_street.node(7, 1600, -1400).way(21, {1, 7, 3}, kStreet);
  EXPECT_EQ(ways_of(read(with_street)), (std::set<std::int64_t>{10, 21}));
}

TEST(Connectors, NoRoadIsAddedForALoopThatTrailsGiveAlready) {
  SourceMap map = half_a_loop(kStreet);
  map.node(8, 0, 800).node(9, 3200, 800).way(11, {1, 8, 9, 3}, kPath);  // 8 km of path
  EXPECT_EQ(ways_of(read(map)), (std::set<std::int64_t>{10, 11}));
}

// A town: a street every 50 m, and a footway between two of them.
SourceMap town(const Tags& footway) {
  SourceMap map;
  for (int i = 0; i < 15; ++i) {
    map.node(100 + i, 50.0 * i, 0).node(200 + i, 50.0 * i, 700).way(300 + i, {100 + i, 200 + i}, kStreet);
  }
  map.node(1, 325, 100).node(2, 325, 600);
  map.way(10, {1, 2}, footway);
  map.node(3, 5000, 0).node(4, 6000, 0).way(11, {3, 4}, kPath);
  return map;
}

TEST(Connectors, AFootwayInTownIsNoTrailUnlessHikersVouchForIt) {
  SourceMap plain = town({{"highway", "footway"}});
  EXPECT_EQ(ways_of(read(plain)), (std::set<std::int64_t>{11}));
  SourceMap track = town({{"highway", "track"}});
  EXPECT_EQ(ways_of(read(track)).count(10), 1U);
  SourceMap graded = town({{"highway", "path"}, {"sac_scale", "hiking"}});
  EXPECT_EQ(ways_of(read(graded)).count(10), 1U);
  SourceMap marked = town({{"highway", "footway"}});
  marked.relation(1, {10}, {{"type", "route"}, {"route", "hiking"}, {"network", "lwn"}});
  EXPECT_EQ(ways_of(read(marked)).count(10), 1U);
}

}  // namespace
}  // namespace loopgenie::ingest
