// The layers of tiles, one row each: what the rest of the program asks when it has a layer in hand. A new layer is a
// value and a row here, the code that makes its bytes (a leaf's has its row in api/ingest/bake/bake.cpp, the ground's
// is in api/ingest/map), and what the planner reads of it (core/plan/loaded_tiles.cpp).
//
// Three layers are for the planner: the index and its leaves. Three are the ground that is drawn under the loops
// (api/ingest/map/README.md): the planner reads none of them, and no version of the data depends on them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/formats.hpp"
#include "core/base/result.hpp"
#include "core/geo/tile_id.hpp"
#include "core/tile/envelope.hpp"

namespace loopgenie {

/// The values of leaves are those of index tiles (FORMAT.md §5).
enum class Layer : std::uint8_t { index, trails, roads, map, terrain, ground };

inline constexpr std::string_view kTileMediaType = "application/x-protobuf";
inline constexpr std::uint8_t kIndexZoom = 8;
inline constexpr std::uint8_t kLeafMinZoom = 8;  // of the quadtrees of trails and roads
inline constexpr std::uint8_t kLeafMaxZoom = 13;
inline constexpr std::uint8_t kGroundMinZoom = 6;  // of map and terrain
inline constexpr std::uint8_t kMapMaxZoom = 13;
inline constexpr std::uint8_t kTerrainMaxZoom = 12;  // 11 where the elevation is no finer
inline constexpr std::uint8_t kGroundBlockZoom = 10;

struct LayerFacts {
  Layer layer = Layer::index;
  std::string_view name;  // in addresses, in the database and in /v1/meta
  std::uint8_t min_zoom = 0;
  std::uint8_t max_zoom = 0;
  std::uint32_t version = 0;  // of the format
  std::string_view media_type;
  bool in_index = false;   // its tiles are leaves: index tiles list them, with hash and size
  bool is_ground = false;  // for the eye only: outside the index and the data's version
  Result<std::uint64_t> (*hash)(std::span<const std::byte>) = nullptr;  // of a tile's bytes, or what is wrong with them
};

/// In the order of their values.
inline constexpr std::array kLayers = {
    LayerFacts{Layer::index, "index", kIndexZoom, kIndexZoom, kTileVersion, kTileMediaType, false, false, tile_hash},
    LayerFacts{Layer::trails, "trails", kLeafMinZoom, kLeafMaxZoom, kTileVersion, kTileMediaType, true, false,
               tile_hash},
    LayerFacts{Layer::roads, "roads", kLeafMinZoom, kLeafMaxZoom, kTileVersion, kTileMediaType, true, false, tile_hash},
    LayerFacts{Layer::map, "map", kGroundMinZoom, kMapMaxZoom, kGroundVersion, "application/vnd.mapbox-vector-tile",
               false, true, whole_hash},
    LayerFacts{Layer::terrain, "terrain", kGroundMinZoom, kTerrainMaxZoom, kGroundVersion, "image/webp", false, true,
               whole_hash},
    LayerFacts{Layer::ground, "ground", kGroundBlockZoom, kGroundBlockZoom, kGroundVersion, "application/json", false,
               true, whole_hash},
};

[[nodiscard]] constexpr const LayerFacts& facts_of(Layer layer) { return kLayers[static_cast<std::size_t>(layer)]; }

[[nodiscard]] std::string_view to_string(Layer layer);
/// nullopt where no layer has the name.
[[nodiscard]] std::optional<Layer> parse_layer(std::string_view name);

/// "index, trails, roads": for messages.
[[nodiscard]] std::string layer_names();

/// "trails/12/2064/1510", as in addresses.
[[nodiscard]] std::string tile_path(Layer layer, TileId id);

}  // namespace loopgenie
