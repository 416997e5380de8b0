#include "api/ingest/walk/nearest_node.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <tuple>
#include <vector>

#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

/// By the definition: every end of every segment near enough, in order.
std::optional<std::uint32_t> by_looking_at_all(const OsmSource& source, const std::vector<Point>& points,
                                               double radius_m, const Obstacles* obstacles) {
  std::vector<std::tuple<double, std::uint32_t, Point>> gaps;
  for (const Point point : points) {
    for (std::size_t at = 0; at + 1 < source.refs.size(); at += 2) {
      const std::uint32_t a = source.refs[at];
      const std::uint32_t b = source.refs[at + 1];
      if (distance_to_segment_m(point, source.node_point[a], source.node_point[b]) <= radius_m) {
        for (const std::uint32_t node : {a, b}) {
          gaps.emplace_back(distance_m(point, source.node_point[node]), node, point);
        }
      }
    }
  }
  std::sort(gaps.begin(), gaps.end());
  for (const auto& [length_m, node, from] : gaps) {
    const bool is_near = length_m <= radius_m || length_m <= std::get<0>(gaps.front());
    if (is_near && (obstacles == nullptr || !obstacles->are_between(from, source.node_point[node]))) {
      return node;
    }
  }
  return std::nullopt;
}

TEST(NearestNode, FindsWhatALookAtEverySegmentFinds) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> share(0, 1);
  int found = 0;
  int detoured = 0;
  int closed = 0;
  for (const double spread : {0.003, 0.01, 0.05}) {
    const auto place = [&] {
      return point_from_degrees(42.5 + spread * (share(random) - 0.5), 1.5 + spread * (share(random) - 0.5));
    };
    const auto place_near = [&](Point point) {
      return Point{point.lat_e7 + static_cast<std::int32_t>(20'000 * (share(random) - 0.5)),
                   point.lon_e7 + static_cast<std::int32_t>(20'000 * (share(random) - 0.5))};
    };
    OsmSource source;
    for (std::uint32_t i = 0; i < 60; ++i) {
      const Point a = place();
      for (const Point end : {a, i % 2 == 0 ? place_near(a) : place()}) {
        source.refs.push_back(static_cast<std::uint32_t>(source.node_point.size()));
        source.node_point.push_back(end);
      }
      const Point wall = place();
      source.obstacles.emplace_back(wall, place_near(wall));
    }
    SegmentMask mask(source.refs.size(), 0);
    for (std::size_t at = 0; at < mask.size(); at += 2) {
      mask[at] = 1;
    }
    const NearestNode nearest(source, mask);
    const Obstacles obstacles(source);
    for (int i = 0; i < 400; ++i) {
      std::vector<Point> points = {place()};
      for (int more = i % 3; more > 0; --more) {
        points.push_back(place_near(points.front()));
      }
      for (const double radius_m : {30.0, 150.0, 400.0}) {
        const auto any = nearest.find(points, radius_m);
        const auto open = nearest.find_open(points, radius_m, obstacles);
        EXPECT_EQ(any, by_looking_at_all(source, points, radius_m, nullptr));
        EXPECT_EQ(open, by_looking_at_all(source, points, radius_m, &obstacles));
        found += any ? 1 : 0;
        detoured += open && open != any ? 1 : 0;
        closed += any && !open ? 1 : 0;
      }
    }
  }
  EXPECT_GT(found, 1000);
  EXPECT_GT(detoured, 100);
  EXPECT_GT(closed, 100);
}

}  // namespace
}  // namespace loopgenie::ingest
