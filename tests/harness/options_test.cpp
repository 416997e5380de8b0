#include "tests/harness/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "tests/core/export/document/plan_fixture.hpp"
#include "tests/harness/plan_table.hpp"
#include "tests/harness/problem_text.hpp"

namespace loopgenie::harness {
namespace {

using ::testing::HasSubstr;

Options usual() {
  Options options;
  options.at = "42.5063,1.5218";
  options.drive = "20km";
  options.hike = "25km";
  return options;
}

TEST(Options, BecomeAQueryInMetresAndSeconds) {
  Options options = usual();
  options.hike = "10mi";
  options.tolerance = "5%";
  const Query query = query_of(options).value();
  EXPECT_EQ(query.at, point_from_degrees(42.5063, 1.5218));
  EXPECT_EQ(query.drive_m, 20'000);
  EXPECT_EQ(query.drive_s, std::nullopt);
  EXPECT_NEAR(query.hike_m.value_or(0), 16'093.44, 1e-6);
  EXPECT_NEAR(query.tolerance, 0.05, 1e-12);
  EXPECT_TRUE(wants_miles(options));
  EXPECT_FALSE(wants_miles(usual()));
}

TEST(Options, PreferencesAreTopicsWithAPercentage) {
  Options options = usual();
  options.prefer = {"roads=200", "water=0"};
  const Query query = query_of(options).value();
  EXPECT_EQ(query.appeal, (AppealPreferences{.roads = 200, .water = 0}));
  for (const char* wrong : {"mud=1", "roads", "roads=", "roads=301", "roads=-1", "=5", "roads=1x"}) {
    options.prefer = {wrong};
    EXPECT_THAT(query_of(options).error().message, HasSubstr("--prefer: got")) << wrong;
  }
}

TEST(Options, AHikeMayBeginAtAnyPlace) {
  Options options = usual();
  options.at.clear();
  options.drive.clear();
  options.start = "42.5063,1.5218";
  const Query query = query_of(options).value();
  EXPECT_EQ(query.start, point_from_degrees(42.5063, 1.5218));
  EXPECT_EQ(query.at, std::nullopt);
  EXPECT_EQ(query.drive_m, std::nullopt);
  options.at = options.start;
  EXPECT_THAT(query_of(options).error().message, HasSubstr("more than one start was given: give one of --at LAT,LON"));
  options.at.clear();
  options.trailhead = "n1";
  EXPECT_THAT(query_of(options).error().message, HasSubstr("more than one start was given"));
  options.trailhead.clear();
  options.start = "here";
  EXPECT_THAT(query_of(options).error().message, HasSubstr("--start: got \"here\""));
}

TEST(Options, TimeIsADriveToo) {
  Options options = usual();
  options.drive = "90min";
  const Query query = query_of(options).value();
  EXPECT_EQ(query.drive_s, 5'400);
  EXPECT_EQ(query.drive_m, std::nullopt);
}

TEST(Options, WhatIsWrongNamesItsFlagAndWhatWasGot) {
  const auto message = [](void (*change)(Options&)) {
    Options options = usual();
    change(options);
    const Result<Query> query = query_of(options);
    return query ? "accepted" : text_of(query.error());
  };
  EXPECT_THAT(message([](Options& o) { o.at = "Ordino"; }), HasSubstr("--at: got \"Ordino\""));
  EXPECT_THAT(message([](Options& o) { o.at = "91,0"; }), HasSubstr("--at"));
  EXPECT_THAT(message([](Options& o) { o.at = "nan,0"; }), HasSubstr("--at"));
  EXPECT_THAT(message([](Options& o) { o.at.clear(); }), HasSubstr("no start was given: give one of"));
  EXPECT_THAT(message([](Options& o) { o.trailhead = "n1"; }), HasSubstr("more than one start"));
  EXPECT_THAT(message([](Options& o) { o.drive = "20 parsecs"; }), HasSubstr("--drive"));
  EXPECT_THAT(message([](Options& o) { o.hike = "0km"; }), HasSubstr("1 to 200 km"));
  EXPECT_THAT(message([](Options& o) { o.hike = "10000km"; }), HasSubstr("1 to 200 km"));
  EXPECT_THAT(message([](Options& o) { o.tolerance = "many"; }), HasSubstr("--tolerance"));
  EXPECT_THAT(message([](Options& o) { o.max_retrace = "-1%"; }), HasSubstr("--max-retrace"));
  EXPECT_THAT(message([](Options& o) { o.max_sac_scale = "T7"; }), HasSubstr("--max-sac-scale: got \"T7\""));
  EXPECT_THAT(message([](Options& o) { o.ungraded = "some"; }), HasSubstr("--ungraded: got \"some\""));
}

TEST(Options, GradesByNumberOrByOpenStreetMapsName) {
  const auto grade = [](const char* text) {
    Options options = usual();
    options.max_sac_scale = text;
    return query_of(options).value().max_sac_scale;
  };
  EXPECT_EQ(query_of(usual())->max_sac_scale, SacScale::t3);
  EXPECT_EQ(grade("T1"), SacScale::t1);
  EXPECT_EQ(grade("t6"), SacScale::t6);
  EXPECT_EQ(grade("alpine_hiking"), SacScale::t4);
  Options options = usual();
  options.ungraded = "easy-only";
  EXPECT_EQ(query_of(options)->ungraded, UngradedWays::easy_only);
}

TEST(PlanTable, ShowsEachLoopTheProofsAndWhoseDataTheyAre) {
  const std::string table = plan_table(test::hand_made_plan(), Units::kilometres);
  EXPECT_THAT(table, HasSubstr("1 loop of about 2.0 km"));
  EXPECT_THAT(table, HasSubstr("2.0 km  ≥ 120 m  ≥ 0:40  0.3 km"));
  EXPECT_THAT(table, HasSubstr("bounded ≤ 0.9500"));
  EXPECT_THAT(table, HasSubstr("1: permit needed 0.3 km"));
  EXPECT_THAT(table, HasSubstr("1: multi_storey, 20-30 places, fee: Sa-Su, stay at most 24 hours, open: 08:00-17:00"));
  EXPECT_THAT(table, HasSubstr("Left out as too hard: 4.2 km of ways in reach"));
  EXPECT_THAT(table, HasSubstr("Coll & \"Collet\" (w77)"));
  EXPECT_THAT(table, HasSubstr("2 of 3 trailheads in range considered"));
  EXPECT_THAT(table, HasSubstr("1 without any loop (proved)"));
  EXPECT_THAT(table, HasSubstr("No loop from any of them scores above 0.9500."));
  EXPECT_THAT(table, HasSubstr("Andorra 2025, 2025-01-19, © OpenStreetMap contributors"));
}

TEST(PlanTable, SaysWhichStraightLinesThereAreAtTheBeginning) {
  Plan plan = test::hand_made_plan();
  EXPECT_THAT(plan_table(plan, Units::kilometres), HasSubstr("the last 111 m are a straight line, off the roads"));
  EXPECT_THAT(plan_table(plan, Units::miles), HasSubstr("the last 364 ft are a straight line"));
  plan.trailheads.front().trailhead.road_leg_m = 4;
  EXPECT_THAT(plan_table(plan, Units::kilometres), testing::Not(HasSubstr("straight line")));
  plan.query.start = std::exchange(plan.query.at, std::nullopt);
  plan.query.drive_m.reset();
  plan.trailheads.front().drive_m.reset();
  plan.trailheads.front().start_gap_m = 120;
  const std::string table = plan_table(plan, Units::kilometres);
  EXPECT_THAT(table, HasSubstr("  none   bounded"));
  EXPECT_THAT(table, HasSubstr("The hike begins at Coll & \"Collet\" (w77), 120 m in a straight line from the start"));
  plan.trailheads.front().start_gap_m = 4;
  EXPECT_THAT(plan_table(plan, Units::kilometres), testing::Not(HasSubstr("straight line")));
}

TEST(PlanTable, UsesMilesAndFeetWhereAskedTo) {
  const std::string table = plan_table(test::hand_made_plan(), Units::miles);
  EXPECT_THAT(table, HasSubstr("1.3 mi  ≥ 394 ft"));
}

TEST(PlanTable, UnknownIsAQuestionMark) {
  Plan plan = test::hand_made_plan();
  plan.loops.front().ascent_m.reset();
  plan.trailheads.front().drive_m.reset();
  const std::string table = plan_table(plan, Units::kilometres);
  EXPECT_THAT(table, HasSubstr("2.0 km  ?  "));
  EXPECT_THAT(table, HasSubstr("  ?      bounded"));
}

}  // namespace
}  // namespace loopgenie::harness
