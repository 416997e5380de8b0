#include "core/export/document/take_up.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/plan/planner.hpp"
#include "tests/support/grid_region.hpp"
#include "tests/support/parse_json.hpp"
#include "tests/support/whole_plan.hpp"

namespace loopgenie {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

class TakeUp : public ::testing::Test {
 protected:
  void SetUp() override {
    Query query;
    query.at = point_from_degrees(42.52, 1.42);
    query.drive_m = 8'000;
    query.hike_m = 6'000;
    query.effort = 20'000;
    test::make_grid_region({}).fill(planner_, query);
    run_.emplace(planner_.start(query).value());
    while (!run_->is_done()) {
      run_->step();
    }
    plan_ = run_->current();
    ASSERT_FALSE(plan_.loops.empty());
  }

  [[nodiscard]] LoopReference reference(const PlanLoop& loop) const {
    return {plan_.trailheads[loop.trailhead].trailhead.id, loop.edges, loop.name};
  }

  Planner planner_;
  std::optional<PlanRun> run_;
  Plan plan_;
};

TEST_F(TakeUp, GivesEveryLoopOfThePlanBackFromItsEdges) {
  for (const PlanLoop& loop : plan_.loops) {
    const Plan taken = run_->take_up(reference(loop)).value();
    ASSERT_EQ(taken.loops.size(), 1U);
    const PlanLoop& same = taken.loops.front();
    EXPECT_EQ(taken.trailheads.front().trailhead.id, plan_.trailheads[loop.trailhead].trailhead.id);
    EXPECT_EQ(same.edges, loop.edges);
    EXPECT_EQ(same.geometry, loop.geometry);
    EXPECT_EQ(same.length_m, loop.length_m);
    EXPECT_EQ(same.time_s, loop.time_s);
    EXPECT_EQ(same.time_reversed_s, loop.time_reversed_s);
    EXPECT_EQ(same.retraced_m, loop.retraced_m);
    EXPECT_EQ(same.score_e4, loop.score_e4);
    EXPECT_EQ(same.shape, loop.shape);
    EXPECT_EQ(same.name, loop.name);
    EXPECT_EQ(same.highlights, loop.highlights);
    EXPECT_EQ(same.warnings, loop.warnings) << "a loop of the list breaks no rule";
  }
}

TEST_F(TakeUp, ALoopThatBreaksARuleOfTodayIsThereAndSaysSo) {
  const PlanLoop& loop = plan_.loops.front();
  Query query = plan_.query;
  query.avoid_edges = {loop.edges.front().id};
  const Plan taken = planner_.start(query).value().take_up(reference(loop)).value();
  EXPECT_EQ(taken.loops.front().edges, loop.edges);
  ASSERT_FALSE(taken.loops.front().warnings.empty());
  EXPECT_EQ(taken.loops.front().warnings.back().kind, WarningKind::old_rules);
  EXPECT_EQ(taken.loops.front().warnings.back().edges, query.avoid_edges);
  EXPECT_NE(run_->gpx(taken, taken.loops.front()).find("against the rules of this search"), std::string::npos);
}

TEST_F(TakeUp, ALoopWithoutANameFromElsewhereGetsOneOfItsOwn) {
  LoopReference unnamed = reference(plan_.loops.front());
  unnamed.name = "";
  const std::string own = run_->take_up(unnamed).value().loops.front().name;
  EXPECT_EQ(own, plan_.loops.front().name) << "the first of a list has no better one before it";
  unnamed.name = "Round the refuge";
  EXPECT_EQ(run_->take_up(unnamed).value().loops.front().name, "Round the refuge");
}

TEST_F(TakeUp, TheOtherDirectionClimbsWhatThisOneDescends) {
  const PlanLoop& loop = plan_.loops.front();
  LoopReference back = reference(loop);
  std::reverse(back.edges.begin(), back.edges.end());
  for (PlanEdge& edge : back.edges) {
    edge.forward = !edge.forward;
  }
  const PlanLoop reversed = run_->take_up(back).value().loops.front();
  EXPECT_EQ(reversed.ascent_m, loop.descent_m);
  EXPECT_EQ(reversed.descent_m, loop.ascent_m);
  EXPECT_EQ(reversed.length_m, loop.length_m);
  EXPECT_EQ(reversed.score_e4, loop.score_e4);
  EXPECT_GE(reversed.time_s, loop.time_s) << "the plan gives the faster direction";
  EXPECT_EQ(reversed.time_s, loop.time_reversed_s);
  EXPECT_EQ(reversed.time_reversed_s, loop.time_s);
  EXPECT_TRUE(std::equal(loop.geometry.begin(), loop.geometry.end(), reversed.geometry.rbegin()));
}

TEST_F(TakeUp, ThePartsAreTheWholeLoop) {
  for (const PlanLoop& loop : plan_.loops) {
    const Json details = Json::parse(run_->details_json(run_->take_up(reference(loop)).value()));
    const Json& parts = details["parts"];
    double length_m = 0;
    double lesser_m = 0;
    double road_m = 0;
    std::size_t next_edge = 0;
    for (const Json& part : parts) {
      EXPECT_EQ(part["first_edge"].get<std::size_t>(), next_edge);
      next_edge += part["edge_count"].get<std::size_t>();
      length_m += part["length_m"].get<double>();
      lesser_m += part["lesser_ground_m"].get<double>();
      road_m += part["class"] == "residential" ? part["length_m"].get<double>() : 0;
      EXPECT_LT(part["first_vertex"].get<std::size_t>(), loop.geometry.size());
    }
    EXPECT_EQ(next_edge, loop.edges.size());
    EXPECT_NEAR(length_m, static_cast<double>(loop.length_m), static_cast<double>(parts.size()));
    EXPECT_NEAR(lesser_m, static_cast<double>(loop.lesser_ground), static_cast<double>(parts.size()));
    EXPECT_NEAR(road_m, static_cast<double>(loop.road_m), static_cast<double>(parts.size()));
  }
}

TEST_F(TakeUp, SaysThatTheDataHasChanged) {
  LoopReference broken = reference(plan_.loops.front());
  broken.edges.pop_back();
  const auto problem = [&] { return run_->take_up(broken).error().problem.value_or(Problem()); };
  EXPECT_EQ(problem().code, ProblemCode::loop_changed);
  broken = reference(plan_.loops.front());
  broken.edges.front().id = EdgeId(1);
  EXPECT_EQ(problem().code, ProblemCode::loop_changed);
  broken = reference(plan_.loops.front());
  broken.trailhead = SourceId{'n', 999'999'999};
  EXPECT_EQ(problem().code, ProblemCode::trailhead_missing);
  EXPECT_EQ(problem().subject, "n999999999");
}

TEST(LoopReference, IsReadFromAPlansLoop) {
  const LoopReference loop =
      read_loop_reference(
          test::parse_json(R"({"trailhead":"w7","score":1,"edges":[{"id":9007199254740991,"forward":false}]})"))
          .value();
  EXPECT_EQ(to_string(loop.trailhead), "w7");
  EXPECT_EQ(loop.edges, (std::vector<PlanEdge>{{EdgeId(9007199254740991), false}}));
  for (const char* wrong :
       {"", "[]", "{}", R"({"trailhead":"7","edges":[]})", R"({"trailhead":"n7","edges":[{"id":1}]})",
        R"({"trailhead":"n7","edges":[{"id":-1,"forward":true}]})", R"({"trailhead":"n7","edges":[7]})"}) {
    EXPECT_THAT(read_loop_reference(test::parse_json(wrong)).error().message, HasSubstr("\"trailhead\"")) << wrong;
  }
}

TEST_F(TakeUp, RequiredAndAvoidedWaysChangeTheAnswer) {
  const PlanLoop& best = plan_.loops.front();
  Query query = plan_.query;
  query.avoid_edges = {best.edges[best.edges.size() / 2].id};
  const Plan without = test::whole_plan(planner_, query).value();
  ASSERT_FALSE(without.loops.empty());
  for (const PlanLoop& loop : without.loops) {
    for (const PlanEdge& edge : loop.edges) {
      EXPECT_NE(edge.id, query.avoid_edges.front());
    }
  }
  query = plan_.query;
  query.require_edges = {plan_.loops.back().edges[plan_.loops.back().edges.size() / 2].id};
  const Plan over = test::whole_plan(planner_, query).value();
  ASSERT_FALSE(over.loops.empty());
  for (const PlanLoop& loop : over.loops) {
    EXPECT_TRUE(std::any_of(loop.edges.begin(), loop.edges.end(),
                            [&](const PlanEdge& edge) { return edge.id == query.require_edges.front(); }));
  }
}

}  // namespace
}  // namespace loopgenie
