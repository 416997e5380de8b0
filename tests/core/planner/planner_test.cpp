#include "core/planner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <span>
#include <string>
#include <vector>

#include "tests/support/grid_region.hpp"

namespace loopgenie {
namespace {

using ::testing::HasSubstr;

Query grid_query() {
  Query query;
  query.at = point_from_degrees(42.52, 1.42);
  query.drive_m = 8'000;
  query.hike_m = 6'000;
  query.effort = 20'000;
  return query;
}

Result<void> add(Planner& planner, Layer layer, TileId id, const std::string& bytes) {
  return planner.add_tile(layer, id, std::as_bytes(std::span(bytes)));
}

TEST(Planner, AnswersWithClosedLoopsInsideTheLimits) {
  Planner planner;
  test::make_grid_region({}).fill(planner, grid_query());
  const Result<Plan> plan = planner.plan(grid_query());
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
  EXPECT_EQ(write_plan(needed.plan(grid_query()).value()), write_plan(all.plan(grid_query()).value()));
}

/// Two runs of the same query; the first answers `own` of its trailheads, the second all others.
std::string shared_plan(PlanRun mine, PlanRun others, const std::set<std::uint32_t>& own) {
  for (std::uint32_t i = mine.in_range_count(); i-- > 0;) {
    if (own.contains(i)) {
      mine.solve(i);
      continue;
    }
    others.solve(i);
    const Result<void> taken = mine.take_answer(i, others.answer_json(i));
    EXPECT_TRUE(taken) << taken.error().message;
    EXPECT_TRUE(mine.take_answer(i, "a second one is passed over"));
  }
  EXPECT_TRUE(mine.is_done());
  return write_plan(mine.current());
}

TEST(PlanRun, ThePlanIsTheSameHoweverTheTrailheadsAreShared) {
  const test::GridRegion region = test::make_grid_region({.trailhead_every = 7});
  Planner planner;
  region.fill(planner, grid_query());
  Planner other;
  region.fill_all(other);
  const std::string alone = write_plan(planner.plan(grid_query()).value());
  ASSERT_GE(planner.start(grid_query())->in_range_count(), 5U);
  for (const std::set<std::uint32_t>& own :
       {std::set<std::uint32_t>{}, {0U}, {1U, 3U}, {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U}}) {
    EXPECT_EQ(shared_plan(planner.start(grid_query()).value(), other.start(grid_query()).value(), own), alone);
  }
}

TEST(PlanRun, APartOfThePlanNamesItsTrailheads) {
  Planner planner;
  test::make_grid_region({}).fill(planner, grid_query());
  PlanRun whole = planner.start(grid_query()).value();
  PlanRun part = planner.start(grid_query()).value();
  while (!whole.is_done()) {
    whole.step();
  }
  const std::uint32_t last = part.in_range_count() - 1;
  part.solve(last);
  const Plan plan = part.current();
  EXPECT_EQ(plan.status, PlanStatus::cancelled);
  ASSERT_EQ(plan.trailheads.size(), 1U);
  EXPECT_EQ(plan.trailheads.front().trailhead.id, whole.current().trailheads[last].trailhead.id);
  ASSERT_FALSE(plan.loops.empty());
  for (const PlanLoop& loop : plan.loops) {
    EXPECT_EQ(loop.trailhead, 0U);
  }
}

TEST(PlanRun, RefusesAnAnswerThatIsNotOfItsNetwork) {
  Planner planner;
  test::make_grid_region({}).fill(planner, grid_query());
  PlanRun run = planner.start(grid_query()).value();
  run.solve(0);
  const std::string of_another = run.answer_json(0);
  for (const std::string& wrong :
       {std::string(), std::string("[]"), std::string(R"({"status":"optimal","routes":[]})"),
        std::string(R"({"status":"best","least_loss_cdm":0,"reason":"","routes":[]})"),
        std::string(R"({"status":"optimal","least_loss_cdm":-1,"reason":"","routes":[]})"),
        std::string(R"({"status":"optimal","least_loss_cdm":0,"reason":"","routes":[[1]]})"),
        std::string(R"({"status":"optimal","least_loss_cdm":0,"reason":"","routes":[[1,2]]})"),
        std::string(R"({"status":"optimal","least_loss_cdm":0,"reason":"","routes":[[1,1]]})"), of_another}) {
    EXPECT_FALSE(run.take_answer(1, wrong)) << wrong;
  }
  EXPECT_FALSE(run.take_answer(run.in_range_count(), of_another));
  EXPECT_EQ(run.solved_count(), 1U);
}

TEST(Planner, AsksForWholeBlocks) {
  const test::GridRegion region = test::make_grid_region({.rows = 40, .columns = 40});
  Planner planner;
  const std::vector<TileRequest> index = planner.missing_tiles(grid_query()).value();
  for (const TileRequest& request : index) {
    ASSERT_EQ(request.layer, Layer::index);
    ASSERT_TRUE(add(planner, request.layer, request.id, region.bytes(request.layer, request.id)));
  }
  std::set<TileId> asked;
  std::set<TileId> blocks;
  const std::vector<TileRequest> leaves = planner.missing_tiles(grid_query()).value();
  for (const TileRequest& request : leaves) {
    asked.insert(request.id);
    blocks.insert(request.id.ancestor(kBlockZoom));
  }
  ASSERT_FALSE(asked.empty());
  for (const auto& [key, bytes] : region.tiles) {
    if (key.first == Layer::trails) {
      EXPECT_EQ(asked.contains(key.second), blocks.contains(key.second.ancestor(kBlockZoom)));
    }
  }
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
    EXPECT_THAT(add(planner, key.first, key.second, "").error().message, HasSubstr("load all tiles again"));
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
  EXPECT_THAT(planner.missing_tiles(stranger).error().message, HasSubstr("n1"));
}

}  // namespace
}  // namespace loopgenie
