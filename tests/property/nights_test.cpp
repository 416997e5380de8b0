// Routes with nights against brute force on small random networks. The seed of a failing case is in the message.
// LOOPGENIE_LONG=1 multiplies the number of networks by 50.
#include <gtest/gtest.h>

#include "core/stage/staged_solver.hpp"
#include "tests/support/brute_force_nights.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/honesty.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

test::RandomCase case_with_nights(std::uint64_t seed) {
  test::RandomCase c(seed);
  test::add_nights(c.random, c.network, c.query);
  if (c.random.below(10) == 0 && c.network.edge_count() > 0) {
    c.query.require_edges.push_back(c.network.edge_id[c.random.below(c.network.edge_count())]);
  }
  return c;
}

TEST(Nights, AreTheBestAndTrueOnSmallRandomNetworks) {
  std::uint64_t with_route = 0;
  std::uint64_t none = 0;
  for (std::uint64_t seed = 1; seed <= test::case_count(20'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto [random, network, query, start] = case_with_nights(seed + 20'000'000);
    const TrailheadAnswer answer = StagedSolver(network, query).solve(start);
    const test::NightTruth truth = test::brute_force_nights(network, query, start, answer.routes);
    ASSERT_EQ(test::what_is_untrue_of_nights(answer, truth), "");
    if (test::is_whole(network)) {  // so small a network has to be settled
      ASSERT_EQ(answer.status, truth.best_loss_cdm ? TrailheadStatus::optimal : TrailheadStatus::none_exists);
    }
    ++(truth.best_loss_cdm ? with_route : none);
  }
  RecordProperty("networks_with_route", std::to_string(with_route));
  EXPECT_GT(with_route, test::case_count(20'000) / 50);
  EXPECT_GT(none, test::case_count(20'000) / 10);
}

TEST(Nights, StayTrueAtAnyEffort) {
  for (std::uint64_t seed = 1; seed <= test::case_count(4'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    auto [random, network, query, start] = case_with_nights(seed + 21'000'000);
    for (const std::uint64_t effort : {1, 30, 100, 300, 1'000, 3'000, 10'000}) {
      query.effort = effort;
      const TrailheadAnswer answer = StagedSolver(network, query).solve(start);
      ASSERT_EQ(test::what_is_untrue_of_nights(network, query, start, answer), "") << "effort " << effort;
    }
  }
}

TEST(Nights, StayTrueWhenStoppedAtAnyCallback) {
  for (std::uint64_t seed = 1; seed <= test::case_count(500); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto [random, network, query, start] = case_with_nights(seed + 22'000'000);
    StagedSolver solver(network, query);
    for (const int calls : {0, 1, 2, 5}) {
      int left = calls;
      const TrailheadAnswer answer = solver.solve(start, [&left] { return left-- <= 0; });
      ASSERT_EQ(test::what_is_untrue_of_nights(network, query, start, answer), "") << "stopped at call " << calls;
    }
  }
}

TEST(Nights, AProofOfAnyThresholdIsTrue) {
  for (std::uint64_t seed = 1; seed <= test::case_count(2'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto [random, network, query, start] = case_with_nights(seed + 23'000'000);
    StagedSolver solver(network, query);
    const std::int64_t best_cdm = test::brute_force_nights(network, query, start, {}).best_loss_cdm.value_or(kNoLoss);
    const std::int64_t around_cdm = best_cdm == kNoLoss ? std::int64_t(query.wanted() * 500) : best_cdm;
    for (const std::int64_t below_cdm : {around_cdm + 1, around_cdm, around_cdm - around_cdm / 3}) {
      for (const std::uint64_t steps : {1, 300, 1'000'000}) {
        const TrailheadAnswer proof = solver.prove(start, below_cdm, steps);
        ASSERT_LE(proof.least_loss_cdm, std::min(below_cdm, best_cdm));
        for (const Route& route : proof.routes) {
          ASSERT_LT(route.loss.total_cdm(), below_cdm);
        }
        const test::NightTruth truth = test::brute_force_nights(network, query, start, proof.routes);
        for (std::size_t r = 0; r < proof.routes.size(); ++r) {
          ASSERT_EQ(truth.loss_of[r], proof.routes[r].loss);
        }
      }
    }
  }
}

TEST(Nights, AreNeverWorseThanTheLoopsForOneDayWithTheirBestNights) {
  std::uint64_t compared = 0;
  for (std::uint64_t seed = 1; seed <= test::case_count(4'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    auto [random, network, query, start] = case_with_nights(seed + 24'000'000);
    Query one_day = query;
    one_day.nights.reset();
    if (one_day.needs_climb() != query.needs_climb()) {
      continue;
    }
    for (const std::uint64_t effort : {300, 3'000, 200'000}) {
      query.effort = one_day.effort = effort;
      StagedSolver solver(network, query);
      const TrailheadAnswer answer = solver.solve(start);
      for (const Route& loop : TrailheadSolver(network, one_day).solve(start).routes) {
        if (const std::optional<Route> staged = solver.stager().staged(loop, StagingDirection::better)) {
          ++compared;
          ASSERT_FALSE(answer.routes.empty());
          ASSERT_LE(answer.routes.front().loss.total_cdm(), staged->loss.total_cdm());
        }
      }
    }
  }
  EXPECT_GT(compared, test::case_count(4'000) / 20);
}

}  // namespace
}  // namespace loopgenie
