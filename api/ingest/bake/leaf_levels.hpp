// What the layers' quadtrees share: cells along the Z-order curve, and baking level by level, a cell split while its
// tile is too large.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/baked_layer.hpp"
#include "api/ingest/base/parallel.hpp"
#include "api/ingest/base/watch.hpp"
#include "core/geo/tile_id.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {

/// A cell's place on the Z-order curve of its zoom: all cells inside it share the prefix.
using CellCode = std::uint32_t;

[[nodiscard]] inline CellCode finest_code(Point point) {
  const TileId cell = tile_at(point, kLeafMaxZoom);
  CellCode code = 0;
  for (unsigned bit = 0; bit < cell.z; ++bit) {
    code |= ((cell.x >> bit) & 1U) << (2 * bit);
    code |= ((cell.y >> bit) & 1U) << (2 * bit + 1);
  }
  return code;
}

/// The code of the cell of zoom z around.
[[nodiscard]] inline CellCode prefix_of(CellCode finest, std::uint8_t z) {
  return finest >> (2U * static_cast<unsigned>(kLeafMaxZoom - z));
}

[[nodiscard]] inline TileId cell_at(CellCode code, std::uint8_t z) {
  TileId cell{z, 0, 0};
  for (unsigned bit = 0; bit < z; ++bit) {
    cell.x |= ((code >> (2 * bit)) & 1U) << bit;
    cell.y |= ((code >> (2 * bit + 1)) & 1U) << bit;
  }
  return cell;
}

/// The cell's tile, or one without gzip where the cell is to be split.
template <typename Content, typename Cell>
[[nodiscard]] BakedTile bake_cell(Layer layer, const Content& content, const Cell& cell,
                                  const QuadtreeOptions& options) {
  const bool may_split = cell.id.z < facts_of(layer).max_zoom;
  const std::string bytes = content.encode(cell);
  BakedTile tile{layer, cell.id, 0, bytes.size(), {}};
  if (may_split && bytes.size() > options.max_raw_bytes) {
    return tile;
  }
  std::string gzip = db::gzip(bytes);
  if (!may_split || gzip.size() <= options.max_gzip_bytes) {
    // The bytes were made a moment ago: their checksum holds.
    tile.hash = tile_hash(std::as_bytes(std::span(bytes))).value();
    tile.gzip = std::move(gzip);
  }
  return tile;
}

/// To whom a quadtree's baking reports, and under what name.
struct BakingStep {
  const Watch& watch;
  std::string_view name;
};

/// Ascending (z, x, y). `content` gives the cells of a zoom, the children of a cell and a cell's bytes; a cell has an
/// `id`. Error io when `watch` says to stop.
template <typename Content>
[[nodiscard]] Result<std::vector<BakedTile>> bake_levels(Layer layer, const Content& content,
                                                         const QuadtreeOptions& options, const BakingStep& step) {
  const auto [min_zoom, max_zoom] = std::pair(facts_of(layer).min_zoom, facts_of(layer).max_zoom);
  std::vector<BakedTile> tiles;
  // Level by level: the cells of one zoom are independent of each other.
  auto open = content.cells(min_zoom);
  for (int z = min_zoom; !open.empty(); ++z) {
    std::vector<BakedTile> baked(open.size());
    parallel_for(open.size(), options.threads, [&](std::size_t i) {
      if (!step.watch.should_stop()) {
        baked[i] = bake_cell(layer, content, open[i], options);
      }
    });
    if (step.watch.should_stop()) {
      return fail(ErrorCode::io, "stopped while baking tiles");
    }
    decltype(open) next;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (!baked[i].gzip.empty()) {
        tiles.push_back(std::move(baked[i]));
        continue;
      }
      const auto children = content.children(open[i]);
      next.insert(next.end(), children.begin(), children.end());
    }
    open = std::move(next);
    step.watch.report(step.name, static_cast<double>(z - min_zoom + 1) / (max_zoom - min_zoom + 1));
  }
  step.watch.report(step.name, 1);
  std::sort(tiles.begin(), tiles.end(), [](const BakedTile& a, const BakedTile& b) { return a.id < b.id; });
  return tiles;
}

}  // namespace loopgenie::ingest
