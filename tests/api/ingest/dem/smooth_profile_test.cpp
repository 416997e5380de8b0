#include "api/ingest/dem/smooth_profile.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/random.hpp"

namespace loopgenie::ingest {
namespace {

/// A way of `count` samples 30 m apart over rough ground.
ProfileNetwork rough_way(std::uint32_t count) {
  Random random(42);
  ProfileNetwork network;
  for (std::uint32_t i = 0; i < count; ++i) {
    network.raw_m.push_back(1000 + 3.0 * i + random.below(40));
    if (i > 0) {
      network.links.push_back({i - 1, i, 30, false});
    }
  }
  return network;
}

TEST(SmoothProfile, AChangeDiesAwayWithDistanceAndLeavesWhatIsFarAsItWas) {
  ProfileNetwork network = rough_way(2'000);
  const std::vector<double> before = smooth_profile(network, {});
  network.raw_m[1'000] += 200;
  const std::vector<double> after = smooth_profile(network, {});
  EXPECT_GT(after[1'000] - before[1'000], 20);
  for (std::uint32_t i = 0; i < 2'000; ++i) {
    const double distance_m = 30.0 * std::abs(static_cast<double>(i) - 1'000);
    // 1e-7 m: what is stored is a whole decimetre, so one number in a million could tip over at all.
    EXPECT_LE(std::abs(after[i] - before[i]), 200 * std::exp(-distance_m / 45) + 1e-7) << distance_m;
  }
}

TEST(SmoothProfile, AStraightSlopeStaysAsItIsAndGapsInItAreFilled) {
  ProfileNetwork network = rough_way(60);
  for (std::uint32_t i = 0; i < 60; ++i) {
    network.raw_m[i] = i >= 30 && i < 37 ? std::nan("") : 1000 + 4.0 * i;
  }
  const std::vector<double> smooth = smooth_profile(network, {});
  for (std::uint32_t i = 0; i < 60; ++i) {
    EXPECT_NEAR(smooth[i], 1000 + 4.0 * i, i > 3 && i < 56 ? 0.5 : 5) << i;
  }
}

TEST(SmoothProfile, WhatIsFartherThanTheGapFromKnownGroundStaysUnknown) {
  ProfileNetwork network = rough_way(60);
  for (std::uint32_t i = 20; i < 60; ++i) {
    network.raw_m[i] = std::nan("");
  }
  const std::vector<double> smooth = smooth_profile(network, {});
  EXPECT_FALSE(std::isnan(smooth[24]));  // 150 m past the last known sample
  EXPECT_TRUE(std::isnan(smooth[25]));
}

}  // namespace
}  // namespace loopgenie::ingest
