// The plan: the one result a query has, in the browser and natively alike. `plan_json` writes it, `gpx` and `geojson`
// export its loops. Lengths are whole metres, times whole seconds, scores whole ten-thousandths ("e4"): rounded once,
// here, so that every reader sees the same figures. nullopt is "unknown".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/enum_names.hpp"
#include "core/base/formats.hpp"
#include "core/base/ids.hpp"
#include "core/export/document/warnings.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"
#include "core/stage/night_help.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie {

/// Scores are written with so many decimals.
inline constexpr int kScoreDigits = 4;

enum class PlanStatus : std::uint8_t {
  complete,   // every trailhead was considered with the whole effort; proofs about rivals may have been cut
  deadline,   // the time was up first
  cancelled,  // the caller stopped
};
template <>
inline constexpr auto kEnumNames<PlanStatus> = std::to_array<std::string_view>({"complete", "deadline", "cancelled"});
static_assert(kLastOf<PlanStatus> == PlanStatus::cancelled);

/// A trailhead that was considered, and what is proved about it.
struct PlanTrailhead {
  Trailhead trailhead;
  std::optional<std::int64_t> drive_m;  // by the fastest way; unknown where the query names no place to drive from
  std::optional<std::int64_t> drive_s;
  std::optional<std::int64_t> start_gap_m;  // straight line from the query's `start`; nullopt where it has none
  TrailheadStatus status = TrailheadStatus::none_found;
  std::optional<std::int64_t> best_score_e4;  // nullopt without a loop
  std::optional<std::int64_t> bound_e4;       // nothing from here scores above; nullopt where no loop exists
  std::optional<WhyNoLoop> why_none;          // nullopt with a loop
};

struct PlanEdge {
  EdgeId id;
  bool forward = true;
  friend bool operator==(const PlanEdge&, const PlanEdge&) = default;
};

/// What a walk goes to or passes.
enum class HighlightKind : std::uint8_t {
  peak,
  saddle,
  lake,
  waterfall,
  viewpoint,
  alpine_hut,
  wilderness_hut,
  shelter,
  village,
  suburb,
  hamlet,
  locality,
};
template <>
inline constexpr auto kEnumNames<HighlightKind> =
    std::to_array<std::string_view>({"peak", "saddle", "lake", "waterfall", "viewpoint", "alpine_hut", "wilderness_hut",
                                     "shelter", "village", "suburb", "hamlet", "locality"});
static_assert(kLastOf<HighlightKind> == HighlightKind::locality);

struct Highlight {
  HighlightKind kind = HighlightKind::peak;
  std::int64_t at_m = 0;           // walked up to there
  std::uint32_t vertex = 0;        // of the line, near there
  std::string name;                // "" where the source has none
  std::optional<int> elevation_m;  // of the source
  SourceId id;
  Point point;
  friend bool operator==(const Highlight&, const Highlight&) = default;
};

/// Where a day ends.
struct PlanNight {
  SourceId id;
  NightFacts facts;
  std::string name;           // "" where the source has none
  std::int64_t detour_m = 0;  // from the loop to it, one way, as walked
  bool unverified = false;    // a shelter of which the map does not say whether one can sleep there
  std::uint32_t vertex = 0;   // of the line, at the night
  Point point;
  /// One sleeps there, so it has one.
  [[nodiscard]] NightKind kind() const { return facts.kind.value_or(NightKind::shelter); }
  friend bool operator==(const PlanNight&, const PlanNight&) = default;
};

enum class WayOutKind : std::uint8_t { road, village };
template <>
inline constexpr auto kEnumNames<WayOutKind> = std::to_array<std::string_view>({"road", "village"});
static_assert(kLastOf<WayOutKind> == WayOutKind::village);

/// The shortest way from a day's line to where help is.
struct WayOut {
  WayOutKind to = WayOutKind::road;
  std::string name;         // of the village; "" where there is none
  std::int64_t from_m = 0;  // walked on the loop up to where it leaves
  std::int64_t length_m = 0;
  std::int64_t time_s = 0;
  friend bool operator==(const WayOut&, const WayOut&) = default;
};

