// What the benchmark of walks says of a walk is only worth printing if it is so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "tests/bench/walks/closed_walk.hpp"
#include "tests/bench/walks/hiking_relations.hpp"
#include "tests/bench/walks/measures.hpp"
#include "tests/bench/walks/places.hpp"
#include "tests/bench/walks/signposted.hpp"
#include "tests/bench/walks/walk.hpp"
#include "tests/support/ascii_map.hpp"

namespace loopgenie::bench {
namespace {

using test::ascii_map;
using test::AsciiMap;
using testing::UnorderedElementsAre;

/// The walk over these nodes, each next to the one before, and back to the first.
Walk walk_over(const AsciiMap& map, std::string_view letters) {
  Walk walk;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const NodeIndex from = map[letters[i]];
    const NodeIndex to = map[letters[(i + 1) % letters.size()]];
    for (const Arc& arc : map.network.graph.arcs(from)) {
      if (arc.head == to) {
        walk.push_back({arc.edge, arc.forward});
        break;
      }
    }
    EXPECT_EQ(walk.size(), i + 1) << "no way from " << letters[i];
  }
  return walk;
}

std::vector<EdgeIndex> edges_over(const AsciiMap& map, const std::vector<std::string_view>& pairs) {
  std::vector<EdgeIndex> edges;
  for (const std::string_view pair : pairs) {
    edges.push_back(walk_over(map, pair).front().edge);
  }
  return edges;
}

WalkMeasures measured(const AsciiMap& map, const Walk& walk) { return measure_walk(map.network, walk); }

// A square of 400 m, and a stem of 300 m.
constexpr std::string_view kLollipop = R"(
S--A---B
   |   |
   |   |
   |   |
   D---C)";

TEST(WalkMeasures, OfALollipop) {
  const AsciiMap map = ascii_map(kLollipop);
  const WalkMeasures m = measured(map, walk_over(map, "SABCDA"));
  EXPECT_DOUBLE_EQ(m.length_m, 2200);
  EXPECT_DOUBLE_EQ(m.walked_twice, 300.0 / 2200);
  EXPECT_NEAR(m.compactness, 4 * 3.14159265 * 400 * 400 / (2200.0 * 2200), 0.01);
  // The stem, but for some 110 m at its end, where one turns round; and 30 m of each way that leaves it.
  EXPECT_NEAR(m.beside_itself, (2 * (300 - 110) + 2 * 30) / 2200.0, 0.01);
  EXPECT_NEAR(m.cycle_beside_itself, 2 * 30 / 1600.0, 0.01);
  EXPECT_DOUBLE_EQ(m.decisions_per_km, 2 / 2.2);
  EXPECT_DOUBLE_EQ(m.places_again, 0);
}

TEST(WalkMeasures, StrandsSideBySideOnOtherWays) {
  const AsciiMap near = ascii_map(R"(
A----------------------------------------B
|                                        |
D----------------------------------------C)",
                                  10);  // 410 m long, 20 m apart
  const WalkMeasures beside = measured(near, walk_over(near, "ABCD"));
  // Where along the walk, over an end of 20 m, it is more than 250 m to what lies 30 m away: from 104 m on. The figure
  // is made of pieces of 10 m, so that it may be one off where either strand begins and ends.
  EXPECT_NEAR(beside.beside_itself, 2 * (410.0 - 2 * 104) / 860, 4 * 10.0 / 860);
  EXPECT_DOUBLE_EQ(beside.cycle_beside_itself, beside.beside_itself);
  const AsciiMap apart = ascii_map(R"(
A----------------------------------------B
|                                        |
|                                        |
|                                        |
D----------------------------------------C)",
                                   10);  // 40 m apart
  EXPECT_DOUBLE_EQ(measured(apart, walk_over(apart, "ABCD")).beside_itself, 0);
}

TEST(WalkMeasures, AnEightEnclosesBothOfItsRings) {
  const AsciiMap map = ascii_map(R"(
A---B
|   |
|   |
|   |
D---C---E
    |   |
    |   |
    |   |
    G---F)");
  EXPECT_NEAR(enclosed_m2(map.network, walk_over(map, "ABCEFGCD")), 2 * 400 * 400, 2 * 400 * 400 * 0.01);
  EXPECT_NEAR(enclosed_m2(map.network, walk_over(map, "ABCGFECD")), 2 * 400 * 400, 2 * 400 * 400 * 0.01);
  EXPECT_DOUBLE_EQ(measured(map, walk_over(map, "ABCEFGCD")).places_again, 1);
}

