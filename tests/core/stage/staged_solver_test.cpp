#include "core/stage/staged_solver.hpp"

#include <gtest/gtest.h>

#include "tests/core/stage/ring.hpp"
#include "tests/support/brute_force_nights.hpp"

namespace loopgenie {
namespace {

using test::add_poi;

TrailheadAnswer solve(const test::AsciiMap& map, const Query& query) {
  TrailheadAnswer answer = StagedSolver(map.network, query).solve(map['A']);
  EXPECT_EQ(test::what_is_untrue_of_nights(map.network, query, map['A'], answer), "");
  return answer;
}

TEST(StagedSolver, SleepsHalfWayRoundTheRing) {
  test::AsciiMap map = test::ring_map();
  add_poi(map, 'B', PoiKind::alpine_hut, 1);
  add_poi(map, 'C', PoiKind::alpine_hut, 2);
  const TrailheadAnswer answer = solve(map, test::two_days());
  EXPECT_EQ(answer.status, TrailheadStatus::optimal);
  ASSERT_EQ(answer.routes.size(), 1U);
  ASSERT_EQ(answer.routes[0].nights.size(), 1U);
  EXPECT_EQ(map.network.pois[answer.routes[0].nights[0].poi].id, (SourceId{'n', 2}));
  EXPECT_EQ(answer.routes[0].loss.uneven_days_cdm, 0);
}

TEST(StagedSolver, ANightLosesItsWayThereAndBackAndItsDryness) {
  test::AsciiMap map = test::ring_map();
  add_poi(map, 'E', PoiKind::camp_site, 1);
  const Query query = test::two_days(4'400);
  const TrailheadAnswer answer = solve(map, query);
  ASSERT_EQ(answer.routes.size(), 1U);
  EXPECT_EQ(answer.routes[0].length_dm, 46'000);
  EXPECT_EQ(answer.routes[0].loss.night_detours_cdm, 2 * 3'000 * 100 + 3'000 * 18);  // plain paths are 82 of 100
  EXPECT_EQ(answer.routes[0].loss.uneven_days_cdm, 2 * 1'000 * 25);
  EXPECT_EQ(answer.routes[0].loss.dry_nights_cdm, 44'000 * 100 * 5 / 1000);
  add_poi(map, 'B', PoiKind::spring, 2);
  const TrailheadAnswer watered = solve(map, query);
  ASSERT_EQ(watered.routes.size(), 1U);
  EXPECT_EQ(watered.routes[0].loss.dry_nights_cdm, 44'000 * 100 * 5 / 1000) << "1.3 km before the night";
  Query farther = query;
  farther.water_before_night_m = 1'300;
  EXPECT_EQ(solve(map, farther).routes.at(0).loss.dry_nights_cdm, 0);
  farther.max_night_detour_m = 299;
  EXPECT_EQ(solve(map, farther).status, TrailheadStatus::none_exists);
}

TEST(StagedSolver, SaysWhyThereIsNone) {
  test::AsciiMap map = test::ring_map();
  Query query = test::two_days();
  EXPECT_EQ(solve(map, query).why_none, (WhyNoLoop{NoLoopReason::no_night, {}, {}}));
  add_poi(map, 'B', PoiKind::alpine_hut, 1);
  query.longest_day_m = 2'500;
  EXPECT_EQ(solve(map, query).why_none, (WhyNoLoop{NoLoopReason::nights_outside_limits, {}, {}}));
  query.longest_day_m = 3'000;
  EXPECT_EQ(solve(map, query).status, TrailheadStatus::optimal);
}

TEST(StagedSolver, LeavesOutWaysOfUnknownClimbWhereDaysAreLimitedByTime) {
  test::AsciiMap map = test::ring_map();
  add_poi(map, 'C', PoiKind::alpine_hut, 1);
  map.network.climb[0].reset();
  Query query = test::two_days();
  EXPECT_EQ(solve(map, query).status, TrailheadStatus::optimal);
  query.longest_day_s = 7'200;
  EXPECT_EQ(solve(map, query).status, TrailheadStatus::none_exists);
  query.nights = 0;
  EXPECT_FALSE(query.needs_climb()) << "a day is no limit of a walk of one day";
}

TEST(StagedSolver, DaysOfAHikeInHoursAreEvenByTime) {
  test::AsciiMap map = test::ring_map();
  for (std::optional<Climb>& climb : map.network.climb) climb = Climb{};
  add_poi(map, 'B', PoiKind::alpine_hut, 1);
  add_poi(map, 'C', PoiKind::alpine_hut, 2);
  add_poi(map, 'D', PoiKind::alpine_hut, 3);
  // From A to B it climbs 500 m, which takes longer than all the rest: whoever goes that way first sleeps in B.
  const Graph& graph = map.network.graph;
  for (std::uint32_t e = 0; e < map.network.edge_count(); ++e) {
    const EdgeIndex edge(e);
    const auto joins = [&](char a, char b) { return graph.tail(edge) == map[a] && graph.head(edge) == map[b]; };
    if (joins('A', 'B')) map.network.climb[e] = Climb{.ascent_dm = 5'000, .descent_dm = 0};
    if (joins('B', 'C')) map.network.climb[e] = Climb{.ascent_dm = 0, .descent_dm = 5'000};
  }
  Query query = test::two_days();
  query.hike_m.reset();
  query.hike_s = 4 * 60 * 60;
  query.tolerance = 0.5;
  const TrailheadAnswer answer = solve(map, query);
  ASSERT_FALSE(answer.routes.empty());
  EXPECT_EQ(answer.status, TrailheadStatus::optimal);
  query.hike_m = 4'000;
  query.hike_s.reset();
  const TrailheadAnswer in_metres = solve(map, query);
  EXPECT_EQ(map.network.pois[in_metres.routes.at(0).nights.at(0).poi].id, (SourceId{'n', 2}));
  EXPECT_NE(map.network.pois[answer.routes[0].nights.at(0).poi].id, (SourceId{'n', 2}));
}

}  // namespace
}  // namespace loopgenie
