// Whether a point lies in an area where nobody camps wild (osm/off_limits_profile.hpp).
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

class OffLimits {
 public:
  /// O(segments).
  explicit OffLimits(const std::vector<AreaOutline>& areas);

  /// Inside of one, by how often a line to the east crosses its outline. Of an area whose outline has gaps, as where an
  /// extract has cut it: anywhere in the box around what there is of it. O(areas + segments at the point's latitude).
  [[nodiscard]] bool contains(Point point) const;

 private:
  using Segment = std::pair<Point, Point>;
  struct Area {
    std::int32_t south_e7 = 0;
    std::int32_t north_e7 = 0;
    std::int32_t origin_lon_e7 = 0;
    std::int64_t west_e7 = 0;  // from the origin on, as is the next
    std::int64_t east_e7 = 0;
    bool is_whole = false;
    std::vector<std::vector<Segment>> bands;  // of latitude, from the south: what crosses each
  };

  static Area area_of(const AreaOutline& outline);

  std::vector<Area> areas_;
};

}  // namespace loopgenie::ingest
