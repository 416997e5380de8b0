// Where a hike may start, on small drawn maps.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "api/ingest/read.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::read;
using test::SourceMap;
using test::Tags;

const Tags kPath = {{"highway", "path"}};
const Tags kRoad = {{"highway", "unclassified"}};
const Tags kParking = {{"amenity", "parking"}};

std::vector<std::string> ids_of(const Dataset& dataset) {
  std::vector<std::string> ids;
  for (const Trailhead& trailhead : dataset.trailheads) {
    ids.push_back(to_string(trailhead.id) + "@" + std::to_string(trailhead.node.value()));
  }
  return ids;
}

using Ids = std::vector<std::string>;

/// A trail of 3 km along the x axis with a node every 100 m: 100 at 0 m, 130 at 3,000 m.
SourceMap straight_trail() {
  SourceMap map;
  std::vector<std::int64_t> nodes;
  for (int i = 0; i <= 30; ++i) {
    map.node(100 + i, 100.0 * i, 0);
    nodes.push_back(100 + i);
  }
  map.way(10, nodes, kPath);
  return map;
}

TEST(ReadTrailheads, AParkingMeetsTheNearestNodeWithinReach) {
  SourceMap map = straight_trail();
  map.node(1, 520, 120, {{"amenity", "parking"}, {"name", "Pla"}, {"capacity", "40"}, {"fee", "no"}});
  map.node(2, 1500, 180, kParking);  // 180 m off
  const Dataset dataset = read(map);
  ASSERT_EQ(ids_of(dataset), (Ids{"n1@105"}));
  const Trailhead& trailhead = dataset.trailheads[0];
  EXPECT_EQ(trailhead.kind, TrailheadKind::parking);
  EXPECT_EQ(trailhead.name, "Pla");
  EXPECT_EQ(trailhead.capacity, 40U);
  EXPECT_EQ(trailhead.fee, false);
  EXPECT_NEAR(trailhead.access_m, 122, 1);
  // The trail is cut there, so that the start is a node.
  EXPECT_EQ(dataset.edges.size(), 2U);
  EXPECT_TRUE(std::any_of(dataset.nodes.begin(), dataset.nodes.end(),
                          [](const DatasetNode& node) { return node.id == NodeId(105); }));
}

TEST(ReadTrailheads, OnlyPublicParkingsCountAndTheirOutlineDoes) {
  SourceMap map = straight_trail();
  map.node(1, 500, 50, {{"amenity", "parking"}, {"access", "private"}});
  map.node(2, 1000, 50, {{"amenity", "parking"}, {"access", "customers"}});
  map.node(50, 1800, 100).node(51, 2200, 100).node(52, 2200, 500).node(53, 1800, 500);
  map.way(60, {50, 51, 52, 53, 50}, {{"amenity", "parking"}, {"access", "yes"}});  // its centre is 300 m off
  EXPECT_EQ(ids_of(read(map)), (Ids{"w60@118"}));
}

/// The starts of a straight trail with a parking 100 m north of its node 105, where more lies in between.
Ids ids_across(const std::function<void(SourceMap&)>& draw) {
  SourceMap map = straight_trail();
  map.node(1, 500, 100, kParking);
  draw(map);
  return ids_of(read(map));
}

/// A line 50 m north of the trail, from end to end of what is near the parking.
Ids ids_across_line(const Tags& tags) {
  return ids_across([&](SourceMap& map) { map.node(50, 0, 50).node(51, 1000, 50).way(20, {50, 51}, tags); });
}

TEST(ReadTrailheads, NobodyWalksFromTheCarAcrossARiverRailwayMotorwayOrWall) {
  for (const Tags& tags : std::vector<Tags>{{{"waterway", "river"}},
                                            {{"waterway", "canal"}},
                                            {{"natural", "coastline"}},
                                            {{"railway", "rail"}},
                                            {{"railway", "narrow_gauge"}},
                                            {{"highway", "motorway"}},
                                            {{"highway", "trunk"}},
                                            {{"barrier", "wall"}},
                                            {{"barrier", "fence"}}}) {
    EXPECT_EQ(ids_across_line(tags), Ids{}) << tags[0].second;
  }
  for (const Tags& tags : std::vector<Tags>{{{"waterway", "stream"}},
                                            {{"waterway", "river"}, {"tunnel", "culvert"}},
                                            {{"railway", "rail"}, {"bridge", "yes"}},
                                            {{"railway", "abandoned"}},
                                            {{"railway", "rail"}, {"disused", "yes"}},
                                            {{"highway", "motorway"}, {"tunnel", "yes"}},
                                            {{"barrier", "hedge"}}}) {
    EXPECT_EQ(ids_across_line(tags), (Ids{"n1@105"})) << tags[0].second;
  }
}

