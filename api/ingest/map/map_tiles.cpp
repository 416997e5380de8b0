#include "api/ingest/map/map_tiles.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include "api/db/gzip.hpp"
#include "api/ingest/base/parallel.hpp"
#include "api/ingest/map/vector_tile.hpp"
#include "api/ingest/map/world.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {
namespace {

/// What is inside a cell of one feature: all of it, or what was cut out.
struct Piece {
  const MapFeature* feature = nullptr;
  bool is_cut = false;
  std::vector<WorldLine> cut_lines;

  [[nodiscard]] const std::vector<WorldLine>& lines() const { return is_cut ? cut_lines : feature->lines; }
};
using Pieces = std::vector<Piece>;

/// How far a line may be from the full one, in steps of the tile: half a pixel while coarser than the deepest zoom.
constexpr std::uint32_t kToleranceSteps = 4;

std::int32_t units_per_step(std::uint8_t z) { return std::int32_t{1} << (kWorldBits - 12 - z); }

std::uint32_t tolerance_of(std::uint8_t z) {
  const auto step = static_cast<std::uint32_t>(units_per_step(z));
  return z == kMapMaxZoom ? step : step * kToleranceSteps;
}

/// Of lines of a kind that a map can do without.
bool is_minor_line(const MapFeature& feature) {
  const MapAttributes& attributes = feature.attributes;
  switch (feature.layer) {
    case MapLayer::road:
      return attributes.kind == "service" || (attributes.kind == "path" && !attributes.walk && attributes.name.empty());
    case MapLayer::waterway:
      return attributes.kind == "ditch" || (attributes.kind == "stream" && attributes.name.empty());
    case MapLayer::cliff:
      return true;
    default:
      return false;
  }
}

/// The reduction from which on a point is left out; 0: never. Of points of interest those without names go first, and
/// in each half the least rank. What names the land, and huts, stays.
int reduction_of_point(const MapFeature& feature) {
  constexpr int kPointsFrom = 5;  // what is small goes before
  constexpr std::int64_t kRankOfHuts = -11;
  constexpr std::int64_t kLeastRank = -13;
  if (feature.layer != MapLayer::poi || feature.rank >= kRankOfHuts) return 0;
  return kPointsFrom + (feature.attributes.name.empty() ? 0 : 2) + (feature.rank > kLeastRank ? 1 : 0);
}

/// The longer side of the box around it.
double width_of(const MapFeature& feature) {
  const WorldBox box = box_of_lines(feature.lines);
  return std::max(static_cast<double>(box.east) - box.west, static_cast<double>(box.south) - box.north);
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
  for (const WorldLine& line : piece.lines()) {
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
      for (const WorldLine& line : piece.lines()) lines.push_back({step_at(line.front(), id)});
      return lines;
    case MapShape::line:
      for (const WorldLine& line : piece.lines()) {
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
    const WorldBox own = box_of_lines(piece.lines());
    if (!box.meets(own)) continue;
    if (box.holds(own)) {
      kept.push_back(piece);
      continue;
    }
    Piece cut{piece.feature, true, {}};
    bool has_outer = false;
    for (const WorldLine& line : piece.lines()) {
      if (piece.feature->shape == MapShape::point) {
        if (box.contains(line.front())) cut.cut_lines.push_back(line);
      } else if (piece.feature->shape == MapShape::line) {
        clip_line(line, box, cut.cut_lines);
      } else {
        const bool is_hole = twice_area_of(line) < 0;
        WorldLine ring = is_hole && !has_outer ? WorldLine{} : clip_ring(line, box);
        if (!is_hole) has_outer = !ring.empty();
        if (!ring.empty()) cut.cut_lines.push_back(std::move(ring));
      }
    }
    if (!cut.cut_lines.empty()) kept.push_back(std::move(cut));
  }
  return kept;
}

class MapBaker {
 public:
  MapBaker(const std::vector<MapFeature>& features, const Watch& watch) : features_(features), watch_(watch) {}

  Result<MapTiles> run(const Box& extent, unsigned threads) {
    constexpr std::string_view kStep = "baking the map";
    const std::vector<TileId> blocks = tiles_in_box(extent, kGroundBlockZoom);
    std::set<TileId> tops;
    for (const TileId block : blocks) {
      for (std::uint8_t z = kGroundMinZoom; z < kGroundBlockZoom; ++z) wanted_.insert(block.ancestor(z));
      tops.insert(block.ancestor(kGroundMinZoom));
    }
    std::vector<TileId> roots(tops.begin(), tops.end());
    roots.insert(roots.end(), blocks.begin(), blocks.end());
    const std::vector<std::vector<const MapFeature*>> by_root = features_of(roots);
    std::vector<std::vector<BakedTile>> baked(roots.size());
    std::size_t done = 0;
    std::mutex reporting;
    watch_.report(kStep, 0);
    parallel_for(roots.size(), threads, [&](std::size_t i) {
      Pieces pieces;
      for (const MapFeature* feature : by_root[i]) pieces.push_back({feature, false, {}});
      if (!pieces.empty()) bake(pieces, roots[i], baked[i]);
      const std::lock_guard<std::mutex> lock(reporting);
      watch_.report(kStep, static_cast<double>(++done) / static_cast<double>(roots.size()));
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
    for (const BakedTile& tile : map.tiles) {
      map.largest_bytes = std::max(map.largest_bytes, tile.gzip.size());
      map.large_tiles += tile.gzip.size() > kMostMapTileBytes ? 1 : 0;
    }
    return map;
  }

 private:
  /// The lowest zoom that a root's tiles do not reach.
  static std::uint8_t deepest_of(TileId root) { return root.z < kGroundBlockZoom ? kGroundBlockZoom - 1 : kMapMaxZoom; }

  /// Of each root the features whose box meets it, its buffer included.
  [[nodiscard]] std::vector<std::vector<const MapFeature*>> features_of(const std::vector<TileId>& roots) const {
    std::vector<std::vector<const MapFeature*>> by_root(roots.size());
    std::map<TileId, std::size_t> place_of;
    for (std::size_t i = 0; i < roots.size(); ++i) place_of.emplace(roots[i], i);
    for (const MapFeature& feature : features_) {
      const WorldBox box = box_of_lines(feature.lines);
      for (const std::uint8_t z : {kGroundMinZoom, kGroundBlockZoom}) {
        if (feature.min_zoom > deepest_of({z, 0, 0})) continue;
        // By columns of cells, and of each the roots that there are: a box may be as large as the Earth.
        const CellRange cells = cells_of(box, z);
        for (auto at = place_of.lower_bound({z, cells.west, 0}); at != place_of.end();) {
          const TileId id = at->first;
          if (id.z != z || id.x > cells.east) break;
          if (id.y < cells.north) {
            at = place_of.lower_bound({z, id.x, cells.north});
          } else if (id.y > cells.south) {
            at = place_of.lower_bound({z, id.x + 1, cells.north});
          } else {
            by_root[at->second].push_back(&feature);
            ++at;
          }
        }
      }
    }
    return by_root;
  }

  struct CellRange {
    std::uint32_t west = 0;
    std::uint32_t north = 0;
    std::uint32_t east = 0;
    std::uint32_t south = 0;
  };

  /// The cells of the zoom that the box meets, their buffers included.
  static CellRange cells_of(const WorldBox& box, std::uint8_t z) {
    const std::int32_t side = std::int32_t{1} << (kWorldBits - z);
    const std::int32_t buffer = side / kTileExtent * kTileBuffer;
    const std::int32_t last = (std::int32_t{1} << z) - 1;
    const auto cell = [&](std::int32_t at) { return static_cast<std::uint32_t>(std::clamp(at / side, 0, last)); };
    return {cell(box.west - buffer), cell(box.north - buffer), cell(box.east + buffer), cell(box.south + buffer)};
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

bool is_left_out(const MapFeature& feature, std::uint8_t z, int reduction) {
  constexpr int kLinesFrom = 3;  // the smallest areas go first
  if (reduction == 0) {
    return false;
  }
  // 8 steps of the tile, 16 steps, … for buildings; half of that for all others.
  const double side = units_per_step(z) * std::ldexp(feature.layer == MapLayer::building ? 8.0 : 4.0, reduction - 1);
  switch (feature.shape) {
    case MapShape::area:
      return feature.attributes.kind != "sea" && feature.area < side * side;
    case MapShape::line:
      return reduction >= kLinesFrom && is_minor_line(feature) && width_of(feature) < side;
    case MapShape::point:
      return reduction_of_point(feature) > 0 && reduction >= reduction_of_point(feature);
  }
  return false;
}

Result<MapTiles> bake_map(const std::vector<MapFeature>& features, const Box& extent, unsigned threads,
                          const Watch& watch) {
  return MapBaker(features, watch).run(extent, threads);
}

}  // namespace loopgenie::ingest
