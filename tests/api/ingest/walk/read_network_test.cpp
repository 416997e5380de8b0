// Noding, edge ids, connectors and what a data set says of its edges, on small drawn maps.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "api/ingest/read.hpp"
#include "core/geo/distance.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::read;
using test::SourceMap;
using test::Tags;
using test::TemporaryFolder;

const Tags kPath = {{"highway", "path"}};
const Tags kStreet = {{"highway", "residential"}};

/// "way.segment: tail-head" of every edge, in order.
std::vector<std::string> edges_of(const Dataset& dataset) {
  std::vector<std::string> result;
  for (const DatasetEdge& edge : dataset.edges) {
    result.push_back(std::to_string(way_id_of(edge.id)) + "." + std::to_string(segment_of(edge.id)) + ": " +
                     std::to_string(edge.tail.value()) + "-" + std::to_string(edge.head.value()));
  }
  return result;
}

using Edges = std::vector<std::string>;

//      4
//      |
//  1-2-3-5      way 10: 1 2 3 5    way 11: 4 3
TEST(ReadNetwork, WaysAreCutAtSharedNodesAndNamedByTheirFirstSegment) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 300, 0).node(3, 600, 0).node(4, 600, 300).node(5, 900, 0);
  map.way(10, {1, 2, 3, 5}, kPath).way(11, {4, 3}, kPath);
  const Dataset dataset = read(map);
  EXPECT_EQ(edges_of(dataset), (Edges{"10.0: 1-3", "10.2: 3-5", "11.0: 4-3"}));
  ASSERT_EQ(dataset.edges.size(), 3U);
  EXPECT_EQ(dataset.edges[0].points.size(), 3U);
  EXPECT_EQ(dataset.edges[0].points[1], test::at_metres(300, 0));
  EXPECT_NEAR(dataset.edges[0].length_dm, 6000, 6);
  EXPECT_EQ(dataset.edges[0].climb, std::nullopt);
  EXPECT_EQ(dataset.nodes.size(), 4U);
}

TEST(ReadNetwork, ClosedAndSelfCrossingWaysKeepTheirShape) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 400, 0).node(3, 400, 400).node(4, 0, 400).node(5, 800, 0).node(6, 800, 400);
  map.way(10, {1, 2, 3, 4, 1}, kPath);  // a ring that nothing touches but way 11 at 3
  map.way(11, {3, 5, 6, 3}, kPath);     // a ring from 3
  map.node(7, 2000, 0).node(8, 2300, 0).node(9, 2300, 300).node(10, 2000, 300).node(11, 2000, -300);
  map.way(12, {11, 7, 8, 9, 10, 7}, kPath);  // a stem and a loop back to 7
  const Dataset dataset = read(map);
  EXPECT_EQ(edges_of(dataset), (Edges{"10.0: 1-3", "10.2: 3-1", "11.0: 3-3", "12.0: 11-7", "12.1: 7-7"}));
}

TEST(ReadNetwork, NodesTheExtractLacksSplitTheirWay) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 300, 0).node(4, 900, 0).node(5, 1200, 0);
  map.way(10, {1, 2, 3, 4, 5}, kPath);  // 3 is not in the file
  EXPECT_EQ(edges_of(read(map)), (Edges{"10.0: 1-2", "10.3: 4-5"}));
}

TEST(ReadNetwork, RepeatedNodesAndZeroLengthsDoNoHarm) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 300, 0).node(3, 300, 0).node(4, 600, 0).node(5, 300, 300).node(6, 300, -300);
  map.way(10, {1, 2, 2, 3, 4}, kPath).way(11, {5, 2}, kPath).way(12, {6, 3}, kPath);
  const Dataset dataset = read(map);
  EXPECT_EQ(edges_of(dataset), (Edges{"10.0: 1-2", "10.2: 2-3", "10.3: 3-4", "11.0: 5-2", "12.0: 6-3"}));
  EXPECT_EQ(dataset.edges[1].length_dm, 1U);
}

