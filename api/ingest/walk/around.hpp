// What lies around a point, roughly: for rules that ask whether anything is near, and must not depend on what lies far.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "core/geo/point.hpp"

namespace loopgenie::ingest {

/// Squares of 1 km, each with the greatest rank that was noted in it. A square has that width at its own latitude, so
/// that one region does not change another's. Around a point are the squares within eight of its own: all that is
/// within 6.5 km, and nothing beyond 9.5 km.
class Around {
 public:
  /// REQUIRES a rank above 0.
  void note(Point point, std::uint32_t rank = 1);
  /// The greatest rank around the point; 0 where there is none. O(1): some 200 squares.
  [[nodiscard]] std::uint32_t greatest(Point point) const;

 private:
  std::unordered_map<std::int64_t, std::uint32_t> rank_;  // by key of the square
};

}  // namespace loopgenie::ingest
