#include "api/ingest/map/map_tiles.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "api/db/gzip.hpp"
#include "api/ingest/base/parallel.hpp"
#include "api/ingest/map/vector_tile.hpp"
#include "api/ingest/map/world.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {
namespace {

/// What is inside a cell of one feature.
struct Piece {
  const MapFeature* feature = nullptr;
  std::vector<WorldLine> lines;
};
using Pieces = std::vector<Piece>;

/// How far a line may be from the full one, in steps of the tile: half a pixel while coarser than the deepest zoom.
constexpr std::uint32_t kToleranceSteps = 4;
/// How much is left out, level by level, where a tile is too large.
constexpr int kMostReduction = 10;

std::int32_t units_per_step(std::uint8_t z) { return std::int32_t{1} << (kWorldBits - 12 - z); }

std::uint32_t tolerance_of(std::uint8_t z) {
  const auto step = static_cast<std::uint32_t>(units_per_step(z));
  return z == kMapMaxZoom ? step : step * kToleranceSteps;
}

bool is_left_out(const MapFeature& feature, std::uint8_t z, int reduction) {
  if (reduction == 0) {
    return false;
  }
  if (feature.shape == MapShape::area && feature.attributes.kind != "sea") {
    // A square of 8 steps, 16 steps, … for buildings; of half that side for other areas.
    const double side = units_per_step(z) * std::ldexp(feature.layer == MapLayer::building ? 8.0 : 4.0, reduction - 1);
    return feature.area < side * side;
  }
  const bool is_minor_road = feature.layer == MapLayer::road && feature.attributes.kind == "service";
  return (is_minor_road && feature.attributes.name.empty()) ||
         (reduction > 4 && feature.rank <= 0 && feature.shape == MapShape::point);
}

TileStep step_at(const WorldVertex& vertex, TileId id) {
  const std::int32_t unit = units_per_step(id.z);
  const int shift = kWorldBits - 12 - id.z;
  const auto step = [&](std::int32_t at, std::uint32_t tile) {
    return ((at + unit / 2) >> shift) - static_cast<std::int32_t>(tile) * kTileExtent;
  };
  return {step(vertex.x, id.x), step(vertex.y, id.y)};
}

TileLine line_in(const WorldLine& line, TileId id, bool is_ring) {
  const std::uint32_t tolerance = tolerance_of(id.z);
  TileLine steps;
  for (const WorldVertex& vertex : line) {
    if (vertex.weight < tolerance) continue;
    const TileStep step = step_at(vertex, id);
    if (steps.empty() || steps.back() != step) steps.push_back(step);
  }
  if (is_ring && steps.size() > 1 && steps.front() == steps.back()) steps.pop_back();
  return steps.size() < (is_ring ? 3U : 2U) ? TileLine{} : steps;
}

std::int64_t twice_area(const TileLine& ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const TileStep a = ring[i];
    const TileStep b = ring[i + 1 == ring.size() ? 0 : i + 1];
    sum += std::int64_t{a.x} * b.y - std::int64_t{b.x} * a.y;
  }
  return sum;
}

/// The rings that are left: an outer one that rounding has closed up goes with its holes.
std::vector<TileLine> rings_in(const Piece& piece, TileId id) {
  std::vector<TileLine> rings;
  bool has_outer = false;
  for (const WorldLine& line : piece.lines) {
    const bool is_hole = twice_area_of(line) < 0;
    if (is_hole && !has_outer) continue;
    TileLine ring = line_in(line, id, true);
    const bool is_whole = !ring.empty() && (is_hole ? twice_area(ring) < 0 : twice_area(ring) > 0);
    has_outer = is_hole ? has_outer : is_whole;
    if (is_whole) rings.push_back(std::move(ring));
  }
  return rings;
}

