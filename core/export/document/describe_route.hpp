// Turns the solver's route into the loop a person reads about: the direction to walk it in, its line, climb, time and
// kinds of ground.
#pragma once

#include <vector>

#include "core/export/document/plan.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

/// Everything of the loop but its place in a list (trailhead, best_of_trailhead, overlap_max_e4).
///
/// Direction: the faster in whole seconds; if equal, or with nights, the route's own. Ascent is the sum over the edges
/// whose climb is known, as walked; unknown where none is. Time is the sum of the Swiss formula over the edges at
/// the query's pace, flat where the climb is unknown. O(vertices). REQUIRES consecutive steps share a node, and the
/// first step starts where the last ends, and `waters` of the network where the route has nights.
[[nodiscard]] PlanLoop describe_route(const Network& network, const Query& query, const Route& route,
                                      const Waters& waters);

/// The steps of the whole walk: the route's, with the ways to its nights and back.
[[nodiscard]] std::vector<RouteStep> walked_steps(const Route& route);

/// The same in the route's own direction.
[[nodiscard]] PlanLoop describe_as_walked(const Network& network, const Query& query, const Route& route,
                                          const Waters& waters);

}  // namespace loopgenie
