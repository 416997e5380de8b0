// The demo region's land: two islands, the large one with ridges and four glacial valleys, drained to the sea.
//
// Heights come from fractal noise shaped by hand-placed valleys; then every hollow is filled to its rim (priority
// flood: R. Barnes, C. Lehman, D. Mulla, "Priority-flood", Computers & Geosciences 62, 2014), the large fills become
// lakes, and water runs down the fill's own tree, which gives each cell its upstream area.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/demo/frame.hpp"

namespace loopgenie::ingest::demo {

struct Lake {
  double level_m = 0;
  std::vector<Cell> cells;  // ascending
};

struct Terrain {
  std::vector<float> height_m;          // per cell; lakes are flat, the sea is 0
  std::vector<Cell> downstream;         // the next cell on the way to the sea, kNoCell in the sea
  std::vector<std::int32_t> catchment;  // cells that drain through this one, itself included
  std::vector<std::int16_t> lake_of;    // index into lakes, −1 on land
  std::vector<Lake> lakes;

  [[nodiscard]] double height(Cell cell) const { return height_m[static_cast<std::size_t>(cell)]; }
  [[nodiscard]] bool is_sea(Cell cell) const { return downstream[static_cast<std::size_t>(cell)] == kNoCell; }
  [[nodiscard]] bool is_lake(Cell cell) const { return lake_of[static_cast<std::size_t>(cell)] >= 0; }
  [[nodiscard]] bool is_water(Cell cell) const { return is_sea(cell) || is_lake(cell); }
  /// A stream runs here (land only).
  [[nodiscard]] bool is_stream(Cell cell) const;
  /// The stream is one that nobody wades.
  [[nodiscard]] bool is_river(Cell cell) const;
  /// Bilinear between cell centres, clamped to the region.
  [[nodiscard]] double height_at(Local at) const;
  /// Steepest slope to a neighbour, rise over run.
  [[nodiscard]] double slope(Cell cell) const;
};

/// O(n log n) in the number of cells.
[[nodiscard]] Terrain make_terrain(std::uint64_t seed);

}  // namespace loopgenie::ingest::demo