TEST(WalkMeasures, RoadsMarksNamesGradeAndClimb) {
  AsciiMap map = ascii_map(R"(
A---B
|   "
|   "
|   "
D---C)");
  Network& network = map.network;
  const EdgeIndex ab = edges_over(map, {"AB"}).front();
  const EdgeIndex da = edges_over(map, {"DA"}).front();
  network.strings = {"", "Ridge Way"};
  network.name[ab.value()] = 1;
  network.attributes[ab.value()].route_network = RouteNetwork::local;
  network.attributes[da.value()].sac_scale = SacScale::t2;
  network.climb[ab.value()] = Climb{800, 0, 0};
  const Walk walk = walk_over(map, "ABCD");
  const WalkMeasures m = measured(map, walk);
  EXPECT_DOUBLE_EQ(m.road, 0.25);
  EXPECT_DOUBLE_EQ(m.marked, 0.25);
  EXPECT_DOUBLE_EQ(m.name_changes_per_km, 2 / 1.6);
  EXPECT_DOUBLE_EQ(m.grade, static_cast<double>(SacScale::t2));
  EXPECT_DOUBLE_EQ(m.climb_m_per_km, 80 / 1.6);
  EXPECT_DOUBLE_EQ(m.decisions_per_km, 0);
}

TEST(WalkMeasures, SightsCountOnceAndOnlyNearTheLine) {
  AsciiMap map = ascii_map(kLollipop);
  const auto poi_at = [&](std::int64_t id, PoiKind kind, Point point, std::int32_t north_m) {
    Poi poi;
    poi.id = {'n', id};
    poi.kind = kind;
    poi.point = {point.lat_e7 + north_m * 90, point.lon_e7};
    map.network.pois.push_back(poi);
  };
  const Point a = map.network.node_vertex[map['A'].value()].point;
  poi_at(1, PoiKind::peak, a, 90);
  poi_at(2, PoiKind::peak, a, 110);
  poi_at(3, PoiKind::fountain, a, 0);
  poi_at(4, PoiKind::viewpoint, a, 0);
  EXPECT_DOUBLE_EQ(measured(map, walk_over(map, "SABCDA")).sights, 2);
}

TEST(Walks, ShareTheirEdgesHoweverOftenWalked) {
  const AsciiMap map = ascii_map(kLollipop);
  const Walk lollipop = walk_over(map, "SABCDA");
  const Walk square = walk_over(map, "DCBA");
  EXPECT_DOUBLE_EQ(shared_of(map.network, lollipop, square), 1600.0 / 1900);
  EXPECT_DOUBLE_EQ(shared_of(map.network, square, lollipop), 1);
  EXPECT_EQ(begin_of(map.network, begun_at(map.network, lollipop, map['C']).front()), map['C']);
}

/// Makes a place of the ends of the way.
void name_place(AsciiMap& map, std::string_view pair) {
  for (const char letter : pair) {
    map.network.node_place[map[letter].value()] = map.network.node_id[map[pair.front()].value()];
  }
  map.network.attributes[edges_over(map, {pair}).front().value()].set(EdgeFlag::within_place);
}

TEST(Places, AWalkThatComesBackToOnePassesItAgain) {
  AsciiMap map = ascii_map(R"(
A------B-E------G
|      | |      |
|      | |      |
|      | |      |
|      | |      |
D------C F------I)",
                           10);
  const Walk rings = walk_over(map, "ABEGIFEBCD");
  EXPECT_EQ(places_passed_again(map.network, rings), 0U) << "no junction twice but by what is walked out and back";
  name_place(map, "BE");
  EXPECT_EQ(count_places(map.network).places, 1U);
  EXPECT_EQ(count_places(map.network).junctions, 2U);
  EXPECT_EQ(places_passed_again(map.network, rings), 1U);
  EXPECT_EQ(places_passed_again(map.network, walk_over(map, "ABCD")), 0U);
}

TEST(Places, AWalkThroughOnePassesItOnce) {
  AsciiMap map = ascii_map(R"(
A------B-E------G
|      | |      |
|      | |      |
|      | |      |
|      | |      |
D------C-F------I)",
                           10);
  name_place(map, "BE");
  name_place(map, "CF");
  EXPECT_EQ(places_passed_again(map.network, walk_over(map, "ABEGIFCD")), 0U);
}

