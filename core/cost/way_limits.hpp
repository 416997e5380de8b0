// Which ways a walker walks at all: by grade, by kind, by what the map says of ways without a grade.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/enum_names.hpp"
#include "core/graph/attributes.hpp"

namespace loopgenie {

/// What to do with a path, footway, bridleway or flight of steps that has no grade. Other ways need none.
enum class UngradedWays : std::uint8_t {
  fine,       // walk it
  easy_only,  // walk it where it is easy by what else is known
  no,         // leave it out
};
template <>
inline constexpr auto kEnumNames<UngradedWays> = std::to_array<std::string_view>({"fine", "easy_only", "no"});
static_assert(kLastOf<UngradedWays> == UngradedWays::no);

/// DEFAULT: who walks T3 can judge a path without a grade underway; who stays below cannot.
[[nodiscard]] constexpr UngradedWays default_ungraded(SacScale max_sac_scale) {
  return max_sac_scale >= SacScale::t3 ? UngradedWays::fine : UngradedWays::easy_only;
}

/// What a hiker excludes altogether. Excludes least as it is here.
struct WayLimits {
  SacScale max_sac_scale = SacScale::t6;  // t6: no limit
  UngradedWays ungraded = UngradedWays::fine;
  bool avoid_roads = false;   // leave out secondary and primary roads
  bool via_ferratas = false;  // walk them, too: they need equipment
  bool bike_trails = false;   // walk trails built for riding down, too
  bool known_climb = false;   // leave out ways whose climb is not wholly known
};

/// A way of a class that can have a grade, and has none.
[[nodiscard]] bool lacks_grade(const EdgeAttributes& attributes);

/// Easy by what else is known: paved, compacted or gravel; or neither badly visible nor steep, with a known climb.
[[nodiscard]] bool is_easy(const EdgeAttributes& attributes, bool is_climb_known);

/// False for via ferratas and bike trails that were not asked for; for grades above the limit; for ways without a grade
/// as `ungraded` says; for main roads and ways of unknown climb where they are to be left out; for the second strand of
/// a way that is drawn twice; and for ways that are one-way on foot, which are rare and cannot serve a stem that is
/// walked both ways.
[[nodiscard]] bool is_allowed(const EdgeAttributes& attributes, bool is_climb_known, const WayLimits& limits);

}  // namespace loopgenie
