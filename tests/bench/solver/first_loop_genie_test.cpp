#include "tests/bench/solver/first_loop_genie.hpp"

#include <gtest/gtest.h>

#include "tests/support/make_network.hpp"

namespace loopgenie::bench {
namespace {

// Two triangles that share no node, joined by one edge: most metres within the limit are both of them.
//   0 – 1 – 2 – 0    3 – 4 – 5 – 3    2 – 3
TEST(FirstLoopGenie, GivesTwoCirclesWhereNothingAsksForOne) {
  const Network network = test::make_network(
      6,
      {{0, 1, 10'000}, {1, 2, 10'000}, {2, 0, 10'000}, {3, 4, 10'000}, {4, 5, 10'000}, {5, 3, 10'000}, {2, 3, 5'000}});
  const Result<MilpAnswer> answer = solve_by_milp(network, NodeIndex(0), 6'000, MilpModel::two_or_none, 10);
  if (!answer) {
    GTEST_SKIP() << "CBC, which only benchmarks need, is not installed: skipped.";
  }
  EXPECT_EQ(answer->status, "Optimal");
  EXPECT_TRUE(answer->has_solution);
  EXPECT_EQ(answer->pieces, 2U);
  EXPECT_EQ(answer->open_paths, 0U);
  EXPECT_NEAR(answer->length_m, 6'000, 0.01);
  EXPECT_FALSE(answer->is_loop_from_start);
}

TEST(FirstLoopGenie, GivesOpenPathsWhereTwoEdgesAtANodeAreOnlyTheMost) {
  const Network network = test::make_network(4, {{0, 1, 10'000}, {1, 2, 10'000}, {2, 3, 10'000}});
  const Result<MilpAnswer> answer = solve_by_milp(network, NodeIndex(0), 6'000, MilpModel::at_most_two, 10);
  if (!answer) {
    GTEST_SKIP() << "CBC, which only benchmarks need, is not installed: skipped.";
  }
  EXPECT_NEAR(answer->length_m, 3'000, 0.01);
  EXPECT_EQ(answer->pieces, 1U);
  EXPECT_EQ(answer->open_paths, 1U);
}

}  // namespace
}  // namespace loopgenie::bench
