// A network from a list of edges, for tests: node i has id i + 1, edge i has id i + 1, every node is complete.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/graph/network.hpp"

namespace loopgenie::test {

struct EdgeSpec {
  std::uint32_t tail = 0;
  std::uint32_t head = 0;
  std::uint32_t length_dm = 1000;
  EdgeAttributes attributes = {WayClass::path,           Surface::unknown,   SacScale::ungraded,
                               TrailVisibility::unknown, RouteNetwork::none, 0};
  std::optional<Climb> climb = Climb{};
};

/// No node is in a place.
[[nodiscard]] Network make_network(std::uint32_t node_count, const std::vector<EdgeSpec>& edges);

}  // namespace loopgenie::test
