// Lines on the grid of the whole Earth (map_feature.hpp): where points lie on it, how much each vertex matters, and
// what is inside a box.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "api/ingest/map/map_feature.hpp"
#include "core/geo/point.hpp"
#include "core/geo/tile_id.hpp"

namespace loopgenie::ingest {

[[nodiscard]] WorldVertex to_world(Point point);

/// Twice the signed area, in square units: positive where the ring turns clockwise as seen on a map. The ring's last
/// vertex joins its first. O(vertices).
[[nodiscard]] double twice_area_of(std::span<const WorldVertex> ring);

enum class ByArea : std::uint8_t { smallest_first, largest_first };

/// Rings of equal areas keep their order. O(vertices + rings · log rings).
void sort_by_area(std::vector<WorldLine>& rings, ByArea order);

/// Sets each vertex's weight by Douglas and Peucker's rule: how far it lies from the line without it. Ends stay, and so
/// does one vertex in kMostInRun, which bounds the time: O(vertices · kMostInRun).
inline constexpr std::size_t kMostInRun = 1024;
void set_weights(WorldLine& line);

/// Whether the place lies inside the ring, by the rule of even and odd. O(vertices).
[[nodiscard]] bool is_inside(const WorldVertex& place, std::span<const WorldVertex> ring);

/// A place inside the ring, in the middle of its widest stretch half way down; nullopt where it has no area.
[[nodiscard]] std::optional<WorldVertex> place_inside(std::span<const WorldVertex> ring);

/// Whole units from `west` to `east` and `north` to `south`, all four included.
struct WorldBox {
  std::int32_t west = std::numeric_limits<std::int32_t>::max();
  std::int32_t north = std::numeric_limits<std::int32_t>::max();
  std::int32_t east = std::numeric_limits<std::int32_t>::min();
  std::int32_t south = std::numeric_limits<std::int32_t>::min();

  void add(const WorldVertex& vertex);
  [[nodiscard]] bool contains(const WorldVertex& vertex) const {
    return vertex.x >= west && vertex.x <= east && vertex.y >= north && vertex.y <= south;
  }
  [[nodiscard]] bool holds(const WorldBox& other) const {
    return other.west >= west && other.east <= east && other.north >= north && other.south <= south;
  }
  [[nodiscard]] bool meets(const WorldBox& other) const {
    return other.west <= east && other.east >= west && other.north <= south && other.south >= north;
  }
};

[[nodiscard]] WorldBox box_of_lines(std::span<const WorldLine> lines);

/// The cell with `buffer` units of 1/4096 of its side around it.
[[nodiscard]] WorldBox box_of_tile(TileId id, int buffer);

/// The parts of a line inside the box; where it crosses a side, it gets a vertex there.
void clip_line(const WorldLine& line, const WorldBox& box, std::vector<WorldLine>& parts);

/// The part of a ring inside the box as one ring, which may run along the box's sides (I. E. Sutherland, G. W. Hodgman,
/// "Reentrant polygon clipping", Communications of the ACM 17(1), 1974). Empty where nothing is inside.
[[nodiscard]] WorldLine clip_ring(const WorldLine& ring, const WorldBox& box);

}  // namespace loopgenie::ingest
