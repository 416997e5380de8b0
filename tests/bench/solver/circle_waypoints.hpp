// A peer: round trips through points on a circle, without looking, as GraphHopper and openrouteservice (`round_trip`)
// and BRouter describe theirs: a circle through the start in a bearing drawn at random, points on it joined by shortest
// paths, edges used before made dearer (five times, GraphHopper's figure). In the peer's favour: of all it makes in its
// time the best by our score counts, the circle is made smaller or larger by how far off the last length was, weights
// vary between length and appeal, spurs are dropped.
#pragma once

#include <cstdint>

#include "tests/bench/solver/peer_space.hpp"

namespace loopgenie::bench {

[[nodiscard]] PeerAnswer search_circles(const PeerSpace& space, std::uint64_t seed, const PeerStop& stop);

}  // namespace loopgenie::bench
