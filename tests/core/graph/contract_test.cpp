#include "core/graph/contract.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "core/base/random.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

TEST(Contract, TurnsAChainIntoOneEdgeThatKnowsItsWay) {
  const test::AsciiMap map = test::ascii_map(R"(A--B--C--D
      |  |
      E--F)");
  const Contraction small = contract(map.network.graph);
  // C–D and C–E–F–D are one ring from C to C; B, D, E and F are passed through.
  EXPECT_EQ(small.source_node, (std::vector<NodeIndex>{map['A'], map['C']}));
  ASSERT_EQ(small.graph.edge_count(), 2U);
  EXPECT_EQ(small.chain(EdgeIndex(0)).size(), 2U);
  EXPECT_EQ(small.chain(EdgeIndex(1)).size(), 4U);
  EXPECT_EQ(small.graph.tail(EdgeIndex(1)), small.graph.head(EdgeIndex(1)));
}

TEST(Contract, KeepsTheLowestNodeOfARingAndTheNodesItIsAskedToKeep) {
  const test::AsciiMap map = test::ascii_map(R"(A--B
|  |
C--D)");
  EXPECT_EQ(contract(map.network.graph).source_node, std::vector<NodeIndex>{map['A']});
  const std::vector<std::uint8_t> keep = {0, 1, 1, 0};
  EXPECT_EQ(contract(map.network.graph, keep).source_node, (std::vector<NodeIndex>{map['B'], map['C']}));
}

TEST(Contract, PartitionsTheEdgesIntoWalkableChainsOfEqualLength) {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Network network = test::random_network(random, {16, 24});
    const Graph& graph = network.graph;
    std::vector<std::uint8_t> keep(network.node_count());
    for (auto& k : keep) k = random.below(5) == 0;
    const Contraction small = contract(graph, keep);

    std::set<EdgeIndex> seen;
    std::int64_t chains_dm = 0;
    for (std::uint32_t e = 0; e < small.graph.edge_count(); ++e) {
      NodeIndex at = small.source_node[small.graph.tail(EdgeIndex(e)).value()];
      const auto chain = small.chain(EdgeIndex(e));
      ASSERT_FALSE(chain.empty());
      for (std::size_t i = 0; i < chain.size(); ++i) {
        ASSERT_EQ(chain[i].forward ? graph.tail(chain[i].edge) : graph.head(chain[i].edge), at);
        ASSERT_TRUE(seen.insert(chain[i].edge).second) << "an edge in two chains";
        at = chain[i].forward ? graph.head(chain[i].edge) : graph.tail(chain[i].edge);
        chains_dm += network.length_dm[chain[i].edge.value()];
        if (i + 1 < chain.size()) {
          ASSERT_EQ(graph.degree(at), 2U);
          ASSERT_EQ(keep[at.value()], 0);
        }
      }
      ASSERT_EQ(small.contracted_node[at.value()], small.graph.head(EdgeIndex(e)));
    }
    ASSERT_EQ(seen.size(), graph.edge_count());
    ASSERT_EQ(chains_dm, std::accumulate(network.length_dm.begin(), network.length_dm.end(), std::int64_t{0}));
  }
}

}  // namespace
}  // namespace loopgenie
