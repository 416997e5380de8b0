// Whether a point lies in an area where nobody camps wild (osm/off_limits_profile.hpp).
//
// Of an area whose outline has gaps, as where an extract has cut it, one cannot tell on which side of the lines it
// lies. It is taken to be anywhere in the box around them, and that box reaches to the extent's border on each side to
// which a line breaks off: that which the open end is nearest to. Where lines break off to opposite sides they may
// divide the extent, and either part of it may be the area: then it is everywhere. So an area of which a corner reaches
// into the extent is left out; that the extent lies in it but for that corner is taken to be untrue. Of an area none of
// whose lines are in the files nothing is known, and a point in it is not found to be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

class OffLimits {
 public:
  /// `extent` holds all points that will be asked for. O(segments) for usual outlines; at most O(n √n) for one of n
  /// segments, and O(1) for each 2.2 km of latitude that an area and the extent share.
  OffLimits(const std::vector<AreaOutline>& areas, const Box& extent);

  /// Inside of one, by how often a line to the east crosses its outline. Looks at the boxes of the areas that meet the
  /// point's band of latitude of 2.2 km, and for each box that the point is in at those of its n segments that meet one
  /// of √n bands: usually O(√n). REQUIRES a point in the extent.
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
    std::int64_t band_e7 = 1;
    std::vector<std::vector<Segment>> bands;  // of latitude, from the south: what meets each

    [[nodiscard]] std::size_t band_of(std::int32_t lat_e7) const {
      return static_cast<std::size_t>((std::int64_t{lat_e7} - south_e7) / band_e7);
    }
  };

  static Area area_of(const AreaOutline& outline, const Box& extent);
  static void set_bands(Area& area, const std::vector<Segment>& segments);
  static void stretch(Area& area, const std::vector<Point>& open_ends, const Box& extent);

  std::int32_t south_e7_;
  std::vector<Area> areas_;
  std::vector<std::vector<std::uint32_t>> index_;  // by bands of latitude of the extent: the areas that meet each
};

}  // namespace loopgenie::ingest
