// Where no loop has nights as they are asked for: which night fails, and the least changes that help.
//
// Loops are found as for one day, and with nights but with days of any length, from a few of the trailheads. On them
// the least change of each kind is found by halving (a longest day, a greatest detour: what a smaller one allows, a
// greater one does, too), exactly on these loops and to the step of its kind; then the changed query is planned from
// the trailhead, and what has no loop then is left out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/enum_names.hpp"
#include "core/base/stop.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/stage/staging.hpp"

namespace loopgenie {

enum class NightChange : std::uint8_t {
  fewer_nights,
  longest_day_m,
  longest_day_s,
  longest_day_ascent_m,
  shortest_day_m,
  shortest_day_s,
  night_kinds,
  max_night_detour_m,
  water_at_night,
};
template <>
inline constexpr auto kEnumNames<NightChange> = std::to_array<std::string_view>(
    {"fewer_nights", "longest_day_m", "longest_day_s", "longest_day_ascent_m", "shortest_day_m", "shortest_day_s",
     "night_kinds", "max_night_detour_m", "water_at_night"});
static_assert(kLastOf<NightChange> == NightChange::water_at_night);

struct NightSuggestion {
  NightChange change = NightChange::fewer_nights;
  Query query;  // has a loop
};

struct NightHelp {
  std::optional<MissingNight> missing;       // on the best loop for one day that cannot have its nights
  std::vector<NightSuggestion> suggestions;  // by kind
};

/// `starts`: most promising first; a few of them are looked at. Nothing where these have no loop of one day either.
/// Ends early at `stop`, with what is found by then. REQUIRES a query with nights.
[[nodiscard]] NightHelp help_with_nights(const Network& network, const Query& query, std::span<const NodeIndex> starts,
                                         const StopFn& stop);

}  // namespace loopgenie
