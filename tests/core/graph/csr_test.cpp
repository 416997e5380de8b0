#include "core/graph/csr.hpp"

#include <gtest/gtest.h>

#include "core/base/random.hpp"

namespace loopgenie {
namespace {

TEST(Graph, EmptyGraphHasNoNodesAndNoEdges) {
  const Graph graph;
  EXPECT_EQ(graph.node_count(), 0U);
  EXPECT_EQ(graph.edge_count(), 0U);
}

TEST(Graph, EveryEdgeIsOneArcAtEachEndInBothDirections) {
  Random random(23);
  for (int round = 0; round < 100; ++round) {
    const std::uint32_t node_count = 1 + random.below(12);
    GraphBuilder builder(node_count);
    const std::uint32_t edge_count = random.below(30);
    for (std::uint32_t e = 0; e < edge_count; ++e) {
      // Parallel edges and self-loops come by themselves at this size.
      EXPECT_EQ(builder.add_edge(NodeIndex(random.below(node_count)), NodeIndex(random.below(node_count))),
                EdgeIndex(e));
    }
    const Graph graph = std::move(builder).build();
    ASSERT_EQ(graph.edge_count(), edge_count);
    std::vector<int> forward(edge_count, 0);
    std::vector<int> backward(edge_count, 0);
    std::uint32_t arcs = 0;
    for (std::uint32_t n = 0; n < node_count; ++n) {
      const NodeIndex node(n);
      arcs += graph.degree(node);
      for (const Arc& arc : graph.arcs(node)) {
        EXPECT_EQ(arc.forward ? graph.tail(arc.edge) : graph.head(arc.edge), node);
        EXPECT_EQ(arc.forward ? graph.head(arc.edge) : graph.tail(arc.edge), arc.head);
        EXPECT_EQ(graph.other_end(arc.edge, node), arc.head);
        ++(arc.forward ? forward : backward)[arc.edge.value()];
      }
    }
    EXPECT_EQ(arcs, 2 * edge_count);
    for (std::uint32_t e = 0; e < edge_count; ++e) {
      EXPECT_EQ(forward[e], 1);
      EXPECT_EQ(backward[e], 1);
    }
  }
}

}  // namespace
}  // namespace loopgenie
