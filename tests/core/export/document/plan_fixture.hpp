// A small hand-made plan whose every figure is known.
#pragma once

#include "core/export/document/plan.hpp"

namespace loopgenie::test {

inline Vertex vertex(double lat, double lon, int elevation_m) {
  return {point_from_degrees(lat, lon), static_cast<std::int16_t>(elevation_m)};
}

inline Plan hand_made_plan() {
  Plan plan;
  plan.query.at = point_from_degrees(42.5063, 1.5218);
  plan.query.drive_m = 20'000;
  plan.query.hike_m = 2'000;
  plan.data.version = "0123456789abcdef";
  plan.data.name = "Andorra 2025";
  plan.data.date = "2025-01-19";
  plan.data.attribution = "© OpenStreetMap contributors";
  plan.trailheads_in_range = 3;
  plan.harder_m = 4'200;
  plan.range_bound_e4 = 9'500;

  PlanTrailhead best;
  best.trailhead.id = {'w', 77};
  best.trailhead.kind = TrailheadKind::parking;
  best.trailhead.name = "Coll & \"Collet\"";
  best.trailhead.point = point_from_degrees(42.51, 1.53);
  best.trailhead.parking = ParkingKind::multi_storey;
  best.trailhead.capacity_text = "20-30";
  best.trailhead.fee = true;
  best.trailhead.fee_text = "Sa-Su";
  best.trailhead.max_stay = "24 hours";
  best.trailhead.condition = "08:00-17:00";
  best.trailhead.road_node = point_from_degrees(42.511, 1.53);
  best.trailhead.road_leg_m = 111;
  best.drive_m = 1234;
  best.drive_s = 111;
  best.status = TrailheadStatus::bounded;
  best.best_score_e4 = 9'123;
  best.bound_e4 = 9'500;
  PlanTrailhead none;
  none.trailhead.id = {'n', 8};
  none.trailhead.kind = TrailheadKind::trailhead;
  none.trailhead.capacity = 40;
  none.trailhead.point = point_from_degrees(42.5, 1.5);
  none.status = TrailheadStatus::none_exists;
  none.why_none = {NoLoopReason::loop_too_far, 412, 300};
  plan.trailheads = {best, none};

  PlanLoop loop;
  loop.name = "Coll \"Alt\" – Estany";
  loop.best_of_trailhead = true;
  loop.shape = RouteShape::lollipop;
  loop.length_m = 2'040;
  loop.ascent_m = 120;
  loop.climb_unknown_m = 70;
  loop.time_s = 2'400;
  loop.time_reversed_s = 2'460;
  loop.retraced_m = 300;
  loop.road_m = 40;
  loop.score_e4 = 9'123;
  loop.off_length = 40;
  loop.retraced_loss = 600;
  loop.lesser_ground = 12;
  loop.beside_itself = 26;
  loop.turns_loss = 150;
  loop.max_sac_scale = SacScale::t2;
  loop.ungraded_m = 500;
  loop.warnings = {{WarningKind::permit, 340, {EdgeId(65536), EdgeId(131072)}}};
  loop.highlights = {{HighlightKind::saddle, 1'020, 1, "Coll \"Alt\"", 2'650, {'n', 5}, {}},
                     {HighlightKind::alpine_hut, 1'400, 1, "", {}, {'w', 6}, {}}};
  loop.night_detours = 8;
  loop.uneven_days = 5;
  loop.dry_nights = 10;
  loop.night_kinds = 0;
  PlanStage first;
  first.to_m = 1'020;
  first.length_m = 1'020;
  first.ascent_m = 120;
  first.time_s = 1'300;
  NightFacts facts{.kind = NightKind::hut, .water = NightWater::tap, .fee = true};
  facts.reservation = Reservation::required;
  facts.open_months = 0b1110'0000;
  facts.capacity = 43;
  facts.phone = "+376 123 456";
  facts.website = "https://example.org/refugi";
  first.night = PlanNight{{'w', 6}, facts, "Refugi", 4, false, 1, point_from_degrees(42.5, 1.5)};
  first.last_water_m = 0;
  first.ways_out = {{WayOutKind::village, "Llorts", 500, 1'200, 900}};
  PlanStage last;
  last.from_m = 1'020;
  last.to_m = 2'040;
  last.length_m = 1'020;
  last.time_s = 1'100;
  loop.stages = {first, last};
  loop.overlap_max_e4 = 2'500;
  loop.edges = {{EdgeId(65536), true}, {EdgeId(131072), false}};
  loop.geometry = {vertex(42.51, 1.53, 1000), vertex(42.5123456, 1.53, Vertex::kUnknownElevation),
                   vertex(42.51, 1.53, 1000)};
  plan.loops = {loop};
  return plan;
}

}  // namespace loopgenie::test
