// What a walker would notice of a walk, in figures.
#pragma once

#include <cstdint>
#include <vector>

#include "core/graph/network.hpp"
#include "tests/bench/walks/walk.hpp"

namespace loopgenie::bench {

inline constexpr double kBesideM = 30;        // two parts so near each other run side by side …
inline constexpr double kBesideAlongM = 250;  // … if they are farther apart than this along the walk
inline constexpr double kSightM = 100;

struct WalkMeasures {
  double length_m = 0;
  double beside_itself = 0;        // share of the walked line
  double cycle_beside_itself = 0;  // the same of what is walked once, beside what is walked once
  double places_again = 0;         // places.hpp
  double walked_twice = 0;         // metres walked a second time, over all
  double name_changes_per_km = 0;  // between names of ways; to have no name is a name
  double decisions_per_km = 0;     // passes of nodes where three or more ways meet
  double marked = 0;               // share on hiking routes
  double road = 0;                 // share on roads
  double sights = 0;               // peaks, saddles, waterfalls and viewpoints within kSightM, each once
  double grade = 0;                // the hardest SacScale on it
  double climb_m_per_km = 0;       // where it is known
  double compactness = 0;          // 4πA/P²: 1 for a circle, 0 for out and back
};

/// O(l²) in the length: pieces of some 10 m are compared in pairs.
[[nodiscard]] WalkMeasures measure_walk(const Network& network, const Walk& walk);

/// A square metre figure: the area of the rings that the walk is made of, each time it comes back to a node one.
[[nodiscard]] double enclosed_m2(const Network& network, const Walk& walk);

}  // namespace loopgenie::bench
