// A question about the grid region that has several trailheads in range.
#pragma once

#include "core/loop/space/query.hpp"

namespace loopgenie::test {

[[nodiscard]] inline Query grid_query() {
  Query query;
  query.at = point_from_degrees(42.52, 1.42);
  query.drive_m = 8'000;
  query.hike_m = 6'000;
  query.effort = 20'000;
  return query;
}

}  // namespace loopgenie::test
