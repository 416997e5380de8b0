// The problem of core/loop/space/route.hpp by enumeration, and a check of single routes, both written from the
// definition and sharing no code with the solver. Exponential: for networks of about 15 edges. Edge lengths must be
// positive, the query's metres, seconds and percentages whole numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/graph/network.hpp"
#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie::test {

/// Shortest paths by Bellman–Ford on what may be walked; the parent is the lowest (node, edge) that gives the distance.
struct ReferencePaths {
  std::vector<std::optional<std::int64_t>> distance_dm;  // in the query's measure
  std::vector<NodeIndex> parent;
  std::vector<EdgeIndex> parent_edge;
};
[[nodiscard]] ReferencePaths reference_paths(const Network& network, const Query& query, NodeIndex start);

struct BruteForce {
  std::optional<std::int64_t> best_loss_cdm;  // of all feasible routes
  std::vector<std::vector<EdgeIndex>> feasible_cycles;
};
[[nodiscard]] BruteForce brute_force(const Network& network, const Query& query, NodeIndex start);

/// "" if the route is one in the sense of the definition, feasible, and its figures are true; else what is wrong.
[[nodiscard]] std::string what_is_wrong(const Network& network, const Query& query, NodeIndex start,
                                        const Route& route);

/// What the cycle of a route loses by turns: 50 m for each node at which its two ways differ in name, or in being on a
/// marked route, while a third way there has the name, not "", of one of them, or is on a marked route. O(n · m).
[[nodiscard]] std::int64_t turns_cdm_of(const Network& network, const std::vector<RouteStep>& cycle);

/// The metres of the edges that both routes use over those of the shorter one's edges, each edge counted once: 0…1.
[[nodiscard]] double overlap(const Route& a, const Route& b, const Network& network);

/// Decimetres, or tenths of a second, as the query measures walks.
[[nodiscard]] std::int64_t reference_length(const Network& network, const Query& query, EdgeIndex edge);
/// What the steps of a cycle lose by running beside each other.
[[nodiscard]] std::int64_t reference_beside_cdm(const Network& network, const Query& query,
                                                const std::vector<RouteStep>& cycle);

}  // namespace loopgenie::test
