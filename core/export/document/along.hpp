// What a walker looks for along a loop: places to sleep and water, with the detour to them.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "core/export/document/plan.hpp"
#include "core/graph/network.hpp"

namespace loopgenie {

struct PoiAlong {
  Poi poi;
  std::uint32_t detour_m = 0;  // from the line, one way, as the crow flies
  std::uint32_t vertex = 0;    // of the line: the beginning of the segment that is nearest
};

/// The nodes that the loop passes. REQUIRES a loop of this network. O(edges · log m).
[[nodiscard]] std::set<NodeId> nodes_of(const Network& network, const PlanLoop& loop);

/// How near the line a place is that the network has at no node of the loop, or at none at all.
inline constexpr double kNearLineM = 150;

/// The nights and waters that meet the network at a node of the loop or lie within kNearLineM of its line, in the order
/// they are come by. REQUIRES a loop of this network. O(pois · vertices), most of it skipped by bounding box.
[[nodiscard]] std::vector<PoiAlong> pois_along(const Network& network, const PlanLoop& loop);

}  // namespace loopgenie