TEST(ReadNetwork, AViaFerrataIsCarriedAlongAndNamedAsSuch) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 300, 0).node(3, 600, 0).node(4, 300, 300);
  map.way(10, {1, 2, 3}, kPath).way(11, {2, 4}, {{"highway", "via_ferrata"}});
  map.way(12, {4, 3}, {{"highway", "path"}, {"via_ferrata_scale", "3"}});
  const Dataset dataset = read(map);
  EXPECT_EQ(edges_of(dataset), (Edges{"10.0: 1-2", "10.1: 2-3", "11.0: 2-4", "12.0: 4-3"}));
  EXPECT_EQ(dataset.edges[1].attributes.way_class, WayClass::path);
  EXPECT_EQ(dataset.edges[2].attributes.way_class, WayClass::via_ferrata);
  EXPECT_EQ(dataset.edges[3].attributes.way_class, WayClass::via_ferrata);
}

TEST(ReadNetwork, TrailheadsAreMeasuredWithoutViaFerratas) {
  SourceMap map;
  map.node(1, 0, 0, {{"highway", "trailhead"}}).node(2, 3000, 0).node(3, 1500, 1500);
  map.way(10, {1, 2}, kPath).way(11, {1, 3, 2}, {{"highway", "via_ferrata"}});
  const Dataset dataset = read(map);
  ASSERT_EQ(dataset.edges.size(), 2U);
  ASSERT_EQ(dataset.trailheads.size(), 1U);
  EXPECT_EQ(dataset.trailheads[0].loopable_m.back(), 0U);
  EXPECT_NEAR(dataset.trailheads[0].network_m.back(), 3000, 5);
}

TEST(ReadNetwork, ASegmentDrawnTwiceIsOneEdge) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 300, 0).node(3, 600, 0).node(4, 900, 0);
  map.way(10, {1, 2, 3}, kPath).way(11, {3, 2, 4}, kPath);
  EXPECT_EQ(edges_of(read(map)), (Edges{"10.0: 1-2", "10.1: 2-3", "11.1: 2-4"}));
}

// Two trails joined by a short street, and a second street that saves nothing.
//
//   1 ----- 2 ===== 3 ----- 4        2=3: residential, 300 m; 2 5 6 3: residential, 500 m
//           5 ===== 6       7 ===    4=7: a dead end
TEST(ReadNetwork, ConnectorsAreKeptWhereTheySaveALongWayRound) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 1000, 0).node(3, 1300, 0).node(4, 2300, 0);
  map.node(5, 1000, 100).node(6, 1300, 100).node(7, 2600, 0);
  map.way(10, {1, 2}, kPath).way(11, {3, 4}, kPath);
  map.way(20, {2, 3}, kStreet).way(21, {2, 5, 6, 3}, kStreet).way(22, {4, 7}, kStreet);
  const Dataset dataset = read(map);
  EXPECT_EQ(edges_of(dataset), (Edges{"10.0: 1-2", "11.0: 3-4", "20.0: 2-3"}));
  EXPECT_NEAR(dataset.figures.minor_connector_km, 0.3, 0.01);
  EXPECT_NEAR(dataset.figures.trail_km, 2.0, 0.01);
}

TEST(ReadNetwork, MainRoadsAreTheLastResort) {
  const Tags main_road = {{"highway", "secondary"}};
  for (const bool with_street : {true, false}) {
    SourceMap map;
    map.node(1, 0, 0).node(2, 1000, 0).node(3, 1300, 0).node(4, 2300, 0).node(5, 1150, 300);
    map.way(10, {1, 2}, kPath).way(11, {3, 4}, kPath).way(20, {2, 3}, main_road);
    if (with_street) {
      map.way(21, {2, 5, 3}, kStreet);
    }
    const Dataset dataset = read(map);
    EXPECT_EQ(dataset.figures.main_connector_km > 0, !with_street);
    EXPECT_EQ(dataset.figures.minor_connector_km > 0, with_street);
  }
}

