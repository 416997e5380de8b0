#include "core/loop/space/turns.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "core/loop/space/cycle.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/make_network.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

constexpr EdgeIndex kFirst(0);
constexpr EdgeIndex kSecond(1);
constexpr EdgeIndex kThird(2);

/// Three ways that meet at node 0, by the names and marking of each.
struct Fork {
  Network network = test::make_network(4, {{0, 1}, {2, 0}, {0, 3}});

  Fork(std::vector<std::uint32_t> names, std::vector<bool> marked) {
    network.strings = {"", "Camí Vell", "Carrer Major", "Ruta del Ferro"};
    network.name = std::move(names);
    for (std::size_t e = 0; e < marked.size(); ++e) {
      network.attributes[e].route_network = marked[e] ? RouteNetwork::local : RouteNetwork::none;
    }
  }
  [[nodiscard]] bool is_turn(EdgeIndex from, EdgeIndex to) const {
    return loopgenie::is_turn(network, NodeIndex(0), from, to);
  }
};

TEST(Turns, OffOrOntoANamedWayThatGoesOn) {
  const Fork fork({1, 1, 2}, {});
  EXPECT_FALSE(fork.is_turn(kFirst, kSecond));
  EXPECT_TRUE(fork.is_turn(kFirst, kThird));
  EXPECT_TRUE(fork.is_turn(kThird, kFirst));
}

TEST(Turns, NoneWhereANameEndsOrNothingHasAName) {
  const Fork all_differ({1, 2, 3}, {});
  EXPECT_FALSE(all_differ.is_turn(kFirst, kSecond));
  const Fork one_named({1, 0, 0}, {});
  EXPECT_FALSE(one_named.is_turn(kFirst, kSecond));
  EXPECT_FALSE(one_named.is_turn(kSecond, kThird));
}

TEST(Turns, OffOrOntoAMarkedRouteThatGoesOn) {
  const Fork fork({0, 0, 0}, {true, true, false});
  EXPECT_FALSE(fork.is_turn(kFirst, kSecond));
  EXPECT_TRUE(fork.is_turn(kSecond, kThird));
  const Fork ends({0, 0, 0}, {true, false, false});
  EXPECT_FALSE(ends.is_turn(kFirst, kSecond));
}

TEST(Turns, ANodeCountsOnceAlsoWhereNameAndMarkingGoOn) {
  Network network = test::make_network(4, {{0, 1}, {1, 2}, {2, 0}, {0, 3}});
  network.strings = {"", "Camí Vell"};
  network.name = {1, 0, 0, 1};
  network.attributes[0].route_network = RouteNetwork::local;
  network.attributes[3].route_network = RouteNetwork::national;
  EXPECT_EQ(turns_cdm(network, std::vector<RouteStep>{{EdgeIndex(0)}, {EdgeIndex(1)}, {EdgeIndex(2)}}),
            50 * kCdmPerMetre);
}

TEST(Turns, OfARingOfOneWayThereAreNone) {
  Network network = test::make_network(3, {{0, 0}, {0, 1}, {0, 2}});
  network.strings = {"", "Camí Vell"};
  network.name = {0, 1, 1};
  EXPECT_EQ(turns_cdm(network, std::vector<RouteStep>{{EdgeIndex(0)}}), 0);
}

/// Three and more ways that meet, some of them in chains: each pair of them is on one cycle.
TEST(Turns, ALoopSpacePricesAnyTwoWaysOfANodeAsTheyAre) {
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(seed);
    // Spokes from a hub to the rim, whose nodes lie in the middle of chains between them.
    const std::uint32_t spokes = 2 + random.below(5);
    std::vector<test::EdgeSpec> edges;
    for (std::uint32_t s = 0; s < spokes; ++s) {
      edges.push_back({0, 1 + s});
      edges.push_back({1 + s, 1 + spokes});
    }
    Network network = test::make_network(2 + spokes, edges);
    network.strings = {"", "Camí Vell", "Carrer Major"};
    for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
      network.name[e] = random.below(3);
      network.attributes[e].way_class = WayClass::path;
      network.attributes[e].route_network = static_cast<RouteNetwork>(random.below(2));
    }
    Query query;
    query.hike_m = 400;
    query.tolerance = 0.5;
    LoopSpaceBuilder builder(network, query);
    const LoopSpace space = builder.build(NodeIndex(0));
    ASSERT_EQ(space.graph.edge_count(), spokes == 2 ? 1 : spokes);
    const LoopLimits limits = LoopLimits::of(query);
    const auto check = [&](const Cycle& cycle) {
      const Route route = make_route(space, limits, network, builder.paths(), cycle);
      ASSERT_EQ(route.loss.turns_cdm, test::turns_cdm_of(network, route.steps));
      ASSERT_EQ(route.loss.beside_cdm, 0);
      ASSERT_EQ(route.loss.total_cdm(), route_cost(space, limits, cycle).loss_cdm);
    };
    if (spokes == 2) {
      check({{space.graph.tail(EdgeIndex(0)), EdgeIndex(0), true}});
      continue;
    }
    for (std::uint32_t a = 0; a < spokes; ++a) {
      for (std::uint32_t b = a + 1; b < spokes; ++b) {
        check({{space.graph.tail(EdgeIndex(a)), EdgeIndex(a), true},
               {space.graph.head(EdgeIndex(a)), EdgeIndex(b),
                space.graph.tail(EdgeIndex(b)) != space.graph.tail(EdgeIndex(a))}});
      }
    }
  }
}

}  // namespace
}  // namespace loopgenie
