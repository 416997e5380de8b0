// The source node of some ways nearest to a point or an outline.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/obstacles.hpp"
#include "api/ingest/walk/segment_grid.hpp"
#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

class NearestNode {
 public:
  /// Knows the segments of the mask; the source must outlive it.
  NearestNode(const OsmSource& source, const SegmentMask& mask);

  /// Looks at the segments within radius_m of any of the points. Of their ends, the one nearest to any of the points;
  /// ties go to the lower id. nullopt where no segment is that near.
  [[nodiscard]] std::optional<std::uint32_t> find(std::span<const Point> points, double radius_m) const;

  /// The nearest of the ends that a straight line leads to, from some of the points and without crossing an obstacle.
  /// Of several, only the nearest may lie beyond radius_m: it is the one that `find` finds.
  [[nodiscard]] std::optional<std::uint32_t> find_open(std::span<const Point> points, double radius_m,
                                                       const Obstacles& obstacles) const;

  [[nodiscard]] const SegmentGrid& grid() const { return grid_; }

 private:
  /// The straight line from one of the points to an end of a segment.
  struct Gap {
    double length_m;
    std::uint32_t node;
    Point from;
    auto operator<=>(const Gap&) const = default;
  };

  /// The least of `gaps`. Looks nearby first: most points are much nearer than radius_m.
  [[nodiscard]] std::optional<Gap> least_gap(std::span<const Point> points, double radius_m) const;
  /// To both ends of every segment within radius_m of any of the points, ascending.
  [[nodiscard]] std::vector<Gap> gaps(std::span<const Point> points, double radius_m) const;

  const OsmSource& source_;
  SegmentGrid grid_;  // tags are references of the source
};

}  // namespace loopgenie::ingest