TEST(ReadNetwork, AConnectorToNextToNothingIsDropped) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 2000, 0).node(3, 2400, 0).node(4, 2450, 0);
  map.way(10, {1, 2}, kPath).way(11, {3, 4}, kPath).way(20, {2, 3}, kStreet);  // 50 m of trail behind 400 m of street
  EXPECT_EQ(edges_of(read(map)), (Edges{"10.0: 1-2", "11.0: 3-4"}));
}

TEST(ReadNetwork, HikingRoutesMarkTheirWays) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 1000, 0).node(3, 2000, 0);
  map.way(10, {1, 2}, kPath).way(11, {2, 3}, {{"highway", "track"}, {"name", "Camí Ral"}});
  map.relation(1, {10, 11}, {{"type", "route"}, {"route", "hiking"}, {"network", "lwn"}, {"ref", "L1"}});
  map.relation(2, {11}, {{"type", "route"}, {"route", "foot"}, {"network", "iwn"}, {"name", "Great Traverse"}});
  map.relation(3, {11}, {{"type", "route"}, {"route", "bicycle"}, {"network", "icn"}, {"ref", "B"}});
  const Dataset dataset = read(map);
  ASSERT_EQ(dataset.edges.size(), 2U);
  EXPECT_EQ(dataset.edges[0].attributes.route_network, RouteNetwork::local);
  EXPECT_EQ(dataset.edges[0].ref, "L1");
  EXPECT_EQ(dataset.edges[1].attributes.route_network, RouteNetwork::international);
  EXPECT_EQ(dataset.edges[1].ref, "Great Traverse; L1");
  EXPECT_EQ(dataset.edges[1].name, "Camí Ral");
}

TEST(ReadNetwork, ARouteOfRoutesMarksTheWaysOfItsStagesEvenInACircle) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 1000, 0).node(3, 2000, 0);
  map.way(10, {1, 2}, kPath).way(11, {2, 3}, kPath);
  const Tags stage = {{"type", "route"}, {"route", "hiking"}, {"network", "lwn"}};
  map.relation(1, {10}, stage);
  map.superroute(2, {1, 3}, {{"type", "route"}, {"route", "hiking"}, {"network", "nwn"}, {"ref", "GR"}});
  map.superroute(3, {2}, {{"type", "superroute"}, {"route", "hiking"}, {"network", "iwn"}, {"ref", "E"}});
  const Dataset dataset = read(map);
  ASSERT_EQ(dataset.edges.size(), 2U);
  EXPECT_EQ(dataset.edges[0].attributes.route_network, RouteNetwork::international);
  EXPECT_EQ(dataset.edges[0].ref, "E; GR");
  EXPECT_EQ(dataset.edges[1].attributes.route_network, RouteNetwork::none);
}

TEST(ReadNetwork, RoutesThatAreGivenUpOrForOthersMarkNoWay) {
  const auto marks = [&](const Tags& more) {
    SourceMap map;
    map.node(1, -1000, 0).node(2, 0, 0);
    map.way(10, {1, 2}, kPath);
    Tags tags = {{"type", "route"}, {"network", "lwn"}};
    tags.insert(tags.end(), more.begin(), more.end());
    map.relation(1, {10}, tags);
    return read(map).edges.at(0).attributes.route_network != RouteNetwork::none;
  };
  EXPECT_TRUE(marks({{"route", "hiking;foot"}}));
  EXPECT_TRUE(marks({{"route", "bicycle; Hiking"}}));
  EXPECT_TRUE(marks({{"route", "hiking"}, {"state", "temporary"}}));
  EXPECT_FALSE(marks({{"route", "bicycle"}}));
  for (const char* state : {"abandoned", "construction", "closed", "proposed"}) {
    EXPECT_FALSE(marks({{"route", "hiking"}, {"state", state}})) << state;
  }
  EXPECT_FALSE(marks({{"route", "hiking"}, {"disused", "yes"}}));
  EXPECT_FALSE(marks({{"route", "hiking"}, {"proposed", "yes"}}));
  EXPECT_FALSE(marks({{"route", "hiking"}, {"access", "no"}}));

  SourceMap map;
  map.node(1, -1000, 0).node(2, 0, 0);
  map.way(10, {1, 2}, kPath);
  map.relation(1, {10}, {{"type", "route"}, {"route", "bicycle"}, {"network", "rcn"}});
  map.superroute(2, {1}, {{"type", "superroute"}, {"route", "hiking"}, {"network", "nwn"}});
  EXPECT_EQ(read(map).edges.at(0).attributes.route_network, RouteNetwork::none) << "a bicycle route in a hiking route";
}

