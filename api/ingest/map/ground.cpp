#include "api/ingest/map/ground.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <tuple>
#include <utility>

#include "api/db/gzip.hpp"
#include "api/ingest/dem/dem.hpp"
#include "api/ingest/map/map_source.hpp"
#include "api/ingest/map/map_tiles.hpp"
#include "api/ingest/map/terrain_tiles.hpp"
#include "core/base/formats.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {
namespace {

using Json = nlohmann::ordered_json;

std::string cell_text(TileId id) {
  return std::to_string(id.z) + '/' + std::to_string(id.x) + '/' + std::to_string(id.y);
}

/// Whether the lists name the layer's tiles.
bool is_listed(const LayerFacts& facts) { return facts.is_ground && facts.layer != Layer::ground; }

/// The list of one block.
BakedTile block_list(TileId block, const std::vector<const BakedTile*>& tiles,
                     const std::map<TileId, PixelRuns>& filled) {
  Json list = {{"version", kGroundVersion}};
  for (const LayerFacts& facts : kLayers) {
    if (is_listed(facts)) {
      list[std::string(facts.name)] = Json::array();
    }
  }
  list["filled"] = Json::object();
  for (const BakedTile* tile : tiles) {
    list[std::string(to_string(tile->layer))].push_back(
        {cell_text(tile->id), hash_to_hex(tile->hash), tile->gzip.size()});
    if (const auto found = filled.find(tile->id);
        tile->layer == Layer::terrain && tile->id.z >= kGroundBlockZoom && found != filled.end()) {
      list["filled"][cell_text(tile->id)] = found->second;
    }
  }
  const std::string bytes = list.dump();
  const std::uint64_t hash = whole_hash(std::as_bytes(std::span(bytes))).value();
  return {Layer::ground, block, hash, bytes.size(), db::gzip(bytes)};
}

/// One for each block that has a tile of its zoom or deeper. `tiles` ascend by (layer, z, x, y).
std::vector<BakedTile> block_lists(const std::vector<BakedTile>& tiles, const std::map<TileId, PixelRuns>& filled) {
  std::map<TileId, std::vector<const BakedTile*>> by_block;
  std::map<std::pair<Layer, TileId>, const BakedTile*> above;
  for (const BakedTile& tile : tiles) {
    if (tile.id.z >= kGroundBlockZoom) {
      by_block[tile.id.ancestor(kGroundBlockZoom)].push_back(&tile);
    } else {
      above.emplace(std::pair(tile.layer, tile.id), &tile);
    }
  }
  std::vector<BakedTile> lists;
  for (auto& [block, own] : by_block) {
    for (const LayerFacts& facts : kLayers) {
      for (std::uint8_t z = 0; z < kGroundBlockZoom && is_listed(facts); ++z) {
        if (const auto found = above.find({facts.layer, block.ancestor(z)}); found != above.end()) {
          own.push_back(found->second);
        }
      }
    }
    std::sort(own.begin(), own.end(), [](const BakedTile* a, const BakedTile* b) {
      return std::tie(a->layer, a->id) < std::tie(b->layer, b->id);
    });
    lists.push_back(block_list(block, own, filled));
  }
  return lists;
}

/// Ids of the ways that edges of the walk network are parts of, ascending.
std::vector<std::int64_t> walked_ways(const Dataset& dataset) {
  std::vector<std::int64_t> ways;
  for (const DatasetEdge& edge : dataset.edges) {
    ways.push_back(way_id_of(edge.id));
  }
  std::sort(ways.begin(), ways.end());
  ways.erase(std::unique(ways.begin(), ways.end()), ways.end());
  return ways;
}

Result<void> add_terrain(Ground& ground, std::map<TileId, PixelRuns>& filled, const GroundOptions& options,
                         const Dataset& dataset, const Watch& watch) {
  Result<Dem> dem = Dem::open(options.dem_files);
  if (!dem) {
    return tl::unexpected(dem.error());
  }
  Result<TerrainLayer> terrain = bake_terrain(*dem, dataset.extent, options.threads, watch);
  if (!terrain) {
    return tl::unexpected(terrain.error());
  }
  if (terrain->tiles.empty()) {
    ground.notes.push_back("The map has no relief: the elevation files know nothing of the region (" + dem->coverage() +
                           ").");
  } else {
    ground.elevation_spacing_m = static_cast<std::uint32_t>(std::lround(dem->finest_spacing_m()));
  }
  filled = std::move(terrain->filled);
  std::move(terrain->tiles.begin(), terrain->tiles.end(), std::back_inserter(ground.tiles));
  return {};
}

Result<void> add_map(Ground& ground, const GroundOptions& options, const Dataset& dataset, const Watch& watch) {
  Result<MapSource> source = read_map(options.osm_files, walked_ways(dataset), dataset.extent, watch);
  if (!source) {
    return tl::unexpected(source.error());
  }
  ground.notes = source->notes;
  Result<MapTiles> map = bake_map(source->features, dataset.extent, options.threads, watch);
  if (!map) {
    return tl::unexpected(map.error());
  }
  if (map->reduced_tiles > 0) {
    ground.notes.push_back("The map leaves out small buildings, areas, service roads or points of interest in " +
                           std::to_string(map->reduced_tiles) + " tiles, which would be larger than 100 kB.");
  }
  if (map->large_tiles > 0) {
    ground.notes.push_back(
        "Even so " + std::to_string(map->large_tiles) + " tiles of the map are larger than 100 kB, the largest " +
        std::to_string((map->largest_bytes + 999) / 1000) + " kB: too much is close together there.");
  }
  std::move(map->tiles.begin(), map->tiles.end(), std::back_inserter(ground.tiles));
  return {};
}

Result<Ground> make(const GroundOptions& options, const Dataset& dataset, const Watch& watch) {
  Ground ground;
  std::map<TileId, PixelRuns> filled;
  if (!options.osm_files.empty()) {
    if (Result<void> added = add_map(ground, options, dataset, watch); !added) {
      return tl::unexpected(added.error());
    }
  }
  if (!options.dem_files.empty()) {
    if (Result<void> added = add_terrain(ground, filled, options, dataset, watch); !added) {
      return tl::unexpected(added.error());
    }
  }
  std::vector<BakedTile> lists = block_lists(ground.tiles, filled);
  std::move(lists.begin(), lists.end(), std::back_inserter(ground.tiles));
  std::uint64_t version = kFnvOffset;
  for (const BakedTile& tile : ground.tiles) {
    version = fnv1a64(tile_path(tile.layer, tile.id) + ' ' + hash_to_hex(tile.hash), version);
  }
  if (!ground.tiles.empty()) {
    ground.version = hash_to_hex(version);
  }
  return ground;
}

}  // namespace

Result<Ground> make_ground(const GroundOptions& options, const Dataset& dataset, const Watch& watch) {
  try {
    return make(options, dataset, watch);
  } catch (const std::exception& exception) {
    return fail(ErrorCode::io, std::string("The map could not be made: ") + exception.what());
  }
}

}  // namespace loopgenie::ingest
