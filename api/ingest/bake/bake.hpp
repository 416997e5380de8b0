// Everything the service hands out, baked from one data set: the tiles of all layers, `/v1/meta` and
// `/v1/places.json`.
//
// The version is FNV-1a 64 over the hashes of the leaves, layer by layer in the order of kLayers, then the index tiles,
// places.json and meta.json as they are with an empty version. The same files give the same version and bytes, and
// whatever differs anywhere changes it, but for the ground: that is for the eye, and has a version of its own.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "api/ingest/bake/baked_layer.hpp"
#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"

namespace loopgenie::ingest {

struct Baked {
  std::string version;           // 16 hexadecimal digits
  std::vector<BakedTile> tiles;  // ascending (layer, z, x, y)
  std::string meta_json;
  std::string places_json;
  std::vector<std::string> ground_notes;
  std::uint64_t source_vertices = 0;
  std::uint64_t kept_vertices = 0;
};

struct LayerFigures {
  std::size_t tiles = 0;
  std::size_t gzip_bytes = 0;
  std::size_t largest_gzip_bytes = 0;
  std::pair<std::uint8_t, std::uint8_t> zooms{};  // the lowest and the highest
};
[[nodiscard]] LayerFigures layer_figures(const std::vector<BakedTile>& tiles, Layer layer);

/// `ground`: its tiles go into the result beside those that are made here. Error io when `watch` says to stop.
[[nodiscard]] Result<Baked> bake(const Dataset& dataset, const QuadtreeOptions& options = {}, const Watch& watch = {},
                                 Ground ground = {});

}  // namespace loopgenie::ingest
