#include "core/export/document/ways_out.hpp"

#include <gtest/gtest.h>

#include "tests/support/make_network.hpp"

namespace loopgenie {
namespace {

// A square walked 0 1 2 3 0 with a night at 2. From 1 a path leads to a road, from 2 one that is longer leads to
// another, and from 3 one leads to a village.
//
//   5 ══ 4 ── 1 ── 2 ── 6 ══ 7
//             │    │
//             0 ── 3 ── 8 (village)
Network square() {
  test::EdgeSpec road{4, 5, 1'000};
  road.attributes.way_class = WayClass::residential;
  test::EdgeSpec far_road{6, 7, 1'000};
  far_road.attributes.way_class = WayClass::tertiary;
  Network network = test::make_network(9, {{0, 1, 10'000},
                                           {1, 2, 10'000},
                                           {2, 3, 10'000},
                                           {3, 0, 10'000},
                                           {4, 1, 3'000},
                                           road,
                                           {2, 6, 5'000},
                                           far_road,
                                           {3, 8, 4'000}});
  network.node_vertex[8].point = point_from_degrees(45, 3);
  return network;
}

PlanLoop walked_in_two_days() {
  PlanLoop loop;
  loop.edges = {{EdgeId(1), true}, {EdgeId(2), true}, {EdgeId(3), true}, {EdgeId(4), true}};
  loop.length_m = 4'000;
  loop.stages.resize(2);
  loop.stages[0].to_m = 2'000;
  loop.stages[0].night = PlanNight();
  loop.stages[1].from_m = 2'000;
  loop.stages[1].to_m = 4'000;
  return loop;
}

TEST(WaysOut, AreTheShortestOfEachDay) {
  const Network network = square();
  Place village;
  village.kind = PlaceKind::village;
  village.name = "Llorts";
  village.point = point_from_degrees(45.0005, 3);
  PlanLoop loop = walked_in_two_days();
  add_ways_out(network, {&village, 1}, {}, loop);

  const auto& first = loop.stages[0].ways_out;
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].to, WayOutKind::road);
  EXPECT_EQ(first[0].from_m, 1'000);
  EXPECT_EQ(first[0].length_m, 300);
  EXPECT_NEAR(static_cast<double>(first[0].time_s), 0.3 * 14.271 * 60, 1);
  EXPECT_EQ(first[1].to, WayOutKind::village);
  EXPECT_EQ(first[1].name, "Llorts");
  EXPECT_EQ(first[1].length_m, 1'400);  // from where the day ends, or from where it began

  const auto& last = loop.stages[1].ways_out;
  ASSERT_EQ(last.size(), 2U);
  EXPECT_EQ(last[0].length_m, 500);
  EXPECT_EQ(last[0].from_m, 2'000);
  EXPECT_EQ(last[1].length_m, 400);
  EXPECT_EQ(last[1].from_m, 3'000);
}

TEST(WaysOut, AreNoneWithoutNightsAndNoneWhereNothingIsKnown) {
  PlanLoop of_one_day = walked_in_two_days();
  of_one_day.stages.clear();
  add_ways_out(square(), {}, {}, of_one_day);
  EXPECT_TRUE(of_one_day.stages.empty());

  Network trails = square();
  for (EdgeAttributes& attributes : trails.attributes) {
    attributes.way_class = WayClass::path;
  }
  PlanLoop loop = walked_in_two_days();
  add_ways_out(trails, {}, {}, loop);
  EXPECT_TRUE(loop.stages[0].ways_out.empty());
  EXPECT_TRUE(loop.stages[1].ways_out.empty());
}

}  // namespace
}  // namespace loopgenie
