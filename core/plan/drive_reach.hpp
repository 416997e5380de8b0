// Which trailheads a drive from a place reaches on the road tiles loaded so far, and which tiles are missing to know it
// for sure.
//
// Asked for are the roads next to the place first, then those of every block (loaded_tiles.hpp) that the search comes
// to: at a node in a block that is not loaded the search ends, and the block is missing. So whole blocks are asked for,
// and only those that the drive reaches. The answer is final once nothing is missing.
//
// Roads take up to half of the bytes that a query may load. Blocks take their room in the order of driving time. The
// first one for which no room is left cuts the drive: nothing from that time on counts, whatever else is loaded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/loop/space/query.hpp"
#include "core/plan/loaded_tiles.hpp"
#include "core/search/drive_range.hpp"

namespace loopgenie {

/// A start farther than this from every road has no drive.
inline constexpr double kFarthestRoadM = 5'000;

struct ReachedTrailhead {
  const Trailhead* trailhead = nullptr;  // of the loaded tiles
  Drive drive;                           // both legs included
};

struct Reached {
  std::vector<TileRequest> missing;          // while there are any, the rest is preliminary
  std::vector<RoadStart> starts;             // where the drive may begin; none: no road near the place
  std::vector<ReachedTrailhead> trailheads;  // in order of the index tiles
  std::uint64_t road_bytes = 0;              // gzipped, of all blocks that count
  std::optional<double> cut_s;               // the time at which the roads that were to be loaded ended

  /// Whether a drive counts: it ends before the cut.
  [[nodiscard]] bool holds(const Drive& drive) const { return !cut_s || drive.drive_s < *cut_s; }
  /// Straight line to the nearest road.
  [[nodiscard]] std::optional<std::int64_t> start_to_road_m() const;
  /// Whole seconds.
  [[nodiscard]] std::optional<std::int64_t> whole_cut_s() const;
};

class DriveReach {
 public:
  /// REQUIRES query.at, and always the same tiles, which outlive the object. Searches only where the drive that is
  /// asked for, or what is loaded, differs from the last call. The result stays until the next call.
  [[nodiscard]] const Reached& find(const LoadedTiles& tiles, const Query& query);

  /// The search of the last call. REQUIRES that this found a start and nothing was missing.
  [[nodiscard]] const DriveRange& range() const { return state_->range; }
  [[nodiscard]] const RoadNetwork& roads() const { return state_->roads; }

 private:
  struct State {
    explicit State(const std::vector<const RoadTile*>& tiles) : roads(stitch_roads(tiles)), range(roads) {}
    RoadNetwork roads;
    DriveRange range;  // refers to the roads
  };
  /// What the result depends on.
  struct Question {
    Point at;
    std::optional<double> drive_m;
    std::optional<double> drive_s;
    std::uint64_t max_bytes = 0;
    std::uint64_t tiles_version = 0;
    friend bool operator==(const Question&, const Question&) = default;
  };

  void search(const LoadedTiles& tiles, const Query& query, Reached& reached);
  void stitch_if_changed(const LoadedTiles& tiles);
  /// Takes room for the blocks that the drive comes to, in the order of time, and cuts the drive where there is none.
  /// Requests what is not loaded of them.
  void load_on_the_way(const LoadedTiles& tiles, const Query& query, const std::set<TileId>& leaves_at_start,
                       Reached& reached) const;
  /// nullopt where the node is not loaded or not reached.
  [[nodiscard]] std::optional<Drive> drive_to(Point road_node) const;

  std::size_t stitched_count_ = 0;  // road tiles in the state
  std::unique_ptr<State> state_;
  Question last_question_;
  std::optional<Reached> last_;
};

/// {"start_to_road_m": null without a road near, "cut_s": null where the whole drive counts, "trailheads": [{"id",
/// "drive_m", "drive_s"}], "roads": a GeoJSON FeatureCollection of the roads that are reached at both ends}: each with
/// `drive_m` and `drive_s` to its farther end, its class, and `seasonal` where it is closed at times.
[[nodiscard]] std::string write_reached(const Reached& reached, const DriveReach& reach);

/// [[lon, lat], …] from the place to a trailhead: straight to the road, along the fastest way, and straight to the
/// trailhead. REQUIRES that it is one of the reached ones.
[[nodiscard]] std::string write_drive_line(Point place, const Trailhead& trailhead, const DriveReach& reach);

}  // namespace loopgenie
