// A route and what is proved about a trailhead: the solver's results. The problem in exact words is in
// core/README.md, section "What a loop is": a simple cycle C and a stem P, the shortest path from the start to C,
// walked out and back.
//
//   length D = |C| + 2|P|,  retraced R = |P|,
//   loss = off(D) + 2R + 2B + 50T + Σ_{e ∈ C ∪ P, once} (1 − q(e))·ℓ(e),  score = 1 − loss / L,
//   off(D): LoopLimits::off_length_cdm(); B: how far chains of C run beside each other (beside.hpp); T: its turns
//   (turns.hpp).
//
// Losses are whole numbers so that ties and proofs do not depend on the platform: lengths in decimetres, appeal q in
// hundredths, a loss therefore in hundredths of a decimetre ("cdm"). Where the query measures walks in time, the same
// numbers are tenths of a second, and hundredths of that (cost/measure.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/enum_names.hpp"
#include "core/base/ids.hpp"

namespace loopgenie {

inline constexpr std::int64_t kCdmPerMetre = 1000;
inline constexpr std::int64_t kCdmPerDm = 100;
inline constexpr int kRetraceWeight = 2;
inline constexpr int kBesideWeight = 2;

struct RouteStep {
  EdgeIndex edge;
  bool forward = true;
  friend bool operator==(const RouteStep&, const RouteStep&) = default;
};

/// The lost points by name. Their sum is the whole loss.
struct Loss {
  std::int64_t off_length_cdm = 0;
  std::int64_t retraced_cdm = 0;  // the weight is in it: 2R
  std::int64_t lesser_ground_cdm = 0;
  std::int64_t beside_cdm = 0;  // the weight is in it
  std::int64_t turns_cdm = 0;
  // Of the nights, see core/stage/README.md; none without nights.
  std::int64_t night_detours_cdm = 0;
  std::int64_t uneven_days_cdm = 0;
  std::int64_t dry_nights_cdm = 0;
  std::int64_t night_kinds_cdm = 0;
  [[nodiscard]] constexpr std::int64_t total_cdm() const {
    return off_length_cdm + retraced_cdm + lesser_ground_cdm + beside_cdm + turns_cdm + night_detours_cdm +
           uneven_days_cdm + dry_nights_cdm + night_kinds_cdm;
  }
  friend bool operator==(const Loss&, const Loss&) = default;
};

enum class RouteShape : std::uint8_t { loop, lollipop, figure_of_eight };
template <>
inline constexpr auto kEnumNames<RouteShape> = std::to_array<std::string_view>({"loop", "lollipop", "figure_of_eight"});
static_assert(kLastOf<RouteShape> == RouteShape::figure_of_eight);

/// A night of a route: where the walker leaves it, and the way to the spot, walked out and back.
struct RouteNight {
  std::uint32_t poi = 0;         // index into Network::pois
  std::uint32_t step_count = 0;  // of the route's, walked before it
  std::vector<RouteStep> way;    // out to the spot; empty where the route passes it
  friend bool operator==(const RouteNight&, const RouteNight&) = default;
};

struct Route {
  NodeIndex start;
  RouteShape shape = RouteShape::loop;
  std::vector<RouteStep> steps;       // walking order; the stem's steps at both ends
  std::uint32_t stem_step_count = 0;  // the first and the last this many steps are the stem
  std::int64_t length_dm = 0;         // D, in the query's measure, with the ways to the nights and back
  std::int64_t retraced_dm = 0;       // R, likewise
  Loss loss;
  std::vector<RouteNight> nights;  // in walking order; with any, the direction of the steps is the one to walk in
};

/// The bound where no route exists at all.
inline constexpr std::int64_t kNoLoss = std::numeric_limits<std::int64_t>::max();

enum class TrailheadStatus : std::uint8_t {
  optimal,      // its best loop is the best there is: proved
  bounded,      // the best one found, and proof that none is better than the bound
  none_exists,  // there is none: proved
  none_found,   // none was found, and it is not proved that there is none
};
template <>
inline constexpr auto kEnumNames<TrailheadStatus> = std::to_array<std::string_view>({"optimal", "bounded",
                                                                                     "none_exists", "none_found"});
static_assert(kLastOf<TrailheadStatus> == TrailheadStatus::none_found);

/// Why there is no loop from a trailhead.
enum class NoLoopReason : std::uint8_t {
  tiles_missing,            // not all of the trail tiles around it are loaded: not searched
  place_missing,            // its place on the trail network is in no tile: not searched
  map_incomplete,           // not all of the map in reach of it is loaded
  no_way,                   // no way that may be walked starts here
  only_out_and_back,        // the ways in reach, of such a length, close no loop
  loop_too_far,             // the nearest loop is so far away, and at most the limit may be walked twice
  loops_too_small,          // the largest connected set of loops in reach has only ways of such a length
  outside_limits,           // no loop in reach keeps within the limits of length, retracing and ascent
  required_out_of_reach,    // no loop in reach goes over all the ways asked for
  required_outside_limits,  // those that do keep not within the limits
  no_night,                 // more nights are wanted than there are spots to sleep at near loops in reach
  nights_outside_limits,    // no loop in reach can be parted into days that keep within the limits
  not_found,                // the search found none, and it is not proved that there is none
};
template <>
inline constexpr auto kEnumNames<NoLoopReason> =
    std::to_array<std::string_view>({"tiles_missing", "place_missing", "map_incomplete", "no_way", "only_out_and_back",
                                     "loop_too_far", "loops_too_small", "outside_limits", "required_out_of_reach",
                                     "required_outside_limits", "no_night", "nights_outside_limits", "not_found"});
static_assert(kLastOf<NoLoopReason> == NoLoopReason::not_found);

/// With its figures; a reader puts them into words.
struct WhyNoLoop {
  NoLoopReason reason = NoLoopReason::not_found;
  std::optional<std::int64_t> length;  // metres or seconds, as the query measures walks
  std::optional<std::int64_t> limit;   // likewise
  friend bool operator==(const WhyNoLoop&, const WhyNoLoop&) = default;
};

struct TrailheadAnswer {
  TrailheadStatus status = TrailheadStatus::none_found;
  std::vector<Route> routes;          // best first, diverse
  std::int64_t least_loss_cdm = 0;    // nothing feasible loses less: a proved lower bound; kNoLoss with none_exists
  std::optional<WhyNoLoop> why_none;  // nullopt with a loop
  std::uint64_t steps = 0;            // effort spent
};

}  // namespace loopgenie