TEST(ReadTrailheads, TheEdgeOfALakeIsCrossedByNobodyAndThePartsOfItAreNotJoined) {
  // A lake of two ways between the parking and the trail; and one whose two halves lie on both sides of the line.
  const Tags lake = {{"type", "multipolygon"}, {"natural", "water"}};
  EXPECT_EQ(ids_across([&](SourceMap& map) {
              map.node(50, 0, 40).node(51, 1000, 40).node(52, 1000, 60).node(53, 0, 60);
              map.way(20, {50, 51, 52}, {}).way(21, {52, 53, 50}, {}).relation(1, {20, 21}, lake);
            }),
            Ids{});
  EXPECT_EQ(ids_across([&](SourceMap& map) {
              map.node(50, 0, 40).node(51, 400, 40).node(52, 400, 60);
              map.node(53, 1000, 40).node(54, 600, 40).node(55, 600, 60);
              map.way(20, {50, 51, 52, 50}, {}).way(21, {53, 54, 55, 53}, {}).relation(1, {20, 21}, lake);
            }),
            (Ids{"n1@105"}));
}

TEST(ReadTrailheads, AnotherNodeInReachIsTakenWhereNothingLiesBetween) {
  // The wall ends at 540 m: from the parking at 500 m the node at 600 m is seen past its end.
  EXPECT_EQ(ids_across([](SourceMap& map) {
              map.node(50, 0, 50).node(51, 540, 50).way(20, {50, 51}, {{"barrier", "wall"}});
            }),
            (Ids{"n1@106"}));
  // A fence that ends on the trail, at a node of it, is crossed by nobody who goes to that node.
  EXPECT_EQ(ids_across([](SourceMap& map) {
              map.node(50, 400, 50).way(20, {50, 105}, {{"barrier", "fence"}});
            }),
            (Ids{"n1@105"}));
  // Nor does a fenced car park's own fence shut it.
  SourceMap map = straight_trail();
  map.node(50, 400, 30).node(51, 600, 40).node(52, 600, 90).node(53, 400, 90);
  map.way(60, {50, 51, 52, 53, 50}, {{"amenity", "parking"}, {"barrier", "fence"}});
  EXPECT_EQ(ids_of(read(map)), (Ids{"w60@104"}));
}

TEST(ReadTrailheads, OfCloseStartsTheBetterKindStays) {
  SourceMap map = straight_trail();
  map.node(1, 500, 40, kParking);
  map.node(2, 560, 40, {{"highway", "trailhead"}, {"name", "Start"}});
  map.node(3, 1500, 40, kParking);
  map.node(4, 1560, 40, {{"amenity", "parking"}, {"name", "Named"}});
  EXPECT_EQ(ids_of(read(map)), (Ids{"n2@106", "n4@116"}));
}

TEST(ReadTrailheads, JunctionsServeOnlyWhereNothingBetterIsNear) {
  SourceMap map = straight_trail();
  map.node(1, 0, 40, kParking);
  map.node(201, 800, 500).node(202, 2000, 500).node(203, 3000, 500);
  map.way(20, {201, 108}, kRoad);                                                // 800 m from the parking: too near
  map.way(21, {202, 120}, kRoad);                                                // 2 km from it
  map.way(22, {203, 130}, {{"highway", "residential"}, {"access", "private"}});  // no public road
  const Dataset dataset = read(map);
  EXPECT_EQ(ids_of(dataset), (Ids{"n1@100", "n120@120"}));
  EXPECT_EQ(dataset.trailheads[1].kind, TrailheadKind::road_junction);
  EXPECT_EQ(dataset.figures.trailhead_parkings, 1U);
  EXPECT_EQ(dataset.figures.trailhead_junctions, 1U);
}

