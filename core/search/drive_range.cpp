#include "core/search/drive_range.hpp"

#include <algorithm>

#include "core/geo/distance.hpp"

namespace loopgenie {

Drive estimate_drive(Point from, Point to) {
  const double drive_m = great_circle_m(from, to) * kDriveDetourFactor;
  return {drive_m, drive_m / kDriveSpeedMps};
}

std::vector<InRange> points_in_drive_range(Point from, std::span<const Point> points, double limit_m) {
  std::vector<InRange> found;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Drive drive = estimate_drive(from, points[i]);
    if (drive.drive_m <= limit_m) {
      found.push_back({i, drive});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const InRange& a, const InRange& b) { return a.drive.drive_m < b.drive.drive_m; });
  return found;
}

}  // namespace loopgenie