std::vector<TileLine> lines_in(const Piece& piece, TileId id) {
  std::vector<TileLine> lines;
  switch (piece.feature->shape) {
    case MapShape::area:
      return rings_in(piece, id);
    case MapShape::point:
      for (const WorldLine& line : piece.lines) lines.push_back({step_at(line.front(), id)});
      return lines;
    case MapShape::line:
      for (const WorldLine& line : piece.lines) {
        if (TileLine steps = line_in(line, id, false); !steps.empty()) lines.push_back(std::move(steps));
      }
      return lines;
  }
  return lines;
}

/// At zooms that show whole countries names and numbers of roads are left out: they would keep roads from being joined.
MapAttributes attributes_at(const MapFeature& feature, std::uint8_t z) {
  MapAttributes attributes = feature.attributes;
  if (feature.layer == MapLayer::road && z < 12) {
    attributes.name.clear();
    attributes.walk = false;
    if (z < 10) attributes.ref.clear();
  }
  if (z < 11) attributes.bridge = attributes.link = false;
  return attributes;
}

std::string encode_tile(const Pieces& pieces, TileId id, int reduction) {
  VectorTile tile;
  for (const Piece& piece : pieces) {
    const MapFeature& feature = *piece.feature;
    if (feature.min_zoom > id.z || is_left_out(feature, id.z, reduction)) continue;
    if (std::vector<TileLine> lines = lines_in(piece, id); !lines.empty()) {
      tile.add(feature.layer, feature.shape, feature.rank, attributes_at(feature, id.z), std::move(lines));
    }
  }
  return tile.is_empty() ? "" : tile.encode();
}

/// What of the pieces is in the cell and around it.
Pieces inside(const Pieces& pieces, const WorldBox& box, std::uint8_t min_zoom_up_to) {
  Pieces kept;
  for (const Piece& piece : pieces) {
    if (piece.feature->min_zoom > min_zoom_up_to) continue;
    const WorldBox own = box_of_lines(piece.lines);
    if (!box.meets(own)) continue;
    if (box.holds(own)) {
      kept.push_back(piece);
      continue;
    }
    Piece cut{piece.feature, {}};
    bool has_outer = false;
    for (const WorldLine& line : piece.lines) {
      if (piece.feature->shape == MapShape::point) {
        if (box.contains(line.front())) cut.lines.push_back(line);
      } else if (piece.feature->shape == MapShape::line) {
        clip_line(line, box, cut.lines);
      } else {
        const bool is_hole = twice_area_of(line) < 0;
        WorldLine ring = is_hole && !has_outer ? WorldLine{} : clip_ring(line, box);
        if (!is_hole) has_outer = !ring.empty();
        if (!ring.empty()) cut.lines.push_back(std::move(ring));
      }
    }
    if (!cut.lines.empty()) kept.push_back(std::move(cut));
  }
  return kept;
}

class MapBaker {
 public:
  MapBaker(const std::vector<MapFeature>& features, const Watch& watch) : features_(features), watch_(watch) {}

  Result<MapTiles> run(const Box& extent, unsigned threads) {
    const std::vector<TileId> blocks = tiles_in_box(extent, kGroundBlockZoom);
    std::set<TileId> tops;
    for (const TileId block : blocks) {
      for (std::uint8_t z = kGroundMinZoom; z < kGroundBlockZoom; ++z) wanted_.insert(block.ancestor(z));
      tops.insert(block.ancestor(kGroundMinZoom));
    }
    std::vector<TileId> roots(tops.begin(), tops.end());
    roots.insert(roots.end(), blocks.begin(), blocks.end());
    const std::map<TileId, Pieces> by_root = pieces_of(roots);
    std::vector<std::vector<BakedTile>> baked(roots.size());
    std::atomic<std::size_t> done{0};
    parallel_for(roots.size(), threads, [&](std::size_t i) {
      const auto found = by_root.find(roots[i]);
      if (found != by_root.end()) bake(found->second, roots[i], baked[i]);
      ++done;
    });
    if (watch_.should_stop()) {
      return fail(ErrorCode::io, "stopped while baking the map");
    }
    MapTiles map;
    for (std::vector<BakedTile>& tiles : baked) {
      std::move(tiles.begin(), tiles.end(), std::back_inserter(map.tiles));
    }
    std::sort(map.tiles.begin(), map.tiles.end(), [](const BakedTile& a, const BakedTile& b) { return a.id < b.id; });
    map.reduced_tiles = reduced_;
    watch_.report("baking the map", 1);
    return map;
  }

