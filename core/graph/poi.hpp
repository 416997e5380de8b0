// What lies beside the walk network: places to sleep, water, and what is worth seeing. The numeric values of the
// enumerations are part of the tile format (core/tile/FORMAT.md): append, never renumber. Zero says that nothing is
// known.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/enum_names.hpp"
#include "core/base/ids.hpp"
#include "core/geo/point.hpp"
#include "core/graph/source_id.hpp"

namespace loopgenie {

enum class PoiKind : std::uint8_t {
  unknown,
  alpine_hut,
  wilderness_hut,
  shelter,
  camp_site,
  camp_pitch,
  drinking_water,
  spring,
  peak,
  saddle,
  waterfall,
  viewpoint,
  lake,
  well,
  fountain,
  water_point,
  wild_camp,  // no object of the map: a place by water, found at import (api/ingest/wild_spots.hpp)
};
template <>
inline constexpr auto kEnumNames<PoiKind> = std::to_array<std::string_view>(
    {"unknown", "alpine_hut", "wilderness_hut", "shelter", "camp_site", "camp_pitch", "drinking_water", "spring",
     "peak", "saddle", "waterfall", "viewpoint", "lake", "well", "fountain", "water_point", "wild_camp"});
static_assert(kLastOf<PoiKind> == PoiKind::wild_camp);

/// A place to sleep that is on the map.
[[nodiscard]] constexpr bool is_night(PoiKind kind) {
  return kind >= PoiKind::alpine_hut && kind <= PoiKind::camp_pitch;
}
/// A place to draw water.
[[nodiscard]] constexpr bool is_water(PoiKind kind) {
  return kind == PoiKind::drinking_water || kind == PoiKind::spring ||
         (kind >= PoiKind::well && kind <= PoiKind::water_point);
}

/// Tells what is known of the water at a spring or tap; 0 where nothing is.
enum class Potable : std::uint8_t { unknown, yes, no };

/// Where to sleep. `wild` is offered only where the query names it: nobody has given permission there.
enum class NightKind : std::uint8_t { hut, bothy, shelter, camp, wild };
template <>
inline constexpr auto kEnumNames<NightKind> = std::to_array<std::string_view>({"hut", "bothy", "shelter", "camp",
                                                                               "wild"});
static_assert(kLastOf<NightKind> == NightKind::wild);

/// The best water that is known at a night (api/ingest/walk/night_water.hpp).
enum class NightWater : std::uint8_t {
  unknown,
  natural,   // a stream, river or lake: to be treated
  tap,       // to be drunk as it is
  spring,    // a spring, well or fountain of which nobody says whether it may be drunk: to be treated
  seasonal,  // only such as may be dry
  keeper,    // a hut with a keeper, of whose water nobody says anything: there is some as a rule, to be asked for
};
template <>
inline constexpr auto kEnumNames<NightWater> = std::to_array<std::string_view>({"unknown", "natural", "tap", "spring",
                                                                                "seasonal", "keeper"});
static_assert(kLastOf<NightWater> == NightWater::keeper);
/// Water that may be dry counts for nothing.
[[nodiscard]] constexpr bool is_wet(NightWater water) {
  return water != NightWater::unknown && water != NightWater::seasonal;
}

/// Whether one announces oneself.
enum class Reservation : std::uint8_t { unknown, no, possible, recommended, required };
template <>
inline constexpr auto kEnumNames<Reservation> = std::to_array<std::string_view>({"unknown", "no", "possible",
                                                                                 "recommended", "required"});
static_assert(kLastOf<Reservation> == Reservation::required);

/// What is known of a place to sleep. What is unknown is nullopt, 0 or "".
struct NightFacts {
  static constexpr std::uint32_t kMostCapacity = 100'000;
  static constexpr std::uint16_t kAllYear = 0xfff;

  std::optional<NightKind> kind;  // nullopt: nobody sleeps there, and all else is unknown
  NightWater water = NightWater::unknown;
  std::optional<bool> fee = {};
  Reservation reservation = Reservation::unknown;
  std::uint16_t open_months = 0;               // bit 0: open in January, on some days at least; 0: unknown
  std::optional<std::uint32_t> capacity = {};  // people, at most kMostCapacity
  std::string phone = {};
  std::string website = {};  // begins with http:// or https://
  friend bool operator==(const NightFacts&, const NightFacts&) = default;
};

/// "" or what a browser opens without running it.
[[nodiscard]] constexpr bool is_web_address(std::string_view text) {
  return text.empty() || text.starts_with("http://") || text.starts_with("https://");
}

/// `node` is the node of the walk network that lies nearest, invalid where none is known; `detour_m` the straight line
/// to there, one way.
struct Poi {
  SourceId id;
  PoiKind kind = PoiKind::unknown;
  Potable potable = Potable::unknown;
  bool intermittent = false;  // tagged intermittent or seasonal
  bool backcountry = false;   // tagged backcountry=yes
  bool unverified = false;    // a shelter of which the map does not say whether one can sleep there
  Point point;
  std::optional<int> elevation_m;
  std::string name;
  NodeId node = {};
  std::uint32_t detour_m = 0;
  NightFacts night = {};
  friend bool operator==(const Poi&, const Poi&) = default;
};

/// Water that may be dry, or that is not to be drunk, counts for nothing.
[[nodiscard]] inline bool is_reliable_water(const Poi& poi) {
  return is_water(poi.kind) && !poi.intermittent && poi.potable != Potable::no;
}

}  // namespace loopgenie
