#include "api/ingest/walk/nearest_node.hpp"

#include <algorithm>
#include <compare>
#include <limits>
#include <utility>
#include <vector>

#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

SegmentGrid grid_of(const OsmSource& source, const SegmentMask& mask) {
  std::vector<SegmentGrid::Segment> segments;
  for (std::uint32_t at = 0; at < mask.size(); ++at) {
    if (mask[at] != 0) {
      segments.push_back({source.node_point[source.refs[at]], source.node_point[source.refs[at + 1]], at});
    }
  }
  return SegmentGrid(std::move(segments));
}

}  // namespace

NearestNode::NearestNode(const OsmSource& source, const SegmentMask& mask)
    : source_(source), grid_(grid_of(source, mask)) {}

std::optional<std::uint32_t> NearestNode::find(std::span<const Point> points, double radius_m) const {
  std::pair<double, std::uint32_t> best{std::numeric_limits<double>::infinity(), 0};
  for (const Point point : points) {
    grid_.visit_near(point, radius_m, [&](const SegmentGrid::Segment& segment, double) {
      for (const std::uint32_t at : {segment.tag, segment.tag + 1}) {
        const std::uint32_t node = source_.refs[at];
        best = std::min(best, {distance_m(point, source_.node_point[node]), node});
      }
    });
  }
  return best.first < std::numeric_limits<double>::infinity() ? std::optional(best.second) : std::nullopt;
}

std::optional<std::uint32_t> NearestNode::find_open(std::span<const Point> points, double radius_m,
                                                    const Obstacles& obstacles) const {
  struct Gap {
    double length_m;
    std::uint32_t node;
    Point from;
    auto operator<=>(const Gap&) const = default;
  };
  std::vector<Gap> gaps;
  for (const Point point : points) {
    grid_.visit_near(point, radius_m, [&](const SegmentGrid::Segment& segment, double) {
      for (const std::uint32_t at : {segment.tag, segment.tag + 1}) {
        const std::uint32_t node = source_.refs[at];
        gaps.push_back({distance_m(point, source_.node_point[node]), node, point});
      }
    });
  }
  std::sort(gaps.begin(), gaps.end());
  gaps.erase(std::unique(gaps.begin(), gaps.end()), gaps.end());
  for (const Gap& gap : gaps) {
    if (gap.length_m > std::max(radius_m, gaps.front().length_m)) {
      break;
    }
    if (!obstacles.are_between(gap.from, source_.node_point[gap.node])) {
      return gap.node;
    }
  }
  return std::nullopt;
}

}  // namespace loopgenie::ingest
