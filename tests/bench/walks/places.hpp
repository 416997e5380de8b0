// How often a walk comes back to a place: a spot that a walker takes for one, though several junctions may lie there
// (core/README.md). The import names them (Network::node_place).
#pragma once

#include <cstdint>

#include "core/graph/network.hpp"
#include "tests/bench/walks/walk.hpp"

namespace loopgenie::bench {

struct PlaceCount {
  std::uint32_t places = 0;
  std::uint32_t junctions = 0;
};
[[nodiscard]] PlaceCount count_places(const Network& network);

/// How many places, single junctions included, the walk comes back to after it has left them; more than once counts
/// more than once. What it walks twice, out and back, is left aside: of the rest, each end of an edge at a place counts
/// as leaving it, but for edges within one, and a walk that passes a place once leaves it twice.
[[nodiscard]] std::uint32_t places_passed_again(const Network& network, const Walk& walk);

}  // namespace loopgenie::bench
