// The query's fields with their names and limits: the one list by which a query is read, written, checked and described
// (core/export/PLAN.md). A new field of the query is a member of Query, a line here and a row in PLAN.md. A topic
// of `appeal` needs none of these: it is in core/cost/appeal.hpp, and a row of its own table in PLAN.md.
#pragma once

#include <array>
#include <limits>
#include <string_view>

#include "core/loop/space/query.hpp"

namespace loopgenie {

inline constexpr double kUnlimited = std::numeric_limits<double>::infinity();

/// What a figure may be, both ends included, in the field's own unit.
struct FieldLimits {
  double min = 0;
  double max = kUnlimited;
};

namespace field_limits {
inline constexpr FieldLimits kDriveM{.max = 1'000'000};
inline constexpr FieldLimits kDriveS{.max = 24 * 3600};
inline constexpr FieldLimits kHike{.min = 1'000, .max = 200'000};
/// Of walking, as the lengths above.
inline constexpr FieldLimits kHikeS{.min = 900, .max = 48 * 3600};
inline constexpr FieldLimits kPace{.min = 0.5, .max = 3};
inline constexpr FieldLimits kTolerance{.min = 0.01, .max = 0.5};
inline constexpr FieldLimits kRetrace{.max = 0.5};
inline constexpr FieldLimits kOverlap{.max = 1};
inline constexpr FieldLimits kCount{.min = 1, .max = 200};
inline constexpr FieldLimits kAccess{.max = 5'000};
/// Up to it, numbers are exact in JSON and in JavaScript.
inline constexpr FieldLimits kExact{.max = 9'007'199'254'740'991};
inline constexpr FieldLimits kEffort{.min = 1, .max = kExact.max};
inline constexpr FieldLimits kDriveCost{.max = 100};
inline constexpr FieldLimits kAscent{.max = 30'000};
inline constexpr FieldLimits kAppeal{.max = kMaxPreference};
inline constexpr FieldLimits kAvoid{.max = 500};
inline constexpr FieldLimits kRequire{.max = 8};
inline constexpr FieldLimits kNights{.max = 14};
inline constexpr FieldLimits kDayM{.min = 1'000, .max = 100'000};
inline constexpr FieldLimits kDayS{.min = 1'800, .max = 24 * 3600};
inline constexpr FieldLimits kNightDetour{.max = 3'000};
inline constexpr FieldLimits kDayLimitM{.max = 200'000};
inline constexpr FieldLimits kDayLimitS{.max = 48 * 3600};
inline constexpr FieldLimits kWaterBefore{.max = 20'000};
inline constexpr FieldLimits kKeepNights{.max = 8};
inline constexpr FieldLimits kAvoidNights{.max = 500};
}  // namespace field_limits

/// A factor of the pace by the name it has in a query.
struct PaceFactor {
  std::string_view name;
  double Pace::*value;
};
inline constexpr std::array<PaceFactor, 3> kPaceFactors = {{
    {"flat", &Pace::flat},
    {"up", &Pace::up},
    {"down", &Pace::down},
}};

/// Calls visit(name, field) for each field in the order of the document, or visit(name, field, limits) where it has
/// limits: of a list they are those of its length, of `appeal` and `pace` those of each member.
template <typename QueryType, typename Visit>
void for_each_field(QueryType& query, Visit&& visit) {
  visit("at", query.at);
  visit("trailhead", query.trailhead);
  visit("start", query.start);
  visit("drive_m", query.drive_m, field_limits::kDriveM);
  visit("drive_s", query.drive_s, field_limits::kDriveS);
  visit("hike_m", query.hike_m, field_limits::kHike);
  visit("hike_s", query.hike_s, field_limits::kHikeS);
  visit("pace", query.pace, field_limits::kPace);
  visit("tolerance", query.tolerance, field_limits::kTolerance);
  visit("max_retrace", query.max_retrace, field_limits::kRetrace);
  visit("max_overlap", query.max_overlap, field_limits::kOverlap);
  visit("count", query.count, field_limits::kCount);
  visit("access_m", query.access_m, field_limits::kAccess);
  visit("effort", query.effort, field_limits::kEffort);
  visit("seed", query.seed, field_limits::kExact);
  visit("max_bytes", query.max_bytes, field_limits::kExact);
  visit("drive_cost", query.drive_cost, field_limits::kDriveCost);
  visit("max_ascent_m", query.max_ascent_m, field_limits::kAscent);
  visit("about_ascent_m", query.about_ascent_m, field_limits::kAscent);
  visit("max_sac_scale", query.max_sac_scale);
  visit("ungraded", query.ungraded);
  visit("avoid_roads", query.avoid_roads);
  visit("via_ferratas", query.via_ferratas);
  visit("bike_trails", query.bike_trails);
  visit("figure_of_eight", query.figure_of_eight);
  visit("direction", query.direction);
  visit("appeal", query.appeal, field_limits::kAppeal);
  visit("avoid_edges", query.avoid_edges, field_limits::kAvoid);
  visit("require_edges", query.require_edges, field_limits::kRequire);
  visit("nights", query.nights, field_limits::kNights);
  visit("day_m", query.day_m, field_limits::kDayM);
  visit("day_s", query.day_s, field_limits::kDayS);
  visit("night_kinds", query.night_kinds);
  visit("max_night_detour_m", query.max_night_detour_m, field_limits::kNightDetour);
  visit("longest_day_m", query.longest_day_m, field_limits::kDayLimitM);
  visit("longest_day_s", query.longest_day_s, field_limits::kDayLimitS);
  visit("longest_day_ascent_m", query.longest_day_ascent_m, field_limits::kAscent);
  visit("shortest_day_m", query.shortest_day_m, field_limits::kDayLimitM);
  visit("shortest_day_s", query.shortest_day_s, field_limits::kDayLimitS);
  visit("short_first_day", query.short_first_day);
  visit("short_last_day", query.short_last_day);
  visit("water_at_night", query.water_at_night);
  visit("water_before_night_m", query.water_before_night_m, field_limits::kWaterBefore);
  visit("keep_nights", query.keep_nights, field_limits::kKeepNights);
  visit("avoid_nights", query.avoid_nights, field_limits::kAvoidNights);
}

}  // namespace loopgenie
