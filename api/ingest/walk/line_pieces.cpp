#include "api/ingest/walk/line_pieces.hpp"

#include <cstdint>

namespace loopgenie::ingest {

Point point_between(Point a, Point b, double share) {
  constexpr std::int64_t kHalfTurn = 180 * std::int64_t{kE7PerDegree};
  const auto wrapped = [](std::int64_t lon_e7) {
    return lon_e7 > kHalfTurn ? lon_e7 - 2 * kHalfTurn : lon_e7 < -kHalfTurn ? lon_e7 + 2 * kHalfTurn : lon_e7;
  };
  const std::int64_t lat_e7 = std::int64_t{b.lat_e7} - a.lat_e7;
  const std::int64_t lon_e7 = wrapped(std::int64_t{b.lon_e7} - a.lon_e7);
  return {static_cast<std::int32_t>(a.lat_e7 + share * static_cast<double>(lat_e7)),
          static_cast<std::int32_t>(wrapped(std::llround(a.lon_e7 + share * static_cast<double>(lon_e7))))};
}

}  // namespace loopgenie::ingest
