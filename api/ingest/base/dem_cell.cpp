#include "api/ingest/base/dem_cell.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace loopgenie::ingest {

DemCell dem_cell(Point point) {
  return {std::min(static_cast<int>(std::floor(point.lat())), 89),
          std::min(static_cast<int>(std::floor(point.lon())), 179)};
}

std::string to_string(DemCell cell) {
  std::array<char, 32> name{};
  std::snprintf(name.data(), name.size(), "%c%02d%c%03d", cell.south < 0 ? 'S' : 'N', std::abs(cell.south),
                cell.west < 0 ? 'W' : 'E', std::abs(cell.west));
  return name.data();
}

}  // namespace loopgenie::ingest
