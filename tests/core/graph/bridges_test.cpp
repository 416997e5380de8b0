#include "core/graph/bridges.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "core/base/random.hpp"
#include "core/graph/network.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

/// together[a][b]: some simple cycle has both edges. By enumeration of all simple cycles from their lowest node.
std::vector<std::vector<bool>> edges_on_common_cycle(const Graph& graph) {
  const std::uint32_t m = graph.edge_count();
  std::vector<std::vector<bool>> together(m, std::vector<bool>(m, false));
  std::vector<NodeIndex> nodes;
  std::vector<EdgeIndex> edges;
  const std::function<void()> walk = [&] {
    for (const Arc& arc : graph.arcs(nodes.back())) {
      if (std::find(edges.begin(), edges.end(), arc.edge) != edges.end() || arc.head < nodes.front()) continue;
      edges.push_back(arc.edge);
      if (arc.head == nodes.front()) {
        for (const EdgeIndex a : edges) {
          for (const EdgeIndex b : edges) together[a.value()][b.value()] = true;
        }
      } else if (std::find(nodes.begin(), nodes.end(), arc.head) == nodes.end()) {
        nodes.push_back(arc.head);
        walk();
        nodes.pop_back();
      }
      edges.pop_back();
    }
  };
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    nodes = {NodeIndex(n)};
    walk();
  }
  return together;
}

TEST(Bridges, AgreeWithTheDefinitionByEnumeration) {
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Network network = test::random_network(random, {9, 14});
    const Blocks blocks = find_blocks(network.graph);
    const auto together = edges_on_common_cycle(network.graph);
    for (std::uint32_t a = 0; a < network.edge_count(); ++a) {
      ASSERT_LT(blocks.block_of_edge[a], blocks.block_count);
      ASSERT_EQ(blocks.is_bridge[a] != 0, !together[a][a]);
      for (std::uint32_t b = 0; b < network.edge_count(); ++b) {
        ASSERT_EQ(blocks.block_of_edge[a] == blocks.block_of_edge[b], a == b || together[a][b]);
      }
    }
  }
}

TEST(Bridges, ABridgeJoinsTwoComponentsWithoutBridges) {
  const test::AsciiMap map = test::ascii_map(R"(A--B     E--F
|  |     |  |
C--D-----G--H)");
  const Blocks blocks = find_blocks(map.network.graph);
  EXPECT_EQ(blocks.block_count, 3U);
  EXPECT_EQ(std::count(blocks.is_bridge.begin(), blocks.is_bridge.end(), 1), 1);
  const std::vector<std::uint32_t> component = two_edge_connected_components(map.network.graph, blocks);
  EXPECT_EQ(component, (std::vector<std::uint32_t>{0, 0, 0, 0, 1, 1, 1, 1}));
}

}  // namespace
}  // namespace loopgenie
