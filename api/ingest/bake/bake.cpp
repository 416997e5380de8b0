#include "api/ingest/bake/bake.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/documents.hpp"
#include "api/ingest/bake/road_quadtree.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {
namespace {

DatasetInfo info_of(const Dataset& dataset) {
  return {.version = "",
          .name = dataset.name,
          .date = dataset.date,
          .attribution = dataset.attribution,
          .licences = licences_of(dataset),
          .made_up = dataset.made_up,
          .extent = dataset.extent};
}

/// One for every cell that holds a leaf, a trailhead or a place.
std::map<TileId, IndexTile> index_tiles(const Dataset& dataset, const std::vector<BakedTile>& leaves) {
  std::map<TileId, IndexTile> tiles;
  const auto tile = [&](TileId cell) -> IndexTile& {
    IndexTile& at = tiles[cell];
    at.id = cell;
    return at;
  };
  static_assert(kIndexZoom <= kTrailsMinZoom, "a leaf lies in one index cell");
  for (const BakedTile& leaf : leaves) {
    tile(leaf.id.ancestor(kIndexZoom))
        .leaves.push_back({leaf.layer, leaf.id, leaf.hash, static_cast<std::uint32_t>(leaf.gzip.size())});
  }
  for (Trailhead trailhead : dataset.trailheads) {
    trailhead.point = to_tile_grid(trailhead.point);
    trailhead.node_point = to_tile_grid(trailhead.node_point);
    tile(tile_at(trailhead.point, kIndexZoom)).trailheads.push_back(std::move(trailhead));
  }
  for (Place place : dataset.places) {
    if (!is_coarse_place(place.kind)) {
      place.point = to_tile_grid(place.point);
      tile(tile_at(place.point, kIndexZoom)).places.push_back(std::move(place));
    }
  }
  const DatasetInfo info = info_of(dataset);
  for (auto& [cell, at] : tiles) {
    at.dataset = info;
  }
  return tiles;
}

BakedTile index_tile(const IndexTile& tile) {
  const std::string bytes = encode_index_tile(tile);
  return {Layer::index, tile.id, tile_hash(std::as_bytes(std::span(bytes))).value(), bytes.size(), db::gzip(bytes)};
}

}  // namespace

LayerFigures layer_figures(const std::vector<BakedTile>& tiles, Layer layer) {
  LayerFigures figures;
  for (const BakedTile& tile : tiles) {
    if (tile.layer == layer) {
      ++figures.tiles;
      figures.gzip_bytes += tile.gzip.size();
      figures.largest_gzip_bytes = std::max(figures.largest_gzip_bytes, tile.gzip.size());
    }
  }
  return figures;
}

Result<Baked> bake(const Dataset& dataset, const QuadtreeOptions& options, const Watch& watch) {
  Result<TrailLeaves> trails = bake_trails(dataset, options, watch);
  if (!trails) {
    return tl::unexpected(trails.error());
  }
  Result<std::vector<BakedLeaf>> roads = bake_roads(dataset.roads, options, watch);
  if (!roads) {
    return tl::unexpected(roads.error());
  }
  Baked baked;
  baked.source_vertices = trails->source_vertices;
  baked.kept_vertices = trails->kept_vertices;
  baked.places_json = places_document(dataset);
  for (const auto& [layer, leaves] : {std::pair(Layer::trails, &trails->leaves), std::pair(Layer::roads, &*roads)}) {
    for (BakedLeaf& leaf : *leaves) {
      baked.tiles.push_back({layer, leaf.id, leaf.hash, leaf.raw_bytes, std::move(leaf.gzip)});
    }
  }
  std::map<TileId, IndexTile> indexes = index_tiles(dataset, baked.tiles);

  std::uint64_t version = kFnvOffset;
  for (const BakedTile& leaf : baked.tiles) {
    version = fnv1a64(hash_to_hex(leaf.hash), version);
  }
  for (const auto& [cell, tile] : indexes) {
    version = fnv1a64(encode_index_tile(tile), version);
  }
  version = fnv1a64(baked.places_json, version);
  version = fnv1a64(meta_document(dataset, "", baked.tiles), version);
  baked.version = hash_to_hex(version);

  for (auto& [cell, tile] : indexes) {
    tile.dataset.version = baked.version;
    baked.tiles.push_back(index_tile(tile));
  }
  std::sort(baked.tiles.begin(), baked.tiles.end(),
            [](const BakedTile& a, const BakedTile& b) { return std::tie(a.layer, a.id) < std::tie(b.layer, b.id); });
  baked.meta_json = meta_document(dataset, baked.version, baked.tiles);
  return baked;
}

}  // namespace loopgenie::ingest
