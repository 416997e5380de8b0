// Finds the line segments near a point: a grid of square cells, each with the segments that cross it.
// Build O(n log n) for n crossings, memory 12 bytes for each; a query looks at the cells that meet the disc. A segment
// half round the Earth crosses some 100,000 cells of 200 m.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/geo/distance.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

class SegmentGrid {
 public:
  struct Segment {
    Point a;
    Point b;
    std::uint32_t tag = 0;  // the caller's
  };

  explicit SegmentGrid(std::vector<Segment> segments, double cell_m = 200);

  /// Calls visit(segment, distance_m) for every segment within radius_m of the point, in a fixed order; one that lies
  /// in several cells may be visited several times.
  template <typename Visit>
  void visit_near(Point point, double radius_m, Visit&& visit) const {
    visit_while(point, radius_m, [&](const Segment& segment, double distance) {
      visit(segment, distance);
      return true;
    });
  }

  /// True where some segment lies within radius_m.
  [[nodiscard]] bool is_near(Point point, double radius_m) const;

 private:
  using Entry = std::pair<std::uint64_t, std::uint32_t>;  // cell, segment

  /// Visits until `visit` says false.
  template <typename Visit>
  void visit_while(Point point, double radius_m, Visit&& visit) const {
    for (const Box& box : boxes_around(point, radius_m)) {
      const auto [south, west] = cell_of({box.south_e7, box.west_e7});
      const auto [north, east] = cell_of({box.north_e7, box.east_e7});
      for (std::int32_t lat = south; lat <= north; ++lat) {
        for (auto at = first_in(lat, west); at != entries_.end() && at->first <= key_of(lat, east); ++at) {
          const Segment& segment = segments_[at->second];
          const double distance = distance_to_segment_m(point, segment.a, segment.b);
          if (distance <= radius_m && !visit(segment, distance)) {
            return;
          }
        }
      }
    }
  }

  /// Enters the segment into the cells that it crosses between these ends, the first of which lies west of the second.
  void enter(std::uint32_t segment, Point west, Point east);
  [[nodiscard]] std::pair<std::int32_t, std::int32_t> cell_of(Point point) const;
  [[nodiscard]] static std::uint64_t key_of(std::int32_t lat, std::int32_t lon);
  [[nodiscard]] std::vector<Entry>::const_iterator first_in(std::int32_t lat, std::int32_t lon) const;

  std::vector<Segment> segments_;
  std::vector<Entry> entries_;  // ascending
  std::int32_t cell_lat_e7_ = 1;
  std::int32_t cell_lon_e7_ = 1;
};

}  // namespace loopgenie::ingest
