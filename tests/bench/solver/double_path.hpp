// A peer: round trips as pairs of disjoint paths, improved by local search, after the published description in
// R. Lewis, P. Corcoran, "Finding fixed-length circuits and cycles in undirected edge-weighted graphs", Journal of
// Heuristics 28, 2022, and their later paper in SN Computer Science 5, 2024.
//
// Double path: for a target t the shortest pair of node-disjoint paths from the source to t is a cycle through both
// (J. Suurballe, Networks 4, 1974, in Bhandari's form). Local search: from a node u of the cycle a shortest-path tree
// grows outside of it; for every other node v of the cycle that it meets, the tree's path may replace either part of
// the cycle between u and v; the best replacement is taken if it is better. Differences from the papers, all in the
// peer's favour: it minimises our loss instead of the length error alone, its weights vary between length and appeal,
// and it restarts for as long as it has time.
#pragma once

#include <cstdint>
#include <optional>

#include "tests/bench/solver/peer_space.hpp"

namespace loopgenie::bench {

/// The shortest cycle through two nodes; nullopt if there is none. O((n + m) log n).
[[nodiscard]] std::optional<PeerWalk> double_path(const PeerSpace& space, NodeIndex source, NodeIndex target);

[[nodiscard]] PeerAnswer search_double_paths(const PeerSpace& space, std::uint64_t seed, const PeerStop& stop);

}  // namespace loopgenie::bench
