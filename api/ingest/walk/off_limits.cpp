#include "api/ingest/walk/off_limits.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace loopgenie::ingest {
namespace {

constexpr std::int32_t kIndexBandE7 = 200'000;  // some 2.2 km
constexpr std::int64_t kTurnE7 = 360 * std::int64_t{kE7PerDegree};

/// From one longitude to another, the shorter way round.
std::int64_t lon_between(std::int32_t from_e7, std::int32_t to_e7) {
  const std::int64_t apart = std::int64_t{to_e7} - from_e7;
  return apart > kTurnE7 / 2 ? apart - kTurnE7 : apart < -kTurnE7 / 2 ? apart + kTurnE7 : apart;
}

/// The line from the point to the east meets the segment, of which the northern end does not count.
bool is_crossed(Point point, Point a, Point b) {
  if ((a.lat_e7 > point.lat_e7) == (b.lat_e7 > point.lat_e7)) {
    return false;
  }
  const auto a_lon = static_cast<double>(lon_between(point.lon_e7, a.lon_e7));
  const double b_lon = a_lon + static_cast<double>(lon_between(a.lon_e7, b.lon_e7));
  const double share = (static_cast<double>(point.lat_e7) - a.lat_e7) / (static_cast<double>(b.lat_e7) - a.lat_e7);
  return a_lon + share * (b_lon - a_lon) > 0;
}

std::size_t index_band_of(std::int32_t lat_e7, std::int32_t south_e7) {
  return static_cast<std::size_t>((std::int64_t{lat_e7} - south_e7) / kIndexBandE7);
}

}  // namespace

OffLimits::OffLimits(const std::vector<AreaOutline>& areas, const Box& extent)
    : south_e7_(extent.south_e7), index_(index_band_of(extent.north_e7, extent.south_e7) + 1) {
  for (const AreaOutline& outline : areas) {
    if (outline.segments.empty()) {
      continue;
    }
    Area area = area_of(outline, extent);
    const std::int32_t low = std::max(area.south_e7, extent.south_e7);
    const std::int32_t high = std::min(area.north_e7, extent.north_e7);
    if (low > high) {
      continue;
    }
    for (std::size_t band = index_band_of(low, south_e7_); band <= index_band_of(high, south_e7_); ++band) {
      index_[band].push_back(static_cast<std::uint32_t>(areas_.size()));
    }
    areas_.push_back(std::move(area));
  }
}

OffLimits::Area OffLimits::area_of(const AreaOutline& outline, const Box& extent) {
  Area area;
  const Point origin = outline.segments.front().first;
  area.south_e7 = area.north_e7 = origin.lat_e7;
  area.origin_lon_e7 = origin.lon_e7;
  area.is_whole = outline.is_whole;
  for (const auto& [a, b] : outline.segments) {
    for (const Point point : {a, b}) {
      area.south_e7 = std::min(area.south_e7, point.lat_e7);
      area.north_e7 = std::max(area.north_e7, point.lat_e7);
      const std::int64_t lon_e7 = lon_between(origin.lon_e7, point.lon_e7);
      area.west_e7 = std::min(area.west_e7, lon_e7);
      area.east_e7 = std::max(area.east_e7, lon_e7);
    }
  }
  if (area.is_whole) {
    set_bands(area, outline.segments);
  } else {
    stretch(area, outline.open_ends, extent);
  }
  return area;
}

/// √n bands for n segments: each segment of a usual outline is in one or two of them, and no outline makes more than
/// n √n entries.
void OffLimits::set_bands(Area& area, const std::vector<Segment>& segments) {
  const auto count = static_cast<std::int64_t>(std::sqrt(static_cast<double>(segments.size())));
  area.band_e7 = (std::int64_t{area.north_e7} - area.south_e7) / count + 1;
  area.bands.resize(static_cast<std::size_t>(count));
  for (const auto& [a, b] : segments) {
    const auto [low, high] = std::minmax(a.lat_e7, b.lat_e7);
    for (std::size_t band = area.band_of(low); band <= area.band_of(high); ++band) {
      area.bands[band].emplace_back(a, b);
    }
  }
}

void OffLimits::stretch(Area& area, const std::vector<Point>& open_ends, const Box& extent) {
  bool south = false;
  bool north = false;
  bool west = false;
  bool east = false;
  for (const Point end : open_ends) {
    const double lon_scale = std::cos(end.lat() * std::numbers::pi / 180);
    const double to_south = static_cast<double>(end.lat_e7) - extent.south_e7;
    const double to_north = static_cast<double>(extent.north_e7) - end.lat_e7;
    const double to_west = lon_scale * static_cast<double>(lon_between(extent.west_e7, end.lon_e7));
    const double to_east = lon_scale * static_cast<double>(lon_between(end.lon_e7, extent.east_e7));
    const double nearest = std::min({to_south, to_north, to_west, to_east});  // negative beyond that side
    south = south || to_south == nearest;
    north = north || to_north == nearest;
    west = west || to_west == nearest;
    east = east || to_east == nearest;
  }
  const bool is_divided = (south && north) || (west && east);
  if (south || is_divided) {
    area.south_e7 = std::min(area.south_e7, extent.south_e7);
  }
  if (north || is_divided) {
    area.north_e7 = std::max(area.north_e7, extent.north_e7);
  }
  if (west || is_divided) {
    area.west_e7 = std::min(area.west_e7, lon_between(area.origin_lon_e7, extent.west_e7));
  }
  if (east || is_divided) {
    area.east_e7 = std::max(area.east_e7, lon_between(area.origin_lon_e7, extent.east_e7));
  }
}

bool OffLimits::contains(Point point) const {
  assert(point.lat_e7 >= south_e7_ && index_band_of(point.lat_e7, south_e7_) < index_.size());
  const std::vector<std::uint32_t>& near = index_[index_band_of(point.lat_e7, south_e7_)];
  return std::any_of(near.begin(), near.end(), [&](std::uint32_t at) {
    const Area& area = areas_[at];
    const std::int64_t lon_e7 = lon_between(area.origin_lon_e7, point.lon_e7);
    if (point.lat_e7 < area.south_e7 || point.lat_e7 > area.north_e7 || lon_e7 < area.west_e7 ||
        lon_e7 > area.east_e7) {
      return false;
    }
    if (!area.is_whole) {
      return true;
    }
    const std::vector<Segment>& band = area.bands[area.band_of(point.lat_e7)];
    return std::count_if(band.begin(), band.end(),
                         [&](const Segment& segment) { return is_crossed(point, segment.first, segment.second); }) %
               2 ==
           1;
  });
}

}  // namespace loopgenie::ingest
