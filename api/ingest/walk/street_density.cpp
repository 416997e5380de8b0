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

bool is_street(const SourceWay& way) {
  return way.profile.drivable || way.profile.role == WayRole::minor_road ||
         way.profile.attributes.way_class == WayClass::pedestrian || way.profile.motor_traffic;
}

double mean_latitude(const OsmSource& source) {
  double sum = 0;
  for (const Point point : source.node_point) {
    sum += point == OsmSource::kNoPoint ? 0 : point.lat();
  }
  return sum / static_cast<double>(std::max<std::size_t>(1, source.node_point.size()));
}

}  // namespace

StreetDensity::StreetDensity(const OsmSource& source)
    : cell_lat_e7_(latitude_e7(kCellM)), cell_lon_e7_(longitude_e7(kCellM, mean_latitude(source))) {
  for (const SourceWay& way : source.ways) {
    if (!is_street(way)) {
      continue;
    }
    source.visit_segments(way, [&](Point a, Point b) {
      visit_pieces(a, b, [&](Point middle, double length_m) {
        const auto [row, column] = cell_of(middle);
        street_m_[key_of(row, column)] += length_m;
      });
    });
  }
}

double StreetDensity::km_per_km2(Point point) const {
  const auto [row, column] = cell_of(point);
  double sum_m = 0;
  for (std::int64_t r = row - kCellsAside; r <= row + kCellsAside; ++r) {
    for (std::int64_t c = column - kCellsAside; c <= column + kCellsAside; ++c) {
      const auto found = street_m_.find(key_of(r, c));
      sum_m += found == street_m_.end() ? 0 : found->second;
    }
  }
  return sum_m / 1000 / (kSideKm * kSideKm);
}

StreetDensity::Cell StreetDensity::cell_of(Point point) const {
  return {std::llround(std::floor(point.lat_e7 / cell_lat_e7_)), std::llround(std::floor(point.lon_e7 / cell_lon_e7_))};
}

}  // namespace loopgenie::ingest
