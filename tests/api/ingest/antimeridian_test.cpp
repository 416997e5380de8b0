// A region on both sides of the antimeridian, from the source file to the plan.
#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/bake.hpp"
#include "core/plan/planner.hpp"
#include "tests/api/ingest/source_map.hpp"
#include "tests/support/whole_plan.hpp"

namespace loopgenie::ingest {
namespace {

using test::SourceMap;

/// A round of 6.47 km over the antimeridian, a quarter of it in each direction, with a trailhead in its western corner,
/// and a road to there from both sides.
Dataset round_trip() {
  const test::Tags path = {{"highway", "path"}};
  SourceMap map;
  map.node_at(1, point_from_degrees(-17.00, 179.99), {{"highway", "trailhead"}});
  map.node_at(2, point_from_degrees(-17.00, -179.99));
  map.node_at(3, point_from_degrees(-16.99, -179.99));
  map.node_at(4, point_from_degrees(-16.99, 179.99));
  map.way(10, {1, 2, 3}, path).way(11, {3, 4, 1}, path);
  // A road of 13 km over it, 111 m south of the trailhead.
  map.node_at(5, point_from_degrees(-17.001, 179.94)).node_at(6, point_from_degrees(-17.001, 179.99));
  map.node_at(7, point_from_degrees(-17.001, -179.94)).way(12, {5, 6, 7}, {{"highway", "secondary"}});
  return test::read(map);
}

void fill(Planner& planner, const Query& query, const Baked& baked) {
  for (int round = 0; round < 12; ++round) {
    const auto needed = planner.missing_tiles(query);
    for (const TileRequest& request : needed.value()) {
      const auto found = std::find_if(baked.tiles.begin(), baked.tiles.end(), [&](const BakedTile& tile) {
        return tile.layer == request.layer && tile.id == request.id;
      });
      const std::string bytes = found == baked.tiles.end() ? "" : db::gunzip(found->gzip).value();
      const Result<void> added = planner.add_tile(request.layer, request.id, std::as_bytes(std::span(bytes)));
      ASSERT_TRUE(added) << added.error().message;
    }
  }
  ASSERT_TRUE(planner.missing_tiles(query).value().empty());
}

TEST(Antimeridian, TheExtentCrossesItInsteadOfGoingRoundTheWorld) {
  const Dataset dataset = round_trip();
  EXPECT_EQ(dataset.extent, (Box{-170'000'000, 1'799'900'000, -169'900'000, -1'799'900'000}));
  EXPECT_TRUE(dataset.extent.contains(point_from_degrees(-16.995, 180)));
  EXPECT_FALSE(dataset.extent.contains(point_from_degrees(-16.995, 0)));
  EXPECT_LE(tiles_in_box(dataset.extent, kIndexZoom).size(), 4U);
  const Baked baked = bake(dataset).value();
  EXPECT_NE(baked.meta_json.find("\"extent\":[179.99,-17.0,-179.99,-16.99]"), std::string::npos) << baked.meta_json;
  for (const BakedTile& tile : baked.tiles) {
    if (tile.layer == Layer::index) {
      const std::string bytes = db::gunzip(tile.gzip).value();
      EXPECT_EQ(decode_index_tile(tile.id, std::as_bytes(std::span(bytes))).value().dataset.extent, dataset.extent);
    }
  }
}

TEST(Antimeridian, ALoopOverItIsFoundFromEitherSide) {
  const Baked baked = bake(round_trip()).value();
  for (const double lon : {179.95, -179.95}) {
    Query query;
    query.at = point_from_degrees(-17, lon);
    query.drive_m = 20'000;
    query.hike_m = 6'500;
    Planner planner;
    ASSERT_NO_FATAL_FAILURE(fill(planner, query, baked));
    const Result<Plan> plan = loopgenie::test::whole_plan(planner, query);
    ASSERT_TRUE(plan) << plan.error().message;
    ASSERT_EQ(plan->loops.size(), 1U) << lon;
    EXPECT_NEAR(static_cast<double>(plan->loops[0].length_m), 6'470, 25);
    EXPECT_NEAR(static_cast<double>(*plan->trailheads[0].drive_m), lon > 0 ? 4'550 : 6'650, 150);
    EXPECT_EQ(plan->loops[0].geometry.front(), plan->loops[0].geometry.back());
  }
}

}  // namespace
}  // namespace loopgenie::ingest
