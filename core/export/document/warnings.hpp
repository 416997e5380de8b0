// What a walker should know of a loop before setting out: its dangers and doubts, kind by kind.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/enum_names.hpp"
#include "core/base/ids.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

enum class WarningKind : std::uint8_t {
  grade,          // T4 or harder
  ungraded,       // a path without a grade that is not easy by what else is known
  visibility,     // bad or worse
  via_ferrata,    // needs equipment
  bike_trail,     // built for riding down
  permit,         // only with a permit
  customers,      // for customers
  restricted,     // for forestry, farming or deliveries
  seasonal,       // open in a season alone
  conditional,    // open or closed under another condition
  informal,       // nobody built it
  fence,          // a fence or wall without a mapped gate
  ford,           // water is waded through
  tidal,          // under water at high tide
  ice_road,       // over ice
  winter_road,    // passable in winter alone
  climb_unknown,  // no elevation
  old_rules,      // of a loop that is named: no loop of the query by today's rules (old_rules.hpp)
};
template <>
inline constexpr auto kEnumNames<WarningKind> = std::to_array<std::string_view>(
    {"grade", "ungraded", "visibility", "via_ferrata", "bike_trail", "permit", "customers", "restricted", "seasonal",
     "conditional", "informal", "fence", "ford", "tidal", "ice_road", "winter_road", "climb_unknown", "old_rules"});
static_assert(kLastOf<WarningKind> == WarningKind::old_rules);

/// The flags of an edge that a walker must know of, each with its kind, whose name is also the flag's in the details of
/// a loop.
struct FlagWarning {
  WarningKind kind;
  EdgeFlag flag;
};
inline constexpr std::array<FlagWarning, 12> kFlagWarnings = {{
    {WarningKind::bike_trail, EdgeFlag::bike_trail},
    {WarningKind::permit, EdgeFlag::permit},
    {WarningKind::customers, EdgeFlag::customers},
    {WarningKind::restricted, EdgeFlag::restricted},
    {WarningKind::seasonal, EdgeFlag::seasonal},
    {WarningKind::conditional, EdgeFlag::conditional},
    {WarningKind::informal, EdgeFlag::informal},
    {WarningKind::fence, EdgeFlag::fence},
    {WarningKind::ford, EdgeFlag::ford},
    {WarningKind::tidal, EdgeFlag::tidal},
    {WarningKind::ice_road, EdgeFlag::ice_road},
    {WarningKind::winter_road, EdgeFlag::winter_road},
}};

struct Warning {
  WarningKind kind = WarningKind::grade;
  std::int64_t length_m = 0;  // walked on those edges, each pass counted; of climb_unknown, what has no elevation
  std::vector<EdgeId> edges;  // in walking order, each once
  friend bool operator==(const Warning&, const Warning&) = default;
};

/// In the order of the kinds, those that apply; never old_rules, which is no matter of single edges. O(steps²) at
/// worst, where every edge is warned of.
[[nodiscard]] std::vector<Warning> warnings_of(const Network& network, std::span<const RouteStep> steps);

/// Metres of an edge without elevation, in decimetres: its whole length where nothing is known of its climb.
[[nodiscard]] std::uint32_t climb_unknown_dm(const Network& network, EdgeIndex edge);

}  // namespace loopgenie
