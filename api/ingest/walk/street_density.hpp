// How dense the streets are around a point: what tells a town from the country.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "api/ingest/osm/osm_source.hpp"

namespace loopgenie::ingest {

/// Metres of street per cell of 100 m; a cell has that width at its own latitude, so one region does not change
/// another's. Streets are roads for motor traffic, roads that a car may use, minor roads that a walker may use, and
/// pedestrian streets.
class StreetDensity {
 public:
  /// O(pieces of the streets, see line_pieces.hpp).
  explicit StreetDensity(const OsmSource& source);

  /// In the square of 5 × 5 cells around the point's cell.
  [[nodiscard]] double km_per_km2(Point point) const;

 private:
  std::unordered_map<std::int64_t, double> street_m_;  // by key of the cell
};

}  // namespace loopgenie::ingest
