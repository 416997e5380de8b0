// Where the demo region lies and how its grid maps onto the globe.
//
// The region is 21 × 16 km of open ocean in the middle of the North Atlantic, so that nobody mistakes it for real land.
// One grid of 25 m cells carries terrain, streams and ways alike; x grows eastward from the west edge, y northward from
// the south edge. The grid is regular in degrees, which makes it a GeoTIFF as it stands. The corner where four index
// tiles (zoom 8) meet, 44.0902° N 29.53125° W, is inside, so that the demo also crosses every kind of tile seam.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "core/geo/point.hpp"

namespace loopgenie::ingest::demo {

inline constexpr int kColumns = 840;
inline constexpr int kRows = 640;
inline constexpr int kCellCount = kColumns * kRows;
inline constexpr double kCellM = 25.0;

inline constexpr double kSouth = 44.0220;
inline constexpr double kWest = -29.6480;
inline constexpr double kDegreesPerCellLat = kCellM / 111'112.0;  // WGS 84 at 44.1° N
inline constexpr double kDegreesPerCellLon = kCellM / 80'059.0;

/// Index of a grid cell: row · kColumns + column.
using Cell = std::int32_t;
inline constexpr Cell kNoCell = -1;

[[nodiscard]] constexpr int column_of(Cell cell) { return cell % kColumns; }
[[nodiscard]] constexpr int row_of(Cell cell) { return cell / kColumns; }
[[nodiscard]] constexpr bool is_inside(int column, int row) {
  return column >= 0 && column < kColumns && row >= 0 && row < kRows;
}
/// REQUIRES is_inside(column, row).
[[nodiscard]] constexpr Cell cell_at(int column, int row) { return row * kColumns + column; }

/// What to add to a cell's index to go so many columns east and rows north.
[[nodiscard]] constexpr Cell cell_offset(int columns, int rows) { return rows * kColumns + columns; }

/// Metres from the south-west corner. Cell centres lie at (column, row) · kCellM.
struct Local {
  double x = 0;
  double y = 0;
  friend bool operator==(const Local&, const Local&) = default;
};
[[nodiscard]] constexpr Local center_of(Cell cell) { return {column_of(cell) * kCellM, row_of(cell) * kCellM}; }
[[nodiscard]] inline double distance(Local a, Local b) {
  return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}
[[nodiscard]] inline Cell cell_near(Local at) {
  return cell_at(static_cast<int>(std::lround(at.x / kCellM)), static_cast<int>(std::lround(at.y / kCellM)));
}
[[nodiscard]] constexpr Point to_point(Local at) {
  return point_from_degrees(kSouth + at.y / kCellM * kDegreesPerCellLat, kWest + at.x / kCellM * kDegreesPerCellLon);
}

}  // namespace loopgenie::ingest::demo
