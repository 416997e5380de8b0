// How dense the streets are around a point: what tells a town from the country.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>

#include "api/ingest/osm/osm_source.hpp"

namespace loopgenie::ingest {

/// Metres of street per cell of 100 m. Streets are roads for motor traffic, roads that a car may use, minor roads that
/// a walker may use, and pedestrian streets.
class StreetDensity {
 public:
  /// O(pieces of the streets, see line_pieces.hpp).
  explicit StreetDensity(const OsmSource& source);

  /// In the square of 5 × 5 cells around the point's cell.
  [[nodiscard]] double km_per_km2(Point point) const;

 private:
  using Cell = std::pair<std::int64_t, std::int64_t>;  // row, column

  [[nodiscard]] Cell cell_of(Point point) const;

  double cell_lat_e7_ = 1;
  double cell_lon_e7_ = 1;
  std::unordered_map<std::int64_t, double> street_m_;  // by key of the cell
};

}  // namespace loopgenie::ingest
