// Where something changed, and when: square cells, each with the newest version that changed it. What depends on a box
// alone has to be looked at again only where one of its cells is newer.
#pragma once

#include <cstdint>
#include <vector>

#include "core/geo/point.hpp"

namespace loopgenie::ingest {

class ChangedGround {
 public:
  /// Cells of 2 km, or larger ones where `extent` would have more than `most_cells` of them. Boxes reach over both
  /// sides of the antimeridian where they have to: they may be larger than what is meant, never smaller.
  ChangedGround(const Box& extent, std::size_t most_cells);

  /// Versions never fall. O(cells of the box), as is the next.
  void mark(const Box& box, std::uint32_t version);
  /// True where anything that meets the box was marked with a higher version; it may be true for what is near.
  [[nodiscard]] bool is_newer(const Box& box, std::uint32_t version) const;

 private:
  struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  [[nodiscard]] Range rows_of(const Box& box) const {
    return range(box.south_e7, box.north_e7, extent_.south_e7, rows_);
  }
  [[nodiscard]] Range columns_of(const Box& box) const {
    return range(box.west_e7, box.east_e7, extent_.west_e7, columns_);
  }
  /// What lies outside counts to the outermost cells.
  [[nodiscard]] Range range(std::int32_t low_e7, std::int32_t high_e7, std::int32_t from_e7, std::size_t count) const;

  Box extent_;
  std::int64_t cell_e7_ = 200'000;
  std::size_t rows_ = 1;
  std::size_t columns_ = 1;
  std::vector<std::uint32_t> version_;  // per cell, row by row
};

}  // namespace loopgenie::ingest
