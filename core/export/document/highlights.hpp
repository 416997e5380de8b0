// What a loop goes to: peaks, passes, lakes, waterfalls, viewpoints, huts, villages and named places on its way. Near
// is not enough. A peak, pass or viewpoint counts within 50 m of the line, a hut, waterfall, hamlet's or locality's
// middle within 100 m, a village's or suburb's within 250 m, and a lake where the loop passes the node of the network
// that is nearest to its shore and at most 100 m from it. Huts, peaks and so on may have no name; the others have one.
#pragma once

#include <span>
#include <vector>

#include "core/export/document/plan.hpp"
#include "core/graph/network.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie {

/// In the order they are come by, each where the line is nearest to it, the first time. Of two with the same name, or
/// of the same kind and both without one, that lie within 250 m of each other only the first of the kinds stays.
/// REQUIRES a loop of this network. O(places · vertices), most of it skipped by bounding box.
[[nodiscard]] std::vector<Highlight> highlights_of(const Network& network, std::span<const Place> places,
                                                   const PlanLoop& loop);

}  // namespace loopgenie
