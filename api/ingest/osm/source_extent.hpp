// Where the walkable ways of OpenStreetMap files lie. That decides which elevation files a region needs. It is read
// from the ways themselves, since the box in a file's header may be missing or wrong.
#pragma once

#include <string>
#include <vector>

#include "api/ingest/base/watch.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

struct SourceExtent {
  Box box;
  std::vector<std::string> dem_cells;  // the square degrees, south to north, by their south-west corner: "N42E001"
};

/// Errors as those of `read_osm`.
[[nodiscard]] Result<SourceExtent> read_source_extent(const std::vector<std::string>& osm_files,
                                                      const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
