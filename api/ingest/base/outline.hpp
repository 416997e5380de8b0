// An area or a line as one point, or as a box.
#pragma once

#include <span>

#include "core/geo/point.hpp"

namespace loopgenie::ingest {

/// The middle of the points' bounding box. REQUIRES at least one point.
[[nodiscard]] Point box_center(std::span<const Point> points);

/// The centroid of a closed ring's area; of an open line the middle vertex. REQUIRES at least one point.
[[nodiscard]] Point line_center(std::span<const Point> points);

/// The smallest box that holds the points. REQUIRES at least one point.
[[nodiscard]] Box box_of(std::span<const Point> points);

/// Enlarges the box to hold the point.
void extend(Box& box, Point point);

}  // namespace loopgenie::ingest
