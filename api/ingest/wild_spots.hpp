// Nights under the open sky: of the candidates that the map gives (walk/wild_candidates.hpp) those on ground that is
// level enough to lie on, thinned.
//
// The slope at a spot is that of the plane through the ground's elevation kSlopeReachM north, south, east and west of
// it; with cells of 90 m it says what the whole bench or valley floor is like, not whether there is room for a tent.
// Where one of the four is unknown there is no spot: without elevation there is none at all. Of two within kWildApartM
// the one on more level ground stays, by whole percent, then that with the lower id.
#pragma once

#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/dem/dem.hpp"

namespace loopgenie::ingest {

inline constexpr double kWildSlope = 0.15;
inline constexpr double kWildApartM = 500;
inline constexpr double kSlopeReachM = 45;

/// Adds the spots to the data set's points of interest. O(n log n).
void add_wild_spots(Dataset& dataset, std::vector<Poi> candidates, Dem& dem);

}  // namespace loopgenie::ingest
