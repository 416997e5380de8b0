// The demo region "Genie Range": a place that does not exist, for trying Loop Genie without any data.
//
// Two islands in the open ocean, joined by a road that is closed to walkers, with terrain, streams, lakes, roads,
// settlements, parkings, trails, huts, camps, water, peaks and signposted routes. Deterministic: the same program
// writes the same bytes. Every tagged object says `source=made up by Loop Genie`.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "api/ingest/demo/osm_document.hpp"
#include "api/ingest/demo/terrain.hpp"
#include "core/base/result.hpp"

namespace loopgenie::ingest::demo {

inline constexpr const char* kRegionName = "Genie Range (made up)";
inline constexpr const char* kOsmFileName = "demo.osm.pbf";
inline constexpr const char* kDemFileName = "demo-dem.tif";

struct DemoRegion {
  /// Where roads from elsewhere may join.
  struct Gate {
    std::int64_t node = 0;
    Local at;
  };
  Terrain terrain;
  OsmDocument osm;
  std::vector<Gate> settlement_gates;  // by SettlementIndex
};

/// What is drawn under the ways, and means nothing to a planner: woods, rock, houses.
enum class DemoGround : std::uint8_t { with, without };

/// A few seconds.
[[nodiscard]] DemoRegion make_demo_region(DemoGround ground = DemoGround::with);

/// Writes demo.osm.pbf and demo-dem.tif into the folder, which is made if it is missing. Both files are complete or, on
/// an Error, neither is replaced.
[[nodiscard]] Result<void> write_demo_region(const DemoRegion& region, const std::filesystem::path& folder);

}  // namespace loopgenie::ingest::demo
