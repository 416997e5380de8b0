#include "api/ingest/wild_spots.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "api/ingest/walk/grid_degrees.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::int32_t kBandE7 = 50'000;  // of latitude, some 550 m

std::int32_t wrapped_lon(std::int64_t lon_e7) {
  constexpr std::int64_t kHalfTurnE7 = 180 * std::int64_t{kE7PerDegree};
  return static_cast<std::int32_t>(lon_e7 > kHalfTurnE7    ? lon_e7 - 2 * kHalfTurnE7
                                   : lon_e7 < -kHalfTurnE7 ? lon_e7 + 2 * kHalfTurnE7
                                                           : lon_e7);
}

/// Rise over run; nullopt where the elevation around is not known.
std::optional<double> slope_at(Dem& dem, Point point) {
  const auto north_e7 = static_cast<std::int32_t>(std::lround(latitude_e7(kSlopeReachM)));
  const auto east_e7 = static_cast<std::int32_t>(std::lround(longitude_e7(kSlopeReachM, point.lat())));
  const std::array<Point, 4> sides = {{{point.lat_e7 + north_e7, point.lon_e7},
                                       {point.lat_e7 - north_e7, point.lon_e7},
                                       {point.lat_e7, wrapped_lon(std::int64_t{point.lon_e7} + east_e7)},
                                       {point.lat_e7, wrapped_lon(std::int64_t{point.lon_e7} - east_e7)}}};
  std::array<double, 4> elevation_m{};
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const std::optional<float> sample = dem.sample(sides[i]);
    if (!sample) {
      return std::nullopt;
    }
    elevation_m[i] = static_cast<double>(*sample);
  }
  return std::hypot((elevation_m[0] - elevation_m[1]) / distance_m(sides[0], sides[1]),
                    (elevation_m[2] - elevation_m[3]) / distance_m(sides[2], sides[3]));
}

/// The spots that stay, and whether one of them is near.
class KeptSpots {
 public:
  [[nodiscard]] bool is_near(Point point) const {
    for (const Box& box : boxes_around(point, kWildApartM)) {
      for (std::int32_t band = box.south_e7 / kBandE7 - 1; band <= box.north_e7 / kBandE7 + 1; ++band) {
        const auto found = bands_.find(band);
        if (found == bands_.end()) {
          continue;
        }
        for (auto at = found->second.lower_bound(box.west_e7); at != found->second.end() && at->first <= box.east_e7;
             ++at) {
          if (distance_m(point, {at->second, at->first}) < kWildApartM) {
            return true;
          }
        }
      }
    }
    return false;
  }
  void keep(Point point) { bands_[point.lat_e7 / kBandE7].emplace(point.lon_e7, point.lat_e7); }

 private:
  std::map<std::int32_t, std::multimap<std::int32_t, std::int32_t>> bands_;  // latitudes by longitude, by band
};

}  // namespace

void add_wild_spots(Dataset& dataset, std::vector<Poi> candidates, Dem& dem) {
  struct Level {
    int percent = 0;
    std::size_t index = 0;
  };
  std::vector<Level> level;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::optional<double> slope = slope_at(dem, candidates[i].point);
    if (slope && *slope < kWildSlope) {
      level.push_back({static_cast<int>(*slope * 100), i});
    }
  }
  std::sort(level.begin(), level.end(), [&](const Level& a, const Level& b) {
    return std::pair(a.percent, candidates[a.index].id) < std::pair(b.percent, candidates[b.index].id);
  });
  KeptSpots kept;
  for (const auto& [percent, index] : level) {
    Poi& poi = candidates[index];
    if (kept.is_near(poi.point)) {
      continue;
    }
    kept.keep(poi.point);
    if (const std::optional<float> elevation_m = dem.sample(poi.point)) {
      poi.elevation_m = static_cast<int>(std::lround(*elevation_m));
    }
    dataset.pois.push_back(std::move(poi));
  }
  std::sort(dataset.pois.begin(), dataset.pois.end(), [](const Poi& a, const Poi& b) { return a.id < b.id; });
}

}  // namespace loopgenie::ingest
