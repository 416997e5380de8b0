#include "api/ingest/walk/off_limits.hpp"

#include <algorithm>
#include <cstddef>

namespace loopgenie::ingest {
namespace {

constexpr std::int32_t kBandE7 = 100'000;  // some 1.1 km
constexpr std::int64_t kTurnE7 = 360 * std::int64_t{kE7PerDegree};

/// From one longitude to another, the shorter way round.
std::int64_t lon_between(std::int32_t from_e7, std::int32_t to_e7) {
  const std::int64_t apart = std::int64_t{to_e7} - from_e7;
  return apart > kTurnE7 / 2 ? apart - kTurnE7 : apart < -kTurnE7 / 2 ? apart + kTurnE7 : apart;
}

std::size_t band_of(std::int32_t lat_e7, std::int32_t south_e7) {
  return static_cast<std::size_t>((std::int64_t{lat_e7} - south_e7) / kBandE7);
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

}  // namespace

OffLimits::OffLimits(const std::vector<AreaOutline>& areas) {
  for (const AreaOutline& outline : areas) {
    if (!outline.segments.empty()) {
      areas_.push_back(area_of(outline));
    }
  }
}

OffLimits::Area OffLimits::area_of(const AreaOutline& outline) {
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
    area.bands.resize(band_of(area.north_e7, area.south_e7) + 1);
    for (const auto& [a, b] : outline.segments) {
      const auto [low, high] = std::minmax(a.lat_e7, b.lat_e7);
      for (std::size_t band = band_of(low, area.south_e7); band <= band_of(high, area.south_e7); ++band) {
        area.bands[band].emplace_back(a, b);
      }
    }
  }
  return area;
}

bool OffLimits::contains(Point point) const {
  return std::any_of(areas_.begin(), areas_.end(), [&](const Area& area) {
    const std::int64_t lon_e7 = lon_between(area.origin_lon_e7, point.lon_e7);
    if (point.lat_e7 < area.south_e7 || point.lat_e7 > area.north_e7 || lon_e7 < area.west_e7 ||
        lon_e7 > area.east_e7) {
      return false;
    }
    if (!area.is_whole) {
      return true;
    }
    const std::vector<Segment>& band = area.bands[band_of(point.lat_e7, area.south_e7)];
    return std::count_if(band.begin(), band.end(),
                         [&](const Segment& segment) { return is_crossed(point, segment.first, segment.second); }) %
               2 ==
           1;
  });
}

}  // namespace loopgenie::ingest
