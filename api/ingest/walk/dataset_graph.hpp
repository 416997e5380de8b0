// A data set's nodes and edges as a graph, in their own order.
#pragma once

#include "api/ingest/base/dataset.hpp"
#include "core/graph/csr.hpp"

namespace loopgenie::ingest {

/// REQUIRES nodes ascending by id, the edges' ends among them. O(m log n).
[[nodiscard]] Graph graph_of(const Dataset& dataset);

}  // namespace loopgenie::ingest
