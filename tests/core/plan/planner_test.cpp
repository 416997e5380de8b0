#include "core/plan/planner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/geo/distance.hpp"
#include "tests/support/grid_query.hpp"
#include "tests/support/grid_region.hpp"
#include "tests/support/parse_json.hpp"
#include "tests/support/whole_plan.hpp"

namespace loopgenie {
namespace {

using ::testing::HasSubstr;

using test::grid_query;

Result<void> add(Planner& planner, Layer layer, TileId id, const std::string& bytes) {
  return planner.add_tile(layer, id, std::as_bytes(std::span(bytes)));
}

TEST(Planner, AnswersWithClosedLoopsInsideTheLimits) {
  Planner planner;
  test::make_grid_region({}).fill(planner, grid_query());
  const Result<Plan> plan = test::whole_plan(planner, grid_query());
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->status, PlanStatus::complete);
  EXPECT_EQ(plan->trailheads.size(), plan->trailheads_in_range);
  ASSERT_FALSE(plan->loops.empty());
  for (const PlanLoop& loop : plan->loops) {
    EXPECT_EQ(loop.geometry.front(), loop.geometry.back());
    EXPECT_GE(loop.length_m, 5'400);
    EXPECT_LE(loop.length_m, 6'600);
    EXPECT_LE(loop.score_e4, *plan->range_bound_e4);
  }
}

TEST(Planner, TilesBeyondTheQueryChangeNothing) {
  const test::GridRegion region = test::make_grid_region({.rows = 40, .columns = 40});
  Planner needed;
  region.fill(needed, grid_query());
  Planner all;
  region.fill_all(all);
  EXPECT_EQ(write_plan(test::whole_plan(needed, grid_query()).value()),
            write_plan(test::whole_plan(all, grid_query()).value()));
}

TEST(Planner, TheLineOfADriveLeadsFromThePlaceToTheTrailhead) {
  Planner planner;
  test::make_grid_region({}).fill(planner, grid_query());
  const Plan plan = test::whole_plan(planner, grid_query()).value();
  const Trailhead& trailhead = plan.trailheads.back().trailhead;
  const JsonValue line = test::parse_json(planner.drive_line(grid_query(), trailhead.id).value());
  ASSERT_GT(line.items.size(), 3U);
  const auto place = [&](const JsonValue& position) {
    return point_from_degrees(position.items[1].number, position.items[0].number);
  };
  double length_m = 0;
  for (std::size_t i = 1; i < line.items.size(); ++i) {
    length_m += great_circle_m(place(line.items[i - 1]), place(line.items[i]));
  }
  EXPECT_EQ(place(line.items.front()), *grid_query().at);
  EXPECT_EQ(place(line.items.back()), trailhead.point);
  // The legs at both ends count as longer than they are.
  EXPECT_LE(length_m, 1.01 * static_cast<double>(*plan.trailheads.back().drive_m));
  EXPECT_GE(length_m, 0.8 * static_cast<double>(*plan.trailheads.back().drive_m));

  Query nearer = grid_query();
  nearer.drive_m = 1'000;
  for (const Result<std::string>& none :
       {planner.drive_line(nearer, trailhead.id), planner.drive_line(grid_query(), SourceId())}) {
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().problem.value().code, ProblemCode::drive_unknown);
  }
}

TEST(Planner, AsksForWholeBlocksOfRoadsThenOfTrails) {
  const test::GridRegion region = test::make_grid_region({.rows = 40, .columns = 40});
  Planner planner;
  std::map<Layer, std::set<TileId>> asked;
  Layer last = Layer::index;
  for (;;) {
    const std::vector<TileRequest> requests = planner.missing_tiles(grid_query()).value();
    if (requests.empty()) {
      break;
    }
    for (const TileRequest& request : requests) {
      ASSERT_TRUE(add(planner, request.layer, request.id, region.bytes(request.layer, request.id)));
      asked[request.layer].insert(request.id);
      last = request.layer;
    }
  }
  EXPECT_EQ(last, Layer::trails);
  for (const Layer layer : {Layer::roads, Layer::trails}) {
    std::set<TileId> blocks;
    for (const TileId id : asked[layer]) {
      blocks.insert(id.ancestor(kBlockZoom));
    }
    ASSERT_FALSE(blocks.empty());
    for (const auto& [key, bytes] : region.tiles) {
      if (key.first == layer) {
        EXPECT_EQ(asked[layer].contains(key.second), blocks.contains(key.second.ancestor(kBlockZoom)));
      }
    }
  }
}

TEST(Planner, OfManyTrailheadsThoseThatTheBytesAllowAreConsidered) {
  const test::GridRegion region = test::make_grid_region({.rows = 40, .columns = 40});
  Query query = grid_query();
  query.drive_m = 60'000;
  query.effort = 100;
  Planner all;
  region.fill(all, query);
  const Plan whole = test::whole_plan(all, query).value();
  EXPECT_EQ(whole.trailheads.size(), whole.trailheads_in_range);
  query.max_bytes = 30'000;
  Planner few;
  region.fill(few, query);
  const Plan capped = test::whole_plan(few, query).value();
  EXPECT_EQ(capped.trailheads_in_range, whole.trailheads_in_range);
  EXPECT_LT(capped.trailheads.size(), whole.trailheads.size());
  EXPECT_FALSE(capped.trailheads.empty());
  EXPECT_EQ(write_plan(test::whole_plan(all, query).value()), write_plan(capped))
      << "what is loaded makes no difference";
  query.max_bytes = 0;
  EXPECT_EQ(test::whole_plan(all, query).value().trailheads.size(), 1U) << "one always is";
}

TEST(Planner, ALongDriveMayCountInTheOrderOfTheListAndChangesNoScore) {
  const test::GridRegion region = test::make_grid_region({});
  Query query = grid_query();
  query.at = region.trailheads.front().point;
  Planner planner;
  region.fill(planner, query);
  const Plan plain = test::whole_plan(planner, query).value();
  query.drive_cost = 100;
  const Plan near = test::whole_plan(planner, query).value();
  const auto minutes = [](const Plan& plan, const PlanLoop& loop) {
    return static_cast<double>(*plan.trailheads[loop.trailhead].drive_s) / 60;
  };
  EXPECT_LT(minutes(near, near.loops.front()), minutes(plain, plain.loops.front()));
  for (std::size_t i = 1; i < near.loops.size(); ++i) {
    const auto cost = [&](const PlanLoop& loop) {
      return static_cast<double>(loop.score_e4) - minutes(near, loop) / 60 * 10'000;
    };
    EXPECT_GE(cost(near.loops[i - 1]) + 4, cost(near.loops[i]));
  }
  EXPECT_EQ(near.range_bound_e4, plain.range_bound_e4);
}

// Loads what the query asks for; the bytes of road tiles among it.
std::uint64_t fill_counting_roads(Planner& planner, const test::GridRegion& region, const Query& query) {
  std::uint64_t road_bytes = 0;
  for (;;) {
    const std::vector<TileRequest> requests = planner.missing_tiles(query).value();
    if (requests.empty()) {
      return road_bytes;
    }
    for (const TileRequest& request : requests) {
      const std::string bytes = region.bytes(request.layer, request.id);
      EXPECT_TRUE(add(planner, request.layer, request.id, bytes));
      road_bytes += request.layer == Layer::roads ? bytes.size() : 0;
    }
  }
}

TEST(Planner, ADriveEndsWhereTheRoadsHaveNoMoreRoom) {
  const test::GridRegion region = test::make_grid_region({.rows = 3, .columns = 150});
  Query query = grid_query();
  query.at = point_from_degrees(42.50, 1.41);
  query.drive_m = 60'000;
  query.effort = 100;
  Planner whole;
  const std::uint64_t all_bytes = fill_counting_roads(whole, region, query);
  EXPECT_EQ(test::whole_plan(whole, query)->drive_cut_s, std::nullopt);
  query.max_bytes = all_bytes;
  Planner half;
  EXPECT_LT(fill_counting_roads(half, region, query), all_bytes);
  const Plan cut = test::whole_plan(half, query).value();
  ASSERT_TRUE(cut.drive_cut_s.has_value());
  ASSERT_FALSE(cut.trailheads.empty());
  for (const PlanTrailhead& entry : cut.trailheads) {
    EXPECT_LE(*entry.drive_s, *cut.drive_cut_s + 60) << "a trailhead's own leg comes after the cut";
  }
  EXPECT_EQ(write_plan(test::whole_plan(whole, query).value()), write_plan(cut))
      << "what is loaded makes no difference";
  EXPECT_THAT(whole.drive(query)->json, HasSubstr("\"cut_s\":" + std::to_string(*cut.drive_cut_s)));
}

TEST(Planner, SaysWhereTheRoadsHadNoMoreRoomWhenThatLeavesNoTrailhead) {
  const test::GridRegion region = test::make_grid_region({.rows = 3, .columns = 150, .trailhead_every = 149});
  Query query = grid_query();
  query.at = point_from_degrees(42.50, 1.95);  // 45 km from the trailheads, which lie at the strip's ends
  query.drive_m = 60'000;
  query.max_bytes = 8'000;
  Planner planner;
  fill_counting_roads(planner, region, query);
  const Result<Plan> plan = test::whole_plan(planner, query);
  ASSERT_FALSE(plan.has_value());
  const Problem problem = plan.error().problem.value();
  EXPECT_EQ(problem.code, ProblemCode::no_trailhead);
  EXPECT_EQ(static_cast<int>(problem.cut_s.value()) / 60, 15);
  EXPECT_NEAR(problem.away_m.value(), 43'100, 200);
}

// Of a strip of 90 km a drive of 8 km needs the roads near its start only, one of 60 km those it comes to.
TEST(Planner, LoadsRoadsAsTheDriveReachesThem) {
  const test::GridRegion region = test::make_grid_region({.rows = 3, .columns = 150});
  const auto roads_asked = [&](double drive_m) {
    Query query = grid_query();
    query.at = point_from_degrees(42.50, 1.41);
    query.drive_m = drive_m;
    Planner planner;
    std::size_t count = 0;
    for (;;) {
      const std::vector<TileRequest> requests = planner.missing_tiles(query).value();
      if (requests.empty()) {
        return count;
      }
      for (const TileRequest& request : requests) {
        EXPECT_TRUE(add(planner, request.layer, request.id, region.bytes(request.layer, request.id)));
        count += request.layer == Layer::roads ? 1 : 0;
      }
    }
  };
  EXPECT_GT(roads_asked(60'000), roads_asked(30'000));
  EXPECT_GT(roads_asked(30'000), roads_asked(8'000));
}

TEST(Planner, ADriveIsSearchedAnewForAnotherQuestionAndForMoreTiles) {
  const test::GridRegion region = test::make_grid_region({});
  Query near = grid_query();
  near.drive_m = 2'000;
  Planner planner;
  EXPECT_EQ(planner.drive(near)->json, "");
  region.fill(planner, near);
  const std::string once = planner.drive(near)->json;
  EXPECT_THAT(once, HasSubstr("\"trailheads\":[{"));
  region.fill(planner, grid_query());
  EXPECT_GT(planner.drive(grid_query())->json.size(), once.size());
  EXPECT_EQ(planner.drive(near)->json, once);
  near.hike_m = 9'000;
  EXPECT_EQ(planner.drive(near)->json, once) << "the hike has no part in it";
}

TEST(Planner, ADriveIsMeasuredOnTheRoads) {
  const test::GridRegion region = test::make_grid_region({});
  Query query = grid_query();
  query.at = region.trailheads.front().point;
  Planner planner;
  region.fill(planner, query);
  const Plan plan = test::whole_plan(planner, query).value();
  EXPECT_EQ(plan.start_to_road_m, 0);
  for (const PlanTrailhead& entry : plan.trailheads) {
    const double east_m = distance_m(query.at.value(), {query.at->lat_e7, entry.trailhead.point.lon_e7});
    const double north_m = distance_m(query.at.value(), {entry.trailhead.point.lat_e7, query.at->lon_e7});
    EXPECT_NEAR(static_cast<double>(*entry.drive_m), east_m + north_m, 30);
    EXPECT_NEAR(static_cast<double>(*entry.drive_s), static_cast<double>(*entry.drive_m) * 3.6 / 50, 3);
    EXPECT_LE(*entry.drive_m, 8'000);
  }
  query.drive_m.reset();
  query.drive_s = 300;
  region.fill(planner, query);
  const Plan by_time = test::whole_plan(planner, query).value();
  EXPECT_LT(by_time.trailheads.size(), plan.trailheads.size());
  for (const PlanTrailhead& entry : by_time.trailheads) {
    EXPECT_LE(*entry.drive_s, 300);
  }
}

TEST(Planner, AStartWithoutARoadOrWithoutATrailheadInRangeNamesTheNearest) {
  const test::GridRegion region = test::make_grid_region({});
  Query query = grid_query();
  query.drive_m = 0;
  Planner planner;
  region.fill(planner, query);
  const auto problem = [&] { return test::whole_plan(planner, query).error().problem.value(); };
  EXPECT_EQ(problem().code, ProblemCode::no_trailhead);
  EXPECT_THAT(problem().subject, testing::StartsWith("n50"));
  EXPECT_EQ(problem().cut_s, std::nullopt);
  query.drive_m.reset();
  query.drive_s = 0;
  EXPECT_EQ(problem().code, ProblemCode::no_trailhead);
  query.at = point_from_degrees(42.42, 1.45);  // 9 km south of the southernmost road
  region.fill(planner, query);
  EXPECT_EQ(problem().code, ProblemCode::no_road);
  EXPECT_EQ(problem().max, 5'000);
  EXPECT_GT(problem().away_m, 9'000);
}

/// A place 120 m or so from the grid's node 40 (row 3, column 3).
Query start_query() {
  Query query = grid_query();
  query.at.reset();
  query.drive_m.reset();
  query.start = point_from_degrees(42.5171, 1.4220);
  return query;
}

TEST(Planner, AHikeBeginsAtTheJunctionNearestToAnyPlace) {
  const test::GridRegion region = test::make_grid_region({});
  Planner planner;
  std::set<Layer> asked;
  for (;;) {
    const std::vector<TileRequest> requests = planner.missing_tiles(start_query()).value();
    if (requests.empty()) {
      break;
    }
    EXPECT_FALSE(planner.start(start_query())) << "the network around the place has to be known";
    for (const TileRequest& request : requests) {
      ASSERT_TRUE(add(planner, request.layer, request.id, region.bytes(request.layer, request.id)));
      asked.insert(request.layer);
    }
  }
  EXPECT_EQ(asked, (std::set{Layer::index, Layer::trails})) << "nobody drives";
  const Plan plan = test::whole_plan(planner, start_query()).value();
  ASSERT_EQ(plan.trailheads.size(), 1U);
  EXPECT_EQ(plan.trailheads_in_range, 1U);
  EXPECT_EQ(plan.start_to_road_m, std::nullopt);
  const PlanTrailhead& begin = plan.trailheads.front();
  EXPECT_EQ(begin.trailhead.kind, TrailheadKind::junction);
  EXPECT_EQ(to_string(begin.trailhead.id), "n40");
  EXPECT_EQ(begin.drive_m, std::nullopt);
  EXPECT_EQ(*begin.start_gap_m, std::llround(distance_m(*start_query().start, begin.trailhead.point)));
  EXPECT_GT(*begin.start_gap_m, 50);
  EXPECT_LT(*begin.start_gap_m, 300);
  ASSERT_FALSE(plan.loops.empty());
  for (const PlanLoop& loop : plan.loops) {
    EXPECT_EQ(loop.geometry.front().point, begin.trailhead.point);
  }
  const PlanLoop& best = plan.loops.front();
  const PlanRun run = planner.start(start_query()).value();
  EXPECT_EQ(run.take_up({begin.trailhead.id, best.edges, {}})->loops.front().length_m, best.length_m);
  Planner all;
  region.fill_all(all);
  EXPECT_EQ(write_plan(test::whole_plan(all, start_query()).value()), write_plan(plan))
      << "what is loaded makes no difference";
}

TEST(Planner, SaysHowFarTheNearestNetworkIsFromAPlaceToWalkFrom) {
  const test::GridRegion region = test::make_grid_region({});
  Query query = start_query();
  query.start = point_from_degrees(42.50 - 1'950 / 111'200.0, 1.40);
  Planner planner;
  region.fill(planner, query);
  EXPECT_NEAR(static_cast<double>(*test::whole_plan(planner, query)->trailheads.front().start_gap_m), 1'950, 10);
  query.start = point_from_degrees(42.50 - 3'000 / 111'200.0, 1.40);
  const auto problem = [&] {
    for (;;) {
      const Result<std::vector<TileRequest>> requests = planner.missing_tiles(query);
      if (!requests) {
        return requests.error().problem.value();
      }
      EXPECT_FALSE(requests->empty()) << "no network is near, and nothing said so";
      if (requests->empty()) {
        return Problem();
      }
      for (const TileRequest& request : *requests) {
        EXPECT_TRUE(add(planner, request.layer, request.id, region.bytes(request.layer, request.id)));
      }
    }
  };
  const Problem far = problem();
  EXPECT_EQ(far.code, ProblemCode::no_network);
  EXPECT_EQ(far.max, 2'000);
  EXPECT_NEAR(far.away_m.value(), 3'000, 15);
  query.start = point_from_degrees(50, 10);
  EXPECT_EQ(problem().code, ProblemCode::no_data) << "whatever is loaded of elsewhere";
}

TEST(Planner, RefusesDamagedAndUnlistedTiles) {
  const test::GridRegion region = test::make_grid_region({});
  Planner planner;
  for (const auto& [key, bytes] : region.tiles) {
    if (key.first == Layer::index) {
      EXPECT_FALSE(add(planner, key.first, key.second, bytes.substr(0, bytes.size() - 1)));
      EXPECT_TRUE(add(planner, key.first, key.second, bytes));
      continue;
    }
    std::string flipped = bytes;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 4);
    EXPECT_FALSE(add(planner, key.first, key.second, flipped));
    EXPECT_EQ(add(planner, key.first, key.second, "").error().problem.value().code, ProblemCode::data_changed);
  }
  EXPECT_THAT(add(planner, Layer::trails, {10, 1, 1}, "x").error().message, HasSubstr("in no loaded index tile"));
}

TEST(Planner, SaysWhatIsMissing) {
  const test::GridRegion region = test::make_grid_region({});
  Planner planner;
  EXPECT_FALSE(planner.start(grid_query()));
  region.fill(planner, grid_query());
  Query stranger = grid_query();
  stranger.at.reset();
  stranger.drive_m.reset();
  stranger.trailhead = SourceId{'n', 1};
  const Problem problem = planner.missing_tiles(stranger).error().problem.value();
  EXPECT_EQ(problem.code, ProblemCode::trailhead_missing);
  EXPECT_EQ(problem.subject, "n1");
}

}  // namespace
}  // namespace loopgenie
