#include "core/export/document/warnings.hpp"

#include <gtest/gtest.h>

#include "tests/support/make_network.hpp"

namespace loopgenie {
namespace {

/// A line of edges of 100 m: nothing is wrong with the first, and each other one has a fault of its own.
Network line_of_faults() {
  const auto edge = [](std::uint32_t tail) {
    test::EdgeSpec spec;
    spec.tail = tail;
    spec.head = tail + 1;
    spec.length_dm = 1000;
    spec.attributes.way_class = WayClass::path;
    spec.attributes.sac_scale = SacScale::t1;
    return spec;
  };
  std::vector<test::EdgeSpec> edges;
  for (std::uint32_t i = 0; i < 6; ++i) edges.push_back(edge(i));
  edges[1].attributes.sac_scale = SacScale::t4;
  edges[2].attributes.sac_scale = SacScale::ungraded;
  edges[2].attributes.set(EdgeFlag::steep);
  edges[3].attributes.set(EdgeFlag::permit);
  edges[3].attributes.set(EdgeFlag::ford);
  edges[4].climb = Climb{50, 0, 400};
  edges[5].climb.reset();
  return test::make_network(7, edges);
}

std::vector<RouteStep> out_and_back(std::uint32_t count) {
  std::vector<RouteStep> steps;
  for (std::uint32_t e = 0; e < count; ++e) steps.push_back({EdgeIndex(e), true});
  for (std::uint32_t e = count; e > 0; --e) steps.push_back({EdgeIndex(e - 1), false});
  return steps;
}

TEST(Warnings, NoneWhereNothingIsWrong) { EXPECT_TRUE(warnings_of(line_of_faults(), out_and_back(1)).empty()); }

TEST(Warnings, SayHowMuchOfTheWalkAndOnWhichEdgesEachOnce) {
  const Network network = line_of_faults();
  const auto id = [&](std::uint32_t edge) { return network.edge_id[edge]; };
  const std::vector<Warning> expected = {
      {WarningKind::grade, 200, {id(1)}},
      {WarningKind::ungraded, 200, {id(2)}},
      {WarningKind::permit, 200, {id(3)}},
      {WarningKind::ford, 200, {id(3)}},
      {WarningKind::climb_unknown, 280, {id(4), id(5)}},
  };
  EXPECT_EQ(warnings_of(network, out_and_back(6)), expected);
}

TEST(Warnings, EveryFlagOfAnEdgeThatAWalkerMustKnowHasAKind) {
  for (const auto& [flag, kind] :
       {std::pair(EdgeFlag::permit, WarningKind::permit), std::pair(EdgeFlag::customers, WarningKind::customers),
        std::pair(EdgeFlag::restricted, WarningKind::restricted), std::pair(EdgeFlag::seasonal, WarningKind::seasonal),
        std::pair(EdgeFlag::conditional, WarningKind::conditional),
        std::pair(EdgeFlag::informal, WarningKind::informal), std::pair(EdgeFlag::fence, WarningKind::fence),
        std::pair(EdgeFlag::ford, WarningKind::ford), std::pair(EdgeFlag::tidal, WarningKind::tidal),
        std::pair(EdgeFlag::ice_road, WarningKind::ice_road),
        std::pair(EdgeFlag::winter_road, WarningKind::winter_road),
        std::pair(EdgeFlag::bike_trail, WarningKind::bike_trail)}) {
    Network network = line_of_faults();
    network.attributes[0].set(flag);
    const std::vector<Warning> warnings = warnings_of(network, out_and_back(1));
    ASSERT_EQ(warnings.size(), 1U) << to_string(kind);
    EXPECT_EQ(warnings[0].kind, kind);
  }
}

}  // namespace
}  // namespace loopgenie
