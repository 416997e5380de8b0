// Nodes of the walk network beside which one might spend a night under the open sky, by the map alone; wild_spots.hpp
// asks for level ground besides, and thins them. None of them is a permission: whose ground it is and what the law says
// of it is not on the map.
//
// Such a node has water that is not known to fall dry within kWildWaterM: a stream, river, lake, tap, spring or well.
// No road and no building lies within kWildAwayM of it. Roads are all ways made for cars, service roads and private
// roads included; tracks may be nearer, as many a path in the hills is one. It is in no area that the map marks as off
// limits (osm/off_limits_profile.hpp), as far as the files hold its outline (off_limits.hpp). How far to stay away is a
// judgement; Norway's right to roam asks for 150 m from a house that is lived in (friluftsloven § 9).
#pragma once

#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/night_water.hpp"
#include "api/ingest/walk/surroundings.hpp"

namespace loopgenie::ingest {

inline constexpr double kWildWaterM = 150;
inline constexpr double kWildAwayM = 200;

/// In the order of the data set's nodes, each with the id of its node; none where a point of interest has that id.
/// REQUIRES its extent. O(n log n).
[[nodiscard]] std::vector<Poi> wild_candidates(const Dataset& dataset, const OsmSource& source,
                                               const Surroundings& surroundings, const WaterNearby& water);

}  // namespace loopgenie::ingest
