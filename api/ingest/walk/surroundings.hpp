// What lies near a point: water, roads, sights and towns, from all that the source files hold. Built once for an
// import; both the choice of the walk network and the flags of its edges ask it.
#pragma once

#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/segment_grid.hpp"
#include "api/ingest/walk/street_density.hpp"

namespace loopgenie::ingest {

inline constexpr double kNearWaterM = 50;
inline constexpr double kNearRoadM = 30;
inline constexpr double kNearSightM = 100;
inline constexpr double kTownStreetsKmPerKm2 = 10;

class Surroundings {
 public:
  /// Does not depend on the roles of ways that are no roads. O(n log n).
  explicit Surroundings(const OsmSource& source);

  /// A stream, river, canal or the shore of a lake within kNearWaterM; none that may be dry, is foul or salt.
  [[nodiscard]] bool is_near_water(Point point) const { return water_.is_near(point, kNearWaterM); }
  [[nodiscard]] bool is_water_within(Point point, double radius_m) const { return water_.is_near(point, radius_m); }
  /// One that may be dry.
  [[nodiscard]] bool is_seasonal_water_within(Point point, double radius_m) const {
    return seasonal_water_.is_near(point, radius_m);
  }
  /// A road for motor traffic within kNearRoadM.
  [[nodiscard]] bool is_near_road(Point point) const { return roads_.is_near(point, kNearRoadM); }
  /// A way made for cars, service roads and roads that are not public included; no track.
  [[nodiscard]] bool is_car_way_within(Point point, double radius_m) const {
    return car_ways_.is_near(point, radius_m);
  }
  /// A peak, saddle, waterfall or viewpoint within kNearSightM.
  [[nodiscard]] bool is_near_sight(Point point) const { return sights_.is_near(point, kNearSightM); }
  /// More than kTownStreetsKmPerKm2 of streets around.
  [[nodiscard]] bool is_in_town(Point point) const { return streets_.km_per_km2(point) > kTownStreetsKmPerKm2; }

 private:
  SegmentGrid water_;
  SegmentGrid seasonal_water_;
  SegmentGrid roads_;
  SegmentGrid car_ways_;
  SegmentGrid sights_;
  StreetDensity streets_;
};

}  // namespace loopgenie::ingest
