#include "core/search/drive_range.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/base/random.hpp"
#include "core/geo/distance.hpp"
#include "core/geo/polyline.hpp"
#include "tests/support/random_tiles.hpp"

namespace loopgenie {
namespace {

/// About 83 m to the east a unit, on the road grid.
Point at(int east, int north = 0) { return {425'000'000 + north * 10'000, 15'000'000 + east * 10'000}; }

RoadEdge road(Point tail, Point head, std::uint32_t seconds, std::optional<std::uint32_t> back_s,
              std::uint32_t length_m) {
  RoadEdge edge;
  edge.tail = tail;
  edge.head = head;
  edge.forward_ds = seconds * 10;
  edge.backward_ds = back_s ? std::optional(*back_s * 10) : std::nullopt;
  edge.length_m = length_m;
  return edge;
}

RoadTile tile_of(std::vector<Point> nodes, std::vector<RoadEdge> edges) {
  std::sort(nodes.begin(), nodes.end());
  return {{8, 129, 94}, std::move(nodes), {}, std::move(edges)};
}

Drive drive_to(const RoadNetwork& network, const DriveRange& range, Point node) {
  return range.drive_to(*network.find_node(node)).value();
}

//     fast, 60 s, 3 km
//   0 ════════════════ 20
//   0 ──────── 10 ──── 20     50 s and 500 m each
TEST(DriveRange, ALimitInMetresMeansThoseOfTheFastestWay) {
  const RoadTile tile = tile_of(
      {at(0), at(10), at(20)},
      {road(at(0), at(20), 60, 60, 3'000), road(at(0), at(10), 50, 50, 500), road(at(10), at(20), 50, 50, 500)});
  const RoadTile* tiles[] = {&tile};
  const RoadNetwork network = stitch_roads(tiles);
  DriveRange range(network);
  const RoadStart start{EdgeIndex(0), at(0), 0, 0};
  range.run(std::array{start}, {.drive_m = 1'200, .drive_s = std::nullopt});
  EXPECT_EQ(drive_to(network, range, at(10)).drive_m, 500);
  EXPECT_EQ(range.drive_to(*network.find_node(at(20))), std::nullopt) << "1,000 m by the slower way do not count";
  range.run(std::array{start}, {.drive_m = std::nullopt, .drive_s = 60});
  EXPECT_EQ(drive_to(network, range, at(20)).drive_s, 60);
}

TEST(DriveRange, OfEquallyFastWaysTheShortestCounts) {
  const std::vector<RoadEdge> ways = {road(at(0), at(20), 60, 60, 1'700), road(at(0), at(20), 60, 60, 1'650),
                                      road(at(0), at(20), 60, 60, 1'800)};
  for (std::size_t first = 0; first < ways.size(); ++first) {
    const RoadTile tile = tile_of({at(0), at(20), at(0, 5)}, {ways[first], ways[(first + 1) % 3], ways[(first + 2) % 3],
                                                              road(at(0, 5), at(0), 10, 10, 400)});
    const RoadTile* tiles[] = {&tile};
    const RoadNetwork network = stitch_roads(tiles);
    DriveRange range(network);
    range.run(roads_near(network, at(0, 5), 100), {});
    EXPECT_EQ(drive_to(network, range, at(20)).drive_m, 400 + 1'650);
    range.run(roads_near(network, at(0), 100), {});
    EXPECT_EQ(drive_to(network, range, at(20)).drive_m, 1'650);
  }
}

TEST(DriveRange, AOneWayIsNotDrivenAgainst) {
  const RoadTile tile = tile_of({at(0), at(10)}, {road(at(0), at(10), 60, std::nullopt, 1'000)});
  const RoadTile* tiles[] = {&tile};
  const RoadNetwork network = stitch_roads(tiles);
  DriveRange range(network);
  range.run(std::array{RoadStart{EdgeIndex(0), at(5), 0.5, 0}}, {});
  EXPECT_EQ(range.settled().size(), 1U);
  EXPECT_EQ(drive_to(network, range, at(10)).drive_s, 30);
  EXPECT_EQ(drive_to(network, range, at(10)).drive_m, 500);
}

//   5 ──(both ways)── 0 ══(one-way)══▶ 10
TEST(DriveRange, AStartAtTheEndOfAOneWayIsAtThatJunction) {
  const RoadTile tile = tile_of({at(0), at(10), at(5, 9)},
                                {road(at(0), at(10), 60, std::nullopt, 1'000), road(at(0), at(5, 9), 100, 100, 1'000)});
  const RoadTile* tiles[] = {&tile};
  const RoadNetwork network = stitch_roads(tiles);
  DriveRange range(network);
  range.run(std::array{RoadStart{EdgeIndex(0), at(0), 0, 0}}, {});
  EXPECT_EQ(drive_to(network, range, at(0)).drive_s, 0);
  EXPECT_EQ(drive_to(network, range, at(5, 9)).drive_s, 100);
  EXPECT_EQ(range.path_to(*network.find_node(at(5, 9))), (std::vector<Point>{at(0), at(0), at(5, 9)}));
}

TEST(DriveRange, TheLegToTheRoadCountsAndThePathBeginsOnTheRoad) {
  RoadEdge bent = road(at(0), at(20), 100, 100, 2'000);
  bent.inner = {at(10, 2)};
  const RoadTile tile = tile_of({at(0), at(20), at(40)}, {bent, road(at(20), at(40), 100, 100, 1'700)});
  const RoadTile* tiles[] = {&tile};
  const RoadNetwork network = stitch_roads(tiles);
  const Point home = at(15, 4);
  const std::vector<RoadStart> starts = roads_near(network, home, 1'000);
  ASSERT_EQ(starts.size(), 1U);
  const RoadStart* const start = &starts.front();
  EXPECT_EQ(start->edge, EdgeIndex(0));
  EXPECT_NEAR(start->share, 0.7, 0.01);
  EXPECT_NEAR(start->leg_m, distance_m(home, start->point), 0.5);
  EXPECT_TRUE(roads_near(network, home, 100).empty());

  DriveRange range(network);
  range.run(starts, {});
  const Drive leg = drive_of_leg(start->leg_m);
  EXPECT_NEAR(drive_to(network, range, at(20)).drive_s, leg.drive_s + (1 - start->share) * 100, 0.1);
  EXPECT_NEAR(drive_to(network, range, at(0)).drive_m, leg.drive_m + start->share * 2'000, 0.1);
  const std::vector<Point> path = range.path_to(*network.find_node(at(40)));
  EXPECT_EQ(path, (std::vector<Point>{start->point, at(20), at(40)}));
  EXPECT_EQ(range.path_to(*network.find_node(at(0))), (std::vector<Point>{start->point, at(10, 2), at(0)}));
}

//   0 ◀══(one-way)══ 10     the nearest road leads away from where 40 is; the other is 40 m farther
//   0,+ ─────(both ways)───── 40
TEST(DriveRange, BeginsAtWhicheverRoadNearbyIsBest) {
  const Point north = {at(0).lat_e7 + 4'000, at(0).lon_e7};  // 44 m
  const Point far_north = {at(40).lat_e7 + 4'000, at(40).lon_e7};
  const RoadTile tile = tile_of({at(0), at(10), north, far_north},
                                {road(at(10), at(0), 60, std::nullopt, 830), road(at(0), north, 600, 600, 9'000),
                                 road(north, far_north, 240, 240, 3'320)});
  const RoadTile* tiles[] = {&tile};
  const RoadNetwork network = stitch_roads(tiles);
  const Point home = {at(5).lat_e7 - 100, at(5).lon_e7};
  const std::vector<RoadStart> starts = roads_near(network, home, 1'000);
  ASSERT_EQ(starts.size(), 2U);
  EXPECT_LT(starts[0].leg_m, 2);
  EXPECT_NEAR(starts[1].leg_m, 45.6, 0.5);
  DriveRange range(network);
  range.run(std::array{starts[0]}, {});
  EXPECT_GT(drive_to(network, range, far_north).drive_s, 800);
  range.run(starts, {});
  EXPECT_NEAR(drive_to(network, range, far_north).drive_s, drive_of_leg(starts[1].leg_m).drive_s + 240 * 0.875, 0.2);
  EXPECT_EQ(range.path_to(*network.find_node(far_north)), (std::vector<Point>{starts[1].point, far_north}));
  EXPECT_NEAR(drive_to(network, range, at(0)).drive_s, 30, 0.3);
  EXPECT_EQ(range.path_to(*network.find_node(at(0))).front(), starts[0].point);
}

TEST(RoadNetwork, NobodyGetsOnAMotorwayFromBesideIt) {
  RoadEdge motorway = road(at(0), at(40), 10, 10, 3'300);
  motorway.road_class = RoadClass::motorway;
  const RoadTile tile =
      tile_of({at(0), at(40), at(0, 5), at(40, 5)}, {motorway, road(at(0, 5), at(40, 5), 100, 100, 3'300)});
  const RoadTile* tiles[] = {&tile};
  const RoadNetwork network = stitch_roads(tiles);
  EXPECT_EQ(network.edges[roads_near(network, at(20), 5'000).front().edge.value()]->tail, at(0, 5));
}

TEST(RoadNetwork, TheSameTilesInAnyOrderGiveTheSameRoadsEachOnce) {
  Random random(3);
  const std::vector<RoadTile> made = test::random_road_tiles(random, 300, 11);
  std::vector<const RoadTile*> tiles;
  std::size_t both = 0;
  for (const RoadTile& tile : made) {
    tiles.push_back(&tile);
    for (const RoadEdge& edge : tile.edges) {
      both += tile_at(edge.tail, 11) != tile_at(edge.head, 11) ? 1 : 2;
    }
  }
  const RoadNetwork forward = stitch_roads(tiles);
  std::reverse(tiles.begin(), tiles.end());
  const RoadNetwork backward = stitch_roads(tiles);
  EXPECT_EQ(forward.edges, backward.edges);
  EXPECT_EQ(forward.nodes.size(), 300U);
  EXPECT_EQ(forward.edges.size() * 2, both);
  EXPECT_TRUE(std::all_of(forward.is_complete.begin(), forward.is_complete.end(), [](auto is) { return is != 0; }));

  tiles.resize(tiles.size() / 2);
  const RoadNetwork half = stitch_roads(tiles);
  for (std::size_t i = 0; i < half.nodes.size(); ++i) {
    const auto covers = [&](const RoadTile* tile) { return tile->id.covers(tile_at(half.nodes[i], 13)); };
    EXPECT_EQ(half.is_complete[i] != 0, std::any_of(tiles.begin(), tiles.end(), covers));
  }
}

}  // namespace
}  // namespace loopgenie
