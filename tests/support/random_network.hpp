// Small random networks with everything that has ever broken a route search: parallel edges, self-loops, bridges, ties
// in length, unknown climb, forbidden ways, nodes whose neighbours are not loaded, places of several nodes, ways
// beside each other, ways with and without names.
#pragma once

#include <cstdint>

#include "core/base/random.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"

namespace loopgenie::test {

struct RandomNetworkOptions {
  std::uint32_t max_nodes = 9;
  std::uint32_t max_edges = 15;
};

[[nodiscard]] Network random_network(Random& random, const RandomNetworkOptions& options);

/// A query whose wanted length is somewhere around what such a network can give; whole metres or seconds, and percent.
[[nodiscard]] Query random_query(Random& random, const Network& network);

/// All of one seed; `random` is for what else a test draws.
struct RandomCase {
  explicit RandomCase(std::uint64_t seed, const RandomNetworkOptions& options = {});

  Random random;
  Network network;
  Query query;
  NodeIndex start;
};

}  // namespace loopgenie::test
