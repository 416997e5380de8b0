#include "core/loop/rank/half_way.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "core/base/random.hpp"
#include "core/loop/rank/rank.hpp"
#include "tests/support/ascii_map.hpp"

namespace loopgenie {
namespace {

std::vector<Direction> directions_of(Point from, Point to) {
  std::vector<Direction> found;
  for (std::size_t i = 0; i < kEnumNames<Direction>.size(); ++i) {
    if (lies_towards(static_cast<Direction>(i), from, to)) {
      found.push_back(static_cast<Direction>(i));
    }
  }
  return found;
}

TEST(LiesTowards, HoldsWithin45DegreesOnEitherSide) {
  const Point from = point_from_degrees(0, 0);
  using enum Direction;
  EXPECT_EQ(directions_of(from, point_from_degrees(1, 0)), (std::vector{north, northeast, northwest}));
  EXPECT_EQ(directions_of(from, point_from_degrees(2, 1)), (std::vector{north, northeast}));
  EXPECT_EQ(directions_of(from, point_from_degrees(1, 1)), (std::vector{north, northeast, east}));
  EXPECT_EQ(directions_of(from, point_from_degrees(-1, -2)), (std::vector{southwest, west}));
  EXPECT_EQ(directions_of(from, from), std::vector<Direction>());
}

TEST(LiesTowards, IsWhatTheBearingSays) {
  constexpr double kQuarter = std::numbers::pi / 4;
  Random random(1);
  for (int i = 0; i < 20'000; ++i) {
    const Point from{static_cast<std::int32_t>(random.below(1'600'000'000)) - 800'000'000, 1'799'000'000};
    const double bearing = random.below(1'000'000) * 2 * std::numbers::pi / 1'000'000;
    const double lat_delta = 300'000 * std::cos(bearing);
    const double lon_delta = 300'000 * std::sin(bearing) / std::cos(from.lat() * std::numbers::pi / 180);
    std::int64_t lon_e7 = from.lon_e7 + std::llround(lon_delta);
    if (lon_e7 > 1'800'000'000) {
      lon_e7 -= 3'600'000'000;
    }
    const Point to{from.lat_e7 + static_cast<std::int32_t>(std::llround(lat_delta)), static_cast<std::int32_t>(lon_e7)};
    for (std::size_t d = 0; d < kEnumNames<Direction>.size(); ++d) {
      const double off = std::abs(std::remainder(bearing - static_cast<double>(d) * kQuarter, 8 * kQuarter));
      if (std::abs(off - kQuarter) > 1e-4) {
        ASSERT_EQ(lies_towards(static_cast<Direction>(d), from, to), off < kQuarter) << bearing << " " << d;
      }
    }
  }
}

/// From the start over the edges given.
Route along(const test::AsciiMap& map, std::initializer_list<RouteStep> steps) {
  Route route;
  for (const RouteStep& step : steps) {
    route.steps.push_back(step);
    route.length_dm += map.network.length_dm[step.edge.value()];
  }
  return route;
}

Point point_of(const test::AsciiMap& map, char node) {
  const Arc& arc = map.network.graph.arcs(map[node]).front();
  const auto line = map.network.edge_vertices(arc.edge);
  return (arc.forward ? line.front() : line.back()).point;
}

void expect_near(Point a, Point b) {
  EXPECT_NEAR(a.lat_e7, b.lat_e7, 2);
  EXPECT_NEAR(a.lon_e7, b.lon_e7, 2);
}

// A square with A in the north-west: edges AB, AC, BD, CD.
TEST(HalfWayPoint, IsAtHalfOfTheLengthOfTheWholeWalk) {
  const test::AsciiMap map = test::ascii_map(R"(A---B
|   |
|   |
|   |
C---D)");
  const RouteStep ab{EdgeIndex(0), true};
  const RouteStep ac{EdgeIndex(1), true};
  const RouteStep bd{EdgeIndex(2), true};
  const RouteStep cd{EdgeIndex(3), true};
  const auto back = [](RouteStep step) { return RouteStep{step.edge, !step.forward}; };
  expect_near(half_way_point(map.network, along(map, {ab, bd, back(cd), back(ac)})), point_of(map, 'D'));
  expect_near(half_way_point(map.network, along(map, {ac, cd, back(bd), back(ab)})), point_of(map, 'D'));
  const Point middle = half_way_point(map.network, along(map, {ab, bd, back(cd)}));  // half of BD
  EXPECT_NEAR(middle.lat_e7, (point_of(map, 'B').lat_e7 + point_of(map, 'D').lat_e7) / 2, 2);
  EXPECT_EQ(middle.lon_e7, point_of(map, 'B').lon_e7);
  expect_near(half_way_point(map.network, along(map, {cd, back(bd), back(ab)})), middle);
}

TEST(Rank, OfADirectionListsOnlyTheLoopsThatLeadThere) {
  const test::AsciiMap map = test::ascii_map(R"(
       B----------A==========C)");
  const EdgeIndex to_west = map.network.graph.arcs(map['B']).front().edge;
  const EdgeIndex to_east = map.network.graph.arcs(map['C']).front().edge;
  const auto there_and_back = [&](EdgeIndex edge, std::int64_t loss_cdm) {
    const bool is_forward = map.network.graph.tail(edge) == map['A'];
    Route route = along(map, {{edge, is_forward}, {edge, !is_forward}});
    route.loss.lesser_ground_cdm = loss_cdm;
    TrailheadAnswer answer;
    answer.routes.push_back(route);
    return answer;
  };
  const std::vector<TrailheadAnswer> answers = {there_and_back(to_west, 1), there_and_back(to_east, 2)};
  Query query;
  query.hike_m = 2000;
  const auto listed = [&](std::optional<Direction> direction) {
    query.direction = direction;
    std::vector<std::size_t> list;
    for (const Ranked& ranked : rank(answers, map.network, query)) {
      list.push_back(ranked.trailhead_index);
    }
    return list;
  };
  EXPECT_EQ(listed(std::nullopt), std::vector<std::size_t>{0}) << "the other one is all road";
  EXPECT_EQ(listed(Direction::west), std::vector<std::size_t>{0});
  EXPECT_EQ(listed(Direction::northeast), std::vector<std::size_t>{1}) << "there, there is no hike";
  EXPECT_EQ(listed(Direction::north), std::vector<std::size_t>());
  query.count = 1;
  EXPECT_EQ(listed(Direction::east), std::vector<std::size_t>{1}) << "counted after the choice";
}

}  // namespace
}  // namespace loopgenie
