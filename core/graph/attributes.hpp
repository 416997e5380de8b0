// What is known of a way to walk, as baked into every edge. The numeric values are part of the tile format
// (core/tile/FORMAT.md): append, never renumber. Zero always means "unknown" or "ungraded", never "easy" or "good".
// Names are the values of OpenStreetMap's tags.
// Tags: OpenStreetMap wiki, pages Key:highway, Key:surface, Key:sac_scale, Key:trail_visibility, Tag:route=hiking.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/enum_names.hpp"

namespace loopgenie {

enum class WayClass : std::uint8_t {
  unknown,
  path,
  footway,
  track,
  bridleway,
  steps,
  pedestrian,
  cycleway,
  via_ferrata,
  living_street,
  residential,
  service,
  unclassified,
  road,
  tertiary,
  secondary,
  primary,
};
template <>
inline constexpr auto kEnumNames<WayClass> = std::to_array<std::string_view>(
    {"unknown", "path", "footway", "track", "bridleway", "steps", "pedestrian", "cycleway", "via_ferrata",
     "living_street", "residential", "service", "unclassified", "road", "tertiary", "secondary", "primary"});
static_assert(kLastOf<WayClass> == WayClass::primary);

/// Made for or by feet; all other classes are roads, kept only as connectors.
[[nodiscard]] constexpr bool is_trail(WayClass way_class) {
  return way_class >= WayClass::path && way_class <= WayClass::via_ferrata;
}
[[nodiscard]] constexpr bool is_main_road(WayClass way_class) {
  return way_class == WayClass::secondary || way_class == WayClass::primary;
}

enum class Surface : std::uint8_t { unknown, paved, compacted, gravel, ground, grass, rock, sand, wood, mud, snow };
template <>
inline constexpr auto kEnumNames<Surface> = std::to_array<std::string_view>({"unknown", "paved", "compacted", "gravel",
                                                                             "ground", "grass", "rock", "sand", "wood",
                                                                             "mud", "snow"});
static_assert(kLastOf<Surface> == Surface::snow);

/// OSM `sac_scale`: `strolling`, then T1 to T6 of the Swiss Alpine Club's hiking scale.
enum class SacScale : std::uint8_t { ungraded, strolling, t1, t2, t3, t4, t5, t6 };
template <>
inline constexpr auto kEnumNames<SacScale> =
    std::to_array<std::string_view>({"ungraded", "strolling", "hiking", "mountain_hiking", "demanding_mountain_hiking",
                                     "alpine_hiking", "demanding_alpine_hiking", "difficult_alpine_hiking"});
static_assert(kLastOf<SacScale> == SacScale::t6);

enum class TrailVisibility : std::uint8_t { unknown, excellent, good, intermediate, bad, horrible, no };
template <>
inline constexpr auto kEnumNames<TrailVisibility> =
    std::to_array<std::string_view>({"unknown", "excellent", "good", "intermediate", "bad", "horrible", "no"});
static_assert(kLastOf<TrailVisibility> == TrailVisibility::no);

/// The highest network of the hiking relations an edge is part of; `other` is a relation without a known network.
enum class RouteNetwork : std::uint8_t { none, other, local, regional, national, international };
template <>
inline constexpr auto kEnumNames<RouteNetwork> = std::to_array<std::string_view>({"none", "other", "lwn", "rwn", "nwn",
                                                                                  "iwn"});
static_assert(kLastOf<RouteNetwork> == RouteNetwork::international);

enum class EdgeFlag : std::uint32_t {
  informal = 1 << 0,
  bridge = 1 << 1,
  tunnel = 1 << 2,
  ford = 1 << 3,
  seasonal = 1 << 4,
  oneway_forward = 1 << 5,   // on foot, only tail to head
  oneway_backward = 1 << 6,  // on foot, only head to tail
  near_water = 1 << 7,       // runs along a stream, river or lake of fresh water that is not known to fall dry
  near_peak = 1 << 8,        // a peak, saddle, waterfall or viewpoint is close by
  near_road = 1 << 9,        // runs along a road for motor traffic
  in_town = 1 << 10,         // amid dense streets
  lit = 1 << 11,
  permit = 1 << 12,        // only with a permit
  customers = 1 << 13,     // for customers
  restricted = 1 << 14,    // for forestry, farming or deliveries
  conditional = 1 << 15,   // open or closed under a condition that is no season
  fence = 1 << 16,         // a fence or wall shares a node with it, and no gate is mapped there
  tidal = 1 << 17,         // under water at high tide
  ice_road = 1 << 18,      // over ice
  winter_road = 1 << 19,   // passable in winter alone
  bike_trail = 1 << 20,    // built for riding down
  steep = 1 << 21,         // above 15 % on the whole, or above 25 % over 100 m
  twin = 1 << 22,          // of two strands of one way: closed for loops, which would be out and back
  within_place = 1 << 23,  // of a chain of at most 30 m that joins two junctions of one place
};
using EdgeFlags = std::uint32_t;
inline constexpr EdgeFlags kAllEdgeFlags = (1U << 24) - 1;
[[nodiscard]] constexpr EdgeFlags bit_of(EdgeFlag flag) { return static_cast<EdgeFlags>(flag); }

struct EdgeAttributes {
  WayClass way_class = WayClass::unknown;
  Surface surface = Surface::unknown;
  SacScale sac_scale = SacScale::ungraded;
  TrailVisibility visibility = TrailVisibility::unknown;
  RouteNetwork route_network = RouteNetwork::none;
  EdgeFlags flags = 0;

  [[nodiscard]] constexpr bool has(EdgeFlag flag) const { return (flags & bit_of(flag)) != 0; }
  constexpr void set(EdgeFlag flag) { flags |= bit_of(flag); }
  friend constexpr auto operator<=>(const EdgeAttributes&, const EdgeAttributes&) = default;
};

}  // namespace loopgenie
