#include "core/planner.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "core/export/decimal.hpp"
#include "core/export/geojson.hpp"
#include "core/export/json_writer.hpp"
#include "core/geo/distance.hpp"
#include "core/search/drive_range.hpp"
#include "core/tile/stitch.hpp"

namespace loopgenie {
namespace {

// A trailhead's place on the network may lie this far from the trailhead itself.
constexpr double kAccessSlackM = 1'000;

double drive_limit_m(const Query& query) {
  if (query.drive_s) {
    return *query.drive_s * kDriveSpeedMps;
  }
  return query.drive_m.value_or(kDefaultDriveM);
}

/// No route of the query leaves this disc around its start: half the way out, half the way back.
double reach_m(const Query& query) { return query.longest_m() / 2; }

std::string in_km(double metres) {
  std::string text;
  append_decimal(text, std::llround(metres / 100), 1);
  return text + " km";
}

std::string in_degrees(Point point) {
  std::string text;
  append_decimal(text, point.lat_e7 / 100, 5);
  text += ", ";
  append_decimal(text, point.lon_e7 / 100, 5);
  return text;
}

/// Metres of loopable network within the smallest radius that holds the query's routes.
std::uint32_t promise_m(const Trailhead& trailhead, const Query& query) {
  std::size_t radius = 0;
  while (radius + 1 < kTrailheadRadiiM.size() && kTrailheadRadiiM[radius] < reach_m(query)) {
    ++radius;
  }
  return trailhead.loopable_m[radius];
}

std::vector<Candidate> in_drive_range(const TileStore& tiles, const Query& query) {
  std::vector<const Trailhead*> all;
  std::vector<Point> points;
  for (const IndexTile* tile : tiles.index_tiles()) {
    for (const Trailhead& trailhead : tile->trailheads) {
      all.push_back(&trailhead);
      points.push_back(trailhead.point);
    }
  }
  std::vector<Candidate> candidates;
  for (const InRange& found : points_in_drive_range(*query.at, points, drive_limit_m(query))) {
    candidates.push_back({*all[found.index], std::llround(found.drive.drive_m), std::llround(found.drive.drive_s), 0});
  }
  std::sort(candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) {
    const auto key = [&](const Candidate& c) {
      return std::tuple(-static_cast<std::int64_t>(promise_m(c.trailhead, query)), *c.drive_m, c.trailhead.id);
    };
    return key(a) < key(b);
  });
  return candidates;
}

/// The index tiles the query needs and that are not loaded.
std::vector<TileId> missing_index(const TileStore& tiles, const Query& query) {
  if (query.at) {
    const double radius_m = drive_radius_m(drive_limit_m(query)) + reach_m(query) + kAccessSlackM;
    return tiles.missing_index_tiles(*query.at, radius_m);
  }
  const Trailhead* trailhead = tiles.find_trailhead(*query.trailhead);
  return trailhead == nullptr ? std::vector<TileId>()
                              : tiles.missing_index_tiles(trailhead->node_point, reach_m(query) + kAccessSlackM);
}

std::string data_name(const DatasetInfo& data) {
  return data.name.empty() ? "loaded data" : "data \"" + data.name + "\"";
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

Result<std::vector<TileRequest>> Planner::missing_tiles(const Query& query) const {
  const Result<Query> checked = validated(query);
  if (!checked) {
    return tl::unexpected(checked.error());
  }
  std::vector<TileRequest> requests;
  for (const TileId id : missing_index(tiles_, *checked)) {
    requests.push_back({Layer::index, id, std::nullopt});
  }
  if (!requests.empty()) {
    return requests;
  }
  std::set<TileId> leaves;
  if (checked->at) {
    for (const Candidate& candidate : in_drive_range(tiles_, *checked)) {
      leaves.merge(tiles_.leaves_around(candidate.trailhead.node_point, reach_m(*checked)));
    }
  } else if (const Trailhead* trailhead = tiles_.find_trailhead(*checked->trailhead)) {
    leaves = tiles_.leaves_around(trailhead->node_point, reach_m(*checked));
  } else {
    return tl::unexpected(no_trailhead_error(*checked));
  }
  for (const TileId id : leaves) {
    if (tiles_.find_trail_tile(id) == nullptr) {
      requests.push_back({Layer::trails, id, tiles_.leaf(id).hash});
    }
  }
  return requests;
}

Result<std::vector<Candidate>> Planner::candidates(const Query& query) const {
  if (tiles_.is_empty()) {
    return fail(ErrorCode::missing, "no tiles are loaded: add those that missing_tiles names first");
  }
  if (const std::vector<TileId> missing = missing_index(tiles_, query); !missing.empty()) {
    return fail(ErrorCode::missing, "not all index tiles of the range are loaded (" + std::to_string(missing.size()) +
                                        " missing): add those that missing_tiles names first");
  }
  std::vector<Candidate> found;
  if (query.at) {
    found = in_drive_range(tiles_, query);
  } else if (const Trailhead* trailhead = tiles_.find_trailhead(*query.trailhead)) {
    found.push_back({*trailhead, std::nullopt, std::nullopt, 0});
  }
  if (found.empty()) {
    return tl::unexpected(no_trailhead_error(query));
  }
  return found;
}

Error Planner::no_trailhead_error(const Query& query) const {
  if (!query.at) {
    return {ErrorCode::missing,
            "trailhead " + to_string(*query.trailhead) +
                " is not in the loaded index tiles: check the id, or load the index tile it lies in"};
  }
  const std::optional<DatasetInfo> data = tiles_.dataset();
  if (!data) {
    return {ErrorCode::missing, "there is no trail data around " + in_degrees(*query.at) +
                                    ": the start lies outside the region this server has; choose a start inside it"};
  }
  std::string message =
      "no trailhead within a drive of " + in_km(drive_limit_m(query)) + " from " + in_degrees(*query.at);
  if (!data->extent.contains(*query.at)) {
    message += ", which lies outside the " + data_name(*data);
  }
  const Trailhead* nearest = nullptr;
  double nearest_drive_m = 0;
  for (const IndexTile* tile : tiles_.index_tiles()) {
    for (const Trailhead& trailhead : tile->trailheads) {
      const double drive_m = estimate_drive(*query.at, trailhead.point).drive_m;
      if (nearest == nullptr || drive_m < nearest_drive_m) {
        nearest = &trailhead;
        nearest_drive_m = drive_m;
      }
    }
  }
  if (nearest == nullptr) {
    return {ErrorCode::missing, message + "; none is known around it: choose another start"};
  }
  message += "; the nearest known is " + to_string(nearest->id);
  message += nearest->name.empty() ? "" : " (" + nearest->name + ")";
  return {ErrorCode::missing,
          message + ", a drive of about " + in_km(nearest_drive_m) + ": drive farther or start closer"};
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
  Result<std::vector<Candidate>> found = candidates(*checked);
  if (!found) {
    return tl::unexpected(found.error());
  }
  std::set<TileId> leaves;
  for (Candidate& candidate : *found) {
    std::set<TileId> around = tiles_.leaves_around(candidate.trailhead.node_point, reach_m(*checked));
    candidate.missing_tile_count = static_cast<std::size_t>(
        std::count_if(around.begin(), around.end(), [&](TileId id) { return tiles_.find_trail_tile(id) == nullptr; }));
    leaves.merge(around);
  }
  const Result<std::shared_ptr<const Network>> network = network_of(leaves);
  if (!network) {
    return tl::unexpected(network.error());
  }
  return PlanRun(*checked, *tiles_.dataset(), *network, std::move(*found));
}

Result<Plan> Planner::plan(const Query& query, const ProgressFn& progress) {
  Result<PlanRun> run = start(query);
  if (!run) {
    return tl::unexpected(run.error());
  }
  while (!run->is_done()) {
    run->step();
    if (progress && !progress(*run)) {
      break;
    }
  }
  return run->current();
}

std::string Planner::network_geojson() const { return write_network_geojson(tiles_.trail_tiles()); }

std::string Planner::trailheads_geojson() const { return write_trailheads_geojson(tiles_.index_tiles()); }

std::string Planner::places_json() const { return write_places_json(tiles_.index_tiles()); }

}  // namespace loopgenie
