#include "core/geo/tile_id.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/sort.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

std::uint32_t clamp_cell(double value, std::uint8_t z) {
  const double last = static_cast<double>((std::uint32_t{1} << z) - 1);
  return static_cast<std::uint32_t>(std::clamp(std::floor(value), 0.0, last));
}

}  // namespace

TileId tile_at(Point point, std::uint8_t z) {
  const double cells = static_cast<double>(std::uint32_t{1} << z);
  const double lat = std::clamp(point.lat(), -85.05112878, 85.05112878) * std::numbers::pi / 180.0;
  const double x = (point.lon() + 180.0) / 360.0 * cells;
  // asinh(tan φ) = 2 atanh(tan(φ/2)), which needs no table of logarithms in WebAssembly.
  const double y = (1.0 - 2.0 * std::atanh(std::tan(lat / 2.0)) / std::numbers::pi) / 2.0 * cells;
  return {z, clamp_cell(x, z), clamp_cell(y, z)};
}

Box tile_box(TileId tile) {
  const double cells = static_cast<double>(std::uint32_t{1} << tile.z);
  const auto lon_e7 = [&](std::uint32_t x) { return (x / cells * 360.0 - 180.0) * kE7PerDegree; };
  const auto lat_e7 = [&](std::uint32_t y) {  // likewise: atan(sinh t) = 2 atan(tanh(t/2))
    const double half = std::numbers::pi * (0.5 - y / cells);
    return 2.0 * std::atan(std::tanh(half)) * 180.0 / std::numbers::pi * kE7PerDegree;
  };
  return {static_cast<std::int32_t>(std::floor(lat_e7(tile.y + 1))),
          static_cast<std::int32_t>(std::floor(lon_e7(tile.x))), static_cast<std::int32_t>(std::ceil(lat_e7(tile.y))),
          static_cast<std::int32_t>(std::ceil(lon_e7(tile.x + 1)))};
}

std::vector<TileId> tiles_in_box(const Box& box, std::uint8_t z) {
  const TileId north_west = tile_at({box.north_e7, box.west_e7}, z);
  const TileId south_east = tile_at({box.south_e7, box.east_e7}, z);
  std::vector<TileId> tiles;
  const auto add_columns = [&](std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t x = first; x <= last; ++x) {
      for (std::uint32_t y = north_west.y; y <= south_east.y; ++y) {
        tiles.push_back({z, x, y});
      }
    }
  };
  if (box.west_e7 <= box.east_e7) {
    add_columns(north_west.x, south_east.x);
  } else {  // over the antimeridian
    add_columns(0, south_east.x);
    add_columns(std::max(north_west.x, south_east.x + 1), (std::uint32_t{1} << z) - 1);
  }
  return tiles;
}

std::vector<TileId> tiles_in_disc(Point center, double radius_m, std::uint8_t z) {
  // A little slack covers the haversine's error, so that no cell the disc touches is left out.
  const double radius = radius_m * 1.006;
  std::vector<TileId> tiles;
  for (const Box& box : boxes_around(center, radius)) {
    const std::vector<TileId> more = tiles_in_box(box, z);
    tiles.insert(tiles.end(), more.begin(), more.end());
  }
  heap_sort(tiles);
  tiles.erase(std::unique(tiles.begin(), tiles.end()), tiles.end());
  std::erase_if(tiles, [&](TileId tile) { return distance_to_box_m(center, tile_box(tile)) > radius; });
  return tiles;
}

}  // namespace loopgenie
