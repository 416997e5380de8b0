// A query with nights from the planner's start to the loop taken up again, as several planners would share it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/export/document/plan_json.hpp"
#include "core/plan/planner.hpp"
#include "tests/support/grid_query.hpp"
#include "tests/support/grid_region.hpp"
#include "tests/support/parse_json.hpp"
#include "tests/support/whole_plan.hpp"

namespace loopgenie {
namespace {

using ::testing::HasSubstr;

class NightsRun : public ::testing::Test {
 protected:
  void SetUp() override {
    region_ = test::make_grid_region({.huts = {kHut}});
    query_ = test::grid_query();
    query_.nights = 1;
    query_.short_first_day = query_.short_last_day = true;
    query_.longest_day_m = 6'000;
    region_.fill_all(planner_);
    plan_ = test::whole_plan(planner_, query_).value();
  }

  static constexpr std::uint32_t kHut = 40;
  test::GridRegion region_;
  Query query_;
  Planner planner_;
  Plan plan_;
};

TEST_F(NightsRun, EveryLoopHasItsNight) {
  ASSERT_FALSE(plan_.loops.empty());
  for (const PlanLoop& loop : plan_.loops) {
    ASSERT_EQ(loop.stages.size(), 2U);
    ASSERT_TRUE(loop.stages[0].night);
    EXPECT_EQ(loop.stages[0].night->id, (SourceId{'n', 900'003}));
    EXPECT_FALSE(loop.stages[1].night);
    EXPECT_EQ(loop.stages[0].length_m + loop.stages[1].length_m, loop.stages[1].to_m);
    EXPECT_NEAR(static_cast<double>(loop.stages[1].to_m), static_cast<double>(loop.length_m), 1);
  }
  EXPECT_TRUE(plan_.night_help.suggestions.empty());
}

TEST_F(NightsRun, AnAnswerTravelsBetweenPlanners) {
  PlanRun mine = planner_.start(query_).value();
  PlanRun others = planner_.start(query_).value();
  for (std::uint32_t i = 0; i < mine.candidate_count(); ++i) {
    others.solve(i);
    const Result<void> taken = mine.take_answer(i, test::parse_json(others.answer_json(i)));
    ASSERT_TRUE(taken) << taken.error().message;
  }
  while (!mine.is_done()) {
    mine.step();
  }
  EXPECT_EQ(write_plan(mine.current()), write_plan(plan_));
}

TEST_F(NightsRun, AnAnswerWithoutNightsIsRefused) {
  Query one_day = query_;
  one_day.nights = 0;
  PlanRun others = planner_.start(one_day).value();
  PlanRun mine = planner_.start(query_).value();
  bool is_any_refused = false;
  for (std::uint32_t i = 0; i < mine.candidate_count(); ++i) {
    others.solve(i);
    is_any_refused = is_any_refused || !mine.take_answer(i, test::parse_json(others.answer_json(i)));
  }
  EXPECT_TRUE(is_any_refused);
}

TEST_F(NightsRun, ALoopIsTakenUpWithItsDays) {
  ASSERT_FALSE(plan_.loops.empty());
  const PlanLoop& loop = plan_.loops.front();
  const LoopReference reference{plan_.trailheads[loop.trailhead].trailhead.id, loop.edges, loop.name};
  const PlanRun run = planner_.start(query_).value();
  const Plan taken = run.take_up(reference).value();
  EXPECT_EQ(taken.loops.front().edges, loop.edges);
  EXPECT_EQ(taken.loops.front().score_e4, loop.score_e4);
  EXPECT_EQ(taken.loops.front().stages[0].night, loop.stages[0].night);
  EXPECT_EQ(taken.loops.front().warnings, loop.warnings);
  EXPECT_THAT(run.gpx(taken, taken.loops.front()), HasSubstr("<trk><name>Day 2 of 2: "));
}

TEST_F(NightsRun, ALoopWhoseDaysNoLongerFitIsThereAndSaysSo) {
  ASSERT_FALSE(plan_.loops.empty());
  const PlanLoop& loop = plan_.loops.front();
  const LoopReference reference{plan_.trailheads[loop.trailhead].trailhead.id, loop.edges, loop.name};
  Query shorter = query_;
  shorter.longest_day_m = 1'000;
  const Plan taken = planner_.start(shorter).value().take_up(reference).value();
  EXPECT_EQ(taken.loops.front().edges, loop.edges);
  ASSERT_EQ(taken.loops.front().stages.size(), 2U);
  EXPECT_EQ(taken.loops.front().stages[0].night, loop.stages[0].night);
  ASSERT_FALSE(taken.loops.front().warnings.empty());
  EXPECT_EQ(taken.loops.front().warnings.back().kind, WarningKind::old_rules);
}

TEST_F(NightsRun, WhereThereIsNoneTheChangesThatHelpAreGivenAndWork) {
  query_.night_kinds = {NightKind::bothy};
  query_.longest_day_m = 3'500;
  const Plan none = test::whole_plan(planner_, query_).value();
  ASSERT_TRUE(none.loops.empty());
  ASSERT_FALSE(none.night_help.suggestions.empty());
  ASSERT_TRUE(none.night_help.missing);
  EXPECT_EQ(none.night_help.missing->number, 1U);
  EXPECT_THAT(write_plan(none), HasSubstr("\"missing_night\":{\"number\":1,"));
  for (const NightSuggestion& suggestion : none.night_help.suggestions) {
    EXPECT_FALSE(test::whole_plan(planner_, suggestion.query).value().loops.empty()) << to_string(suggestion.change);
  }
  EXPECT_EQ(none.night_help.suggestions.front().change, NightChange::fewer_nights);
  EXPECT_EQ(none.night_help.suggestions.front().query.nights, 0U);
}

TEST_F(NightsRun, ASuggestionHasALoopThatLeadsWhereTheQueryWants) {
  query_.night_kinds = {NightKind::bothy};
  std::size_t offered = 0;
  for (std::size_t d = 0; d < kEnumNames<Direction>.size(); ++d) {
    SCOPED_TRACE(kEnumNames<Direction>[d]);
    query_.direction = static_cast<Direction>(d);
    const Plan none = test::whole_plan(planner_, query_).value();
    for (const NightSuggestion& suggestion : none.night_help.suggestions) {
      EXPECT_FALSE(test::whole_plan(planner_, suggestion.query).value().loops.empty()) << to_string(suggestion.change);
      ++offered;
    }
  }
  EXPECT_GT(offered, 0U);
}

TEST_F(NightsRun, ALongerDayIsSuggestedAndOneMuchShorterIsNotEnough) {
  query_.longest_day_m = 1'000;
  const Plan none = test::whole_plan(planner_, query_).value();
  ASSERT_TRUE(none.loops.empty());
  const auto& all = none.night_help.suggestions;
  const auto longer = std::find_if(all.begin(), all.end(), [](const NightSuggestion& suggestion) {
    return suggestion.change == NightChange::longest_day_m;
  });
  ASSERT_NE(longer, all.end());
  Query less = longer->query;
  EXPECT_FALSE(test::whole_plan(planner_, less).value().loops.empty());
  *less.longest_day_m -= 500;
  EXPECT_TRUE(test::whole_plan(planner_, less).value().loops.empty());
}

}  // namespace
}  // namespace loopgenie
