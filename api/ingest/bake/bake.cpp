#include "api/ingest/bake/bake.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/documents.hpp"
#include "api/ingest/bake/road_quadtree.hpp"
#include "api/ingest/bake/trail_quadtree.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/index_tile.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {
namespace {

/// What makes the tiles of a layer: a row for every layer of leaves, in the order of kLayers.
struct LayerBuilder {
  Layer layer = Layer::trails;
  Result<BakedLayer> (*bake)(const Dataset&, const QuadtreeOptions&, const Watch&) = nullptr;
};
constexpr std::array kLayerBuilders = {LayerBuilder{Layer::trails, bake_trails},
                                       LayerBuilder{Layer::roads, bake_roads}};

constexpr bool has_a_builder_for_each_layer() {
  std::size_t next = 0;
  for (const LayerFacts& facts : kLayers) {
    if (facts.in_index && (next == kLayerBuilders.size() || kLayerBuilders[next++].layer != facts.layer)) {
      return false;
    }
  }
  return next == kLayerBuilders.size();
}
static_assert(has_a_builder_for_each_layer());

DatasetInfo info_of(const Dataset& dataset) {
  return {.version = "",
          .name = dataset.name,
          .date = dataset.date,
          .attribution = credits_of(dataset),
          .licences = licences_of(dataset),
          .made_up = dataset.made_up,
          .extent = dataset.extent};
}

/// One for every cell that holds a leaf, a trailhead or a place.
std::map<TileId, IndexTile> index_tiles(const Dataset& dataset, const std::vector<BakedTile>& baked) {
  std::map<TileId, IndexTile> tiles;
  const auto tile = [&](TileId cell) -> IndexTile& {
    IndexTile& at = tiles[cell];
    at.id = cell;
    return at;
  };
  static_assert(kIndexZoom <= kLeafMinZoom, "a leaf lies in one index cell");
  for (const BakedTile& leaf : baked) {
    if (facts_of(leaf.layer).in_index) {
      tile(leaf.id.ancestor(kIndexZoom))
          .leaves.push_back({leaf.layer, leaf.id, leaf.hash, static_cast<std::uint32_t>(leaf.gzip.size())});
    }
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

/// `baked`: its tiles are the leaves, in order; the index tiles have no version yet.
std::string version_of(const Dataset& dataset, const Baked& baked, const std::map<TileId, IndexTile>& indexes) {
  std::uint64_t version = kFnvOffset;
  for (const BakedTile& leaf : baked.tiles) {
    version = fnv1a64(hash_to_hex(leaf.hash), version);
  }
  for (const auto& [cell, tile] : indexes) {
    version = fnv1a64(encode_index_tile(tile), version);
  }
  version = fnv1a64(baked.places_json, version);
  version = fnv1a64(meta_document(dataset, "", baked.tiles), version);
  return hash_to_hex(version);
}

}  // namespace

LayerFigures layer_figures(const std::vector<BakedTile>& tiles, Layer layer) {
  LayerFigures figures;
  for (const BakedTile& tile : tiles) {
    if (tile.layer == layer) {
      const bool first = figures.tiles++ == 0;
      figures.zooms = {first ? tile.id.z : std::min(figures.zooms.first, tile.id.z),
                       std::max(figures.zooms.second, tile.id.z)};
      figures.gzip_bytes += tile.gzip.size();
      figures.largest_gzip_bytes = std::max(figures.largest_gzip_bytes, tile.gzip.size());
    }
  }
  return figures;
}

Result<Baked> bake(const Dataset& dataset, const QuadtreeOptions& options, const Watch& watch, Ground ground) {
  Baked baked;
  for (const LayerBuilder& builder : kLayerBuilders) {
    Result<BakedLayer> layer = builder.bake(dataset, options, watch);
    if (!layer) {
      return tl::unexpected(layer.error());
    }
    baked.source_vertices += layer->source_vertices;
    baked.kept_vertices += layer->kept_vertices;
    std::move(layer->tiles.begin(), layer->tiles.end(), std::back_inserter(baked.tiles));
  }
  baked.places_json = places_document(dataset);
  std::map<TileId, IndexTile> indexes = index_tiles(dataset, baked.tiles);
  baked.version = version_of(dataset, baked, indexes);
  for (auto& [cell, tile] : indexes) {
    tile.dataset.version = baked.version;
    baked.tiles.push_back(index_tile(tile));
  }
  std::move(ground.tiles.begin(), ground.tiles.end(), std::back_inserter(baked.tiles));
  std::sort(baked.tiles.begin(), baked.tiles.end(),
            [](const BakedTile& a, const BakedTile& b) { return std::tie(a.layer, a.id) < std::tie(b.layer, b.id); });
  baked.meta_json = meta_document(dataset, baked.version, baked.tiles, &ground);
  baked.ground_notes = std::move(ground.notes);
  return baked;
}

}  // namespace loopgenie::ingest