TEST(ReadNetwork, RelationsNestedWithoutEndAreReadInTime) {
  SourceMap map;
  map.node(1, -1000, 0).node(2, 0, 0);
  map.way(10, {1, 2}, kPath);
  const Tags route = {{"type", "superroute"}, {"route", "hiking"}, {"network", "lwn"}};
  constexpr std::int64_t kDepth = 100'000;
  map.relation(1, {10}, route);
  for (std::int64_t id = 2; id <= kDepth; ++id) {
    map.superroute(id, {id - 1}, route);
  }
  EXPECT_EQ(read(map).edges.at(0).attributes.route_network, RouteNetwork::local);
}

TEST(ReadNetwork, NobodyPassesAClosedGate) {
  const auto edge_count = [](const Tags& gate) {
    SourceMap map;
    map.node(1, -1000, 0)
        .node(2, -20, 0)
        .node(3, 0, 0, gate)
        .node(4, 20, 0)
        .node(5, 1000, 0)
        .node(6, 0, 1000)
        .node(7, 0, 20);
    map.way(10, {1, 2, 3, 4, 5}, kPath).way(11, {6, 7, 3}, kPath);
    const Dataset dataset = read(map);
    for (const DatasetEdge& edge : dataset.edges) {
      for (const Point point : edge.points) {
        EXPECT_TRUE(gate.empty() || point != test::at_metres(0, 0)) << "a way that shares the node is closed, too";
      }
    }
    return dataset.edges.size();
  };
  EXPECT_EQ(edge_count({}), 3U);
  EXPECT_EQ(edge_count({{"barrier", "gate"}, {"access", "private"}}), 3U) << "each ends before the gate";
}

TEST(ReadNetwork, AGateThatIsClosedInWinterMakesItsWaySeasonal) {
  SourceMap map;
  map.node(1, -1000, 0).node(2, 0, 0, {{"barrier", "gate"}, {"foot:conditional", "no @ (Nov-Apr)"}}).node(3, 1000, 0);
  map.way(10, {1, 2, 3}, kPath);
  EXPECT_TRUE(read(map).edges.at(0).attributes.has(EdgeFlag::seasonal));
}

TEST(ReadNetwork, AFenceThatMeetsAPathWithoutAGateIsFlagged) {
  const auto is_fenced = [](const Tags& at_the_fence, const Tags& of_the_fence) {
    SourceMap map;
    map.node(1, -1000, 0).node(2, 0, 0, at_the_fence).node(3, 1000, 0).node(4, 0, 50).node(5, 0, -50);
    map.way(10, {1, 2, 3}, kPath).way(20, {4, 2, 5}, of_the_fence);
    return read(map).edges.at(0).attributes.has(EdgeFlag::fence);
  };
  EXPECT_TRUE(is_fenced({}, {{"barrier", "fence"}}));
  EXPECT_TRUE(is_fenced({}, {{"barrier", "wall"}}));
  EXPECT_FALSE(is_fenced({{"barrier", "gate"}}, {{"barrier", "fence"}}));
  EXPECT_FALSE(is_fenced({{"barrier", "stile"}}, {{"barrier", "wall"}}));
  EXPECT_FALSE(is_fenced({}, {{"barrier", "kerb"}}));
}

TEST(ReadNetwork, APointOfInterestHangsOnAPieceOneCanGetTo) {
  SourceMap map;
  map.node(1, -1000, 0).node(2, 0, 0).node(3, 1000, 0).way(10, {1, 2, 3}, kPath);
  map.node(4, 0, 30).node(5, 0, 42).way(11, {4, 5}, kPath);  // a stub joined to nothing
  map.node(6, 0, 35, {{"tourism", "alpine_hut"}, {"name", "Juclar"}});
  const Dataset dataset = read(map);
  ASSERT_EQ(dataset.pois.size(), 1U);
  EXPECT_EQ(dataset.pois[0].node, NodeId(2));
  EXPECT_EQ(dataset.pois[0].detour_m, 35U);
}

