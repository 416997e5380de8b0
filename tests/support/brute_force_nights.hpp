// Routes with nights by enumeration, written from the definition in core/stage/README.md and sharing no code with the
// solver: every simple cycle in both directions, every choice of nights. Exponential: for networks of about 15 edges.
// Edge lengths must be positive, the query's metres whole numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/random.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie::test {

struct NightTruth {
  std::optional<std::int64_t> best_loss_cdm;  // of all routes with their nights
  std::vector<std::optional<Loss>> loss_of;   // per given route: its loss with its nights; nullopt: it is none
};
[[nodiscard]] NightTruth brute_force_nights(const Network& network, const Query& query, NodeIndex start,
                                            const std::vector<Route>& routes);

/// "" if every status, bound and route is true.
[[nodiscard]] std::string what_is_untrue_of_nights(const Network& network, const Query& query, NodeIndex start,
                                                   const TrailheadAnswer& answer);
[[nodiscard]] std::string what_is_untrue_of_nights(const TrailheadAnswer& answer, const NightTruth& truth);

/// Gives the network spots and water, and the query days that some of its routes can have.
void add_nights(Random& random, Network& network, Query& query);

}  // namespace loopgenie::test
