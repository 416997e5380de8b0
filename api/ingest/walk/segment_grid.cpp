#include "api/ingest/walk/segment_grid.hpp"

#include <algorithm>

#include "api/ingest/walk/grid_degrees.hpp"

namespace loopgenie::ingest {
namespace {

std::int32_t floor_divide(std::int32_t value, std::int32_t by) {
  return value >= 0 ? value / by : -((-value + by - 1) / by);
}

}  // namespace

SegmentGrid::SegmentGrid(std::vector<Segment> segments, double cell_m) : segments_(std::move(segments)) {
  double lat_sum = 0;
  for (const Segment& segment : segments_) {
    lat_sum += segment.a.lat();
  }
  const double lat = segments_.empty() ? 0 : lat_sum / static_cast<double>(segments_.size());
  cell_lat_e7_ = static_cast<std::int32_t>(latitude_e7(cell_m));
  cell_lon_e7_ = static_cast<std::int32_t>(longitude_e7(cell_m, lat));
  for (std::uint32_t i = 0; i < segments_.size(); ++i) {
    const Point a = segments_[i].a;
    const Point b = segments_[i].b;
    const std::int32_t west_e7 = std::min(a.lon_e7, b.lon_e7);
    const std::int32_t east_e7 = std::max(a.lon_e7, b.lon_e7);
    const auto add = [&](std::int32_t from_e7, std::int32_t to_e7) {
      const auto [south, west] = cell_of({std::min(a.lat_e7, b.lat_e7), from_e7});
      const auto [north, east] = cell_of({std::max(a.lat_e7, b.lat_e7), to_e7});
      for (std::int32_t row = south; row <= north; ++row) {
        for (std::int32_t column = west; column <= east; ++column) {
          entries_.emplace_back(key_of(row, column), i);
        }
      }
    };
    constexpr std::int32_t kHalfTurn = 180 * kE7PerDegree;
    if (static_cast<std::int64_t>(east_e7) - west_e7 <= kHalfTurn) {
      add(west_e7, east_e7);
    } else {  // the short way, over the antimeridian
      add(-kHalfTurn, west_e7);
      add(east_e7, kHalfTurn);
    }
  }
  std::sort(entries_.begin(), entries_.end());
}

bool SegmentGrid::is_near(Point point, double radius_m) const {
  bool found = false;
  visit_near(point, radius_m, [&](const Segment&, double) { found = true; });
  return found;
}

std::pair<std::int32_t, std::int32_t> SegmentGrid::cell_of(Point point) const {
  return {floor_divide(point.lat_e7, cell_lat_e7_), floor_divide(point.lon_e7, cell_lon_e7_)};
}

std::uint64_t SegmentGrid::key_of(std::int32_t lat, std::int32_t lon) {
  constexpr std::int64_t kOffset = std::int64_t{1} << 31;
  return (static_cast<std::uint64_t>(lat + kOffset) << 32U) | static_cast<std::uint64_t>(lon + kOffset);
}

std::vector<SegmentGrid::Entry>::const_iterator SegmentGrid::first_in(std::int32_t lat, std::int32_t lon) const {
  return std::lower_bound(entries_.begin(), entries_.end(), Entry{key_of(lat, lon), 0});
}

}  // namespace loopgenie::ingest
