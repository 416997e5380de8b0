#include "core/loop/space/beside.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/make_network.hpp"

namespace loopgenie {
namespace {

TEST(BesideLoss, CountsPairsOnceBothAreWalkedAndWhatAnEdgeLosesAlone) {
  const BesidePairs pairs(4, {{EdgeIndex(2), EdgeIndex(0), 30},
                              {EdgeIndex(0), EdgeIndex(2), 40},
                              {EdgeIndex(1), EdgeIndex(2), 500},
                              {EdgeIndex(3), EdgeIndex(3), 6000}});
  ASSERT_EQ(pairs.pairs().size(), 3U);
  ASSERT_EQ(pairs.of(EdgeIndex(2)).size(), 2U);
  EXPECT_EQ(pairs.of(EdgeIndex(3)).size(), 0U);
  BesideLoss loss(pairs, 4);
  loss.add(EdgeIndex(0));
  EXPECT_EQ(loss.total_cdm(), 0);
  loss.add(EdgeIndex(2));
  EXPECT_EQ(loss.total_cdm(), 70);
  loss.add(EdgeIndex(3));
  loss.add(EdgeIndex(1));
  EXPECT_EQ(loss.total_cdm(), 6570);
  loss.remove(EdgeIndex(2));
  EXPECT_EQ(loss.total_cdm(), 6000);
}

TEST(BesideLoss, OfARouteIsTwiceTheMetresOfItsPairs) {
  Network network = test::make_network(4, {{0, 1}, {1, 2}, {2, 0}, {1, 3}});
  network.beside = {{EdgeIndex(0), EdgeIndex(2), 150}, {EdgeIndex(0), EdgeIndex(3), 70}};
  const std::vector<RouteStep> cycle = {{EdgeIndex(2)}, {EdgeIndex(0)}, {EdgeIndex(1)}};
  EXPECT_EQ(beside_cdm(network, cycle), 2 * 15 * kCdmPerMetre);
}

}  // namespace
}  // namespace loopgenie