TEST(ReadNetwork, ABikeParksTrailIsATrailWhereAHikingRouteGoes) {
  for (const bool on_a_route : {false, true}) {
    SourceMap map;
    map.node(1, -1000, 0).node(2, 0, 0).node(3, 1000, 0);
    map.way(10, {1, 2}, kPath).way(11, {2, 3}, {{"highway", "path"}, {"mtb", "designated"}, {"oneway", "yes"}});
    if (on_a_route) {
      map.relation(1, {11}, {{"type", "route"}, {"route", "hiking"}});
    }
    const Dataset dataset = read(map);
    ASSERT_EQ(dataset.edges.size(), 2U) << "those who ask for bike trails can have it";
    EXPECT_EQ(dataset.edges[1].attributes.has(EdgeFlag::bike_trail), !on_a_route);
  }
}

TEST(ReadNetwork, AMisplacedNodeSplitsItsWayAndIsSaid) {
  for (const Point where : {point_from_degrees(0, 0), point_from_degrees(48.5, 1.5), point_from_degrees(42.5, -150)}) {
    SourceMap map;
    map.node(1, -1000, 0).node(2, 0, 0).node_at(3, where).node(4, 20, 0).node(5, 1000, 0);
    map.way(10, {1, 2, 3, 4, 5}, kPath);
    map.node_at(6, where).way(11, {5, 6}, {{"waterway", "river"}});
    const Dataset dataset = read(map);
    EXPECT_EQ(dataset.edges.size(), 2U);
    EXPECT_LT(dataset.edges[0].length_dm + dataset.edges[1].length_dm, 25'000U);
    const std::vector<std::string>& warnings = dataset.figures.warnings;
    EXPECT_TRUE(std::any_of(warnings.begin(), warnings.end(), [](const std::string& warning) {
      return warning.find("longer than 100 km, the first of way 10 at node 3") != std::string::npos;
    }));
  }
}

// Two paths that end at opposite corners of a square, which is drawn as a closed way or as a multipolygon's outer ways.
TEST(ReadNetwork, APlazaIsCrossedAlongItsEdge) {
  const Tags square = {{"highway", "pedestrian"}, {"area", "yes"}};
  for (const bool multipolygon : {false, true}) {
    SourceMap map;
    map.node(1, -2000, 0).node(2, 0, 0).node(3, 100, 0).node(4, 100, 100).node(5, 0, 100).node(6, 2000, 100);
    map.way(10, {1, 2}, kPath).way(11, {4, 6}, kPath);
    if (multipolygon) {
      map.way(12, {2, 3, 4}, {}).way(13, {4, 5, 2}, {});
      map.relation(1, {12, 13}, {{"type", "multipolygon"}, {"highway", "pedestrian"}});
    } else {
      map.way(12, {2, 3, 4, 5, 2}, square);
    }
    const Dataset dataset = read(map);
    ASSERT_EQ(dataset.edges.size(), 4U) << multipolygon;
    for (const std::size_t edge : {2, 3}) {
      EXPECT_EQ(dataset.edges[edge].attributes.way_class, WayClass::pedestrian);
      EXPECT_NEAR(dataset.edges[edge].length_dm, 2000, 5);
    }
  }
}

TEST(ReadNetwork, AClosedPlazaIsNoWay) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 1000, 0).node(3, 1100, 0).node(4, 1100, 100);
  map.way(10, {1, 2}, kPath).way(12, {2, 3, 4, 2}, {});
  map.relation(1, {12}, {{"type", "multipolygon"}, {"highway", "pedestrian"}, {"access", "private"}});
  EXPECT_EQ(edges_of(read(map)), (Edges{"10.0: 1-2"}));
}

