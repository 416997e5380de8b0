// The solver against brute force on small random networks. The seed of a failing case is in the message.
// LOOPGENIE_LONG=1 multiplies the number of networks by 50.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include "core/loop/rank/rank.hpp"
#include "core/loop/search/solve.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/honesty.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

TEST(Solver, IsOptimalAndHonestOnSmallRandomNetworks) {
  std::uint64_t with_route = 0;
  std::uint64_t with_climb = 0;  // a route of the climb that is wanted
  std::uint64_t with_time = 0;   // a route of the time that is wanted
  std::uint64_t none = 0;
  for (std::uint64_t seed = 1; seed <= test::case_count(20'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto [random, network, query, start] = test::RandomCase(seed);
    const test::BruteForce truth = test::brute_force(network, query, start);
    const TrailheadAnswer answer = TrailheadSolver(network, query).solve(start);
    ASSERT_EQ(test::what_is_untrue(network, query, start, answer, truth), "");
    if (test::is_whole(network)) {  // so small a network has to be settled
      ASSERT_TRUE(test::is_settled(answer, truth));
    }
    ++(truth.best_loss_cdm ? with_route : none);
    with_time += truth.best_loss_cdm && query.hike_s ? 1 : 0;
    with_climb += truth.best_loss_cdm && query.about_ascent_m ? 1 : 0;
  }
  RecordProperty("networks_with_route", std::to_string(with_route));
  EXPECT_GT(with_route, test::case_count(20'000) / 10);
  EXPECT_GT(none, test::case_count(20'000) / 10);
  EXPECT_GT(with_time, test::case_count(20'000) / 50);
  EXPECT_GT(with_climb, test::case_count(20'000) / 400);
}

// Without these the tests here would say nothing of places, strands side by side, turns and figures of eight.
TEST(RandomNetworks, OftenHaveAnotherBestRouteForTheirPlacesStrandsAndTurns) {
  std::uint64_t by_places = 0;
  std::uint64_t by_strands = 0;
  std::uint64_t by_turns = 0;
  std::uint64_t eights = 0;
  for (std::uint64_t seed = 1; seed <= 4'000; ++seed) {
    const auto [random, network, query, start] = test::RandomCase(seed);
    const std::optional<std::int64_t> best_cdm = test::brute_force(network, query, start).best_loss_cdm;
    Network without = network;
    without.beside.clear();
    by_strands += test::brute_force(without, query, start).best_loss_cdm != best_cdm ? 1 : 0;
    Network nameless = network;
    std::fill(nameless.name.begin(), nameless.name.end(), 0);
    by_turns += test::brute_force(nameless, query, start).best_loss_cdm != best_cdm ? 1 : 0;
    Query any_shape = query;
    any_shape.figure_of_eight = true;
    const bool is_eight = test::brute_force(network, any_shape, start).best_loss_cdm != best_cdm;
    by_places += is_eight ? 1 : 0;
    eights += query.figure_of_eight && best_cdm ? 1 : 0;
  }
  RecordProperty("by_places", std::to_string(by_places));
  RecordProperty("by_strands", std::to_string(by_strands));
  RecordProperty("by_turns", std::to_string(by_turns));
  RecordProperty("eights", std::to_string(eights));
  EXPECT_GT(by_places, 20U);
  EXPECT_GT(by_strands, 20U);
  EXPECT_GT(by_turns, 20U);
  EXPECT_GT(eights, 20U);
}

TEST(Solver, GoesOverWhatIsAskedForAndNeverOverWhatIsToBeAvoided) {
  std::uint64_t with_route = 0;
  for (std::uint64_t seed = 1; seed <= test::case_count(6'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    auto [random, network, query, start] = test::RandomCase(seed + 8'000'000);
    const std::uint32_t required_count = random.below(3);
    const std::uint32_t avoided_count = required_count == 0 ? 1 : random.below(3);
    for (std::uint32_t i = 0; i < required_count + avoided_count && network.edge_count() > 0; ++i) {
      const EdgeId edge = network.edge_id[random.below(network.edge_count())];
      (i < required_count ? query.require_edges : query.avoid_edges).push_back(edge);
    }
    const test::BruteForce truth = test::brute_force(network, query, start);
    const TrailheadAnswer answer = TrailheadSolver(network, query).solve(start);
    ASSERT_EQ(test::what_is_untrue(network, query, start, answer, truth), "");
    if (test::is_whole(network)) {
      ASSERT_TRUE(test::is_settled(answer, truth));
    }
    with_route += truth.best_loss_cdm ? 1 : 0;
  }
  EXPECT_GT(with_route, test::case_count(6'000) / 20);
}

TEST(Solver, StaysHonestAtAnyEffort) {
  for (std::uint64_t seed = 1; seed <= test::case_count(4'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    auto [random, network, query, start] = test::RandomCase(seed + 1'000'000);
    if (random.below(4) == 0 && network.edge_count() > 0) {
      query.require_edges.push_back(network.edge_id[random.below(network.edge_count())]);
    }
    const test::BruteForce truth = test::brute_force(network, query, start);
    for (const std::uint64_t effort : {1, 30, 100, 300, 1'000, 3'000, 10'000}) {
      query.effort = effort;
      const TrailheadAnswer answer = TrailheadSolver(network, query).solve(start);
      ASSERT_EQ(test::what_is_untrue(network, query, start, answer, truth), "") << "effort " << effort;
    }
  }
}

TEST(Solver, StaysHonestWhenStoppedAtAnyCallback) {
  for (std::uint64_t seed = 1; seed <= test::case_count(500); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const auto [random, network, query, start] = test::RandomCase(seed + 2'000'000, {12, 22});
    const test::BruteForce truth = test::brute_force(network, query, start);
    TrailheadSolver solver(network, query);
    for (const int calls : {0, 1, 2, 5}) {
      int left = calls;
      const TrailheadAnswer answer = solver.solve(start, [&left] { return left-- <= 0; });
      ASSERT_EQ(test::what_is_untrue(network, query, start, answer, truth), "") << "stopped at call " << calls;
    }
  }
}

TEST(Solver, ProvesOfAnyThresholdWhatIsTrueAndAllOfItWithEnoughEffort) {
  std::uint64_t better = 0;
  std::uint64_t none_better = 0;
  for (std::uint64_t seed = 1; seed <= test::case_count(6'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    auto [random, network, query, start] = test::RandomCase(seed + 9'000'000);
    if (random.below(8) == 0 && network.edge_count() > 0) {
      query.require_edges.push_back(network.edge_id[random.below(network.edge_count())]);
    }
    const test::BruteForce truth = test::brute_force(network, query, start);
    const std::int64_t best_cdm = truth.best_loss_cdm.value_or(kNoLoss);
    const std::int64_t around_cdm = truth.best_loss_cdm.value_or(std::llround(query.wanted() * 500));
    TrailheadSolver solver(network, query);
    for (const std::int64_t below_cdm : {around_cdm + 1, around_cdm, std::max<std::int64_t>(around_cdm - 1, 0),
                                         around_cdm + around_cdm / 3, around_cdm - around_cdm / 3}) {
      for (const std::uint64_t steps : {1, 300, 1'000'000}) {
        const TrailheadAnswer proof = solver.prove(start, below_cdm, steps);
        ASSERT_LE(proof.least_loss_cdm, std::min(below_cdm, best_cdm));
        ASSERT_LE(proof.routes.size(), 1U);
        for (const Route& route : proof.routes) {
          ASSERT_EQ(test::what_is_wrong(network, query, start, route), "");
          ASSERT_LT(route.loss.total_cdm(), below_cdm);
        }
        if (steps == 1'000'000 && test::is_whole(network)) {
          ASSERT_EQ(proof.least_loss_cdm, std::min(below_cdm, best_cdm));
          ASSERT_EQ(proof.routes.size(), best_cdm < below_cdm ? 1U : 0U);
          ++(best_cdm < below_cdm ? better : none_better);
        }
      }
    }
  }
  EXPECT_GT(better, test::case_count(6'000) / 10);
  EXPECT_GT(none_better, test::case_count(6'000) / 10);
}

TEST(Solver, GivesTheSameAnswerAgainWhateverWasSolvedBefore) {
  for (std::uint64_t seed = 1; seed <= test::case_count(200); ++seed) {
    test::RandomCase c(seed + 3'000'000, {12, 24});
    const Network& network = c.network;
    const Query& query = c.query;
    TrailheadSolver solver(network, query);
    for (std::uint32_t n = 0; n < network.node_count(); ++n) {
      const TrailheadAnswer again = solver.solve(NodeIndex(n));
      const TrailheadAnswer fresh = TrailheadSolver(network, query).solve(NodeIndex(n));
      ASSERT_EQ(again.status, fresh.status);
      ASSERT_EQ(again.steps, fresh.steps);
      ASSERT_EQ(again.routes.size(), fresh.routes.size());
      for (std::size_t r = 0; r < again.routes.size(); ++r) {
        ASSERT_EQ(again.routes[r].steps, fresh.routes[r].steps);
      }
    }
  }
}

/// Of the shorter cycle's length in the query's measure, by which a trailhead's routes are told apart.
bool differs_enough(const Network& network, const Query& query, const std::vector<EdgeIndex>& a,
                    const std::vector<EdgeIndex>& b) {
  const auto length_dm = [&](const std::vector<EdgeIndex>& edges) {
    return std::accumulate(edges.begin(), edges.end(), std::int64_t{0}, [&](std::int64_t sum, EdgeIndex edge) {
      return sum + query.measure().length(network, edge);
    });
  };
  std::vector<EdgeIndex> shared;
  std::copy_if(a.begin(), a.end(), std::back_inserter(shared),
               [&](EdgeIndex edge) { return std::find(b.begin(), b.end(), edge) != b.end(); });
  return length_dm(shared) * 100 <= std::llround(query.max_overlap * 100) * std::min(length_dm(a), length_dm(b));
}

TEST(Solver, NearlyAlwaysFindsALoopThatDiffersFromTheBestOneWhereThereIsOne) {
  std::uint64_t with_other = 0;
  std::uint64_t missed = 0;
  for (std::uint64_t seed = 1; seed <= test::case_count(6'000); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::RandomCase c(seed + 5'000'000);
    const Network& network = c.network;
    Query& query = c.query;
    const NodeIndex start = c.start;
    query.max_overlap = 0.6;
    query.effort = 1'000'000;
    const TrailheadAnswer answer = TrailheadSolver(network, query).solve(start);
    if (answer.status != TrailheadStatus::optimal) {
      continue;
    }
    const Route& best = answer.routes[0];
    std::vector<EdgeIndex> best_cycle;
    for (std::size_t i = best.stem_step_count; i + best.stem_step_count < best.steps.size(); ++i) {
      best_cycle.push_back(best.steps[i].edge);
    }
    const std::vector<std::vector<EdgeIndex>> feasible = test::brute_force(network, query, start).feasible_cycles;
    if (std::any_of(feasible.begin(), feasible.end(), [&](const std::vector<EdgeIndex>& cycle) {
          return differs_enough(network, query, cycle, best_cycle);
        })) {
      ++with_other;
      missed += answer.routes.size() < 2 ? 1 : 0;
    }
  }
  EXPECT_GT(with_other, test::case_count(6'000) / 20);
  EXPECT_LE(missed * 200, with_other);  // that shares the fewest metres may be short, and so have too large a share
}

TEST(Rank, KeepsTheLimitOnOverlapAndTheOrderOfLoss) {
  for (std::uint64_t seed = 1; seed <= test::case_count(300); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::RandomCase c(seed + 4'000'000, {12, 24});
    const Network& network = c.network;
    Query& query = c.query;
    query.count = 1 + c.random.below(6);
    TrailheadSolver solver(network, query);
    std::vector<TrailheadAnswer> answers;
    for (std::uint32_t n = 0; n < network.node_count(); ++n) {
      answers.push_back(solver.solve(NodeIndex(n)));
    }
    const std::vector<Ranked> list = rank(answers, network, query);
    ASSERT_LE(list.size(), query.count);
    const auto route_of = [&](const Ranked& r) -> const Route& {
      return answers[r.trailhead_index].routes[r.route_index];
    };
    for (std::size_t i = 0; i < list.size(); ++i) {
      double overlap_max = 0;
      for (std::size_t k = 0; k < list.size(); ++k) {
        if (k != i) {
          overlap_max = std::max(overlap_max, test::overlap(route_of(list[i]), route_of(list[k]), network));
        }
      }
      ASSERT_EQ(list[i].overlap_max, overlap_max);
      ASSERT_LE(overlap_max, query.max_overlap);
      ASSERT_EQ(list[i].best_of_trailhead, list[i].route_index == 0);
      if (i > 0) {
        ASSERT_LE(route_of(list[i - 1]).loss.total_cdm(), route_of(list[i]).loss.total_cdm());
      }
    }
  }
}

}  // namespace
}  // namespace loopgenie
