// The façade: the whole planner behind one header, for the browser (wasm/) and the native programs alike.
//
//   while (missing_tiles(query) is not empty) fetch each, gunzip it, add_tile(...);
//   PlanRun run = start(query);  while (!run.is_done()) run.step();  run.current() is the plan
//
// A place query asks for the index tiles (zoom 8) and road tiles around the place, then for those that the drive comes
// to, and last, knowing the trailheads in range, for the trail tiles around each of them. A query by trailhead id needs
// the index tile that lists it: a caller that knows only the id loads every index tile of the data set's extent (in
// /v1/meta), one per about 110 km. A query by a place to walk from needs the index and trail tiles around it.
//
// Roads take up to half of the query's max_bytes; where they have no more room they cut the drive. Trail tiles take the
// rest. Where the trailheads in range need more, those with most loopable network in reach are considered, as many as
// have room.
//
// The answer is a function of the query and the data alone: tiles loaded beyond what the query needs change nothing.
// No I/O, clock or threads; no exception leaves; every Error says what to do.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/export/document/plan.hpp"
#include "core/export/document/plan_json.hpp"
#include "core/export/document/query_json.hpp"
#include "core/geo/tile_id.hpp"
#include "core/loop/space/query.hpp"
#include "core/plan/drive_reach.hpp"
#include "core/plan/loaded_tiles.hpp"
#include "core/plan/plan_run.hpp"

namespace loopgenie {

/// {"tiles": [{"layer", "z", "x", "y", "hash"|null}]}, the hash as 16 hexadecimal digits.
[[nodiscard]] std::string write_tile_requests(std::span<const TileRequest> requests);

class Planner {
 public:
  /// Uncompressed bytes; none where the server has no tile (204, 404). The index tile that lists a trail or road tile
  /// must be added before it, and the tile must have the hash listed there. Adding a tile twice is harmless. After an
  /// Error everything loaded before is unchanged. `mismatch` says that the server's data changed: begin with a new
  /// Planner.
  [[nodiscard]] Result<void> add_tile(Layer layer, TileId id, std::span<const std::byte> bytes);

  /// What to add next; empty once nothing is missing. Trail and road tiles come in whole blocks, see loaded_tiles.hpp.
  [[nodiscard]] Result<std::vector<TileRequest>> missing_tiles(const Query& query);

  /// An Error where the query is invalid, its index or road tiles are not loaded, no road is near the place, or no
  /// trailhead is in range (the problem names the one nearest in a straight line). For a place to walk from, where not
  /// all tiles around it are loaded, or no network is near it.
  [[nodiscard]] Result<PlanRun> start(const Query& query);

  /// What a drive from the query's place reaches, for the map: `missing` names the index and road tiles that it still
  /// takes, in rounds like missing_tiles, and `json` is what write_reached (drive_reach.hpp) says once it is empty.
  struct DriveAnswer {
    std::vector<TileRequest> missing;
    std::string json;
  };
  [[nodiscard]] Result<DriveAnswer> drive(const Query& query);

  /// The line of the fastest drive from the query's place to a trailhead in range, see write_drive_line
  /// (drive_reach.hpp). An Error where it is not in range, or the tiles of the drive are not loaded.
  [[nodiscard]] Result<std::string> drive_line(const Query& query, SourceId trailhead);

  /// Every trail and road tile that the loaded index tiles list and that is not loaded: a small data set whole.
  [[nodiscard]] std::vector<TileRequest> unloaded_tiles() const;

  /// For the map and the search field, from all loaded tiles; see geojson.hpp.
  [[nodiscard]] std::string network_geojson() const;
  [[nodiscard]] std::string trailheads_geojson() const;
  [[nodiscard]] std::string places_json() const;

 private:
  struct Stitched {
    std::vector<TileId> tiles;
    std::shared_ptr<const Network> network;
  };
  /// What a query is about, as far as the tiles tell.
  struct Selection {
    // Index and road tiles, or all tiles around a place to walk from. The rest is final once there is none.
    std::vector<TileRequest> missing;
    InRange in_range;
    std::set<TileId> leaves;  // of the trails around them
  };
  /// REQUIRES a validated query.
  [[nodiscard]] Result<Selection> select(const Query& query);
  /// The same where the query says a place to walk from. An Error where no network is near enough.
  [[nodiscard]] Result<Selection> select_from_start(const Query& query);
  [[nodiscard]] std::vector<TileRequest> missing_index_around(std::span<const Candidate> candidates,
                                                              const Query& query) const;
  /// Selects the first candidate, and of the others those whose trail tiles fit into the bytes that are left.
  void take_while_they_fit(std::vector<Candidate> candidates, const Query& query, std::uint64_t max_bytes,
                           Selection& selection) const;
  [[nodiscard]] tl::unexpected<Error> no_trailhead_error(const Query& query, const InRange& in_range) const;
  [[nodiscard]] Result<std::shared_ptr<const Network>> network_of(const std::set<TileId>& leaves);

  LoadedTiles tiles_;
  DriveReach drive_;
  Stitched stitched_;  // the last network, for the next query in the same area
};

}  // namespace loopgenie
