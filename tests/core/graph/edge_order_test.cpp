#include "core/graph/edge_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "core/base/random.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

std::vector<EdgeIndex> as_given(const Graph& graph) {
  std::vector<EdgeIndex> order;
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    order.emplace_back(e);
  }
  return order;
}

Graph grid(std::uint32_t columns, std::uint32_t rows) {
  GraphBuilder builder(columns * rows);
  for (std::uint32_t y = 0; y < rows; ++y) {
    for (std::uint32_t x = 0; x < columns; ++x) {
      const std::uint32_t node = y * columns + x;
      if (x + 1 < columns) builder.add_edge(NodeIndex(node), NodeIndex(node + 1));
      if (y + 1 < rows) builder.add_edge(NodeIndex(node), NodeIndex(node + columns));
    }
  }
  return std::move(builder).build();
}

/// By its definition.
std::uint32_t width_by_definition(const Graph& graph, const std::vector<EdgeIndex>& order) {
  std::size_t width = 0;
  for (std::size_t i = 0; i <= order.size(); ++i) {
    std::set<NodeIndex> before;
    std::set<NodeIndex> both;
    for (std::size_t k = 0; k < order.size(); ++k) {
      for (const NodeIndex end : {graph.tail(order[k]), graph.head(order[k])}) {
        if (k < i) {
          before.insert(end);
        } else if (before.count(end) != 0) {
          both.insert(end);
        }
      }
    }
    width = std::max(width, both.size());
  }
  return static_cast<std::uint32_t>(width);
}

TEST(Frontier, ARingIsTwoWideAndATreeOfOnePathOne) {
  GraphBuilder ring(5);
  GraphBuilder path(5);
  for (std::uint32_t n = 0; n < 5; ++n) {
    ring.add_edge(NodeIndex(n), NodeIndex((n + 1) % 5));
    if (n < 4) path.add_edge(NodeIndex(n), NodeIndex(n + 1));
  }
  const Graph cycle = std::move(ring).build();
  const Graph line = std::move(path).build();
  EXPECT_EQ(frontier_width(cycle, as_given(cycle)), 2U);
  EXPECT_EQ(frontier_width(line, as_given(line)), 1U);
}

TEST(Frontier, AGridIsAsWideAsItsShortSide) {
  const Graph graph = grid(30, 4);
  const std::uint32_t width = frontier_width(graph, narrow_order(graph, 8));
  EXPECT_GE(width, 4U);
  EXPECT_LE(width, 5U);
}

TEST(Frontier, WidthIsWhatItsDefinitionSaysAndOrdersHoldEveryEdgeOnce) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    const Graph graph = test::random_network(random, {12, 20}).graph;
    const std::vector<EdgeIndex> order = narrow_order(graph, 4);
    const std::set<EdgeIndex> distinct(order.begin(), order.end());
    ASSERT_EQ(order.size(), graph.edge_count());
    ASSERT_EQ(distinct.size(), graph.edge_count());
    ASSERT_EQ(frontier_width(graph, order), width_by_definition(graph, order));
    const std::vector<EdgeIndex> given = as_given(graph);
    ASSERT_EQ(frontier_width(graph, given), width_by_definition(graph, given));
  }
}

}  // namespace
}  // namespace loopgenie
