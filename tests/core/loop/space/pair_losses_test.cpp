#include "core/loop/space/pair_losses.hpp"

#include <gtest/gtest.h>

namespace loopgenie {
namespace {

TEST(PairLoss, CountsPairsOnceBothAreWalked) {
  const PairLosses pairs(
      4, {{EdgeIndex(2), EdgeIndex(0), 30}, {EdgeIndex(0), EdgeIndex(2), 40}, {EdgeIndex(1), EdgeIndex(2), 500}});
  ASSERT_EQ(pairs.pairs().size(), 2U);
  ASSERT_EQ(pairs.of(EdgeIndex(2)).size(), 2U);
  EXPECT_EQ(pairs.of(EdgeIndex(3)).size(), 0U);
  PairLoss loss(pairs, 4);
  loss.add(EdgeIndex(0));
  loss.add(EdgeIndex(3));
  EXPECT_EQ(loss.total_cdm(), 0);
  loss.add(EdgeIndex(2));
  EXPECT_EQ(loss.total_cdm(), 70);
  loss.add(EdgeIndex(1));
  EXPECT_EQ(loss.total_cdm(), 570);
  loss.remove(EdgeIndex(2));
  EXPECT_EQ(loss.total_cdm(), 0);
}

}  // namespace
}  // namespace loopgenie
