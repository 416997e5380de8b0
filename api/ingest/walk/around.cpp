#include "api/ingest/walk/around.hpp"

#include <algorithm>
#include <cmath>

#include "api/ingest/walk/grid_degrees.hpp"

namespace loopgenie::ingest {
namespace {

constexpr double kSquareM = 1'000;
constexpr std::int64_t kReach = 8;  // squares

std::int64_t row_of(Point point) { return std::llround(std::floor(point.lat_e7 / latitude_e7(kSquareM))); }

std::int64_t column_of(double lon_e7, std::int64_t row) {
  const double lat = (static_cast<double>(row) + 0.5) * latitude_e7(kSquareM) / kE7PerDegree;
  return std::llround(std::floor(lon_e7 / longitude_e7(kSquareM, lat)));
}

std::int64_t key_of(std::int64_t row, std::int64_t column) { return row * (std::int64_t{1} << 32) + column; }

}  // namespace

void Around::note(Point point, std::uint32_t rank) {
  const std::int64_t row = row_of(point);
  std::uint32_t& at = rank_[key_of(row, column_of(point.lon_e7, row))];
  at = std::max(at, rank);
}

std::uint32_t Around::greatest(Point point) const {
  constexpr double kTurnE7 = 360.0 * kE7PerDegree;
  constexpr double kNearTurnE7 = 170.0 * kE7PerDegree;
  std::uint32_t greatest = 0;
  const std::int64_t row = row_of(point);
  for (const double turn_e7 : {0.0, kTurnE7, -kTurnE7}) {  // over the antimeridian as well
    const double lon_e7 = point.lon_e7 + turn_e7;
    if (turn_e7 != 0 && std::abs(point.lon_e7) < kNearTurnE7) {
      continue;
    }
    for (std::int64_t r = -kReach; r <= kReach; ++r) {
      const std::int64_t column = column_of(lon_e7, row + r);
      for (std::int64_t c = -kReach; c <= kReach; ++c) {
        const auto found = r * r + c * c > kReach * kReach ? rank_.end() : rank_.find(key_of(row + r, column + c));
        greatest = found == rank_.end() ? greatest : std::max(greatest, found->second);
      }
    }
  }
  return greatest;
}

}  // namespace loopgenie::ingest
