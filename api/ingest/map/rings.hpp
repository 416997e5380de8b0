// Joins ways end to end, by the ids of the nodes where they meet.
#pragma once

#include <cstdint>
#include <vector>

namespace loopgenie::ingest {

using NodeIds = std::vector<std::int64_t>;

struct Chains {
  std::vector<NodeIds> rings;  // first and last node are the same, and given twice
  std::vector<NodeIds> open;
};

enum class Joining : std::uint8_t {
  either_way,  // a way may be turned round
  as_drawn,    // a way's end meets another's beginning: its sides matter
};

/// Each way is used once, in the order given: a function of that order alone. Ways without two nodes are left out.
/// O(nodes + ways · log ways).
[[nodiscard]] Chains join_ways(const std::vector<const NodeIds*>& ways, Joining joining);

/// The parts of a ring that meets itself in nodes, each without such a node: as a figure of eight is two rings. What is
/// left of ways that are walked there and back is left out. Nodes once each, the last as the first. O(nodes).
[[nodiscard]] std::vector<NodeIds> parts_of_ring(const NodeIds& ring);

}  // namespace loopgenie::ingest
