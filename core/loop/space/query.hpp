// What a person asks for, in SI units. Kilometres, miles and percent exist only where a person reads or types. The
// names and limits of its fields are in query_fields.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/ids.hpp"
#include "core/base/result.hpp"
#include "core/cost/appeal.hpp"
#include "core/cost/measure.hpp"
#include "core/cost/way_limits.hpp"
#include "core/geo/point.hpp"
#include "core/graph/attributes.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/direction.hpp"

namespace loopgenie {

struct Query {
  // Exactly one of the three: a place to drive from, a trailhead to start at, or a place to walk from. Nobody drives
  // with the last two.
  std::optional<Point> at;
  std::optional<SourceId> trailhead;
  std::optional<Point> start;

  // How far to drive, one way: at most one of the two. With `at` and neither, DEFAULT 20 km.
  std::optional<double> drive_m;
  std::optional<double> drive_s;

  // L, the wanted length: exactly one of the two. With hike_s, everything that is said of lengths below is said of
  // walking time, in the mean of both directions, and ways whose climb is not wholly known are left out.
  std::optional<double> hike_m;
  std::optional<double> hike_s;
  Pace pace;  // of the walker: every walking time is by it

  double tolerance = 0.10;           // ε: |D − L| ≤ εL
  double max_retrace = 0.15;         // ρ: retraced metres ≤ ρD
  double max_overlap = 0.60;         // between two loops of the answer
  double access_m = 250;             // a stem up to this length does not make a lollipop
  std::uint32_t count = 20;          // loops in the answer
  std::uint64_t effort = 1'000'000;  // work per trailhead in steps
  std::uint64_t seed = 1;

  // Gzipped bytes of road and trail tiles that the answer may take. Roads take up to half of them: where they have no
  // more room the drive ends. Trails take the rest: the trailheads with most loopable network in reach are considered,
  // as many as have room. DEFAULT room for some 100,000 km of trail network.
  std::uint64_t max_bytes = 20'000'000;
  // Points of score that an hour of driving costs a loop in the order of the list. Its score stays as it is.
  double drive_cost = 0;

  // The climb in the better direction: at most, and about (within kAboutAscentPercent). With either, ways whose climb
  // is not wholly known are left out.
  std::optional<double> max_ascent_m;
  std::optional<double> about_ascent_m;
  SacScale max_sac_scale = SacScale::t3;  // t6: no limit
  std::optional<UngradedWays> ungraded;   // DEFAULT default_ungraded(max_sac_scale)
  bool avoid_roads = false;               // leave out secondary and primary roads
  bool via_ferratas = false;              // walk them, too: they need equipment
  bool bike_trails = false;               // walk trails built for riding down, too
  bool figure_of_eight = false;           // a loop may come back to a place it has passed
  // Where the point half way round lies from the start, within 45°: it filters the list, and nothing else.
  std::optional<Direction> direction;
  AppealPreferences appeal;  // what makes a metre good, in percent of the table

  std::vector<EdgeId> avoid_edges;    // never walked; those that are not in the data change nothing
  std::vector<EdgeId> require_edges;  // every route's cycle goes over all of them

  // Days and nights, see core/stage/README.md. How many nights: at most one of the first three. A day's length says it
  // by the length of the hike: as many days as fit it best.
  std::optional<std::uint32_t> nights;
  std::optional<double> day_m;
  std::optional<double> day_s;
  std::vector<NightKind> night_kinds = {NightKind::hut, NightKind::bothy, NightKind::shelter, NightKind::camp};
  double max_night_detour_m = 500;  // from the cycle to the night, one way
  // Limits of each day. DEFAULT half and 1.35 of an even day, in the unit of the hike; the others have no default. With
  // a greatest time or climb, ways whose climb is not wholly known are left out.
  std::optional<double> longest_day_m;
  std::optional<double> longest_day_s;
  std::optional<double> longest_day_ascent_m;
  std::optional<double> shortest_day_m;
  std::optional<double> shortest_day_s;
  bool short_first_day = false;  // it may be as short as it likes, and loses nothing by it
  bool short_last_day = false;
  bool water_at_night = false;          // no night without water at it or little before
  double water_before_night_m = 1'000;  // what "little before" is
  std::vector<SourceId> keep_nights;    // every route sleeps at all of them
  std::vector<SourceId> avoid_nights;   // those that are not in the data change nothing

  [[nodiscard]] Measure measure() const { return {hike_s ? LengthUnit::second : LengthUnit::metre, pace}; }
  /// L in its own unit. REQUIRES one of the two.
  [[nodiscard]] double wanted() const { return hike_s ? *hike_s : *hike_m; }
  /// No route of the query is longer than this many metres: of a time, as many as the fastest pace makes of it.
  [[nodiscard]] double longest_m() const { return wanted() * (1 + tolerance) * (hike_s ? fastest_mean_mps(pace) : 1); }
  /// Ways whose climb is not wholly known are left out.
  [[nodiscard]] bool needs_climb() const {
    return max_ascent_m || about_ascent_m || hike_s || (night_count() > 0 && (longest_day_ascent_m || longest_day_s));
  }
  /// How many nights: 0 where it is a walk of one day. O(1).
  [[nodiscard]] std::uint32_t night_count() const;
  [[nodiscard]] WayLimits way_limits() const {
    return {.max_sac_scale = max_sac_scale,
            .ungraded = ungraded.value_or(default_ungraded(max_sac_scale)),
            .avoid_roads = avoid_roads,
            .via_ferratas = via_ferratas,
            .bike_trails = bike_trails,
            .known_climb = needs_climb()};
  }
};

inline constexpr int kAboutAscentPercent = 15;  // of about_ascent_m, on either side
inline constexpr double kDefaultDriveM = 20'000;

/// The query with its defaults filled in, its figures taken to the millionth, so that they are written exactly, and its
/// lists of edges ascending without repetition; or an Error that names the field, what was got and what is allowed.
[[nodiscard]] Result<Query> validated(Query query);

}  // namespace loopgenie
