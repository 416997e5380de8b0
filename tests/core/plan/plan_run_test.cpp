#include "core/plan/plan_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/plan/planner.hpp"
#include "tests/support/grid_query.hpp"
#include "tests/support/grid_region.hpp"
#include "tests/support/parse_json.hpp"
#include "tests/support/whole_plan.hpp"

namespace loopgenie {
namespace {

using test::grid_query;

/// Two runs of the same query; the first answers `own` of its trailheads, the second all others.
std::string shared_plan(PlanRun mine, PlanRun others, const std::set<std::uint32_t>& own) {
  for (std::uint32_t i = mine.candidate_count(); i-- > 0;) {
    if (own.contains(i)) {
      mine.solve(i);
      continue;
    }
    others.solve(i);
    const Result<void> taken = mine.take_answer(i, test::parse_json(others.answer_json(i)));
    EXPECT_TRUE(taken) << taken.error().message;
    EXPECT_TRUE(mine.take_answer(i, JsonValue())) << "a second one is passed over";
  }
  EXPECT_TRUE(mine.all_considered());
  while (!mine.is_done()) {
    mine.step();
  }
  return write_plan(mine.current());
}

TEST(PlanRun, ThePlanIsTheSameHoweverTheTrailheadsAreShared) {
  const test::GridRegion region = test::make_grid_region({.trailhead_every = 7});
  Planner planner;
  region.fill(planner, grid_query());
  Planner other;
  region.fill_all(other);
  const std::string alone = write_plan(test::whole_plan(planner, grid_query()).value());
  ASSERT_GE(planner.start(grid_query())->candidate_count(), 5U);
  for (const std::set<std::uint32_t>& own :
       {std::set<std::uint32_t>{}, {0U}, {1U, 3U}, {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U}}) {
    EXPECT_EQ(shared_plan(planner.start(grid_query()).value(), other.start(grid_query()).value(), own), alone);
  }
}

// The grid's paths are T2.
TEST(PlanRun, SaysHowMuchOfTheWaysInReachIsTooHardWhateverElseIsLoaded) {
  const test::GridRegion region = test::make_grid_region({});
  Query easy = grid_query();
  easy.max_sac_scale = SacScale::t1;
  Planner needed;
  region.fill(needed, easy);
  const std::int64_t harder_m = needed.start(easy)->current().harder_m;
  EXPECT_GT(harder_m, 10'000);
  Query far = easy;
  far.drive_m = 100'000;
  region.fill(needed, far);
  EXPECT_EQ(needed.start(easy)->current().harder_m, harder_m);
  EXPECT_EQ(needed.start(grid_query())->current().harder_m, 0);
}

// What planning loads suffices for every loop of so many hours: more tiles change nothing.
TEST(PlanRun, AHikeInHoursLoadsAllThatItsTimeReaches) {
  const test::GridRegion region = test::make_grid_region({.rows = 40, .columns = 40, .trailhead_every = 97});
  Query query = grid_query();
  query.hike_m.reset();
  query.hike_s = 3 * 3600;
  query.pace = {.flat = 0.6, .up = 0.5, .down = 0.7};
  Planner needed;
  region.fill(needed, query);
  const Plan plan = test::whole_plan(needed, query).value();
  ASSERT_FALSE(plan.loops.empty());
  std::int64_t farthest_m = 0;
  for (const PlanLoop& loop : plan.loops) {
    const double mean_s = static_cast<double>(loop.time_s + loop.time_reversed_s) / 2;
    EXPECT_NEAR(mean_s, *query.hike_s, query.tolerance * *query.hike_s + 10);  // each edge's time is rounded up
    EXPECT_LE(loop.time_s, loop.time_reversed_s) << "the faster way round comes first";
    farthest_m = std::max(farthest_m, loop.length_m);
  }
  EXPECT_GT(farthest_m, 18'000) << "a fast walker comes farther than the formula's 4.2 km an hour";
  Planner all;
  region.fill_all(all);
  EXPECT_EQ(write_plan(test::whole_plan(all, query).value()), write_plan(plan));
}

TEST(PlanRun, AHikeInHoursLeavesOutWhatHasNoKnownClimbAndSaysSo) {
  const test::GridRegion region = test::make_grid_region({.with_elevation = false});
  Query query = grid_query();
  Planner planner;
  region.fill(planner, query);
  EXPECT_EQ(planner.start(query)->current().climb_unknown_m, 0) << "a hike by distance leaves nothing out";
  query.hike_m.reset();
  query.hike_s = 5400;
  region.fill(planner, query);
  const Plan plan = test::whole_plan(planner, query).value();
  EXPECT_TRUE(plan.loops.empty());
  EXPECT_GT(plan.climb_unknown_m, 10'000);
}

TEST(PlanRun, ADirectionFiltersTheListAloneAndTheOthersAreCounted) {
  Planner planner;
  test::make_grid_region({.trailhead_every = 7}).fill(planner, grid_query());
  const Plan all = test::whole_plan(planner, grid_query()).value();
  ASSERT_GT(all.loops.size(), 1U);
  EXPECT_EQ(all.loops_any_direction, std::nullopt);
  std::size_t listed = 0;
  for (std::size_t i = 0; i < kEnumNames<Direction>.size(); ++i) {
    Query query = grid_query();
    query.direction = static_cast<Direction>(i);
    const Plan plan = test::whole_plan(planner, query).value();
    EXPECT_EQ(plan.loops_any_direction, static_cast<std::int64_t>(all.loops.size()));
    EXPECT_EQ(plan.range_bound_e4, all.range_bound_e4);
    ASSERT_EQ(plan.trailheads.size(), all.trailheads.size());
    for (std::size_t t = 0; t < all.trailheads.size(); ++t) {
      EXPECT_EQ(plan.trailheads[t].status, all.trailheads[t].status);
      EXPECT_EQ(plan.trailheads[t].best_score_e4, all.trailheads[t].best_score_e4);
      EXPECT_EQ(plan.trailheads[t].bound_e4, all.trailheads[t].bound_e4);
    }
    listed += plan.loops.size();
  }
  EXPECT_GE(listed, all.loops.size());
}

TEST(PlanRun, OnceAllAreConsideredItProvesThatNothingInRangeIsBetter) {
  Planner planner;
  test::make_grid_region({}).fill(planner, grid_query());
  PlanRun run = planner.start(grid_query()).value();
  while (!run.all_considered()) {
    run.step();
  }
  const Plan before = run.current();
  EXPECT_EQ(before.status, PlanStatus::complete);
  ASSERT_FALSE(run.is_done());
  ASSERT_GT(*before.range_bound_e4, before.loops.front().score_e4);
  while (!run.is_done()) {
    run.step();
  }
  const Plan proved = run.current();
  EXPECT_LT(*proved.range_bound_e4, *before.range_bound_e4);
  EXPECT_GE(*proved.range_bound_e4, proved.loops.front().score_e4);
  EXPECT_EQ(write_plan(test::whole_plan(planner, grid_query()).value()), write_plan(proved));
}

TEST(PlanRun, TheProofsAreTheSameHoweverTheyAreShared) {
  const test::GridRegion region = test::make_grid_region({.rows = 30, .columns = 30, .trailhead_every = 7});
  Planner planner;
  region.fill_all(planner);
  PlanRun mine = planner.start(grid_query()).value();
  PlanRun other = planner.start(grid_query()).value();  // considers nothing
  while (!mine.all_considered()) {
    mine.step();
  }
  const Plan before = mine.current();
  std::vector<std::size_t> rounds;
  for (ProofRound proofs = mine.next_proof_round(); !proofs.rivals.empty(); proofs = mine.next_proof_round()) {
    rounds.push_back(proofs.rivals.size());
    for (std::size_t i = proofs.rivals.size(); i-- > 0;) {
      const std::uint32_t rival = proofs.rivals[i];
      PlanRun& asked = i % 2 == 0 ? mine : other;
      const std::string proof = asked.proof_json(rival, proofs.below_cdm, proofs.steps);
      const Result<void> taken = mine.take_proof(rival, test::parse_json(proof));
      EXPECT_TRUE(taken) << taken.error().message;
    }
  }
  EXPECT_EQ(rounds.size(), 3U);
  EXPECT_TRUE(mine.is_done());
  const Plan proved = mine.current();
  EXPECT_LT(*proved.range_bound_e4, *before.range_bound_e4);
  EXPECT_GE(proved.loops.front().score_e4, before.loops.front().score_e4);
  EXPECT_NE(proved.loops.front().edges, before.loops.front().edges) << "a proof found a loop that is better by a hair";
  EXPECT_EQ(write_plan(proved), write_plan(test::whole_plan(planner, grid_query()).value()));
}

TEST(PlanRun, AFewRivalsAreAskedToTheLastWhateverTheFirstRoundLeaves) {
  Planner planner;
  test::make_grid_region({}).fill(planner, grid_query());
  std::size_t asked = 0;
  const Plan all = test::whole_plan(planner, grid_query()).value();
  for (const PlanTrailhead& entry : all.trailheads) {
    Query query = grid_query();
    query.at.reset();
    query.drive_m.reset();
    query.trailhead = entry.trailhead.id;
    PlanRun run = planner.start(query).value();
    run.step();
    const bool was_open = run.current().trailheads.front().status == TrailheadStatus::bounded;
    while (!run.is_done()) {
      run.step();
    }
    asked += was_open ? 1U : 0U;
    EXPECT_EQ(run.current().trailheads.front().status, TrailheadStatus::optimal);
  }
  EXPECT_GT(asked, 0U);
}

TEST(PlanRun, APartOfThePlanNamesItsTrailheads) {
  Planner planner;
  test::make_grid_region({}).fill(planner, grid_query());
  PlanRun whole = planner.start(grid_query()).value();
  PlanRun part = planner.start(grid_query()).value();
  while (!whole.is_done()) {
    whole.step();
  }
  const std::uint32_t last = part.candidate_count() - 1;
  part.solve(last);
  const Plan plan = part.current();
  EXPECT_EQ(plan.status, PlanStatus::cancelled);
  ASSERT_EQ(plan.trailheads.size(), 1U);
  EXPECT_EQ(plan.trailheads.front().trailhead.id, whole.current().trailheads[last].trailhead.id);
  ASSERT_FALSE(plan.loops.empty());
  for (const PlanLoop& loop : plan.loops) {
    EXPECT_EQ(loop.trailhead, 0U);
  }
}

TEST(PlanRun, ABriefSearchShowsLoopsAtOnceAndChangesNothingOfTheAnswer) {
  const test::GridRegion region = test::make_grid_region({.trailhead_every = 7});
  Planner planner;
  region.fill(planner, grid_query());
  Query query = grid_query();
  query.effort = 1'000'000;
  const std::string without = write_plan(test::whole_plan(planner, query).value());
  PlanRun run = planner.start(query).value();
  for (std::uint32_t i = 0; i < run.candidate_count(); ++i) {
    run.solve_briefly(i);
  }
  EXPECT_EQ(run.solved_count(), 0U);
  const Plan early = run.current();
  EXPECT_EQ(early.status, PlanStatus::cancelled);
  ASSERT_FALSE(early.loops.empty());
  for (const PlanTrailhead& trailhead : early.trailheads) {
    EXPECT_TRUE(trailhead.best_score_e4.has_value()) << "only where there are loops";
  }
  while (!run.is_done()) {
    run.step();
  }
  run.solve_briefly(0);
  EXPECT_EQ(write_plan(run.current()), without);
  EXPECT_LE(early.loops.front().score_e4, run.current().loops.front().score_e4);
}

TEST(PlanRun, RefusesAnAnswerThatIsNotOfItsNetwork) {
  Planner planner;
  test::make_grid_region({}).fill(planner, grid_query());
  PlanRun run = planner.start(grid_query()).value();
  run.solve(0);
  const std::string of_another = run.answer_json(0);
  for (const std::string& wrong :
       {std::string(), std::string("[]"), std::string(R"({"status":"optimal","routes":[]})"),
        std::string(R"({"status":"best","least_loss_cdm":0,"reason":null,"routes":[]})"),
        std::string(R"({"status":"optimal","least_loss_cdm":-1,"reason":null,"routes":[]})"),
        std::string(R"({"status":"optimal","least_loss_cdm":null,"reason":null,"routes":[]})"),
        std::string(R"({"status":"optimal","least_loss_cdm":0,"reason":null,"routes":[[1]]})"),
        std::string(R"({"status":"optimal","least_loss_cdm":0,"reason":null,"routes":[[1,2]]})"),
        std::string(R"({"status":"optimal","least_loss_cdm":0,"reason":null,"routes":[[1,1]]})"), of_another}) {
    EXPECT_FALSE(run.take_answer(1, test::parse_json(wrong))) << wrong;
    EXPECT_FALSE(run.take_proof(1, test::parse_json(wrong))) << wrong;
  }
  EXPECT_FALSE(run.take_answer(run.candidate_count(), test::parse_json(of_another)));
  EXPECT_EQ(run.solved_count(), 1U);
}

}  // namespace
}  // namespace loopgenie
