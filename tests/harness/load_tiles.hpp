// Fills a planner with the tiles a query needs.
#pragma once

#include <functional>
#include <string>

#include "core/plan/planner.hpp"
#include "tests/harness/file_source.hpp"

namespace loopgenie::harness {

struct LoadReport {
  std::size_t tile_count = 0;
  std::size_t byte_count = 0;  // uncompressed
};

/// Fetches until nothing is missing. First checks in v1/meta that the source is of a format this program knows. For a
/// query by trailhead id, which says nothing of where it is, every index tile of the extent in v1/meta is loaded first.
[[nodiscard]] Result<LoadReport> load_tiles(Planner& planner, FileSource& source, const Query& query);

}  // namespace loopgenie::harness
