#include "core/plan/walk_start.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "core/geo/distance.hpp"
#include "core/loop/space/query.hpp"
#include "tests/support/make_network.hpp"

namespace loopgenie {
namespace {

constexpr Point kPlace{425'000'000, 15'000'000};

Point north_of_place(double metres) {
  return {kPlace.lat_e7 + static_cast<std::int32_t>(metres / 111'080 * kE7PerDegree), kPlace.lon_e7};
}

/// Pairs of nodes, each joined by one edge of its own: pair i is nodes 2 i and 2 i + 1, both so many metres north of
/// the place.
Network pairs(const std::vector<double>& north_m, const std::vector<std::uint32_t>& lengths_dm) {
  std::vector<test::EdgeSpec> edges;
  for (std::uint32_t i = 0; i < lengths_dm.size(); ++i) {
    edges.push_back({.tail = 2 * i, .head = 2 * i + 1, .length_dm = lengths_dm[i]});
  }
  Network network = test::make_network(static_cast<std::uint32_t>(2 * lengths_dm.size()), edges);
  for (std::size_t i = 0; i < north_m.size(); ++i) {
    network.node_vertex[2 * i].point = network.node_vertex[2 * i + 1].point = north_of_place(north_m[i]);
  }
  return network;
}

std::uint32_t node_near_place(const Network& network, const WayLimits& limits = {}) {
  return nearest_junction(network, limits, kPlace).value().node.value();
}

TEST(WalkStart, IsTheNearestJunctionOfEqualsTheOneWithTheLowestId) {
  const Network network = pairs({300, 100, 100}, {30'000, 30'000, 30'000});
  EXPECT_EQ(node_near_place(network), 2U);
  EXPECT_NEAR(nearest_junction(network, {}, kPlace)->away_m(), 100, 0.2);
  EXPECT_NEAR(nearest_junction(network, {}, kPlace)->away_m(), distance_m(kPlace, network.node_vertex[2].point), 0.06);
}

TEST(WalkStart, LeavesOutPiecesTooShortToWalkOn) {
  EXPECT_EQ(node_near_place(pairs({100, 200}, {19'999, 20'000})), 2U);
  EXPECT_EQ(node_near_place(pairs({100, 200}, {20'000, 90'000})), 0U) << "long enough, if not the longest";
  EXPECT_EQ(node_near_place(pairs({100, 200}, {5'000, 4'000})), 0U) << "nothing loaded is longer";
}

TEST(WalkStart, APieceThatLeadsOnToWhatIsNotLoadedIsLongEnough) {
  Network network = pairs({100, 200}, {5'000, 30'000});
  network.node_full_degree[1] = Network::kUnknownDegree;
  EXPECT_EQ(node_near_place(network), 0U);
  network.node_full_degree[0] = Network::kUnknownDegree;
  EXPECT_EQ(node_near_place(network), 2U) << "no hike begins where not all ways are known";
}

TEST(WalkStart, AddsUpTheWaysThatAreConnected) {
  // 0 – 1 – 2 – 0 and, nearer to the place, 3 – 4.
  Network network = test::make_network(5, {{.tail = 0, .head = 1, .length_dm = 7'000},
                                           {.tail = 1, .head = 2, .length_dm = 7'000},
                                           {.tail = 2, .head = 0, .length_dm = 7'000},
                                           {.tail = 3, .head = 4, .length_dm = 19'000}});
  for (std::uint32_t n = 0; n < 5; ++n) {
    network.node_vertex[n].point = north_of_place(500 - 100 * n);
  }
  EXPECT_EQ(node_near_place(network), 2U);
}

TEST(WalkStart, CountsOnlyWaysThatTheQueryWalks) {
  Network network = pairs({100, 200}, {30'000, 30'000});
  network.attributes[0].sac_scale = SacScale::t4;
  EXPECT_EQ(node_near_place(network), 0U);
  EXPECT_EQ(node_near_place(network, {.max_sac_scale = SacScale::t3}), 2U);
  network.attributes[1].sac_scale = SacScale::t4;
  EXPECT_FALSE(nearest_junction(network, {.max_sac_scale = SacScale::t3}, kPlace).has_value());
  EXPECT_FALSE(nearest_junction(test::make_network(0, {}), {}, kPlace).has_value());
}

TEST(WalkStart, IsOnWaysOfKnownClimbWhereTheClimbIsLimited) {
  Network network = pairs({100, 200}, {30'000, 30'000});
  network.climb[0].reset();
  Query query;
  EXPECT_EQ(node_near_place(network, query.way_limits()), 0U);
  query.max_ascent_m = 500;
  EXPECT_EQ(node_near_place(network, query.way_limits()), 2U);
  query.max_ascent_m.reset();
  query.about_ascent_m = 500;
  EXPECT_EQ(node_near_place(network, query.way_limits()), 2U);
}

TEST(WalkStart, HasTheNameOfWhatLiesAtTheJunction) {
  Network network = pairs({100}, {30'000});
  const auto add = [&](std::int64_t id, const char* name, std::int64_t node, std::uint32_t detour_m) {
    Poi poi;
    poi.id = {'n', id};
    poi.name = name;
    poi.node = NodeId(node);
    poi.detour_m = detour_m;
    network.pois.push_back(poi);
  };
  add(1, "Font", 1, 51);
  EXPECT_EQ(trailhead_at(network, NodeIndex(0)).name, "") << "too far";
  add(2, "", 1, 1);
  add(3, "Coll", 2, 1);
  add(4, "Refugi", 1, 20);
  add(5, "Cim", 1, 30);
  const Trailhead start = trailhead_at(network, NodeIndex(0));
  EXPECT_EQ(start.name, "Refugi");
  EXPECT_EQ(to_string(start.id), "n1");
  EXPECT_EQ(start.kind, TrailheadKind::junction);
  EXPECT_EQ(start.node, NodeId(1));
  EXPECT_EQ(start.point, network.node_vertex[0].point);
  EXPECT_EQ(start.node_point, start.point);
}

}  // namespace
}  // namespace loopgenie
