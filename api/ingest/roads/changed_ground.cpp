#include "api/ingest/roads/changed_ground.hpp"

#include <algorithm>

namespace loopgenie::ingest {

ChangedGround::ChangedGround(const Box& extent, std::size_t most_cells) : extent_(extent) {
  const auto count = [&](std::int32_t low_e7, std::int32_t high_e7) {
    return static_cast<std::size_t>((std::max<std::int64_t>(0, std::int64_t{high_e7} - low_e7)) / cell_e7_) + 1;
  };
  while (true) {
    rows_ = count(extent.south_e7, extent.north_e7);
    columns_ = count(extent.west_e7, extent.east_e7);
    if (rows_ * columns_ <= std::max<std::size_t>(1, most_cells)) {
      break;
    }
    cell_e7_ *= 2;
  }
  version_.assign(rows_ * columns_, 0);
}

void ChangedGround::mark(const Box& box, std::uint32_t version) {
  const Range rows = rows_of(box);
  const Range columns = columns_of(box);
  for (std::size_t row = rows.first; row <= rows.last; ++row) {
    const auto begin = version_.begin() + static_cast<std::ptrdiff_t>(row * columns_);
    std::fill(begin + static_cast<std::ptrdiff_t>(columns.first), begin + static_cast<std::ptrdiff_t>(columns.last) + 1,
              version);
  }
}

bool ChangedGround::is_newer(const Box& box, std::uint32_t version) const {
  const Range rows = rows_of(box);
  const Range columns = columns_of(box);
  for (std::size_t row = rows.first; row <= rows.last; ++row) {
    for (std::size_t column = columns.first; column <= columns.last; ++column) {
      if (version_[row * columns_ + column] > version) {
        return true;
      }
    }
  }
  return false;
}

ChangedGround::Range ChangedGround::range(std::int32_t low_e7, std::int32_t high_e7, std::int32_t from_e7,
                                          std::size_t count) const {
  const auto cell = [&](std::int32_t at_e7) {
    const std::int64_t beyond_e7 = std::max<std::int64_t>(0, std::int64_t{at_e7} - from_e7);
    return std::min(static_cast<std::size_t>(beyond_e7 / cell_e7_), count - 1);
  };
  return {cell(low_e7), cell(high_e7)};
}

}  // namespace loopgenie::ingest
