// Bakes the `roads` layer: the leaves of a quadtree over zooms 8 to 13 (core/tile/FORMAT.md §4), as trail_quadtree.hpp
// does the trails. A leaf's tile has the nodes inside the cell and every edge that meets one of them. Lines are
// simplified as roads/road_line.hpp says.
#pragma once

#include "api/ingest/bake/baked_layer.hpp"
#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"

namespace loopgenie::ingest {

/// Error io when `watch` says to stop.
[[nodiscard]] Result<BakedLayer> bake_roads(const Dataset& dataset, const QuadtreeOptions& options = {},
                                            const Watch& watch = {});

}  // namespace loopgenie::ingest
