#include "core/export/document/plan_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/core/export/document/plan_fixture.hpp"

namespace loopgenie {
namespace {

// In the order of the contract, too: the same plan is the same text.
TEST(PlanJson, HasExactlyTheShapeOfTheContract) {
  const auto expected = nlohmann::ordered_json::parse(R"({
    "version": 3,
    "query": {"at": [42.5063, 1.5218], "trailhead": null, "start": null, "drive_m": 20000, "drive_s": null, "hike_m": 2000, "hike_s": null, "pace": {"flat": 1, "up": 1, "down": 1},
              "tolerance": 0.1, "max_retrace": 0.15, "max_overlap": 0.6, "count": 20, "access_m": 250,
              "effort": 1000000, "seed": 1, "max_bytes": 20000000, "drive_cost": 0, "max_ascent_m": null, "about_ascent_m": null, "max_sac_scale": "demanding_mountain_hiking", "ungraded": null,
              "avoid_roads": false, "via_ferratas": false, "bike_trails": false, "figure_of_eight": false, "direction": null,
              "appeal": {"roads": 100, "water": 100, "sights": 100, "routes": 100, "rough": 100},
              "avoid_edges": [], "require_edges": [],
              "nights": null, "day_m": null, "day_s": null, "night_kinds": ["hut", "bothy", "shelter", "camp"],
              "max_night_detour_m": 500, "longest_day_m": null, "longest_day_s": null, "longest_day_ascent_m": null,
              "shortest_day_m": null, "shortest_day_s": null, "short_first_day": false, "short_last_day": false,
              "water_at_night": false, "water_before_night_m": 1000, "keep_nights": [], "avoid_nights": []},
    "data": {"version": "0123456789abcdef", "date": "2025-01-19", "attribution": "© OpenStreetMap contributors",
             "name": "Andorra 2025", "made_up": false},
    "status": "complete",
    "drive_basis": "roads", "start_to_road_m": null, "drive_cut_s": null,
    "trailheads": [
      {"id": "w77", "name": "Coll & \"Collet\"", "kind": "parking", "lat": 42.51, "lon": 1.53,
       "parking": "multi_storey", "capacity": null, "capacity_text": "20-30", "fee": true, "fee_text": "Sa-Su",
       "max_stay": "24 hours", "condition": "08:00-17:00", "drive_m": 1234,
       "drive_s": 111, "status": "bounded", "best_score": 0.9123, "bound": 0.95, "reason": null,
       "reason_m": null, "reason_limit_m": null},
      {"id": "n8", "name": "", "kind": "trailhead", "lat": 42.5, "lon": 1.5, "parking": null,
       "capacity": 40, "capacity_text": null, "fee": null, "fee_text": null, "max_stay": null, "condition": null,
       "drive_m": null, "drive_s": null,
       "status": "none_exists", "best_score": null, "bound": null,
       "reason": "loop_too_far", "reason_m": 412, "reason_limit_m": 300}],
    "trailheads_in_range": 3,
    "harder_m": 4200, "climb_unknown_m": 0,
    "range_bound": 0.95,
    "loops_any_direction": null, "missing_night": null, "suggestions": [],
    "loops": [{
      "trailhead": "w77", "name": "Coll \"Alt\" – Estany", "best_of_trailhead": true, "shape": "lollipop", "start_gap_m": null, "drive_gap_m": 111, "length_m": 2040, "ascent_m": 120,
      "descent_m": null, "climb_unknown_m": 70, "time_s": 2400, "time_reversed_s": 2460, "retraced_m": 300, "road_m": 40, "score": 0.9123,
      "loss": {"off_length_m": 40, "retraced_m": 600, "lesser_ground_m": 12, "beside_itself_m": 26, "turns_m": 150,
               "night_detours_m": 8, "uneven_days_m": 5, "dry_nights_m": 10, "night_kinds_m": 0},
      "max_sac_scale": "mountain_hiking", "ungraded_m": 500,
      "warnings": [{"kind": "permit", "m": 340, "edges": [65536, 131072]}],
      "highlights": [{"at_m": 1020, "kind": "saddle", "name": "Coll \"Alt\"", "ele_m": 2650},
                     {"at_m": 1400, "kind": "alpine_hut", "name": null, "ele_m": null}], "overlap_max": 0.25,
      "edges": [{"id": 65536, "forward": true}, {"id": 131072, "forward": false}],
      "geometry": [[1.53, 42.51, 1000], [1.53, 42.5123456, null], [1.53, 42.51, 1000]],
      "stages": [
        {"from_m": 0, "to_m": 1020, "length_m": 1020, "ascent_m": 120, "descent_m": null, "time_s": 1300,
         "night": {"id": "w6", "kind": "hut", "name": "Refugi", "lat": 42.5, "lon": 1.5, "vertex": 1, "detour_m": 4,
                   "water": "tap", "unverified": false, "open_months": [6, 7, 8], "capacity": 43, "fee": true,
                   "reservation": "required", "phone": "+376 123 456", "website": "https://example.org/refugi"},
         "last_water_m": 0, "ways_out": [{"to": "village", "name": "Llorts", "from_m": 500, "m": 1200, "s": 900}]},
        {"from_m": 1020, "to_m": 2040, "length_m": 1020, "ascent_m": null, "descent_m": null, "time_s": 1100,
         "night": null, "last_water_m": null, "ways_out": []}]}]})");
  EXPECT_EQ(nlohmann::ordered_json::parse(write_plan(test::hand_made_plan())), expected);
}

TEST(PlanJson, OfAHikeInHoursTheLossesAndFiguresOfReasonsAreSeconds) {
  Plan plan = test::hand_made_plan();
  plan.query.hike_m.reset();
  plan.query.hike_s = 9'000;
  plan.climb_unknown_m = 300;
  const auto written = nlohmann::json::parse(write_plan(plan));
  const nlohmann::json expected = {{"off_length_s", 40},    {"retraced_s", 600},  {"lesser_ground_s", 12},
                                   {"beside_itself_s", 26}, {"turns_s", 150},     {"night_detours_s", 8},
                                   {"uneven_days_s", 5},    {"dry_nights_s", 10}, {"night_kinds_s", 0}};
  EXPECT_EQ(written["loops"][0]["loss"], expected);
  EXPECT_EQ(written["trailheads"][1]["reason_s"], 412);
  EXPECT_EQ(written["trailheads"][1]["reason_limit_s"], 300);
  EXPECT_FALSE(written["trailheads"][1].contains("reason_m"));
  EXPECT_EQ(written["climb_unknown_m"], 300);
}

TEST(PlanJson, ADriveHasAGapAtItsEndOnlyWhereSomebodyDrives) {
  Plan plan = test::hand_made_plan();
  plan.trailheads[0].drive_m.reset();
  EXPECT_TRUE(nlohmann::json::parse(write_plan(plan))["loops"][0]["drive_gap_m"].is_null());
  plan.trailheads[0].drive_m = 0;
  plan.trailheads[0].trailhead.road_leg_m = 0;
  EXPECT_EQ(nlohmann::json::parse(write_plan(plan))["loops"][0]["drive_gap_m"], 0);
}

TEST(PlanJson, AStartOfItsOwnHasAGapToWhereTheHikeBegins) {
  Plan plan = test::hand_made_plan();
  plan.trailheads[0].start_gap_m = 120;
  EXPECT_EQ(nlohmann::json::parse(write_plan(plan))["loops"][0]["start_gap_m"], 120);
}

TEST(PlanJson, WritesUnknownDataAsNull) {
  Plan plan;
  plan.query.hike_m = 1000;
  const nlohmann::json document = nlohmann::json::parse(write_plan(plan));
  EXPECT_TRUE(document["data"]["date"].is_null());
  EXPECT_TRUE(document["range_bound"].is_null());
  EXPECT_TRUE(document["loops"].empty());
}

TEST(ScoreE4, IsOneMinusTheLossOverTheWantedLength) {
  EXPECT_EQ(score_e4(0, 25'000), 10'000);
  EXPECT_EQ(score_e4(2'500 * kCdmPerMetre, 25'000), 9'000);
  EXPECT_EQ(score_e4(50'000 * kCdmPerMetre, 25'000), -10'000);
}

TEST(ScoreE4, NeverGrowsWithTheLoss) {
  std::int64_t before = score_e4(0, 8'047);
  for (std::int64_t loss_cdm = 0; loss_cdm < 20'000'000; loss_cdm += 977) {
    const std::int64_t now = score_e4(loss_cdm, 8'047);
    ASSERT_LE(now, before);
    before = now;
  }
}

}  // namespace
}  // namespace loopgenie
