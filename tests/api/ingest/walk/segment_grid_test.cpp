#include "api/ingest/walk/segment_grid.hpp"

#include <gtest/gtest.h>

#include <random>

namespace loopgenie::ingest {
namespace {

TEST(SegmentGrid, FindsWhatALookAtEverySegmentFinds) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> share(0, 1);
  for (const double spread : {0.001, 0.02, 0.3}) {
    for (const double lon : {1.5, 180.0}) {
      const auto place = [&] {
        double east = lon + spread * (share(random) - 0.5);
        east -= east > 180 ? 360 : 0;
        return point_from_degrees(42.5 + spread * (share(random) - 0.5), east);
      };
      std::vector<SegmentGrid::Segment> segments;
      for (std::uint32_t i = 0; i < 60; ++i) {
        segments.push_back({place(), place(), i});
      }
      const SegmentGrid grid(segments);
      for (int i = 0; i < 200; ++i) {
        const Point point = place();
        bool near = false;
        for (const auto& segment : segments) {
          near = near || distance_to_segment_m(point, segment.a, segment.b) <= 100;
        }
        EXPECT_EQ(grid.is_near(point, 100), near) << spread << " " << lon;
      }
    }
  }
}

// A box of this segment has 10^9 cells.
TEST(SegmentGrid, ASegmentHalfRoundTheEarthIsEnteredWhereItRuns) {
  const SegmentGrid grid({{point_from_degrees(-60, -80), point_from_degrees(70, 90), 0}});
  EXPECT_TRUE(grid.is_near(point_from_degrees(-60, -80), 100));
  EXPECT_FALSE(grid.is_near(point_from_degrees(-60, 80), 100));
}

}  // namespace
}  // namespace loopgenie::ingest
