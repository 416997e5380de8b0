// A made-up region as a server would hand it out: a grid of trails cut into trail tiles, with the index tiles that list
// them. Small, regular and deterministic, for tests of everything that starts from tiles.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/plan/planner.hpp"

namespace loopgenie::test {

struct GridOptions {
  std::uint32_t rows = 12;
  std::uint32_t columns = 12;
  double spacing_m = 600;
  Point south_west = point_from_degrees(42.50, 1.40);
  std::uint8_t leaf_zoom = 12;
  std::uint32_t trailhead_every = 17;  // each so-many-th node is a trailhead
  bool with_elevation = true;
  std::vector<std::uint32_t> huts = {};  // nodes, counted from 0, at which one can sleep: n900003 and so on
};

struct GridRegion {
  std::map<std::pair<Layer, TileId>, std::string> tiles;  // uncompressed
  std::vector<Trailhead> trailheads;                      // ascending id

  /// The bytes to hand to add_tile: "" where there is nothing.
  [[nodiscard]] std::string bytes(Layer layer, TileId id) const;
  /// Answers missing_tiles until nothing is missing. REQUIRES a valid query.
  void fill(Planner& planner, const Query& query) const;
  /// Adds every tile there is.
  void fill_all(Planner& planner) const;
  /// Writes v1/meta and v1/tiles/… below the folder, as an export does.
  void write_export(const std::filesystem::path& folder) const;
};

/// Node ids count row by row from the south west, from 1. Ground rises to the north east at 1:20; edges running east
/// are graded paths, those running north ungraded tracks, every fifth row a residential road; beside each runs a road
/// for 50 km/h; a hut and a spring lie in it.
[[nodiscard]] GridRegion make_grid_region(const GridOptions& options);

}  // namespace loopgenie::test
