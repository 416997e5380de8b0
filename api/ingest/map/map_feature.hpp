// What the map draws, one object each: its place in the map's layers, its attributes, and its line, area or point on a
// grid of the whole Earth. README.md says what layers and attributes mean.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/enum_names.hpp"

namespace loopgenie::ingest {

/// In the order in which a tile has them.
enum class MapLayer : std::uint8_t {
  land,
  water,
  waterway,
  building,
  road,
  rail,
  lift,
  ferry,
  cliff,
  boundary,
  place,
  peak,
  poi,
  name,
};
inline constexpr std::string_view kMapLayerNames[] = {"land",  "water", "waterway", "building", "road", "rail", "lift",
                                                      "ferry", "cliff", "boundary", "place",    "peak", "poi",  "name"};

enum class MapShape : std::uint8_t { point, line, area };

/// What a tile says of an object. `kind` is one of README.md's: a view of a constant.
struct MapAttributes {
  std::string_view kind{};  // "": none
  std::string name{};
  std::string ref{};
  std::optional<std::int32_t> ele_m{};
  std::optional<std::uint32_t> size_ha{};
  std::uint32_t population = 0;  // 0: unknown
  std::uint8_t grade = 0;        // 0: unknown, else 1 to 5
  std::uint8_t sac = 0;          // 0: unknown, else 1 to 6
  bool intermittent = false;
  bool tunnel = false;
  bool bridge = false;
  bool link = false;
  bool steps = false;
  bool ferrata = false;
  bool walk = false;
  friend auto operator<=>(const MapAttributes&, const MapAttributes&) = default;
};

/// The Earth in Web Mercator is a square of 2^29 units, from the north-west: 7 cm at the equator.
inline constexpr int kWorldBits = 29;
/// A vertex that every zoom keeps.
inline constexpr std::uint32_t kAlwaysKept = std::numeric_limits<std::uint32_t>::max();

struct WorldVertex {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::uint32_t weight = kAlwaysKept;  // the coarsest simplification, in units, that keeps the vertex
  friend bool operator==(const WorldVertex&, const WorldVertex&) = default;
};
using WorldLine = std::vector<WorldVertex>;

struct MapFeature {
  MapLayer layer = MapLayer::land;
  MapShape shape = MapShape::point;
  std::uint8_t min_zoom = 0;
  std::int64_t rank = 0;  // of points: the highest first
  double area = 0;        // of areas: square units, holes taken off
  MapAttributes attributes;
  /// A point: one line of one vertex. A line: its parts. An area: rings without the repeated end, each outer one
  /// followed by its holes; outer ones have a positive area_of, holes a negative one.
  std::vector<WorldLine> lines;
};

}  // namespace loopgenie::ingest
