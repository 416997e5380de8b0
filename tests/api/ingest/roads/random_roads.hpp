// Small random road networks, and least times on them from all to all, for tests of what searches them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "api/ingest/roads/road_graph.hpp"
#include "core/base/random.hpp"

namespace loopgenie::ingest::test {

struct RandomRoads {
  RoadGraph roads;
  std::vector<std::uint8_t> is_main;  // per edge
  std::vector<std::uint32_t> stops;   // nodes, ascending
};

/// A street grid with gaps, shortcuts, one-ways, a few main roads and stops. Times repeat, so that many ways tie.
[[nodiscard]] inline RandomRoads random_roads(std::uint64_t seed) {
  Random random(seed);
  const std::uint32_t side = 3 + random.below(4);
  RandomRoads made;
  GraphBuilder builder(side * side);
  const auto add = [&](std::uint32_t tail, std::uint32_t head) {
    builder.add_edge(NodeIndex(tail), NodeIndex(head));
    RoadPiece& piece = made.roads.pieces.emplace_back();
    made.is_main.push_back(random.below(100) < 25 ? 1 : 0);
    const std::uint32_t ms = 1'000 * (1 + random.below(6)) / (made.is_main.back() != 0 ? 2 : 1);
    const std::uint32_t oneway = random.below(10);
    piece.forward_ms = oneway == 0 ? kClosedMs : ms;
    piece.backward_ms = oneway == 1 ? kClosedMs : oneway == 2 ? 2 * ms : ms;
  };
  for (std::uint32_t node = 0; node < side * side; ++node) {
    if (node % side + 1 < side && random.below(100) < 85) {
      add(node, node + 1);
    }
    if (node + side < side * side && random.below(100) < 85) {
      add(node + side, node);
    }
    if (random.below(100) < 15) {
      const std::uint32_t other = random.below(side * side);
      if (other != node) {
        add(node, other);
      }
    }
    if (random.below(100) < 12) {
      made.stops.push_back(node);
    }
    made.roads.way_nodes.push_back(node);
  }
  if (made.stops.empty()) {
    made.stops.push_back(random.below(side * side));
  }
  made.roads.graph = std::move(builder).build();
  return made;
}

inline constexpr std::uint32_t kNoWay = 1U << 30U;

class TimeTable {
 public:
  explicit TimeTable(std::uint32_t node_count) : node_count_(node_count), ms_(node_count * node_count, kNoWay) {
    for (std::uint32_t node = 0; node < node_count; ++node) {
      at(node, node) = 0;
    }
  }
  [[nodiscard]] std::uint32_t& at(std::uint32_t from, std::uint32_t to) { return ms_[from * node_count_ + to]; }
  [[nodiscard]] std::uint32_t at(std::uint32_t from, std::uint32_t to) const { return ms_[from * node_count_ + to]; }
  [[nodiscard]] std::uint32_t node_count() const { return node_count_; }

 private:
  std::uint32_t node_count_;
  std::vector<std::uint32_t> ms_;
};

/// Floyd and Warshall's: over the edges of `edges` (per edge, empty: all), passing nodes of `may_pass` only (empty:
/// all). `time_ms(edge, forward)` is kClosedMs where an edge is closed. O(n³).
[[nodiscard]] inline TimeTable least_times(const RoadGraph& roads,
                                           const std::function<std::uint32_t(std::uint32_t, bool)>& time_ms,
                                           const std::vector<std::uint8_t>& edges,
                                           const std::vector<std::uint8_t>& may_pass) {
  TimeTable table(roads.graph.node_count());
  for (std::uint32_t edge = 0; edge < roads.graph.edge_count(); ++edge) {
    const std::uint32_t tail = roads.graph.tail(EdgeIndex(edge)).value();
    const std::uint32_t head = roads.graph.head(EdgeIndex(edge)).value();
    if (edges.empty() || edges[edge] != 0) {
      table.at(tail, head) = std::min(table.at(tail, head), time_ms(edge, true));
      table.at(head, tail) = std::min(table.at(head, tail), time_ms(edge, false));
    }
  }
  for (std::uint32_t over = 0; over < table.node_count(); ++over) {
    for (std::uint32_t from = 0; (may_pass.empty() || may_pass[over] != 0) && from < table.node_count(); ++from) {
      for (std::uint32_t to = 0; to < table.node_count(); ++to) {
        table.at(from, to) = std::min(table.at(from, to), table.at(from, over) + table.at(over, to));
      }
    }
  }
  return table;
}

}  // namespace loopgenie::ingest::test
