#include "core/loop/search/solve.hpp"

#include <gtest/gtest.h>

#include "core/loop/rank/corridor.hpp"
#include "core/loop/rank/rank.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/brute_force.hpp"

namespace loopgenie {
namespace {

Query query_for(double hike_m) {
  Query query;
  query.hike_m = hike_m;
  query.effort = 100'000;
  return query;
}

TrailheadAnswer solve(const test::AsciiMap& map, const Query& query, char start) {
  TrailheadAnswer answer = TrailheadSolver(map.network, query).solve(map[start]);
  for (const Route& route : answer.routes) {
    EXPECT_EQ(test::what_is_wrong(map.network, query, map[start], route), "");
  }
  return answer;
}

TEST(Solve, WalksTheOnlyRing) {
  const test::AsciiMap map = test::ascii_map(R"(A--B
|  |
C--D)");
  const TrailheadAnswer answer = solve(map, query_for(1000), 'A');
  EXPECT_EQ(answer.status, TrailheadStatus::optimal);
  ASSERT_EQ(answer.routes.size(), 1U);
  EXPECT_EQ(answer.routes[0].length_dm, 10'000);
  EXPECT_EQ(answer.routes[0].shape, RouteShape::loop);
  EXPECT_EQ(answer.routes[0].loss.total_cdm(), 10'000 * 18);  // plain paths are 82 of 100
}

TEST(Solve, WalksAStemOutAndBackAndCallsItALollipopBeyondTheAccess) {
  const test::AsciiMap map = test::ascii_map(R"(S---A-----B
    |     |
    |     |
    C-----D)");
  Query query = query_for(2400);
  query.max_retrace = 0.2;
  const TrailheadAnswer lollipop = solve(map, query, 'S');
  ASSERT_EQ(lollipop.routes.size(), 1U);
  EXPECT_EQ(lollipop.routes[0].shape, RouteShape::lollipop);
  EXPECT_EQ(lollipop.routes[0].retraced_dm, 4000);
  EXPECT_EQ(lollipop.routes[0].length_dm, 26'000);
  query.access_m = 400;
  EXPECT_EQ(solve(map, query, 'S').routes.at(0).shape, RouteShape::loop);
  query.max_retrace = 0.15;
  const TrailheadAnswer none = solve(map, query, 'S');
  EXPECT_EQ(none.status, TrailheadStatus::none_exists);
  EXPECT_EQ(none.why_none, (WhyNoLoop{NoLoopReason::loop_too_far, 400, 396}));
}

TEST(Solve, PrefersThePathToTheRoad) {
  const test::AsciiMap map = test::ascii_map(R"(A----B====C
|    |    "
|    |    "
D----E====F)");
  const TrailheadAnswer answer = solve(map, query_for(1600), 'B');
  ASSERT_FALSE(answer.routes.empty());
  for (const RouteStep& step : answer.routes[0].steps) {
    EXPECT_EQ(map.network.attributes[step.edge.value()].way_class, WayClass::path);
  }
}

TEST(Solve, WeighsTheGroundByThePersonsPreferences) {
  const test::AsciiMap map = test::ascii_map(R"(A====B
"    "
"    "
C====D)");
  Query query = query_for(1600);
  const std::int64_t usual = solve(map, query, 'A').routes.at(0).loss.total_cdm();
  query.appeal.roads = 0;  // a road is as good as a trail
  EXPECT_LT(solve(map, query, 'A').routes.at(0).loss.total_cdm(), usual);
}

TEST(Solve, SaysWhyThereIsNoLoop) {
  const test::AsciiMap map = test::ascii_map(R"(A--B--C   X
      |
      D)");
  EXPECT_EQ(solve(map, query_for(1000), 'A').why_none, (WhyNoLoop{NoLoopReason::only_out_and_back, 300, {}}));
  EXPECT_EQ(solve(map, query_for(1000), 'X').why_none, (WhyNoLoop{NoLoopReason::no_way, {}, {}}));
  const test::AsciiMap small = test::ascii_map(R"(A--B
|  |
C--D)");
  const TrailheadAnswer answer = solve(small, query_for(5000), 'A');
  EXPECT_EQ(answer.status, TrailheadStatus::none_exists);
  EXPECT_EQ(answer.why_none, (WhyNoLoop{NoLoopReason::loops_too_small, 1000, {}}));
}

TEST(Solve, ProvesNothingWhereTheMapIsNotWhole) {
  test::AsciiMap map = test::ascii_map(R"(A--B
|  |
C--D)");
  ++map.network.node_full_degree[map['D'].value()];
  const TrailheadAnswer answer = solve(map, query_for(1000), 'A');
  EXPECT_EQ(answer.status, TrailheadStatus::none_found);
  EXPECT_EQ(answer.why_none, (WhyNoLoop{NoLoopReason::map_incomplete, {}, {}}));
  EXPECT_EQ(answer.least_loss_cdm, 0);
}

TEST(Solve, HonoursTheAscentLimitInTheBetterDirection) {
  test::AsciiMap map = test::ascii_map(R"(A--B
|  |
C--D)");
  for (auto& climb : map.network.climb) {
    climb = Climb{100, 0};
  }
  Query query = query_for(1000);
  query.max_ascent_m = 20;
  EXPECT_EQ(solve(map, query, 'A').status, TrailheadStatus::optimal);
  query.max_ascent_m = 19;
  EXPECT_EQ(solve(map, query, 'A').status, TrailheadStatus::none_exists);
}

// The cycle climbs 40 m, its stem 10 m on the way out and 5 m on the way back.
TEST(Solve, KeepsNearTheWantedClimbInTheBetterDirection) {
  test::AsciiMap map = test::ascii_map(R"(S--A--B
   |  |
   C--D)");
  for (auto& climb : map.network.climb) {
    climb = Climb{100, 100};
  }
  const EdgeIndex stem = map.network.graph.arcs(map['S']).front().edge;
  map.network.climb[stem.value()] = Climb{100, 50};
  Query query = query_for(1600);
  query.max_retrace = 0.5;
  const auto status_about = [&](double ascent_m) {
    query.about_ascent_m = ascent_m;
    return solve(map, query, 'S').status;
  };
  EXPECT_EQ(status_about(55), TrailheadStatus::optimal);
  EXPECT_EQ(status_about(64.7), TrailheadStatus::optimal);  // × 0.85 = 54.995
  EXPECT_EQ(status_about(64.8), TrailheadStatus::none_exists);
  EXPECT_EQ(status_about(47.9), TrailheadStatus::optimal);  // × 1.15 = 55.085
  EXPECT_EQ(status_about(47.8), TrailheadStatus::none_exists);
  query.max_ascent_m = 54.9;
  EXPECT_EQ(status_about(55), TrailheadStatus::none_exists);
  query.max_ascent_m = 40;  // below all that is wanted
  EXPECT_EQ(status_about(55), TrailheadStatus::none_exists);
  query.max_ascent_m = 55;
  EXPECT_EQ(status_about(55), TrailheadStatus::optimal);
  map.network.climb[stem.value()]->unknown_dm = 10;  // then nobody knows its climb
  EXPECT_EQ(status_about(55), TrailheadStatus::none_exists);
}

TEST(Rank, DropsTheSameLoopFromAnotherTrailhead) {
  const test::AsciiMap map = test::ascii_map(R"(A--B
|  |
C--D)");
  const Query query = query_for(1000);
  const std::vector<TrailheadAnswer> answers = {solve(map, query, 'A'), solve(map, query, 'D')};
  const std::vector<Ranked> list = rank(answers, map.network, query);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].trailhead_index, 0U);
  EXPECT_TRUE(list[0].best_of_trailhead);
  EXPECT_EQ(test::overlap(answers[0].routes[0], answers[1].routes[0], map.network), 1.0);
}

/// A route over the edges given, which for these tests need not close.
Route over(const test::AsciiMap& map, std::initializer_list<std::uint32_t> edges, std::int64_t loss_cdm) {
  Route route;
  for (const std::uint32_t edge : edges) {
    route.steps.push_back({EdgeIndex(edge), true});
    route.length_dm += map.network.length_dm[edge];
  }
  route.loss.lesser_ground_cdm = loss_cdm;
  return route;
}

std::vector<Ranked> rank_of(const test::AsciiMap& map, const Query& query, std::vector<Route> routes) {
  std::vector<TrailheadAnswer> answers;
  for (Route& route : routes) {
    answers.emplace_back().routes.push_back(std::move(route));
  }
  return rank(answers, map.network, query);
}

TEST(Rank, TakesLoopsOnEitherSideOfAStreamForOne) {
  const test::AsciiMap map = test::ascii_map(R"(A----------B
C----------D


E----------F)",
                                             40);
  const Corridor here(map.network, over(map, {0}, 1));
  EXPECT_EQ(here.shared_with(Corridor(map.network, over(map, {1}, 2))), 1.0) << "40 m apart";
  EXPECT_EQ(here.shared_with(Corridor(map.network, over(map, {2}, 3))), 0.0) << "160 m apart";
  Query query = query_for(1000);
  std::vector<Ranked> list = rank_of(map, query, {over(map, {0}, 1), over(map, {1}, 2), over(map, {2}, 3)});
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].trailhead_index, 0U);
  EXPECT_EQ(list[1].trailhead_index, 2U);
  query.max_overlap = 1;
  EXPECT_EQ(rank_of(map, query, {over(map, {0}, 1), over(map, {1}, 2), over(map, {2}, 3)}).size(), 3U);
}

TEST(Rank, LeavesALoopOfRoadsOutWhereThereIsAHike) {
  const test::AsciiMap map = test::ascii_map(R"(A==========B




C----------D====E)");
  const Query query = query_for(1000);
  const std::vector<Ranked> list = rank_of(map, query, {over(map, {0}, 1), over(map, {1, 2}, 2)});
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].trailhead_index, 1U);
  EXPECT_EQ(rank_of(map, query, {over(map, {0}, 1)}).size(), 1U) << "better than nothing";
}

}  // namespace
}  // namespace loopgenie