/// What there is beside the trail: a ferry landing, a station, a bus stop and a village.
SourceMap trail_with_stops() {
  SourceMap map = straight_trail();
  map.node(1, 0, 50, {{"amenity", "ferry_terminal"}, {"name", "Pier"}});
  map.node(6, -100, 25).node(7, 500, 25).way(30, {6, 7}, {{"natural", "coastline"}});  // the pier is beyond it
  map.node(2, 1000, 50, {{"railway", "halt"}});
  map.node(3, 2000, 50, {{"highway", "bus_stop"}});
  map.node(4, 3000, 400, {{"place", "hamlet"}, {"name", "Cala"}});
  map.node(5, 2500, 50, {{"highway", "bus_stop"}, {"disused", "yes"}});
  return map;
}

TEST(ReadTrailheads, WhereNoCarGetsOneStartsWhereFerriesTrainsAndBusesStopAndInVillages) {
  SourceMap map = trail_with_stops();
  const Dataset dataset = read(map);
  ASSERT_EQ(ids_of(dataset), (Ids{"n1@100", "n2@110", "n3@120", "n4@130"}));
  EXPECT_EQ(dataset.trailheads[0].kind, TrailheadKind::ferry_landing);
  EXPECT_EQ(dataset.trailheads[0].name, "Pier");
  EXPECT_EQ(dataset.trailheads[1].kind, TrailheadKind::station);
  EXPECT_EQ(dataset.trailheads[2].kind, TrailheadKind::bus_stop);
  EXPECT_EQ(dataset.trailheads[3].kind, TrailheadKind::village);
  EXPECT_EQ(dataset.trailheads[3].name, "Cala");
  EXPECT_NEAR(dataset.trailheads[3].access_m, 400, 2);
  EXPECT_EQ(dataset.figures.trailhead_landings, 1U);
  EXPECT_EQ(dataset.figures.trailhead_villages, 1U);
}

TEST(ReadTrailheads, WhereACarGetsOneDoesNot) {
  SourceMap map = trail_with_stops();
  map.node(10, 1500, 50, kParking).node(201, 1500, 2500);
  map.way(20, {201, 115}, kRoad);  // to the parking
  const Dataset dataset = read(map);
  ASSERT_EQ(ids_of(dataset), (Ids{"n10@115"}));
  EXPECT_TRUE(dataset.trailheads[0].road_node) << "a road network without main roads drives on its highest class";

  SourceMap closed = trail_with_stops();
  closed.node(10, 1500, 50, kParking).node(201, 1500, 2500);
  closed.way(20, {201, 115}, {{"highway", "service"}, {"access", "private"}});
  EXPECT_EQ(ids_of(read(closed)), (Ids{"n1@100", "n2@110", "n3@120", "n4@130", "n10@115"}));
}

TEST(ReadTrailheads, AScrapOfTrailIsNoPlaceToStart) {
  SourceMap map = straight_trail();
  map.node(1, 0, 3000).node(2, 200, 3000).way(11, {1, 2}, kPath).node(3, 100, 3020, kParking);
  EXPECT_EQ(ids_of(read(map)), Ids{});
}

// A stem of 3 km to a ring of 4 km.
TEST(ReadTrailheads, ReachCountsTheNetworkAndWhatOfItLiesOnACycle) {
  SourceMap map = straight_trail();
  map.node(1, -20, 0, kParking);
  map.node(201, 4000, 0).node(202, 4000, 1000).node(203, 3000, 1000);
  map.way(11, {130, 201, 202, 203, 130}, kPath);
  const Dataset dataset = read(map);
  ASSERT_EQ(dataset.trailheads.size(), 1U);
  const Trailhead& trailhead = dataset.trailheads[0];
  EXPECT_NEAR(trailhead.network_m[0], 3000 + 4000, 5);  // 2 km into the ring from both sides
  EXPECT_NEAR(trailhead.loopable_m[0], 4000, 5);
  EXPECT_NEAR(trailhead.network_m[2], 7000, 5);
  EXPECT_NEAR(trailhead.loopable_m[2], 4000, 5);
}

}  // namespace
}  // namespace loopgenie::ingest
