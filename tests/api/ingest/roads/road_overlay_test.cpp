// What the access overlay promises of drives that begin off it, on made-up towns: streets with one-ways and gaps, a
// river with few bridges, main roads, and trailheads in the streets.
#include "api/ingest/roads/road_overlay.hpp"
#include "api/ingest/roads/road_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/road_quadtree.hpp"
#include "core/base/random.hpp"
#include "core/search/drive_range.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::SourceMap;
using test::Tags;

constexpr int kSide = 14;
constexpr int kRiver = 6;  // between this row and the next

std::int64_t crossing(int row, int column) { return 1 + row * kSide + column; }

SourceMap random_town(Random& random) {
  SourceMap map;
  for (int row = 0; row < kSide; ++row) {
    for (int column = 0; column < kSide; ++column) {
      map.node(crossing(row, column), 220 * column + 80 * random.uniform(), 180 * row + 80 * random.uniform());
    }
  }
  std::int64_t way = 1;
  const auto street = [&](std::int64_t a, std::int64_t b, bool is_bridge) {
    if (!is_bridge && random.below(100) < 25) {
      return;
    }
    Tags tags = {{"highway", random.below(100) < 15 ? "tertiary" : "residential"}};
    if (random.below(100) < 40) {
      tags.emplace_back("oneway", random.below(2) == 0 ? "yes" : "-1");
    }
    map.way(way++, {a, b}, tags);
  };
  for (int row = 0; row < kSide; ++row) {
    for (int column = 0; column < kSide; ++column) {
      if (column + 1 < kSide) {
        street(crossing(row, column), crossing(row, column + 1), false);
      }
      if (row + 1 < kSide && (row != kRiver || column == 3)) {
        street(crossing(row, column), crossing(row + 1, column), row == kRiver);
      }
    }
  }
  map.way(way, {crossing(0, 0), crossing(kSide - 1, kSide - 1)}, {{"highway", "path"}});  // a source has to have one
  return map;
}

std::vector<Trailhead> random_trailheads(Random& random) {
  std::vector<Trailhead> trailheads(8);
  for (Trailhead& trailhead : trailheads) {
    trailhead.point = test::at_metres(220.0 * kSide * random.uniform(), 180.0 * kSide * random.uniform());
  }
  return trailheads;
}

struct Baked {
  std::vector<RoadTile> tiles;
  RoadNetwork network;
};

/// As a planner gets them.
Baked baked(const std::vector<DatasetRoad>& roads) {
  Baked result;
  Dataset dataset;
  dataset.roads = roads;
  const BakedLayer layer = bake_roads(dataset).value();
  for (const BakedTile& tile : layer.tiles) {
    const std::string bytes = db::gunzip(tile.gzip).value();
    result.tiles.push_back(decode_road_tile(tile.id, std::as_bytes(std::span(bytes))).value());
  }
  std::vector<const RoadTile*> pointers;
  for (const RoadTile& tile : result.tiles) {
    pointers.push_back(&tile);
  }
  result.network = stitch_roads(pointers);
  return result;
}

std::vector<std::uint32_t> junctions_off(const RoadOverlay& roads) {
  std::vector<std::uint32_t> off;
  for (std::uint32_t node = 0; node < roads.all.graph.node_count(); ++node) {
    const auto arcs = roads.all.graph.arcs(NodeIndex(node));
    if (!arcs.empty() &&
        std::none_of(arcs.begin(), arcs.end(), [&](const Arc& arc) { return roads.kept[arc.edge.value()] != 0; })) {
      off.push_back(node);
    }
  }
  return off;
}

std::uint32_t node_in_all(const RoadOverlay& roads, std::uint32_t way_node) {
  const auto& nodes = roads.all.way_nodes;
  return static_cast<std::uint32_t>(std::lower_bound(nodes.begin(), nodes.end(), way_node) - nodes.begin());
}

TEST(RoadOverlay, FromEveryJunctionOffItNoDriveIsMisjudgedByMoreThanTheRuleAllows) {
  std::size_t drives = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const test::TemporaryFolder folder;
    const Result<OsmSource> read = read_osm({random_town(random).write(folder)}, {});
    ASSERT_TRUE(read) << read.error().message;
    const OsmSource& source = *read;
    Dataset dataset;
    dataset.trailheads = random_trailheads(random);
    const OverlayRule rule{.leg_s = 40};
    const RoadOverlay roads = choose_road_overlay(source, dataset.trailheads, {}, rule);
    attach_trailheads(dataset, source, roads);
    const Baked overlay = baked(roads_of(source, roads.ways, roads.overlay));
    RoadSearch search(roads.all);
    DriveRange range(overlay.network);
    for (const std::uint32_t node : junctions_off(roads)) {
      search.run({&node, 1}, {});
      const Point place = source.node_point[roads.ways.source_node[roads.all.way_nodes[node]]];
      const std::vector<RoadStart> starts = roads_near(overlay.network, place, 5'000);
      ASSERT_FALSE(starts.empty());
      range.run(starts, {});
      for (std::size_t i = 0; i < dataset.trailheads.size(); ++i) {
        if (!dataset.trailheads[i].road_node) {
          continue;
        }
        const std::uint32_t true_ms = search.time_ms(node_in_all(roads, roads.stop[i]));
        if (true_ms == kClosedMs) {
          continue;  // a pocket of one-ways that nobody gets out of
        }
        const auto drive = range.drive_to(*overlay.network.find_node(*dataset.trailheads[i].road_node));
        ASSERT_TRUE(drive) << "node " << node << ", trailhead " << i;
        // Lines in tiles are a metre off, times rounded edge by edge.
        EXPECT_NEAR(drive->drive_s, true_ms / 1e3, rule.leg_s + rule.detour * true_ms / 1e3 + 3)
            << "node " << node << ", trailhead " << i;
        ++drives;
      }
    }
  }
  EXPECT_GT(drives, 500U);
}

}  // namespace
}  // namespace loopgenie::ingest
