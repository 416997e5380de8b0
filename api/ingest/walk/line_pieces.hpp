// A straight line cut into short pieces, so that what lies near a way can be judged piece by piece.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/geo/distance.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

/// The longest piece.
inline constexpr double kPieceM = 50;

/// The point at this share of the way from a to b, by the shorter way round the Earth.
[[nodiscard]] Point point_between(Point a, Point b, double share);

/// Calls visit(middle of the piece, its length_m) for pieces of equal length from a to b.
template <typename Visit>
void visit_pieces(Point a, Point b, Visit&& visit) {
  const double length_m = distance_m(a, b);
  const int count = std::max(1, static_cast<int>(std::ceil(length_m / kPieceM)));
  for (int i = 0; i < count; ++i) {
    visit(point_between(a, b, (i + 0.5) / count), length_m / count);
  }
}

}  // namespace loopgenie::ingest
