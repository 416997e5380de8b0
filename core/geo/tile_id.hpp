// Web Mercator tile ids (the z/x/y scheme of OpenStreetMap's wiki page "Slippy map tilenames"): y grows southward from
// the 85.0511° parallel. Points beyond it belong to the outermost row.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "core/geo/point.hpp"

namespace loopgenie {

inline constexpr int kMaxZoom = 22;

struct TileId {
  std::uint8_t z = 0;
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  friend constexpr auto operator<=>(TileId, TileId) = default;

  /// z ≤ kMaxZoom and x, y within the zoom's range.
  [[nodiscard]] constexpr bool is_valid() const {
    return z <= kMaxZoom && x < (std::uint32_t{1} << z) && y < (std::uint32_t{1} << z);
  }
  /// REQUIRES zoom ≤ z.
  [[nodiscard]] constexpr TileId ancestor(std::uint8_t zoom) const {
    const auto shift = static_cast<unsigned>(z - zoom);
    return {zoom, x >> shift, y >> shift};
  }
  /// True where `other` is this cell or lies inside it.
  [[nodiscard]] constexpr bool covers(TileId other) const { return other.z >= z && other.ancestor(z) == *this; }
};

/// The cell of zoom z that holds the point. Deterministic: each point is in exactly one cell of a zoom.
[[nodiscard]] TileId tile_at(Point point, std::uint8_t z);

/// The cell's extent, rounded outward to 1e-7 degree.
[[nodiscard]] Box tile_box(TileId tile);

/// All cells of zoom z that meet the box, in order of (x, y).
[[nodiscard]] std::vector<TileId> tiles_in_box(const Box& box, std::uint8_t z);

/// All cells of zoom z that meet the disc, in order of (x, y).
[[nodiscard]] std::vector<TileId> tiles_in_disc(Point center, double radius_m, std::uint8_t z);

}  // namespace loopgenie
