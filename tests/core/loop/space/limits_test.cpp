#include "core/loop/space/limits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace loopgenie {
namespace {

LoopLimits twenty_km(double tolerance = 0.10) {
  Query query;
  query.hike_m = 20'000;
  query.tolerance = tolerance;
  return LoopLimits::of(query);
}

TEST(LoopLimits, AboutTheWantedLengthLosesNothingOrLittle) {
  const LoopLimits limits = twenty_km();
  EXPECT_EQ(limits.off_length_cdm(200'000), 0);
  EXPECT_EQ(limits.off_length_cdm(210'000), 0);
  EXPECT_EQ(limits.off_length_cdm(210'001), 100);
  EXPECT_EQ(limits.off_length_cdm(220'000), 10'000 * 100);
  EXPECT_EQ(limits.off_length_cdm(199'999), 25);
  EXPECT_EQ(limits.off_length_cdm(190'000), 10'000 * 25);
  EXPECT_EQ(limits.off_length_cdm(189'999), 10'000 * 25 + 100);
}

TEST(LoopLimits, ASmallToleranceNarrowsTheBand) {
  const LoopLimits limits = twenty_km(0.02);
  EXPECT_EQ(limits.off_length_cdm(204'000), 0);
  EXPECT_EQ(limits.off_length_cdm(204'001), 100);
  EXPECT_EQ(limits.off_length_cdm(196'000), 4'000 * 25);
  EXPECT_EQ(limits.off_length_cdm(195'999), 4'000 * 25 + 100);
}

TEST(LoopLimits, TheLossOfLengthIsAboveEveryLineOfAPriceAndTouchesIt) {
  const LoopLimits limits = twenty_km();
  for (std::int64_t price = -LoopLimits::kGreatestPrice; price <= LoopLimits::kGreatestPrice; ++price) {
    std::int64_t least_apart_cdm = 1;
    for (std::int64_t route_dm = 180'000; route_dm <= 220'000; route_dm += 100) {
      const std::int64_t apart_cdm =
          limits.off_length_cdm(route_dm) - (price * route_dm - limits.off_length_conjugate(price));
      ASSERT_GE(apart_cdm, 0) << price << " at " << route_dm;
      least_apart_cdm = std::min(least_apart_cdm, apart_cdm);
      if (apart_cdm == 0 && std::abs(price) < LoopLimits::kGreatestPrice) {
        EXPECT_EQ(limits.too_long_dm(route_dm, price), 0) << price << " at " << route_dm;
      }
    }
    EXPECT_EQ(least_apart_cdm, 0) << price;
  }
}

}  // namespace
}  // namespace loopgenie