 private:
  /// The lowest zoom that a root's tiles do not reach.
  static std::uint8_t deepest_of(TileId root) { return root.z < kGroundBlockZoom ? kGroundBlockZoom - 1 : kMapMaxZoom; }

  [[nodiscard]] std::map<TileId, Pieces> pieces_of(const std::vector<TileId>& roots) const {
    std::map<TileId, Pieces> by_root;
    const std::set<TileId> is_root(roots.begin(), roots.end());
    for (const MapFeature& feature : features_) {
      const WorldBox box = box_of_lines(feature.lines);
      for (const std::uint8_t z : {kGroundMinZoom, kGroundBlockZoom}) {
        if (feature.min_zoom > deepest_of({z, 0, 0})) continue;
        visit_cells(box, z, [&](TileId id) {
          if (is_root.contains(id)) by_root[id].push_back({&feature, feature.lines});
        });
      }
    }
    return by_root;
  }

  /// The cells of the zoom that the box meets, their buffers included.
  template <typename Visit>
  static void visit_cells(const WorldBox& box, std::uint8_t z, const Visit& visit) {
    const std::int32_t side = std::int32_t{1} << (kWorldBits - z);
    const std::int32_t buffer = side / kTileExtent * kTileBuffer;
    const std::int32_t last = (std::int32_t{1} << z) - 1;
    const auto cell = [&](std::int32_t at) { return std::clamp(at / side, 0, last); };
    for (std::int32_t x = cell(box.west - buffer); x <= cell(box.east + buffer); ++x) {
      for (std::int32_t y = cell(box.north - buffer); y <= cell(box.south + buffer); ++y) {
        visit(TileId{z, static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y)});
      }
    }
  }

  /// The cell's tile and those inside it. `around`: what may be in it.
  void bake(const Pieces& around, TileId id, std::vector<BakedTile>& tiles) {
    if (watch_.should_stop()) return;
    const std::uint8_t deepest = deepest_of(id);
    const Pieces pieces = inside(around, box_of_tile(id, kTileBuffer), deepest);
    if (pieces.empty()) return;
    add_tile(pieces, id, tiles);
    if (id.z == deepest) return;
    for (std::uint32_t i = 0; i < 4; ++i) {
      const TileId child{static_cast<std::uint8_t>(id.z + 1), 2 * id.x + i % 2, 2 * id.y + i / 2};
      if (id.z >= kGroundBlockZoom || wanted_.contains(child)) bake(pieces, child, tiles);
    }
  }

  void add_tile(const Pieces& pieces, TileId id, std::vector<BakedTile>& tiles) {
    for (int reduction = 0; reduction <= kMostReduction; ++reduction) {
      const std::string bytes = encode_tile(pieces, id, reduction);
      if (bytes.empty()) return;
      std::string gzip = db::gzip(bytes);
      if (gzip.size() > kMostMapTileBytes && reduction < kMostReduction) continue;
      reduced_ += reduction > 0 ? 1 : 0;
      const std::uint64_t hash = whole_hash(std::as_bytes(std::span(bytes))).value();
      tiles.push_back({Layer::map, id, hash, bytes.size(), std::move(gzip)});
      return;
    }
  }

  const std::vector<MapFeature>& features_;
  const Watch& watch_;
  std::set<TileId> wanted_;  // above the blocks
  std::atomic<std::uint32_t> reduced_{0};
};

}  // namespace

Result<MapTiles> bake_map(const std::vector<MapFeature>& features, const Box& extent, unsigned threads,
                          const Watch& watch) {
  return MapBaker(features, watch).run(extent, threads);
}

}  // namespace loopgenie::ingest
