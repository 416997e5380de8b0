// What water there is at the places to sleep: the best that is known.
//
//   tap       the place's own tags say so (osm/night_profile.hpp), or a tap to drink from lies within kWaterNearNightM
//   spring    a spring, well or fountain within that, of which nobody says whether it may be drunk
//   natural   a stream, river or lake within kNearWaterM of the place, or of its node where that lies within
//             kWaterNearNightM
//   keeper    a hut with a keeper whose own tags do not say whether it has water to drink
//   seasonal  only such of these as are tagged intermittent or seasonal
// The first of these that there is. What is foul, salt or not to be drunk counts for nothing.
#pragma once

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/walk/segment_grid.hpp"
#include "api/ingest/walk/surroundings.hpp"

namespace loopgenie::ingest {

inline constexpr double kWaterNearNightM = 300;  // straight line

/// What lies around any point. `surroundings` must outlive it, the data set need not.
class WaterNearby {
 public:
  /// O(n log n).
  WaterNearby(const Dataset& dataset, const Surroundings& surroundings);

  /// The best of the taps and springs within the first radius and the streams, rivers and lakes within the second.
  [[nodiscard]] NightWater within(Point point, double source_m, double natural_m) const;

 private:
  SegmentGrid sources_;
  const Surroundings& surroundings_;
};

/// Sets the water of the data set's nights where their tags do not say it.
/// O(n + nights · water within kWaterNearNightM).
void set_night_water(Dataset& dataset, const WaterNearby& nearby);

}  // namespace loopgenie::ingest
