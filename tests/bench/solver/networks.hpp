// The networks of the solver's benchmark: what a browser would hold after loading every tile of a region, and variants.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "core/base/result.hpp"
#include "core/graph/network.hpp"
#include "core/plan/planner.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie::bench {

/// A region read from its files and baked, all in memory.
struct Region {
  struct Tile {
    Layer layer;
    TileId id;
    std::string bytes;
  };
  std::string name;
  std::vector<Tile> tiles;            // as served, gunzipped; the index tiles first
  std::vector<Trailhead> trailheads;  // ascending id
  Network walk;                       // all trail tiles stitched

  std::string meta_json;

  /// A planner with what the query needs; where the region has nothing, as a server would answer.
  [[nodiscard]] Result<Planner> planner(const Query& query) const;
  /// Writes v1/meta and v1/tiles/… below the folder, as an export does.
  [[nodiscard]] Result<void> write_export(const std::string& folder) const;
};

/// `folder` holds the files; the names are relative to it.
[[nodiscard]] Result<Region> read_region(const std::string& name, const std::string& folder,
                                         const std::string& osm_file, const std::string& dem_file);

/// The same of a data set that is read already.
[[nodiscard]] Result<Region> bake_region(const ingest::Dataset& dataset);

/// The edges that are made for or by feet, on their own: roads left out, every node of the rest complete.
[[nodiscard]] Network trails_only(const Network& network);

/// The network `copies` times, in no way connected: as large a region as one likes with the same places in it. The
/// nodes of the first copy keep their ids and indices.
[[nodiscard]] Network tiled(const Network& network, std::uint32_t copies);

/// The region's trail tiles stitched in an order drawn by `seed`.
[[nodiscard]] Result<Network> stitched_in_random_order(const Region& region, std::uint64_t seed);

}  // namespace loopgenie::bench
