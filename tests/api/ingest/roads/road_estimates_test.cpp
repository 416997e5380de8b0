// A verdict that is kept while the overlay grows is what a new look would say.
#include "api/ingest/roads/road_estimates.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "api/ingest/roads/road_overlay.hpp"
#include "core/base/random.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::SourceMap;

constexpr int kSide = 26;
constexpr std::uint32_t kAllowedMs = 60'000;

/// Streets 26 km from side to side, with gaps and one-ways.
SourceMap wide_town(Random& random) {
  SourceMap map;
  const auto crossing = [](int row, int column) { return std::int64_t{1} + row * kSide + column; };
  for (int row = 0; row < kSide; ++row) {
    for (int column = 0; column < kSide; ++column) {
      map.node(crossing(row, column), 1'000 * column + 400 * random.uniform(), 1'000 * row + 400 * random.uniform());
    }
  }
  std::int64_t way = 1;
  for (int row = 0; row < kSide; ++row) {
    for (int column = 0; column < kSide; ++column) {
      for (const bool north : {false, true}) {
        if ((north ? row : column) + 1 == kSide || random.below(100) < 20) {
          continue;
        }
        test::Tags tags = {{"highway", "residential"}};
        if (random.below(100) < 20) {
          tags.emplace_back("oneway", random.below(2) == 0 ? "yes" : "-1");
        }
        map.way(way++, {crossing(row, column), crossing(row + (north ? 1 : 0), column + (north ? 0 : 1))}, tags);
      }
    }
  }
  map.way(way, {crossing(0, 0), crossing(1, 1)}, {{"highway", "path"}});  // a source has to have one
  return map;
}

std::vector<std::uint32_t> nodes_off(const RoadGraph& all, const std::vector<std::uint8_t>& kept) {
  std::vector<std::uint32_t> off;
  for (std::uint32_t node = 0; node < all.graph.node_count(); ++node) {
    bool is_on = false;
    for (const Arc& arc : all.graph.arcs(NodeIndex(node))) {
      is_on = is_on || kept[arc.edge.value()] != 0;
    }
    if (!is_on) {
      off.push_back(node);
    }
  }
  return off;
}

TEST(RoadEstimates, AVerdictThatStandsIsThatOfANewLook) {
  std::size_t standing = 0;
  std::size_t misjudged = 0;
  std::size_t open = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const test::TemporaryFolder folder;
    const OsmSource source = read_osm({wide_town(random).write(folder)}, {}).value();
    std::vector<Trailhead> trailheads(5);
    for (Trailhead& trailhead : trailheads) {
      trailhead.point = test::at_metres(25'000 * random.uniform(), 25'000 * random.uniform());
    }
    const RoadOverlay roads = choose_road_overlay(source, trailheads);
    std::vector<std::uint8_t> kept(roads.all.graph.edge_count(), 0);
    for (std::uint8_t& edge : kept) {
      edge = random.below(100) < 12 ? 1 : 0;
    }
    RoadEstimates growing(source, roads.ways, roads.all);
    std::vector<std::uint8_t> fails(roads.all.graph.node_count(), 0);
    for (int version = 0; version < 8; ++version) {
      growing.set_overlay(overlay_of(roads.all, kept, roads.stop));
      std::vector<std::uint32_t> tried;
      for (const std::uint32_t node : nodes_off(roads.all, kept)) {
        if (growing.is_open(node)) {
          tried.push_back(node);
          fails[node] = 0;
        } else {
          ++standing;
        }
      }
      open += tried.size();
      for (const std::uint32_t node : growing.misjudged(tried, kAllowedMs)) {
        fails[node] = 1;
      }
      RoadEstimates fresh(source, roads.ways, roads.all);
      fresh.set_overlay(overlay_of(roads.all, kept, roads.stop));
      const std::vector<std::uint32_t> off = nodes_off(roads.all, kept);
      std::vector<std::uint32_t> stood;
      for (const std::uint32_t node : off) {
        if (fails[node] != 0) {
          stood.push_back(node);
        }
      }
      EXPECT_EQ(fresh.misjudged(off, kAllowedMs), stood) << "version " << version;
      misjudged += stood.size();
      kept[random.below(roads.all.graph.edge_count())] = 1;
      kept[random.below(roads.all.graph.edge_count())] = 1;
    }
  }
  EXPECT_GT(standing, 1'000U);
  EXPECT_GT(open, 1'000U);
  EXPECT_GT(misjudged, 1'000U);
}

TEST(ChangedGround, KnowsWhatMeetsABoxSinceAVersionAndNothingFarAway) {
  const Box extent{420'000'000, 10'000'000, 430'000'000, 20'000'000};
  ChangedGround ground(extent, 10'000);
  const Box box{425'000'000, 15'000'000, 425'300'000, 15'300'000};
  EXPECT_FALSE(ground.is_newer(box, 0));
  ground.mark(box, 3);
  EXPECT_TRUE(ground.is_newer({425'200'000, 15'200'000, 425'200'000, 15'200'000}, 2));
  EXPECT_TRUE(ground.is_newer({420'000'000, 10'000'000, 430'000'000, 20'000'000}, 2));
  EXPECT_FALSE(ground.is_newer(box, 3));
  EXPECT_FALSE(ground.is_newer({426'000'000, 15'000'000, 427'000'000, 15'300'000}, 0));
  EXPECT_FALSE(ground.is_newer({425'000'000, 16'000'000, 425'300'000, 17'000'000}, 0));
  ground.mark({440'000'000, 15'000'000, 440'000'000, 15'000'000}, 4);  // north of everything
  EXPECT_TRUE(ground.is_newer({429'999'999, 15'000'000, 445'000'000, 15'000'000}, 3));
}

TEST(ChangedGround, OfAWideExtentHasNoMoreCellsThanItMay) {
  ChangedGround ground({-900'000'000, -1'800'000'000, 900'000'000, 1'800'000'000}, 100);
  ground.mark({0, 0, 0, 0}, 1);
  EXPECT_TRUE(ground.is_newer({-1, -1, 1, 1}, 0));
  EXPECT_FALSE(ground.is_newer({800'000'000, 0, 800'000'000, 0}, 0));
}

}  // namespace
}  // namespace loopgenie::ingest
