// What the layers' quadtrees share: cells along the Z-order curve, and baking level by level, a cell split while its
// tile is too large.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/quadtree.hpp"
#include "api/ingest/base/parallel.hpp"
#include "core/geo/tile_id.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {

/// A cell's place on the Z-order curve of its zoom: all cells inside it share the prefix.
using CellCode = std::uint32_t;

[[nodiscard]] inline CellCode finest_code(Point point) {
  const TileId cell = tile_at(point, kTrailsMaxZoom);
  CellCode code = 0;
  for (unsigned bit = 0; bit < cell.z; ++bit) {
    code |= ((cell.x >> bit) & 1U) << (2 * bit);
    code |= ((cell.y >> bit) & 1U) << (2 * bit + 1);
  }
  return code;
}

/// The code of the cell of zoom z around.
[[nodiscard]] inline CellCode prefix_of(CellCode finest, std::uint8_t z) {
  return finest >> (2U * static_cast<unsigned>(kTrailsMaxZoom - z));
}

[[nodiscard]] inline TileId cell_at(CellCode code, std::uint8_t z) {
  TileId cell{z, 0, 0};
  for (unsigned bit = 0; bit < z; ++bit) {
    cell.x |= ((code >> (2 * bit)) & 1U) << bit;
    cell.y |= ((code >> (2 * bit + 1)) & 1U) << bit;
  }
  return cell;
}

/// The cell's tile, or no gzip where the cell is to be split.
template <typename Content, typename Cell>
[[nodiscard]] BakedLeaf bake_cell(const Content& content, const Cell& cell, const QuadtreeOptions& options) {
  const bool may_split = cell.id.z < kTrailsMaxZoom;
  const std::string bytes = content.encode(cell);
  BakedLeaf leaf{cell.id, 0, bytes.size(), {}};
  if (may_split && bytes.size() > options.max_raw_bytes) {
    return leaf;
  }
  std::string gzip = db::gzip(bytes);
  if (!may_split || gzip.size() <= options.max_gzip_bytes) {
    // The bytes were made a moment ago: their checksum holds.
    leaf.hash = tile_hash(std::as_bytes(std::span(bytes))).value();
    leaf.gzip = std::move(gzip);
  }
  return leaf;
}

/// Ascending (z, x, y). `content` gives the cells of a zoom, the children of a cell and a cell's bytes; a cell has an
/// `id`. Error io when `watch` says to stop.
template <typename Content>
[[nodiscard]] Result<std::vector<BakedLeaf>> bake_levels(const Content& content, const QuadtreeOptions& options,
                                                         const Watch& watch, std::string_view step) {
  std::vector<BakedLeaf> leaves;
  // Level by level: the cells of one zoom are independent of each other.
  auto open = content.cells(kTrailsMinZoom);
  for (int z = kTrailsMinZoom; !open.empty(); ++z) {
    std::vector<BakedLeaf> baked(open.size());
    parallel_for(open.size(), options.threads, [&](std::size_t i) {
      if (!watch.should_stop()) {
        baked[i] = bake_cell(content, open[i], options);
      }
    });
    if (watch.should_stop()) {
      return fail(ErrorCode::io, "stopped while baking tiles");
    }
    decltype(open) next;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (!baked[i].gzip.empty()) {
        leaves.push_back(std::move(baked[i]));
        continue;
      }
      const auto children = content.children(open[i]);
      next.insert(next.end(), children.begin(), children.end());
    }
    open = std::move(next);
    watch.report(step, static_cast<double>(z - kTrailsMinZoom + 1) / (kTrailsMaxZoom - kTrailsMinZoom + 1));
  }
  watch.report(step, 1);
  std::sort(leaves.begin(), leaves.end(), [](const BakedLeaf& a, const BakedLeaf& b) { return a.id < b.id; });
  return leaves;
}

}  // namespace loopgenie::ingest
