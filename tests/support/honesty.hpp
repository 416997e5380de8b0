// Everything an answer of the solver claims, held against the truth; for the native tests and the one in WebAssembly.
#pragma once

#include <string>

#include "core/loop/search/solve.hpp"
#include "tests/support/brute_force.hpp"

namespace loopgenie::test {

/// Whether every node has all its edges loaded, so that something may be proved anywhere.
[[nodiscard]] bool is_whole(const Network& network);

/// "" if every claim holds: routes as in what_is_wrong(), their order, the bound, and what the status says of both.
[[nodiscard]] std::string what_is_untrue(const Network& network, const Query& query, NodeIndex start,
                                         const TrailheadAnswer& answer, const BruteForce& truth);

/// Whether the status is the last word: `optimal`, or `none_exists` where brute force finds nothing.
[[nodiscard]] bool is_settled(const TrailheadAnswer& answer, const BruteForce& truth);

}  // namespace loopgenie::test
