// The plan document's members, in order (core/export/PLAN.md says what each means). Each function takes an
// ObjectWriter, or a class with the same functions that describes what it is given.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/decimal.hpp"
#include "core/export/document/along.hpp"
#include "core/export/document/loop_parts.hpp"
#include "core/export/document/plan.hpp"

namespace loopgenie {

/// How the drive's metres and seconds came about; the plan says it beside the figures.
inline constexpr const char* kDriveBasis = "roads";

template <typename Object>
void reason_members(Object& object, const std::optional<WhyNoLoop>& why, LengthUnit unit) {
  object.code("reason", why ? std::optional(why->reason) : std::nullopt);
  object.measured("reason", unit, why ? why->length : std::nullopt);
  object.measured("reason_limit", unit, why ? why->limit : std::nullopt);
}

/// What is known of the car park; null where nothing is.
template <typename Object>
void parking_members(Object& object, const Trailhead& trailhead) {
  object.known_code("parking", trailhead.parking);
  object.integer("capacity", trailhead.capacity);
  object.text_or_null("capacity_text", trailhead.capacity_text);
  object.boolean("fee", trailhead.fee);
  object.text_or_null("fee_text", trailhead.fee_text);
  object.text_or_null("max_stay", trailhead.max_stay);
  object.text_or_null("condition", trailhead.condition);
}

template <typename Object>
void trailhead_members(Object& object, const PlanTrailhead& entry, LengthUnit unit) {
  const Trailhead& trailhead = entry.trailhead;
  object.text("id", to_string(trailhead.id));
  object.text("name", trailhead.name);
  object.code("kind", trailhead.kind);
  object.decimal("lat", trailhead.point.lat_e7, kDegreeDigits);
  object.decimal("lon", trailhead.point.lon_e7, kDegreeDigits);
  parking_members(object, trailhead);
  object.integer("drive_m", entry.drive_m);
  object.integer("drive_s", entry.drive_s);
  object.code("status", entry.status);
  object.decimal("best_score", entry.best_score_e4, kScoreDigits);
  object.decimal("bound", entry.bound_e4, kScoreDigits);
  reason_members(object, entry.why_none, unit);
}

/// The part of the drive that is a straight line: from where one leaves the roads to the trailhead.
inline std::optional<std::int64_t> drive_gap_m(const PlanTrailhead& entry) {
  return entry.drive_m && entry.trailhead.road_node ? std::optional<std::int64_t>(entry.trailhead.road_leg_m)
                                                    : std::nullopt;
}

/// What is known of a place to sleep; null, or no month, where nothing is.
template <typename Object>
void night_fact_members(Object& object, const NightFacts& facts) {
  std::vector<std::uint32_t> months;
  for (std::uint32_t month = 1; month <= 12; ++month) {
    if ((facts.open_months >> (month - 1) & 1U) != 0) {
      months.push_back(month);
    }
  }
  object.integers("open_months", months);
  object.integer("capacity", facts.capacity);
  object.boolean("fee", facts.fee);
  object.known_code("reservation", facts.reservation);
  object.text_or_null("phone", facts.phone);
  object.text_or_null("website", facts.website);
}

template <typename Object>
void stage_members(Object& object, const PlanStage& stage) {
  object.integer("from_m", stage.from_m);
  object.integer("to_m", stage.to_m);
  object.integer("length_m", stage.length_m);
  object.integer("ascent_m", stage.ascent_m);
  object.integer("descent_m", stage.descent_m);
  object.integer("time_s", stage.time_s);
  object.object_or_null("night", "Night", stage.night, [](Object& written, const PlanNight& night) {
    written.text("id", to_string(night.id));
    written.code("kind", night.kind());
    written.text_or_null("name", night.name);
    written.decimal("lat", night.point.lat_e7, kDegreeDigits);
    written.decimal("lon", night.point.lon_e7, kDegreeDigits);
    written.integer("vertex", night.vertex);
    written.integer("detour_m", night.detour_m);
    written.known_code("water", night.facts.water);
    written.boolean("unverified", night.unverified);
    night_fact_members(written, night.facts);
  });
  object.integer("last_water_m", stage.last_water_m);
  object.list("ways_out", "WayOut", stage.ways_out, [](Object& written, const WayOut& way) {
    written.code("to", way.to);
    written.text_or_null("name", way.name);
    written.integer("from_m", way.from_m);
    written.integer("m", way.length_m);
    written.integer("s", way.time_s);
  });
}

template <typename Object>
void loop_members(Object& object, const Plan& plan, const PlanLoop& loop) {
  const PlanTrailhead& start = plan.trailheads[loop.trailhead];
  object.text("trailhead", to_string(start.trailhead.id));
  object.text("name", loop.name);
  object.boolean("best_of_trailhead", loop.best_of_trailhead);
  object.code("shape", loop.shape);
  object.integer("start_gap_m", start.start_gap_m);
  object.integer("drive_gap_m", drive_gap_m(start));
  object.integer("length_m", loop.length_m);
  object.integer("ascent_m", loop.ascent_m);
  object.integer("descent_m", loop.descent_m);
  object.integer("climb_unknown_m", loop.climb_unknown_m);
  object.integer("time_s", loop.time_s);
  object.integer("time_reversed_s", loop.time_reversed_s);
  object.integer("retraced_m", loop.retraced_m);
  object.integer("road_m", loop.road_m);
  object.decimal("score", loop.score_e4, kScoreDigits);
  object.object("loss", "Loss", [&](Object& loss) {
    const LengthUnit unit = plan.query.measure().unit;
    loss.measured("off_length", unit, loop.off_length);
    loss.measured("retraced", unit, loop.retraced_loss);
    loss.measured("lesser_ground", unit, loop.lesser_ground);
    loss.measured("beside_itself", unit, loop.beside_itself);
    loss.measured("turns", unit, loop.turns_loss);
    loss.measured("night_detours", unit, loop.night_detours);
    loss.measured("uneven_days", unit, loop.uneven_days);
    loss.measured("dry_nights", unit, loop.dry_nights);
    loss.measured("night_kinds", unit, loop.night_kinds);
  });
  object.known_code("max_sac_scale", loop.max_sac_scale);
  object.integer("ungraded_m", loop.ungraded_m);
  object.list("warnings", "Warning", loop.warnings, [](Object& written, const Warning& warning) {
    written.code("kind", warning.kind);
    written.integer("m", warning.length_m);
    written.edge_ids("edges", warning.edges);
  });
  object.list("highlights", "Highlight", loop.highlights, [](Object& written, const Highlight& highlight) {
    written.integer("at_m", highlight.at_m);
    written.code("kind", highlight.kind);
    written.text_or_null("name", highlight.name);
    written.integer("ele_m", highlight.elevation_m);
  });
  object.decimal("overlap_max", loop.overlap_max_e4, kScoreDigits);
  object.list("edges", "WalkedEdge", loop.edges, [](Object& walked, const PlanEdge& edge) {
    walked.integer("id", static_cast<std::int64_t>(edge.id.value()));
    walked.boolean("forward", edge.forward);
  });
  object.line("geometry", loop.geometry);
  object.list("stages", "Stage", loop.stages, stage_members<Object>);
}

template <typename Object>
void plan_members(Object& object, const Plan& plan) {
  object.integer("version", kPlanVersion);
  object.query("query", plan.query);
  object.object("data", "PlanData", [&](Object& data) {
    data.text_or_null("version", plan.data.version);
    data.text_or_null("date", plan.data.date);
    data.text_or_null("attribution", plan.data.attribution);
    data.text_or_null("name", plan.data.name);
    data.boolean("made_up", plan.data.made_up);
  });
  object.code("status", plan.status);
  object.text("drive_basis", kDriveBasis);
  object.integer("start_to_road_m", plan.start_to_road_m);
  object.integer("drive_cut_s", plan.drive_cut_s);
  object.list("trailheads", "PlanTrailhead", plan.trailheads, [&](Object& written, const PlanTrailhead& entry) {
    trailhead_members(written, entry, plan.query.measure().unit);
  });
  object.integer("trailheads_in_range", plan.trailheads_in_range);
  object.integer("harder_m", plan.harder_m);
  object.integer("climb_unknown_m", plan.climb_unknown_m);
  object.decimal("range_bound", plan.range_bound_e4, kScoreDigits);
  object.integer("loops_any_direction", plan.loops_any_direction);
  object.object_or_null("missing_night", "MissingNight", plan.night_help.missing,
                        [&](Object& written, const MissingNight& night) {
                          const LengthUnit unit = plan.query.measure().unit;
                          written.integer("number", night.number);
                          written.measured("from", unit, rounded_quotient(night.from_dm, kDmPerMetre));
                          written.measured("to", unit, rounded_quotient(night.to_dm, kDmPerMetre));
                        });
  object.list("suggestions", "Suggestion", plan.night_help.suggestions,
              [](Object& written, const NightSuggestion& suggestion) {
                written.code("change", suggestion.change);
                written.query("query", suggestion.query);
              });
  object.list("loops", "Loop", plan.loops,
              [&](Object& written, const PlanLoop& loop) { loop_members(written, plan, loop); });
}

template <typename Object>
void part_members(Object& object, const LoopPart& part, LengthUnit unit) {
  const EdgeAttributes& a = part.attributes;
  object.text_or_null("name", part.name);
  object.text_or_null("ref", part.ref);
  object.code("class", a.way_class);
  object.known_code("surface", a.surface);
  object.known_code("sac_scale", a.sac_scale);
  object.known_code("visibility", a.visibility);
  for (const auto& [kind, flag] : kFlagWarnings) {
    object.boolean(to_string(kind).data(), a.has(flag));
  }
  object.boolean("near_water", a.has(EdgeFlag::near_water));
  object.boolean("near_peak", a.has(EdgeFlag::near_peak));
  object.boolean("near_road", a.has(EdgeFlag::near_road));
  object.boolean("in_town", a.has(EdgeFlag::in_town));
  object.integer("first_edge", part.first_edge);
  object.integer("edge_count", part.edge_count);
  object.integer("first_vertex", part.first_vertex);
  object.integer("length_m", part.length_m);
  object.integer("ascent_m", part.ascent_m);
  object.integer("descent_m", part.descent_m);
  object.integer("climb_unknown_m", part.climb_unknown_m);
  object.measured("lesser_ground", unit, part.lesser_ground);
  object.boolean("retraced", part.is_retraced);
}

template <typename Object>
void along_members(Object& object, const PoiAlong& along) {
  const Poi& poi = along.poi;
  object.text("id", to_string(poi.id));
  object.code("kind", poi.kind);
  object.code("night", poi.night.kind);
  object.text_or_null("name", poi.name);
  object.decimal("lat", poi.point.lat_e7, kDegreeDigits);
  object.decimal("lon", poi.point.lon_e7, kDegreeDigits);
  object.integer("ele_m", poi.elevation_m);
  object.boolean("potable",
                 poi.potable == Potable::unknown ? std::nullopt : std::optional(poi.potable == Potable::yes));
  object.boolean("intermittent", poi.intermittent);
  object.boolean("unverified", poi.unverified);
  object.integer("detour_m", along.detour_m);
  object.integer("vertex", along.vertex);
}

/// A loop as it is walked, with all that is known of its ground.
struct LoopDetails {
  const Plan& plan;  // of that loop alone
  std::vector<LoopPart> parts;
  std::vector<PoiAlong> along;
};

template <typename Object>
void details_members(Object& object, const LoopDetails& details) {
  object.object("plan", "Plan", [&](Object& plan) { plan_members(plan, details.plan); });
  object.list("parts", "LoopPart", details.parts, [&](Object& written, const LoopPart& part) {
    part_members(written, part, details.plan.query.measure().unit);
  });
  object.list("along", "Along", details.along, along_members<Object>);
}

}  // namespace loopgenie