TEST(ReadNetwork, AWayOverTheAntimeridianIsAsLongAsItIs) {
  SourceMap map;
  map.node_at(1, point_from_degrees(-17, 179.995)).node_at(2, point_from_degrees(-17, -179.995));
  map.way(10, {1, 2}, kPath);
  const Dataset dataset = read(map);
  ASSERT_EQ(dataset.edges.size(), 1U);
  EXPECT_NEAR(dataset.edges[0].length_dm, 10650, 10);  // 0.01 degree at 17 degrees south
}

TEST(ReadNetwork, KilometresThatAreOneWayOnFootAreCounted) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 1000, 0).node(3, 2000, 0).node(4, 3000, 0);
  map.way(10, {1, 2}, kPath).way(11, {2, 3}, {{"highway", "path"}, {"oneway:foot", "yes"}});
  map.way(12, {3, 4}, {{"highway", "path"}, {"foot:forward", "no"}});
  EXPECT_NEAR(read(map).figures.oneway_km, 2, 0.01);
}

TEST(ReadNetwork, SurroundingsBecomeFlags) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 1000, 0).node(3, 2000, 0).node(4, 3000, 0);
  map.way(10, {1, 2}, kPath).way(11, {2, 3}, kPath).way(12, {3, 4}, kPath);
  map.node(20, 0, 30).node(21, 1000, 30);
  map.way(30, {20, 21}, {{"waterway", "stream"}});
  map.node(22, 1500, 60, {{"natural", "peak"}, {"name", "Pic"}, {"ele", "2500 m"}});
  map.node(24, 2000, 20).node(25, 3000, 20);
  map.way(31, {24, 25}, {{"highway", "trunk"}});
  map.node(26, 500, 2000, {{"natural", "spring"}});  // too far from any trail
  map.node(27, 500, 20, {{"natural", "spring"}, {"drinking_water", "yes"}});
  const Dataset dataset = read(map);
  ASSERT_EQ(dataset.edges.size(), 3U);
  const auto flags = [&](EdgeFlag flag) {
    return std::vector<bool>{dataset.edges[0].attributes.has(flag), dataset.edges[1].attributes.has(flag),
                             dataset.edges[2].attributes.has(flag)};
  };
  EXPECT_EQ(flags(EdgeFlag::near_water), (std::vector<bool>{true, false, false}));
  EXPECT_EQ(flags(EdgeFlag::near_peak), (std::vector<bool>{false, true, false}));
  EXPECT_EQ(flags(EdgeFlag::near_road), (std::vector<bool>{false, false, true}));
  EXPECT_EQ(flags(EdgeFlag::in_town), (std::vector<bool>{false, false, false}));
  ASSERT_EQ(dataset.pois.size(), 2U);
  EXPECT_EQ(dataset.pois[0].kind, PoiKind::peak);
  EXPECT_EQ(dataset.pois[0].elevation_m, 2500);
  EXPECT_EQ(dataset.pois[1].kind, PoiKind::spring);
  EXPECT_EQ(dataset.pois[1].potable, Potable::yes);
}

TEST(ReadNetwork, APointOfInterestMeetsTheNetworkAtTheNearestNodeOfIt) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 400, 0).node(3, 1000, 0).way(10, {1, 2, 3}, kPath);
  map.node(20, 400, 300, {{"tourism", "wilderness_hut"}});
  const Dataset dataset = read(map);
  ASSERT_EQ(dataset.pois.size(), 1U);
  EXPECT_EQ(dataset.pois[0].node, NodeId(2));
  EXPECT_NEAR(dataset.pois[0].detour_m, 300, 1);
  EXPECT_EQ(edges_of(dataset), (Edges{"10.0: 1-2", "10.1: 2-3"})) << "the node is one of the graph";
}

