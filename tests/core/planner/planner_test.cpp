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
