#include "core/search/dijkstra.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "core/base/random.hpp"
#include "core/graph/network.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

// A certificate: distances no arc can shorten, each but the source's witnessed by its parent arc.
void expect_certified(const Network& network, const Dijkstra& paths, NodeIndex source,
                      const Dijkstra::Options& options) {
  const auto usable = [](std::span<const std::uint8_t> mask, std::uint32_t i) { return mask.empty() || mask[i] != 0; };
  ASSERT_EQ(paths.distance_dm(source), 0);
  std::pair<std::int64_t, NodeIndex> before{-1, NodeIndex(0)};
  for (const NodeIndex node : paths.settled()) {
    const std::int64_t distance_dm = paths.distance_dm(node);
    ASSERT_LE(distance_dm, options.radius_dm);
    const std::pair now{distance_dm, node};
    ASSERT_LT(before, now) << "settled out of order";
    before = now;
    ASSERT_EQ(paths.settled()[paths.rank(node)], node);
    std::pair<NodeIndex, EdgeIndex> lowest;
    for (const Arc& arc : network.graph.arcs(node)) {
      if (!usable(options.usable_edges, arc.edge.value())) continue;
      const std::int64_t length_dm = network.length_dm[arc.edge.value()];
      if (paths.is_settled(arc.head) && paths.distance_dm(arc.head) + length_dm == distance_dm) {
        lowest = std::min(lowest, std::pair(arc.head, arc.edge));
      }
      if (usable(options.usable_nodes, arc.head.value()) && distance_dm + length_dm <= options.radius_dm) {
        ASSERT_LE(paths.distance_dm(arc.head), distance_dm + length_dm);
      }
    }
    if (node != source) {
      ASSERT_EQ(std::pair(paths.parent(node), paths.parent_edge(node)), lowest) << "not the lowest tight arc";
    }
  }
}

TEST(Dijkstra, GivesCertifiedDistancesAndParentsRunAfterRun) {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Network network = test::random_network(random, {20, 45});
    std::vector<std::uint8_t> nodes(network.node_count(), 1);
    std::vector<std::uint8_t> edges(network.edge_count(), 1);
    for (auto& usable : nodes) usable = random.below(6) != 0;
    for (auto& usable : edges) usable = random.below(6) != 0;
    Dijkstra paths(network.graph, network.length_dm);
    for (int run = 0; run < 4; ++run) {
      Dijkstra::Options options;
      if (run % 2 == 0) options.radius_dm = random.below(8000);
      if (run >= 2) {
        options.usable_nodes = nodes;
        options.usable_edges = edges;
      }
      const NodeIndex source(random.below(network.node_count()));
      paths.run(source, options);
      ASSERT_NO_FATAL_FAILURE(expect_certified(network, paths, source, options));
    }
  }
}

TEST(Dijkstra, TheParentsLeadBackToTheSource) {
  const test::AsciiMap map = test::ascii_map(R"(A--B-----C
|        |
D--------E)");
  Dijkstra paths(map.network.graph, map.network.length_dm);
  paths.run(map['D'], {});
  EXPECT_EQ(paths.distance_dm(map['C']), 11'000);
  NodeIndex at = map['C'];
  std::int64_t length_dm = 0;
  for (; paths.parent(at).is_valid(); at = paths.parent(at)) {
    const EdgeIndex edge = paths.parent_edge(at);
    EXPECT_EQ(map.network.graph.other_end(edge, at), paths.parent(at));
    length_dm += map.network.length_dm[edge.value()];
  }
  EXPECT_EQ(at, map['D']);
  EXPECT_EQ(length_dm, paths.distance_dm(map['C']));
  EXPECT_FALSE(paths.parent_edge(map['D']).is_valid());
}

}  // namespace
}  // namespace loopgenie
