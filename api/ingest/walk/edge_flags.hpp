// The flags of an edge that say what lies around it.
//
// An edge is judged piece by piece (line_pieces.hpp). surroundings.hpp says what counts as near.
//   near_water  at least half of it is near water that does not fall dry
//   near_road   at least half of it is near a road for motor traffic; only trails have this flag
//   in_town     at least half of it is in a town
//   near_peak   any of it is near a peak, saddle, waterfall or viewpoint
#pragma once

#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"
#include "api/ingest/walk/surroundings.hpp"

namespace loopgenie::ingest {

/// O(pieces · log n).
void set_surroundings_flags(std::vector<DatasetEdge>& edges, const Surroundings& surroundings,
                            const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
