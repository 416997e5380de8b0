#include "core/search/drive_range.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace loopgenie {
namespace {

TEST(DriveRange, IsTheStraightLineTimesTheDetourFactorAtConstantSpeed) {
  const Drive drive = estimate_drive(point_from_degrees(42.5, 1.5), point_from_degrees(42.6, 1.5));
  EXPECT_NEAR(drive.drive_m, 11'119 * 1.3, 80);
  EXPECT_NEAR(drive.drive_s, drive.drive_m / 40'000 * 3600, 1e-6);
}

TEST(DriveRange, ListsWhatIsInRangeNearestFirst) {
  const Point home = point_from_degrees(42.5, 1.5);
  const std::vector<Point> points = {point_from_degrees(42.6, 1.5), point_from_degrees(42.51, 1.5),
                                     point_from_degrees(43.5, 1.5), home, home};
  const std::vector<InRange> found = points_in_drive_range(home, points, 20'000);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].index, 3U);
  EXPECT_EQ(found[1].index, 4U);
  EXPECT_EQ(found[2].index, 1U);
  EXPECT_EQ(found[3].index, 0U);
  EXPECT_EQ(found[0].drive.drive_s, 0);
}

}  // namespace
}  // namespace loopgenie
