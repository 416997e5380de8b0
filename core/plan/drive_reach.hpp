// What a drive from a place reaches, of the road tiles loaded so far, and which tiles it takes to know more.
//
// The roads next to the place come first, then those of every block (loaded_tiles.hpp) that the search comes to: a node
// in a block that is not loaded ends the search there, and its block is asked for. So what is asked for is what the
// drive reaches, in whole blocks, and the answer is final once nothing is missing.
//
// Roads take up to half of the bytes a query may load. The first block, by time, that has no room any more cuts the
// drive: nothing from that time on counts, whatever else is loaded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/loop/space/query.hpp"
#include "core/plan/loaded_tiles.hpp"
#include "core/search/drive_range.hpp"

namespace loopgenie {

/// A start farther than this from every road has no drive.
inline constexpr double kFarthestRoadM = 5'000;

struct ReachedTrailhead {
  const Trailhead* trailhead = nullptr;  // of the tile store
  Drive drive;                           // both legs included
};

struct Reached {
  std::vector<TileRequest> missing;          // the rest is preliminary unless empty
  std::optional<RoadStart> start;            // none: no road near the place
  std::vector<ReachedTrailhead> trailheads;  // in order of the index tiles
  std::uint64_t road_bytes = 0;              // gzipped, of all blocks that count
  std::optional<double> cut_s;               // the time at which the roads that were to be loaded ended

  /// Whether a drive counts.
  [[nodiscard]] bool holds(const Drive& drive) const { return !cut_s || drive.drive_s < *cut_s; }
  /// Straight line.
  [[nodiscard]] std::optional<std::int64_t> start_to_road_m() const;
  /// Whole seconds.
  [[nodiscard]] std::optional<std::int64_t> whole_cut_s() const;
};

[[nodiscard]] DriveLimit drive_limit_of(const Query& query);

class DriveReach {
 public:
  /// REQUIRES query.at. The store must outlive the object, and only grow.
  [[nodiscard]] Reached find(const LoadedTiles& tiles, const Query& query);

  /// The search of the last call. REQUIRES that found a start.
  [[nodiscard]] const DriveRange& range() const { return state_->range; }
  [[nodiscard]] const RoadNetwork& roads() const { return state_->roads; }

 private:
  struct State {
    explicit State(const std::vector<const RoadTile*>& tiles) : roads(stitch_roads(tiles)), range(roads) {}
    RoadNetwork roads;
    DriveRange range;  // refers to the roads
  };
  void stitch_anew(const LoadedTiles& tiles);

  std::size_t stitched_count_ = 0;  // road tiles in the state
  std::unique_ptr<State> state_;
};

/// {"start_to_road_m": null without a road near, "cut_s": null where the whole drive counts, "trailheads": [{"id",
/// "drive_m", "drive_s"}], "roads": a GeoJSON FeatureCollection of the roads that are reached at both ends}: each with
/// `drive_m` and `drive_s` to its farther end, its class, and `seasonal` where it is closed at times.
[[nodiscard]] std::string write_reached(const Reached& reached, const DriveReach& reach);

/// [[lon, lat], …] from the place to a trailhead: straight to the road, along the fastest way, and straight to the
/// trailhead. REQUIRES that it is one of the reached ones.
[[nodiscard]] std::string write_drive_line(Point place, const Trailhead& trailhead, const DriveReach& reach);

}  // namespace loopgenie