TEST(ClosedWalk, GoesOverMembersInAnyOrderAndBackAlongAStem) {
  const AsciiMap map = ascii_map(kLollipop);
  const WalkAssembly assembly = assemble_walk(map.network, edges_over(map, {"CD", "SA", "AB", "DA", "BC", "AB"}));
  ASSERT_TRUE(assembly.closed) << assembly.why_not;
  EXPECT_EQ(length_dm(map.network, assembly.closed->walk), 22'000);
  EXPECT_EQ(assembly.closed->gap_m, 0);
  NodeIndex at = begin_of(map.network, assembly.closed->walk.front());
  const NodeIndex start = at;
  for (const RouteStep& step : assembly.closed->walk) {
    EXPECT_EQ(begin_of(map.network, step), at);
    at = end_of(map.network, step);
  }
  EXPECT_EQ(at, start);
}

TEST(ClosedWalk, CrossesAGapAndSaysSo) {
  const AsciiMap map = ascii_map(R"(
A---------B-C---------D
|                     |
|                     |
|                     |
E---------F-G---------H)");
  const WalkAssembly assembly =
      assemble_walk(map.network, edges_over(map, {"AB", "CD", "AE", "DH", "EF", "GH"}));  // two pieces
  ASSERT_TRUE(assembly.closed) << assembly.why_not;
  EXPECT_EQ(assembly.closed->gap_m, 400);
  EXPECT_EQ(assembly.closed->longest_gap_m, 200);
  EXPECT_EQ(assembly.closed->walk.size(), map.network.edge_count());
}

TEST(ClosedWalk, SaysWhyThereIsNone) {
  const AsciiMap map = ascii_map(kLollipop);
  EXPECT_EQ(assemble_walk(map.network, {}).why_not, "none of it is on the network");
  EXPECT_EQ(assemble_walk(map.network, edges_over(map, {"AB", "BC"})).why_not, "it goes out and back");
  const AsciiMap gap = ascii_map(R"(
A-----------------------------------B
|                                   |
D--------------C-----F--------------E)");
  const WalkAssembly assembly = assemble_walk(gap.network, edges_over(gap, {"AB", "AD", "DC", "BE", "EF"}));
  EXPECT_EQ(assembly.why_not, "its ends lie too far apart");
  EXPECT_EQ(assembly.longest_gap_m, 600);
}

TEST(HikingRelations, MarkWaysByTheHighestOfTheRestAndOfTheirParts) {
  HikingRelation local{1, "Round", RouteNetwork::local, false, {10, 11}, {10}, {}};
  HikingRelation regional{2, "Long", RouteNetwork::regional, false, {11, 12}, {11, 12}, {}};
  HikingRelation all{3, "All", RouteNetwork::national, false, {}, {}, {1}};
  const HikingRelations relations({local, regional, all});
  EXPECT_EQ(relations.routes().size(), 3U);
  const auto whole = relations.marked_ways(std::nullopt);
  EXPECT_EQ(whole.at(10), RouteNetwork::national);
  const auto without = relations.marked_ways(1);
  EXPECT_EQ(without.count(10), 0U);
  EXPECT_EQ(without.at(11), RouteNetwork::regional);
  EXPECT_THAT(relations.walk_ways(all), UnorderedElementsAre(10));  // no approach
}

TEST(Comparison, TheirsIsARouteWhereItHasOursForm) {
  const AsciiMap map = ascii_map(kLollipop);
  Query query;
  query.at = Point{};
  query.hike_m = 2200;
  query = validated(query).value();
  const Walk walk = walk_over(map, "SABCDA");
  EXPECT_EQ(why_no_route(map.network, query, map['S'], walk), "");
  EXPECT_EQ(why_no_route(map.network, query, map['B'], walk), "walks an edge of the cycle twice");
  // 300 m out and back, each weighted twice; paths have 82 hundredths.
  const Loss loss = loss_of(map.network, query, walk);
  EXPECT_EQ(loss.off_length_cdm, 0);
  EXPECT_EQ(loss.retraced_cdm, 600 * kCdmPerMetre);
  EXPECT_EQ(loss.lesser_ground_cdm, 1900 * kCdmPerMetre * 18 / 100);
  EXPECT_EQ(nearest_start(map.network, {map['S']}, walk), map['A']);  // the only junction
  const Signposted theirs{1, "", {walk, 0, 0}};
  const Comparison found = compare(map.network, {map['S']}, theirs, 100'000);
  EXPECT_EQ(found.status, TrailheadStatus::none_exists);  // from A the square alone, and it is too short
}

TEST(Comparison, TheSolverFindsTheOnlyRingThereIs) {
  const AsciiMap map = ascii_map(kLollipop);
  const Signposted theirs{1, "", {walk_over(map, "ABCD"), 0, 0}};
  const Comparison found = compare(map.network, {map['A']}, theirs, 100'000);
  ASSERT_EQ(found.ours.size(), 1U);
  EXPECT_EQ(found.why_no_route, "");
  EXPECT_DOUBLE_EQ(found.their_score, found.scores.front());
  EXPECT_DOUBLE_EQ(shared_of(map.network, theirs.closed.walk, found.ours.front()), 1);
}

}  // namespace
}  // namespace loopgenie::bench