/// One day of a loop with nights.
struct PlanStage {
  std::int64_t from_m = 0;  // walked up to its beginning, and to its end
  std::int64_t to_m = 0;
  std::int64_t length_m = 0;
  std::optional<std::int64_t> ascent_m;  // as of the loop
  std::optional<std::int64_t> descent_m;
  std::int64_t time_s = 0;
  std::optional<PlanNight> night;            // nullopt: the last day
  std::optional<std::int64_t> last_water_m;  // walked on that day since the last water known; nullopt: none is known
  std::vector<WayOut> ways_out;              // only in the details of a loop
  friend bool operator==(const PlanStage&, const PlanStage&) = default;
};

struct PlanLoop {
  std::uint32_t trailhead = 0;  // index into Plan::trailheads
  std::string name;             // loop_names.hpp
  bool best_of_trailhead = false;
  RouteShape shape = RouteShape::loop;

  std::int64_t length_m = 0;
  std::optional<std::int64_t> ascent_m;  // sum of the edges' known climbs as walked; nullopt where none is known
  std::optional<std::int64_t> descent_m;
  std::int64_t climb_unknown_m = 0;  // walked without known elevation; above 0 the climbs are lower limits
  // Swiss formula per edge as walked, at the query's pace, without breaks; flat where the climb is unknown.
  std::int64_t time_s = 0;
  std::int64_t time_reversed_s = 0;  // the same the other way round
  std::int64_t retraced_m = 0;       // the stem, once
  std::int64_t road_m = 0;           // walked on roads (`!is_trail`), each pass counted

  std::int64_t score_e4 = 0;
  // The lost points by name, see route.hpp: in metres, or in seconds where the query measures walks in time.
  std::int64_t off_length = 0;
  std::int64_t retraced_loss = 0;
  std::int64_t lesser_ground = 0;
  std::int64_t beside_itself = 0;
  std::int64_t turns_loss = 0;
  std::int64_t night_detours = 0;
  std::int64_t uneven_days = 0;
  std::int64_t dry_nights = 0;
  std::int64_t night_kinds = 0;

  SacScale max_sac_scale = SacScale::ungraded;  // the hardest grade on it; ungraded where no edge has one
  std::int64_t ungraded_m = 0;                  // walked on edges without sac_scale, roads included
  std::vector<Warning> warnings;                // in the order of their kinds
  std::int64_t overlap_max_e4 = 0;              // the largest overlap with another loop of the list

  std::vector<PlanEdge> edges;   // walking order; a lollipop's stem at both ends
  std::vector<Vertex> geometry;  // closed: the first point is also the last

  std::vector<Highlight> highlights;  // in the order they are come by, see highlights.hpp
  std::vector<PlanStage> stages;      // one a day, in order; empty without nights
};

struct Plan {
  Query query;  // validated: defaults filled in
  DatasetInfo data;
  PlanStatus status = PlanStatus::complete;
  std::optional<std::int64_t> start_to_road_m;  // straight line, part of every drive; unknown without a place
  std::optional<std::int64_t> drive_cut_s;      // roads within max_bytes ended here; nullopt: they hold the whole drive
  std::vector<PlanTrailhead> trailheads;        // those considered, most promising first
  std::uint32_t trailheads_in_range = 0;        // considered or not
  std::int64_t harder_m = 0;                    // ways in reach that are above max_sac_scale
  std::int64_t climb_unknown_m = 0;             // ways in reach that are left out because their climb is not known
  std::optional<std::int64_t> range_bound_e4;   // the largest bound; nullopt where no considered trailhead has a loop
  std::vector<PlanLoop> loops;                  // best first
  NightHelp night_help;                         // where no loop has its nights; empty otherwise
  std::optional<std::int64_t> loops_any_direction;  // how many it would be without query.direction; nullopt without one
};

/// 1 − loss / wanted length in ten-thousandths, rounded to nearest: monotone, so a rounded score never exceeds a
/// rounded bound it did not exceed before. `wanted` in metres or seconds, as the loss. REQUIRES wanted > 0.
[[nodiscard]] std::int64_t score_e4(std::int64_t loss_cdm, double wanted);

}  // namespace loopgenie
