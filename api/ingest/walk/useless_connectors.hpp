// Takes connectors away that lead to next to nothing.
//
// The kept network is seen as a forest: its parts that no bridge cuts, joined by bridges. Each tree hangs on the part
// with the most trail. A connector that is a bridge is useless where all that hangs on it has too little trail and no
// anchor place; what hangs on it loses its connectors too.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "api/ingest/walk/way_graph.hpp"

namespace loopgenie::ingest {

/// Per edge of a graph: not 0 where it is meant.
using EdgeMask = std::vector<std::uint8_t>;

struct ConnectorUse {
  const WayGraph& ways;
  std::span<const std::uint8_t> is_trail;  // per edge; all other edges are connectors
  std::span<const std::uint8_t> is_place;  // per node
  double worth_m = 0;                      // less trail than this is too little
};

/// Takes them out of `kept`. O(n + m), but for sorting the parts.
void drop_useless_connectors(const ConnectorUse& use, EdgeMask& kept);

}  // namespace loopgenie::ingest
