#include "api/ingest/walk/nearest_node.hpp"

#include <algorithm>
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

std::optional<NearestNode::Gap> NearestNode::least_gap(std::span<const Point> points, double radius_m) const {
  constexpr double kFirstRadiusM = 50;
  constexpr double kSlackM = 1;  // far more than what distances to segments and to their ends differ by
  for (double within_m = std::min(kFirstRadiusM, radius_m);; within_m = std::min(2 * within_m, radius_m)) {
    std::optional<Gap> least;
    for (const Point point : points) {
      grid_.visit_near(point, within_m, [&](const SegmentGrid::Segment& segment, double) {
        for (const std::uint32_t at : {segment.tag, segment.tag + 1}) {
          const std::uint32_t node = source_.refs[at];
          const Gap gap{distance_m(point, source_.node_point[node]), node, point};
          least = least ? std::min(*least, gap) : gap;
        }
      });
    }
    if (within_m >= radius_m || (least && least->length_m + kSlackM <= within_m)) {
      return least;
    }
  }
}

std::vector<NearestNode::Gap> NearestNode::gaps(std::span<const Point> points, double radius_m) const {
  std::vector<Gap> all;
  for (const Point point : points) {
    grid_.visit_near(point, radius_m, [&](const SegmentGrid::Segment& segment, double) {
      for (const std::uint32_t at : {segment.tag, segment.tag + 1}) {
        const std::uint32_t node = source_.refs[at];
        all.push_back({distance_m(point, source_.node_point[node]), node, point});
      }
    });
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::optional<std::uint32_t> NearestNode::find(std::span<const Point> points, double radius_m) const {
  const std::optional<Gap> least = least_gap(points, radius_m);
  return least ? std::optional(least->node) : std::nullopt;
}

std::optional<std::uint32_t> NearestNode::find_open(std::span<const Point> points, double radius_m,
                                                    const Obstacles& obstacles) const {
  const auto is_open = [&](const Gap& gap) { return !obstacles.are_between(gap.from, source_.node_point[gap.node]); };
  const std::optional<Gap> least = least_gap(points, radius_m);
  if (!least || is_open(*least)) {
    return least ? std::optional(least->node) : std::nullopt;
  }
  for (const Gap& gap : gaps(points, radius_m)) {
    if (gap.length_m > std::max(radius_m, least->length_m)) {
      break;
    }
    if (is_open(gap)) {
      return gap.node;
    }
  }
  return std::nullopt;
}

}  // namespace loopgenie::ingest
