#include "api/ingest/walk/segment_grid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

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
    Point west = segments_[i].a;
    Point east = segments_[i].b;
    if (east.lon_e7 < west.lon_e7) {
      std::swap(west, east);
    }
    constexpr std::int32_t kHalfTurn = 180 * kE7PerDegree;
    if (static_cast<std::int64_t>(east.lon_e7) - west.lon_e7 <= kHalfTurn) {
      enter(i, west, east);
      continue;
    }
    // The short way, over the antimeridian.
    const double to_turn = static_cast<double>(kHalfTurn) - east.lon_e7;
    const double from_turn = static_cast<double>(west.lon_e7) + kHalfTurn;
    const double share = to_turn / std::max(1.0, to_turn + from_turn);
    const auto lat_e7 = static_cast<std::int32_t>(
        east.lat_e7 + share * (static_cast<double>(west.lat_e7) - static_cast<double>(east.lat_e7)));
    enter(i, east, {lat_e7, kHalfTurn});
    enter(i, {lat_e7, -kHalfTurn}, west);
  }
  std::sort(entries_.begin(), entries_.end());
}

void SegmentGrid::enter(std::uint32_t segment, Point west, Point east) {
  const auto [west_row, west_column] = cell_of(west);
  const auto [east_row, east_column] = cell_of(east);
  const auto [south, north] = std::minmax({west_row, east_row});
  const double height_e7 = static_cast<double>(east.lat_e7) - west.lat_e7;
  const double width_e7 = static_cast<double>(east.lon_e7) - west.lon_e7;
  // The column where the segment is at this latitude, which is one of its own.
  const auto column_at = [&](double lat_e7) {
    const double share = std::clamp((lat_e7 - west.lat_e7) / height_e7, 0.0, 1.0);
    return floor_divide(static_cast<std::int32_t>(std::floor(west.lon_e7 + share * width_e7)), cell_lon_e7_);
  };
  for (std::int32_t row = south; row <= north; ++row) {
    std::int32_t first = west_column;
    std::int32_t last = east_column;
    if (south != north) {
      const double low_e7 = static_cast<double>(row) * cell_lat_e7_;
      const auto [from, to] = std::minmax({column_at(low_e7), column_at(low_e7 + cell_lat_e7_)});
      // One more on each side, for what rounding does; never beyond the ends.
      first = std::max(west_column, from - 1);
      last = std::min(east_column, to + 1);
    }
    for (std::int32_t column = first; column <= last; ++column) {
      entries_.emplace_back(key_of(row, column), segment);
    }
  }
}

bool SegmentGrid::is_near(Point point, double radius_m) const {
  bool found = false;
  visit_while(point, radius_m, [&](const Segment&, double) {
    found = true;
    return false;
  });
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
