// Places: junctions that lie so close together that a walker calls them one spot. A loop that passes one twice is a
// figure of eight, also where the two junctions lie 20 m apart.
//
// A junction is a node of the walk network where three or more ends of edges meet; a chain of edges lies between two
// junctions, whatever nodes of degree two lie on it. Chains of at most kPlaceChainDm join junctions. A set so joined is
// a place if it has two junctions or more and any two of them are at most kPlaceDm apart along such chains; junctions
// of larger sets stay single. A place is named after its node of lowest id. The rule reaches kPlaceDm
// and one more chain beyond a junction at most, and knows of no query.
#pragma once

#include <cstdint>

#include "api/ingest/base/dataset.hpp"

namespace loopgenie::ingest {

inline constexpr std::uint32_t kPlaceChainDm = 300;
inline constexpr std::uint32_t kPlaceDm = 1000;

/// Sets the nodes' places, EdgeFlag::within_place on the edges of chains between two junctions of one place, and the
/// figures about them. REQUIRES nodes ascending by id. O(n log n), as only so many junctions lie within kPlaceDm.
void set_places(Dataset& dataset);

}  // namespace loopgenie::ingest
