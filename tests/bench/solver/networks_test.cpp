#include "tests/bench/solver/networks.hpp"

#include <gtest/gtest.h>

#include "tests/bench/solver/cases.hpp"
#include "tests/bench/solver/table.hpp"
#include "tests/support/make_network.hpp"

namespace loopgenie::bench {
namespace {

constexpr EdgeAttributes kStreet = {WayClass::residential,    Surface::unknown,   SacScale::ungraded,
                                    TrailVisibility::unknown, RouteNetwork::none, 0};

TEST(TrailsOnly, LeavesRoadsOutAndEveryNodeWhole) {
  const Network network = test::make_network(3, {{0, 1, 100}, {1, 2, 200}, {2, 0, 400, kStreet}});
  const Network trails = trails_only(network);
  ASSERT_EQ(trails.edge_count(), 2U);
  EXPECT_EQ(trails.length_dm, (std::vector<std::uint32_t>{100, 200}));
  for (std::uint32_t n = 0; n < 3; ++n) {
    EXPECT_TRUE(trails.is_complete(NodeIndex(n)));
  }
}

TEST(Tiled, IsTheSameNetworkOverAndOver) {
  const Network network = test::make_network(3, {{0, 1, 100}, {1, 2, 200}, {2, 0, 400}});
  const Network many = tiled(network, 3);
  EXPECT_EQ(many.node_count(), 9U);
  ASSERT_EQ(many.edge_count(), 9U);
  EXPECT_EQ(many.length_dm[7], 200U);
  EXPECT_EQ(many.graph.tail(EdgeIndex(7)), NodeIndex(7));
  EXPECT_EQ(many.graph.head(EdgeIndex(7)), NodeIndex(8));
  for (std::uint32_t n = 1; n < many.node_count(); ++n) {
    EXPECT_LT(many.node_id[n - 1], many.node_id[n]);
    EXPECT_TRUE(many.is_complete(NodeIndex(n)));
  }
  for (std::uint32_t e = 1; e < many.edge_count(); ++e) {
    EXPECT_LT(many.edge_id[e - 1], many.edge_id[e]);
  }
}

TEST(LoopableLength, CountsOnlyEdgesOnCyclesWithinTheRadius) {
  // A triangle of 30 m, a bridge, and a second triangle that begins 1 km away.
  const Network network = test::make_network(
      6, {{0, 1, 100}, {1, 2, 100}, {2, 0, 100}, {2, 3, 10'000}, {3, 4, 500}, {4, 5, 500}, {5, 3, 500}});
  EXPECT_DOUBLE_EQ(loopable_m(network, NodeIndex(0), 900), 30);
  EXPECT_DOUBLE_EQ(loopable_m(network, NodeIndex(0), 2'000), 180);
}

TEST(Quantile, IsTheNearestRank) {
  EXPECT_EQ(quantile({5, 1, 3, 2, 4}, 0.5), 3);
  EXPECT_EQ(quantile({5, 1, 3, 2, 4}, 0.2), 1);
  EXPECT_EQ(quantile({5, 1, 3, 2, 4}, 1), 5);
}

}  // namespace
}  // namespace loopgenie::bench
