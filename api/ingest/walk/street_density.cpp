#include "api/ingest/walk/street_density.hpp"

#include <algorithm>
#include <cmath>

#include "api/ingest/walk/grid_degrees.hpp"
#include "api/ingest/walk/line_pieces.hpp"

namespace loopgenie::ingest {
namespace {

constexpr double kCellM = 100;
constexpr std::int64_t kCellsAside = 2;  // on each side of the point's own cell
constexpr double kSideKm = (2 * kCellsAside + 1) * kCellM / 1000;

std::int64_t key_of(std::int64_t row, std::int64_t column) { return row * (std::int64_t{1} << 32) + column; }

std::int64_t row_of(Point point) { return std::llround(std::floor(point.lat_e7 / latitude_e7(kCellM))); }

/// In the row's own columns: their width is that of its middle, whatever else the source holds.
std::int64_t column_of(Point point, std::int64_t row) {
  const double lat = (static_cast<double>(row) + 0.5) * latitude_e7(kCellM) / kE7PerDegree;
  return std::llround(std::floor(point.lon_e7 / longitude_e7(kCellM, lat)));
}

bool is_street(const SourceWay& way) {
  return way.profile.drivable || way.profile.role == WayRole::minor_road ||
         way.profile.attributes.way_class == WayClass::pedestrian || way.profile.motor_traffic;
}

}  // namespace

StreetDensity::StreetDensity(const OsmSource& source) {
  for (const SourceWay& way : source.ways) {
    if (!is_street(way)) {
      continue;
    }
    source.visit_segments(way, [&](Point a, Point b) {
      visit_pieces(a, b, [&](Point middle, double length_m) {
        const std::int64_t row = row_of(middle);
        street_m_[key_of(row, column_of(middle, row))] += length_m;
      });
    });
  }
}

double StreetDensity::km_per_km2(Point point) const {
  const std::int64_t row = row_of(point);
  double sum_m = 0;
  for (std::int64_t r = row - kCellsAside; r <= row + kCellsAside; ++r) {
    const std::int64_t column = column_of(point, r);
    for (std::int64_t c = column - kCellsAside; c <= column + kCellsAside; ++c) {
      const auto found = street_m_.find(key_of(r, c));
      sum_m += found == street_m_.end() ? 0 : found->second;
    }
  }
  return sum_m / 1000 / (kSideKm * kSideKm);
}

}  // namespace loopgenie::ingest
