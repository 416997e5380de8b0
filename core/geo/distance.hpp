// Ground distance in metres.
//
// `distance_m` is for the short segments ways are made of: the ellipsoid's two radii of curvature at the middle
// latitude (WGS 84), error below 0.01 % up to 10 km, so that a summed length agrees with the geodesic to well under 0.1
// %. `great_circle_m` is the haversine on the mean sphere, for drive ranges and discs: error up to 0.5 %, valid
// everywhere.
#pragma once

#include <vector>

#include "core/geo/point.hpp"

namespace loopgenie {

[[nodiscard]] double distance_m(Point a, Point b);
[[nodiscard]] double great_circle_m(Point a, Point b);

/// Distance from p to the segment a–b in metres, in the plane tangent at p. For segments up to some 10 km.
[[nodiscard]] double distance_to_segment_m(Point p, Point a, Point b);

/// The boxes that together hold the disc of radius_m around center: one, or two where it crosses the antimeridian, the
/// western hemisphere's first.
[[nodiscard]] std::vector<Box> boxes_around(Point center, double radius_m);

/// Distance from p to the nearest point of the box in metres, 0 inside, over the antimeridian where that is nearer.
/// Never more than the true distance by over 0.5 %.
[[nodiscard]] double distance_to_box_m(Point p, const Box& box);

}  // namespace loopgenie
