// What the search of one trailhead found, as it travels between planners that share the trailheads of a query. Routes
// travel as edge ids, so that a planner without just the same tiles refuses them rather than draws something else.
#pragma once

#include <string>

#include "core/base/result.hpp"
#include "core/export/text/json_value.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"
#include "core/stage/staging.hpp"

namespace loopgenie {

/// {"status": "optimal", "least_loss_cdm": 0 | null, "reason": null, "length": null, "limit": null,
/// "routes": [[id, 1 | 0, …]]}: without a least loss it is kNoLoss; a route is its edges in walking order, each with 1
/// where it is walked forward.
[[nodiscard]] std::string write_answer(const TrailheadAnswer& answer, const Network& network);

/// The same answer but for its effort: what a route loses is computed anew. An Error where it is not such a document,
/// or names edges that are no closed walk of this network. O(edges · log m).
[[nodiscard]] Result<TrailheadAnswer> read_answer(const JsonValue& object, const Network& network, const Query& query,
                                                  Stager& stager);

}  // namespace loopgenie
