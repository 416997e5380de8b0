#include "core/plan/planner.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "core/base/sort.hpp"
#include "core/export/geojson.hpp"
#include "core/export/text/json_writer.hpp"
#include "core/geo/distance.hpp"
#include "core/plan/walk_start.hpp"
#include "core/tile/stitch.hpp"

namespace loopgenie {
namespace {

// A trailhead's place on the network may lie this far from the trailhead itself.
constexpr double kAccessSlackM = 1'000;

/// No route of the query leaves this disc around its start: half the way out, half the way back.
double reach_m(const Query& query) { return query.longest_m() / 2; }

/// Metres of network on loops, within the smallest radius counted that holds all of the query's routes; where none is
/// large enough, within the largest.
std::uint32_t loopable_in_reach_m(const Trailhead& trailhead, const Query& query) {
  std::size_t radius = 0;
  while (radius + 1 < kTrailheadRadiiM.size() && kTrailheadRadiiM[radius] < reach_m(query)) {
    ++radius;
  }
  return trailhead.loopable_m[radius];
}

/// Those with most loopable network in reach first; of equals the nearer by road.
std::vector<Candidate> candidates_of(const Reached& reached, const Query& query) {
  std::vector<Candidate> candidates;
  for (const auto& [trailhead, drive] : reached.trailheads) {
    candidates.push_back({*trailhead, std::llround(drive.drive_m), std::llround(drive.drive_s), 0});
  }
  heap_sort(candidates, [&](const Candidate& a, const Candidate& b) {
    const auto key = [&](const Candidate& c) {
      return std::tuple(-static_cast<std::int64_t>(loopable_in_reach_m(c.trailhead, query)), *c.drive_m,
                        c.trailhead.id);
    };
    return key(a) < key(b);
  });
  return candidates;
}

}  // namespace

std::string write_tile_requests(std::span<const TileRequest> requests) {
  JsonWriter json;
  json.begin_object().key("tiles").begin_array();
  for (const TileRequest& request : requests) {
    json.begin_object();
    json.key("layer").string(to_string(request.layer));
    json.key("z").integer(request.id.z);
    json.key("x").integer(request.id.x);
    json.key("y").integer(request.id.y);
    json.key("hash").string_or_null(request.hash ? hash_to_hex(*request.hash) : "");
    json.end_object();
  }
  json.end_array().end_object();
  return std::move(json).take();
}

Result<void> Planner::add_tile(Layer layer, TileId id, std::span<const std::byte> bytes) {
  return tiles_.add(layer, id, bytes);
}

Result<Planner::Selection> Planner::select(const Query& query) {
  if (query.start) {
    return select_from_start(query);
  }
  Selection selection;
  std::vector<Candidate> candidates;
  std::uint64_t max_trail_bytes = query.max_bytes;
  if (query.at) {
    const Reached& reached = drive_.find(tiles_, query);
    selection.missing = reached.missing;
    if (!reached.missing.empty()) {
      return selection;
    }
    selection.in_range.start_to_road_m = reached.start_to_road_m();
    selection.in_range.drive_cut_s = reached.whole_cut_s();
    max_trail_bytes -= std::min(max_trail_bytes, reached.road_bytes);
    candidates = candidates_of(reached, query);
  } else if (const Trailhead* trailhead = tiles_.find_trailhead(*query.trailhead)) {
    candidates.push_back({*trailhead, std::nullopt, std::nullopt, 0});
  } else {
    return no_trailhead_error(query, {});
  }
  selection.missing = missing_index_around(candidates, query);
  if (!selection.missing.empty()) {
    return selection;
  }
  selection.in_range.trailheads_in_range = static_cast<std::uint32_t>(candidates.size());
  take_while_they_fit(std::move(candidates), query, max_trail_bytes, selection);
  return selection;
}

Result<Planner::Selection> Planner::select_from_start(const Query& query) {
  Selection selection;
  const double radius_m = kFarthestJunctionM + reach_m(query);
  for (const TileId id : tiles_.missing_index_tiles(*query.start, radius_m)) {
    selection.missing.push_back(request_index(id));
  }
  if (!selection.missing.empty()) {
    return selection;
  }
  selection.leaves = tiles_.leaves_around(Layer::trails, *query.start, radius_m);
  if (selection.leaves.empty()) {
    return fail(ErrorCode::missing, {.code = ProblemCode::no_data});
  }
  tiles_.request_missing(Layer::trails, selection.leaves, selection.missing);
  if (!selection.missing.empty()) {
    return selection;
  }
  const Result<std::shared_ptr<const Network>> network = network_of(selection.leaves);
  if (!network) {
    return tl::unexpected(network.error());
  }
  const std::optional<NearJunction> nearest = nearest_junction(**network, query.way_limits(), *query.start);
  if (!nearest || nearest->away_m() > kFarthestJunctionM) {
    Problem problem{.code = ProblemCode::no_network, .max = kFarthestJunctionM};
    problem.away_m = nearest ? std::optional(nearest->away_m()) : std::nullopt;
    return fail(ErrorCode::missing, std::move(problem));
  }
  Candidate candidate{trailhead_at(**network, nearest->node), std::nullopt, std::nullopt, 0};
  candidate.start_gap_m = std::llround(distance_m(*query.start, candidate.trailhead.point));
  selection.in_range.trailheads_in_range = 1;
  selection.in_range.candidates.push_back(std::move(candidate));
  return selection;
}

std::vector<TileRequest> Planner::missing_index_around(std::span<const Candidate> candidates,
                                                       const Query& query) const {
  std::set<TileId> missing;
  for (const Candidate& candidate : candidates) {
    const auto index = tiles_.missing_index_tiles(candidate.trailhead.node_point, reach_m(query) + kAccessSlackM);
    missing.insert(index.begin(), index.end());
  }
  std::vector<TileRequest> requests;
  for (const TileId id : missing) {
    requests.push_back(request_index(id));
  }
  return requests;
}

void Planner::take_while_they_fit(std::vector<Candidate> candidates, const Query& query, std::uint64_t max_bytes,
                                  Selection& selection) const {
  std::uint64_t bytes = 0;
  for (Candidate& candidate : candidates) {
    std::set<TileId> around = tiles_.leaves_around(Layer::trails, candidate.trailhead.node_point, reach_m(query));
    std::uint64_t more_bytes = 0;
    for (const TileId id : around) {
      more_bytes += selection.leaves.contains(id) ? 0 : tiles_.leaf(Layer::trails, id).gzip_bytes;
    }
    if (bytes + more_bytes > max_bytes && !selection.in_range.candidates.empty()) {
      continue;  // a later one may lie among the tiles of others
    }
    bytes += more_bytes;
    candidate.missing_tile_count = static_cast<std::size_t>(
        std::count_if(around.begin(), around.end(), [&](TileId id) { return !tiles_.is_loaded(Layer::trails, id); }));
    selection.leaves.merge(around);
    selection.in_range.candidates.push_back(std::move(candidate));
  }
}

Result<std::vector<TileRequest>> Planner::missing_tiles(const Query& query) {
  return validated(query).and_then([&](const Query& checked) { return select(checked); }).map([&](Selection selection) {
    if (selection.missing.empty()) {
      tiles_.request_missing(Layer::trails, selection.leaves, selection.missing);
    }
    return std::move(selection.missing);
  });
}

tl::unexpected<Error> Planner::no_trailhead_error(const Query& query, const InRange& in_range) const {
  if (!query.at) {
    return fail(ErrorCode::missing, {.code = ProblemCode::trailhead_missing, .subject = to_string(*query.trailhead)});
  }
  if (!tiles_.dataset()) {
    return fail(ErrorCode::missing, {.code = ProblemCode::no_data});
  }
  Problem problem{.code = ProblemCode::no_trailhead, .cut_s = in_range.drive_cut_s};
  if (!in_range.start_to_road_m) {
    problem.code = ProblemCode::no_road;
    problem.max = kFarthestRoadM;
  }
  for (const IndexTile* tile : tiles_.index_tiles()) {
    for (const Trailhead& trailhead : tile->trailheads) {
      const double away_m = great_circle_m(*query.at, trailhead.point);
      if (!problem.away_m || away_m < *problem.away_m) {
        problem.subject = to_string(trailhead.id);
        problem.name = trailhead.name;
        problem.away_m = away_m;
      }
    }
  }
  return fail(ErrorCode::missing, std::move(problem));
}

Result<std::shared_ptr<const Network>> Planner::network_of(const std::set<TileId>& leaves) {
  std::vector<TileId> loaded;
  std::vector<const TrailTile*> tiles;
  for (const TileId id : leaves) {
    if (const TrailTile* tile = tiles_.find_trail_tile(id)) {
      loaded.push_back(id);
      tiles.push_back(tile);
    }
  }
  if (stitched_.network == nullptr || stitched_.tiles != loaded) {
    Result<Network> network = stitch(tiles);
    if (!network) {
      return tl::unexpected(network.error());
    }
    stitched_ = {std::move(loaded), std::make_shared<const Network>(std::move(*network))};
  }
  return stitched_.network;
}

Result<PlanRun> Planner::start(const Query& query) {
  const Result<Query> checked = validated(query);
  if (!checked) {
    return tl::unexpected(checked.error());
  }
  if (tiles_.is_empty()) {
    return fail(ErrorCode::missing, "no tiles are loaded: add those that missing_tiles names first");
  }
  Result<Selection> selection = select(*checked);
  if (!selection) {
    return tl::unexpected(selection.error());
  }
  if (!selection->missing.empty()) {
    return fail(ErrorCode::missing, "not all tiles that the query needs first are loaded (" +
                                        std::to_string(selection->missing.size()) +
                                        " missing): add those that missing_tiles names first");
  }
  if (selection->in_range.candidates.empty()) {
    return no_trailhead_error(*checked, selection->in_range);
  }
  const Result<std::shared_ptr<const Network>> network = network_of(selection->leaves);
  if (!network) {
    return tl::unexpected(network.error());
  }
  for (const IndexTile* tile : tiles_.index_tiles()) {
    selection->in_range.places.insert(selection->in_range.places.end(), tile->places.begin(), tile->places.end());
  }
  return PlanRun(*checked, *tiles_.dataset(), *network, std::move(selection->in_range));
}

Result<Planner::DriveAnswer> Planner::drive(const Query& query) {
  const Result<Query> checked = validated(query);
  if (!checked) {
    return tl::unexpected(checked.error());
  }
  if (!checked->at) {
    return fail(ErrorCode::invalid_input, "got a query without `at`, expected a place to drive from");
  }
  const Reached& reached = drive_.find(tiles_, *checked);
  if (!reached.missing.empty()) {
    return DriveAnswer{reached.missing, ""};
  }
  return DriveAnswer{{}, write_reached(reached, drive_)};
}

Result<std::string> Planner::drive_line(const Query& query, SourceId trailhead) {
  const Result<Query> checked = validated(query);
  if (!checked) {
    return tl::unexpected(checked.error());
  }
  if (checked->at) {
    const Reached& reached = drive_.find(tiles_, *checked);
    const auto found = std::find_if(reached.trailheads.begin(), reached.trailheads.end(),
                                    [&](const ReachedTrailhead& r) { return r.trailhead->id == trailhead; });
    if (reached.missing.empty() && found != reached.trailheads.end()) {
      return write_drive_line(*checked->at, *found->trailhead, drive_);
    }
  }
  return fail(ErrorCode::missing, {.code = ProblemCode::drive_unknown, .subject = to_string(trailhead)});
}

std::vector<TileRequest> Planner::unloaded_tiles() const {
  std::vector<TileRequest> requests;
  for (const IndexTile* tile : tiles_.index_tiles()) {
    for (const LeafEntry& leaf : tile->leaves) {
      if (!tiles_.is_loaded(leaf.layer, leaf.id)) {
        requests.push_back({leaf.layer, leaf.id, leaf.hash});
      }
    }
  }
  return requests;
}

std::string Planner::network_geojson() const { return write_network_geojson(tiles_.trail_tiles()); }

std::string Planner::trailheads_geojson() const { return write_trailheads_geojson(tiles_.index_tiles()); }

std::string Planner::places_json() const { return write_places_json(tiles_.index_tiles()); }

}  // namespace loopgenie
