// A loop taken up again from what names it: its trailhead and its edges in walking order. So a link, a plan kept on a
// device or the other direction of a loop becomes a described loop, as long as the data still has those ways.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/export/document/plan.hpp"
#include "core/export/text/json_value.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"
#include "core/stage/staging.hpp"

namespace loopgenie {

struct LoopReference {
  SourceId trailhead;
  std::vector<PlanEdge> edges;
  std::string name;  // that it has in the list it is from; "" where it has none
};

/// {"trailhead": "n1", "edges": [{"id": 65536, "forward": true}, …], "name": "Coll"}, the name may be left out; other
/// members, such as a plan's loop has, are passed over.
[[nodiscard]] Result<LoopReference> read_loop_reference(const JsonValue& object);

/// The route along these edges with its losses by the query; old_rules.hpp asks its limits. The stem is what is walked
/// back at the end as it was walked out. Where the query has nights, what is walked out and back on the way is the way
/// to one; the route has the best nights that there are in this direction, or none where its days do not fit. An Error
/// (`missing`) where the network has no such edge, or the edges do not follow one another back to where they began: the
/// data has changed. O(edges · log m).
[[nodiscard]] Result<Route> route_along(const Network& network, const Query& query, std::span<const PlanEdge> edges,
                                        Stager& stager);

}  // namespace loopgenie
