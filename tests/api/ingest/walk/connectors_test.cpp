// Which roads the walk network keeps, on drawn and made maps.
#include "api/ingest/walk/connectors.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "api/ingest/read.hpp"
#include "tests/api/ingest/source_map.hpp"

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
    ways.insert(way_id_of(edge.id));
  }
  return ways;
}

// A trail of 8 km whose ends are 2.4 km apart along a road.
//
//   2 ------- 3       10: path
//   |         |
//   1 ======= 4       `road` from 1 over 5 to 4
SourceMap horseshoe(const Tags& road, double height_m = 2800) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 0, height_m).node(3, 2400, height_m).node(4, 2400, 0).node(5, 1200, -10);
  map.way(10, {1, 2, 3, 4}, kPath).way(20, {1, 5, 4}, road);
  return map;
}

TEST(Connectors, ARoadThatSavesALongWayRoundIsKept) {
  SourceMap map = horseshoe(kStreet);
  EXPECT_EQ(ways_of(read(map)), (std::set<std::int64_t>{10, 20}));
}

TEST(Connectors, ARoadThatSavesLittleIsNotKept) {
  SourceMap map = horseshoe(kStreet, 800);  // 4 km of path: less than three times the road
  EXPECT_EQ(ways_of(read(map)), (std::set<std::int64_t>{10}));
}

TEST(Connectors, AMainRoadServesWhereNothingElseDoes) {
  SourceMap map = horseshoe(kMainRoad);
  EXPECT_EQ(ways_of(read(map)), (std::set<std::int64_t>{10, 20}));
  SourceMap with_street = horseshoe(kMainRoad);
  with_street.node(7, 1200, -300).way(21, {1, 7, 4}, kStreet);
  EXPECT_EQ(ways_of(read(with_street)), (std::set<std::int64_t>{10, 21}));
}

TEST(Connectors, OfSeveralRoadsBetweenTheSamePiecesOfTrailOneIsKept) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 3000, 0).way(10, {1, 2}, kPath);
  map.node(3, 0, 1000).node(4, 3000, 1000).way(11, {3, 4}, kPath);
  map.way(20, {1, 3}, kStreet);
  map.node(5, 400, 0).node(6, 400, 1000).way(12, {1, 5}, kPath).way(13, {3, 6}, kPath);
  map.way(21, {5, 6}, kStreet);  // closes a loop of 2.8 km with 20: too short to keep
  EXPECT_EQ(ways_of(read(map)), (std::set<std::int64_t>{10, 11, 12, 13, 20}));
}

// 3.2 km of trail along 4.8 km of road: no link, for it saves nobody a long way round, but there is no other loop.
//
//   1 ------- 2       10: path          node 1: a parking
//   |         |
//   4 ======= 5       20: a street from 1 over 4 and 5 to 2
TEST(Connectors, ARoadWithoutWhichATrailheadHasNoLoopIsKept) {
  SourceMap map;
  map.node(1, 0, 0, {{"amenity", "parking"}}).node(2, 3200, 0).node(4, 0, -800).node(5, 3200, -800);
  map.way(10, {1, 2}, kPath).way(20, {1, 4, 5, 2}, kStreet);
  EXPECT_EQ(ways_of(read(map)), (std::set<std::int64_t>{10, 20}));
  map.node(8, 0, 800).node(9, 3200, 800).way(11, {1, 8, 9, 2}, kPath);  // 8 km of path
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
