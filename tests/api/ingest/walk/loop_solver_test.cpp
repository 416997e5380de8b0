#include "api/ingest/walk/loop_solver.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "core/base/random.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::SourceMap;
using test::TemporaryFolder;

constexpr double kHikeM = 8'000;
constexpr int kMost = 100;  // rows and columns
constexpr int kStart = 50;  // its row and column
constexpr double kSpacingM = 610;

std::int64_t node_of(int row, int column) { return 1 + row * kMost + column; }

/// Streets and a few paths between crossings in uneven rows and columns, as far from the start as `half` rows and
/// columns. One that is there in a small town is there in a larger one.
struct Town {
  explicit Town(int half) {
    SourceMap map;
    for (int row = kStart - half; row <= kStart + half; ++row) {
      for (int column = kStart - half; column <= kStart + half; ++column) {
        Random random(static_cast<std::uint64_t>(node_of(row, column)));
        const double shift_m = random.uniform() * 150;
        map.node(node_of(row, column), (column - kStart) * kSpacingM + shift_m, (row - kStart) * kSpacingM - shift_m);
      }
    }
    for (int row = kStart - half; row <= kStart + half; ++row) {
      for (int column = kStart - half; column <= kStart + half; ++column) {
        const auto street = [&](std::int64_t id, std::int64_t to) {
          if (Random(static_cast<std::uint64_t>(id)).below(100) < 75) {
            map.way(id, {node_of(row, column), to}, {{"highway", id % 9 == 0 ? "path" : "residential"}});
          }
        };
        if (column < kStart + half) {
          street(2 * node_of(row, column), node_of(row, column + 1));
        }
        if (row < kStart + half) {
          street(2 * node_of(row, column) + 1, node_of(row + 1, column));
        }
      }
    }
    const TemporaryFolder folder;
    source = read_osm({map.write(folder)}, {}).value();
    ways = build_way_graph(source, mask_of(source, [](const SourceWay&) { return true; }));
    kept.assign(ways.graph.edge_count(), 0);
  }

  [[nodiscard]] std::uint32_t start() const {
    const auto at = std::find(source.node_id.begin(), source.node_id.end(), node_of(kStart, kStart));
    return ways.node_of[static_cast<std::size_t>(at - source.node_id.begin())];
  }
  [[nodiscard]] std::vector<EdgeId> loop() const {
    LoopSolver solver(source, ways, kHikeM);
    std::vector<EdgeId> ids;
    for (const std::uint32_t edge : solver.loop_from(start(), kept)) {
      ids.push_back(ways.edge_id(source, EdgeIndex(edge)));
    }
    return ids;
  }

  OsmSource source;
  WayGraph ways;
  std::vector<std::uint8_t> kept;
};

TEST(LoopSolver, FindsALoopOfTheLengthThatBeginsAndEndsAtTheStart) {
  Town town(10);
  LoopSolver solver(town.source, town.ways, kHikeM);
  const std::vector<std::uint32_t> loop = solver.loop_from(town.start(), town.kept);
  double length_m = 0;
  std::map<std::uint32_t, int> met;  // node → how often an edge ends there
  for (const std::uint32_t edge : loop) {
    length_m += town.ways.length_m[edge];
    ++met[town.ways.graph.tail(EdgeIndex(edge)).value()];
    ++met[town.ways.graph.head(EdgeIndex(edge)).value()];
  }
  EXPECT_NEAR(length_m, kHikeM, 0.1 * kHikeM + 1);
  EXPECT_TRUE(met.contains(town.start()));
  for (const auto& [node, times] : met) {
    EXPECT_EQ(times % 2, 0) << node;
  }
}

TEST(LoopSolver, WhatLiesBeyondALoopsReachChangesNothing) {
  const std::vector<EdgeId> alone = Town(9).loop();  // 5.5 km each way: a loop of 8.8 km comes no farther than 4.4
  EXPECT_FALSE(alone.empty());
  EXPECT_EQ(Town(10).loop(), alone);
  EXPECT_EQ(Town(30).loop(), alone);
}

TEST(LoopSolver, TakesWhatIsKeptAlready) {
  Town town(10);
  const auto new_m = [&](const std::vector<std::uint32_t>& loop) {
    double sum_m = 0;
    for (const std::uint32_t edge : loop) {
      sum_m += town.kept[edge] != 0 ? 0 : town.ways.length_m[edge];
    }
    return sum_m;
  };
  LoopSolver solver(town.source, town.ways, kHikeM);
  const std::vector<std::uint32_t> before = solver.loop_from(town.start(), town.kept);
  for (const std::uint32_t edge : before) {
    town.kept[edge] = 1;
  }
  EXPECT_EQ(new_m(solver.loop_from(town.start(), town.kept)), 0);
}

}  // namespace
}  // namespace loopgenie::ingest
