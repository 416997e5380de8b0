// The ground of one data set: relief and map, and the lists of their tiles by block (README.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/ingest/bake/baked_layer.hpp"
#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"
#include "core/base/result.hpp"

namespace loopgenie::ingest {

struct GroundOptions {
  std::vector<std::string> osm_files;  // empty: no map
  std::vector<std::string> dem_files;  // empty: no relief
  unsigned threads = 2;
};

/// Reads the files once more. `dataset` gives the extent, and the ways of the walk network. The same files give the
/// same bytes, whatever their order and however many threads. Errors: those of reading the files, and io when `watch`
/// says to stop.
[[nodiscard]] Result<Ground> make_ground(const GroundOptions& options, const Dataset& dataset, const Watch& watch = {});

}  // namespace loopgenie::ingest