TEST(ReadNetwork, WaterAtANightIsTheBestThatLiesAround) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 2000, 0).node(3, 4000, 0).node(4, 6000, 0).node(5, 8000, 0).node(6, 10'000, 0);
  map.way(10, {1, 2, 3, 4, 5, 6}, kPath);
  const Tags bothy = {{"tourism", "wilderness_hut"}};
  map.node(20, 0, -100, bothy);
  map.node(21, 0, 50, {{"natural", "spring"}, {"drinking_water", "no"}});
  map.node(22, 0, 240, {{"amenity", "drinking_water"}});
  map.node(30, 2000, 20, bothy).node(31, 2000, 240, {{"natural", "spring"}, {"intermittent", "yes"}});
  map.node(40, 4000, 20, bothy).node(41, 4000, 240, {{"man_made", "water_well"}});
  map.node(42, 4200, 240, {{"natural", "spring"}, {"seasonal", "yes"}});
  map.node(50, 6000, 20, bothy).node(51, 6000, 200, {{"amenity", "drinking_water"}});
  map.node(52, 6000, 100, {{"natural", "spring"}});
  map.node(60, 8000, 20, bothy).node(61, 7800, 60).node(62, 8200, 60).way(63, {61, 62}, {{"waterway", "stream"}});
  map.node(70, 10'000, 20, {{"tourism", "alpine_hut"}});
  const Dataset dataset = read(map);
  std::vector<NightWater> water;
  for (const Poi& poi : dataset.pois) {
    if (poi.night.kind) water.push_back(poi.night.water);
  }
  EXPECT_EQ(water, (std::vector<NightWater>{NightWater::unknown, NightWater::seasonal, NightWater::spring,
                                            NightWater::tap, NightWater::natural, NightWater::keeper}));
}

TEST(ReadNetwork, WaterAtANightIsNoneOfTheFarEndOfItsWay) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 2000, 0).node(3, 4000, 0);
  map.way(10, {1, 2, 3}, kPath);
  // More than half of the way lies along the stream, which ends 500 m before the place to sleep.
  map.node(20, 500, 20).node(21, 2500, 20).way(30, {20, 21}, {{"waterway", "stream"}});
  map.node(40, 0, -20, {{"tourism", "wilderness_hut"}});
  // Of one 200 m away its node is by the water.
  map.node(41, 2000, -200, {{"tourism", "wilderness_hut"}});
  // A stream that may be dry, and a pond of waste water.
  map.node(50, 3900, 30).node(51, 4100, 30).way(31, {50, 51}, {{"waterway", "stream"}, {"intermittent", "yes"}});
  map.node(42, 4000, 20, {{"tourism", "wilderness_hut"}});
  map.node(60, 10, -20).node(61, 20, -20).node(62, 20, -30);
  map.way(32, {60, 61, 62, 60}, {{"natural", "water"}, {"water", "wastewater"}});
  std::vector<NightWater> water;
  for (const Poi& poi : read(map).pois) {
    if (poi.night.kind) water.push_back(poi.night.water);
  }
  EXPECT_EQ(water, (std::vector<NightWater>{NightWater::unknown, NightWater::natural, NightWater::seasonal}));
}

TEST(ReadNetwork, SeveralFilesMakeOneDataSetInAnyOrder) {
  const TemporaryFolder folder;
  SourceMap west;
  west.node(1, 0, 0).node(2, 1000, 0).node(3, 2000, 0).way(10, {1, 2}, kPath).way(11, {2, 3}, kPath);
  SourceMap east;
  east.node(2, 1000, 0).node(3, 2000, 0).node(4, 3000, 0).way(11, {2, 3}, kPath).way(12, {3, 4}, kPath);
  const std::string a = west.write(folder, "west.osm.pbf");
  const std::string b = east.write(folder, "east.osm.pbf");
  const Result<Dataset> one = read_dataset(test::files({a, b}));
  const Result<Dataset> other = read_dataset(test::files({b, a, a}));
  ASSERT_TRUE(one && other);
  EXPECT_EQ(edges_of(*one), (Edges{"10.0: 1-2", "11.0: 2-3", "12.0: 3-4"}));
  EXPECT_EQ(edges_of(*one), edges_of(*other));
  EXPECT_EQ(one->name, other->name);
  EXPECT_EQ(one->sources.size(), 2U);
  EXPECT_EQ(one->date, "2025-01-19");
}

}  // namespace
}  // namespace loopgenie::ingest
