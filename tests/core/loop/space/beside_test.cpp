#include "core/loop/space/beside.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/make_network.hpp"

namespace loopgenie {
namespace {

TEST(Beside, ARouteLosesTwiceTheMetresOfItsPairs) {
  Network network = test::make_network(4, {{0, 1}, {1, 2}, {2, 0}, {1, 3}});
  network.beside = {{EdgeIndex(0), EdgeIndex(2), 150}, {EdgeIndex(0), EdgeIndex(3), 70}};
  const std::vector<RouteStep> cycle = {{EdgeIndex(2)}, {EdgeIndex(0)}, {EdgeIndex(1)}};
  EXPECT_EQ(beside_cdm(network, cycle), 2 * 15 * kCdmPerMetre);
}

}  // namespace
}  // namespace loopgenie
