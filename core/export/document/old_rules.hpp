// A loop that a link or a file names was found at another time, perhaps under other rules, or for another question. It
// is described all the same; this says where it is no loop of the query by today's rules.
#pragma once

#include <optional>

#include "core/export/document/warnings.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

/// Asked of the route are all rules of core/README.md, "What a loop is", but the wish for a length, the ways to walk,
/// the direction, and that the stem is the shortest way. The warning's edges are
/// - those that the query walks nowhere, or is to avoid;
/// - those that end where the route comes back to: a junction that it passes twice, or a place that its cycle leaves
///   more than twice, unless `figure_of_eight` is asked for;
/// - the stem's, where more is walked twice than the query allows;
/// - all, where the climb is none that it allows, or where it wants nights and the route has none.
/// nullopt without any. REQUIRES a validated query, and the route as route_along() gives it: without nights where none
/// part it, as it is walked, into days that keep within the limits. O(steps · log steps).
[[nodiscard]] std::optional<Warning> old_rules_broken(const Network& network, const Query& query, const Route& route);

}  // namespace loopgenie
