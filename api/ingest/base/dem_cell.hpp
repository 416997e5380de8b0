// The square degrees that elevation files come in, named as .hgt files are.
#pragma once

#include <compare>
#include <string>

#include "core/geo/point.hpp"

namespace loopgenie::ingest {

/// By its south-west corner in whole degrees.
struct DemCell {
  int south = 0;
  int west = 0;
  friend constexpr auto operator<=>(const DemCell&, const DemCell&) = default;
};

/// The cell of a point; the poles and the antimeridian belong to the last cell before them.
[[nodiscard]] DemCell dem_cell(Point point);

/// "N42E001" for 42 to 43 N, 1 to 2 E; "S01W001" for the cell south-west of 0, 0.
[[nodiscard]] std::string to_string(DemCell cell);

}  // namespace loopgenie::ingest
