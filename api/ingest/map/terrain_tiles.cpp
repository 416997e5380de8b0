#include "api/ingest/map/terrain_tiles.hpp"

#include <webp/encode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <mutex>
#include <numbers>
#include <set>
#include <span>
#include <utility>

#include "api/db/gzip.hpp"
#include "api/ingest/base/parallel.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::size_t kSide = kTerrainSide;
constexpr std::int32_t kLowestDrawnM = -1000;
constexpr std::int32_t kHighestDrawnM = 9500;

/// A height as a whole number: 0 is unknown, else 1 + sixths of a metre above kLowestDrawnM.
using Height = std::uint16_t;
constexpr int kPerMetre = 6;
static_assert((kHighestDrawnM - kLowestDrawnM) * kPerMetre + 1 <= 65535);

Height height_of(double metres) {
  const double above = std::clamp(metres, double{kLowestDrawnM}, double{kHighestDrawnM}) - kLowestDrawnM;
  return static_cast<Height>(1 + std::lround(above * kPerMetre));
}

/// Heights of a tile, or of a smaller square inside it, by rows.
using Raster = std::vector<Height>;

bool is_known(Height height) { return height != 0; }

bool has_known(const Raster& raster) { return std::any_of(raster.begin(), raster.end(), is_known); }

/// The mean of those that are known, rounded; unknown where none is.
template <typename Heights>
Height mean_of(const Heights& heights) {
  std::uint32_t sum = 0;
  std::uint32_t count = 0;
  for (const Height height : heights) {
    sum += height;
    count += is_known(height) ? 1 : 0;
  }
  return static_cast<Height>(count == 0 ? 0 : (sum + count / 2) / count);
}

/// Latitude or longitude, in 1e-7 degree, of places on the grid of a zoom.
std::int32_t lon_e7_at(double x_tiles, std::uint8_t z) {
  return static_cast<std::int32_t>(std::lround((x_tiles / (1U << z) * 360.0 - 180.0) * kE7PerDegree));
}
std::int32_t lat_e7_at(double y_tiles, std::uint8_t z) {
  const double half = std::numbers::pi * (0.5 - y_tiles / (1U << z));
  return static_cast<std::int32_t>(
      std::lround(2.0 * std::atan(std::tanh(half)) * 180.0 / std::numbers::pi * kE7PerDegree));
}

/// Samples the tile with n² places per pixel.
class Sampler {
 public:
  Sampler(Dem& dem, TileId id, std::size_t per_side) : dem_(dem), per_side_(per_side) {
    for (std::size_t i = 0; i < kSide * per_side; ++i) {
      const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(kSide * per_side);
      lons_.push_back(lon_e7_at(id.x + share, id.z));
      lats_.push_back(lat_e7_at(id.y + share, id.z));
    }
  }

  Height pixel(std::size_t row, std::size_t column) {
    std::array<Height, 4> heights{};
    std::size_t count = 0;
    for (std::size_t y = row * per_side_; y < (row + 1) * per_side_; ++y) {
      for (std::size_t x = column * per_side_; x < (column + 1) * per_side_; ++x) {
        const std::optional<float> metres = dem_.sample({lats_[y], lons_[x]});
        heights[count++] = metres ? height_of(*metres) : Height{0};
      }
    }
    return mean_of(heights);
  }

 private:
  Dem& dem_;
  std::size_t per_side_;
  std::vector<std::int32_t> lats_;
  std::vector<std::int32_t> lons_;
};

/// Bilinear between the centres of a square's cells, at a place in halves of a half cell: the centre of the finer
/// pixel. `at(row, column)` takes whole numbers from -1 to the side.
template <typename At>
Height between(const At& at, std::int64_t fine_row, std::int64_t fine_column) {
  // A finer pixel's centre lies a quarter of a cell from the centre of the cell around it.
  const std::int64_t row = fine_row >> 1;
  const std::int64_t column = fine_column >> 1;
  const std::int64_t next_row = row + ((fine_row & 1) != 0 ? 1 : -1);
  const std::int64_t next_column = column + ((fine_column & 1) != 0 ? 1 : -1);
  const std::uint32_t sum =
      9U * at(row, column) + 3U * at(row, next_column) + 3U * at(next_row, column) + 1U * at(next_row, next_column);
  return static_cast<Height>((sum + 8) / 16);
}

/// Fills what is unknown in a square raster from its own surroundings: halved and halved again, each unknown place gets
/// what the coarser one has around it. REQUIRES a side that is a power of 2, and one known height.
void fill_alone(Raster& raster, std::size_t side) {
  if (side == 1 || std::all_of(raster.begin(), raster.end(), is_known)) {
    return;
  }
  const std::size_t half = side / 2;
  Raster coarse(half * half);
  for (std::size_t row = 0; row < half; ++row) {
    for (std::size_t column = 0; column < half; ++column) {
      const Height* const first = &raster[2 * row * side + 2 * column];
      coarse[row * half + column] = mean_of(std::array{first[0], first[1], first[side], first[side + 1]});
    }
  }
  fill_alone(coarse, half);
  const auto at = [&](std::int64_t row, std::int64_t column) {
    const auto last = static_cast<std::int64_t>(half) - 1;
    return coarse[static_cast<std::size_t>(std::clamp(row, std::int64_t{0}, last)) * half +
                  static_cast<std::size_t>(std::clamp(column, std::int64_t{0}, last))];
  };
  for (std::size_t i = 0; i < raster.size(); ++i) {
    if (!is_known(raster[i])) {
      raster[i] = between(at, static_cast<std::int64_t>(i / side), static_cast<std::int64_t>(i % side));
    }
  }
}

PixelRuns runs_of_unknown(const Raster& raster) {
  PixelRuns runs;
  for (std::uint32_t i = 0; i < raster.size(); ++i) {
    if (is_known(raster[i])) {
      continue;
    }
    if (!runs.empty() && runs[runs.size() - 2] + runs.back() == i) {
      ++runs.back();
    } else {
      runs.push_back(i);
      runs.push_back(1);
    }
  }
  return runs;
}

class TerrainBaker {
 public:
  TerrainBaker(Dem& dem, const Watch& watch)
      : dem_(dem), watch_(watch), deepest_(deepest_terrain_zoom(dem.finest_spacing_m())) {}

  Result<TerrainLayer> run(const Box& extent, unsigned threads) {
    const std::vector<TileId> blocks = tiles_in_box(extent, kGroundBlockZoom);
    // A tile of a low zoom may hold ground that is known and none of the region.
    if (std::none_of(blocks.begin(), blocks.end(), [&](TileId block) { return dem_.meets(tile_box(block)); })) {
      return TerrainLayer{};
    }
    block_count_ = blocks.size();
    watch_.report("reading the relief", 0);
    std::vector<TileId> tops;
    for (const TileId block : blocks) {
      wanted_.insert(block);
      for (std::uint8_t z = kGroundMinZoom; z < kGroundBlockZoom; ++z) {
        wanted_.insert(block.ancestor(z));
      }
      tops.push_back(block.ancestor(kGroundMinZoom));
    }
    std::sort(tops.begin(), tops.end());
    tops.erase(std::unique(tops.begin(), tops.end()), tops.end());
    for (const TileId top : tops) {
      sample(top);
    }
    if (watch_.should_stop()) {
      return fail(ErrorCode::io, "stopped while baking terrain");
    }
    TerrainLayer layer;
    fill(layer);
    if (Result<void> encoded = encode(layer, threads); !encoded) {
      return tl::unexpected(encoded.error());
    }
    return layer;
  }

 private:
  [[nodiscard]] bool is_wanted(TileId id) const {
    return id.z > kGroundBlockZoom ? id.z <= deepest_ : wanted_.contains(id);
  }

  /// The tile and all that is wanted inside it, the deepest first. One thread: the elevation's files are read in blocks
  /// that are kept.
  void sample(TileId id) {
    if (watch_.should_stop() || !dem_.meets(tile_box(id))) {
      return;
    }
    std::array<const Raster*, 4> inside{};
    for (std::uint32_t i = 0; i < 4; ++i) {
      const TileId child{static_cast<std::uint8_t>(id.z + 1), 2 * id.x + i % 2, 2 * id.y + i / 2};
      if (is_wanted(child)) {
        sample(child);
        inside[i] = find(child);
      }
    }
    Raster raster(kSide * kSide);
    Sampler sampler(dem_, id, id.z == deepest_ ? 1 : 2);
    for (std::size_t row = 0; row < kSide; ++row) {
      for (std::size_t column = 0; column < kSide; ++column) {
        const Raster* const finer = inside[2 * (row / (kSide / 2)) + column / (kSide / 2)];
        Height& pixel = raster[row * kSide + column];
        if (finer == nullptr) {
          pixel = sampler.pixel(row, column);
          continue;
        }
        const Height* const first = &(*finer)[2 * (row % (kSide / 2)) * kSide + 2 * (column % (kSide / 2))];
        pixel = mean_of(std::array{first[0], first[1], first[kSide], first[kSide + 1]});
      }
    }
    if (has_known(raster)) {
      rasters_.emplace(id, std::move(raster));
    }
    if (id.z == kGroundBlockZoom) {
      watch_.report("reading the relief", static_cast<double>(++blocks_read_) / static_cast<double>(block_count_));
    }
  }

  [[nodiscard]] const Raster* find(TileId id) const {
    const auto found = rasters_.find(id);
    return found == rasters_.end() ? nullptr : &found->second;
  }

  /// From the lowest zoom on: what is above is whole then.
  void fill(TerrainLayer& layer) {
    for (auto& [id, raster] : rasters_) {
      PixelRuns runs = runs_of_unknown(raster);
      if (runs.empty()) {
        continue;
      }
      if (id.z == kGroundMinZoom) {
        fill_alone(raster, kSide);
      } else {
        fill_from_parent(id, raster);
      }
      layer.filled.emplace(id, std::move(runs));
    }
  }

  void fill_from_parent(TileId id, Raster& raster) const {
    const auto parent_z = static_cast<std::uint8_t>(id.z - 1);
    const auto side = static_cast<std::int64_t>(kSide);
    const std::int64_t cells = side << parent_z;  // of the parents' zoom, around the Earth
    const Raster& own_parent = rasters_.at(id.ancestor(parent_z));
    // A pixel of the parents' zoom by its place on the Earth. One in a tile that is not there: the nearest one of the
    // parent.
    const auto at = [&](std::int64_t row, std::int64_t column) {
      row = std::clamp(row, std::int64_t{0}, cells - 1);
      column = (column + cells) % cells;
      const TileId around{parent_z, static_cast<std::uint32_t>(column / side), static_cast<std::uint32_t>(row / side)};
      if (const Raster* found = find(around)) {
        return (*found)[static_cast<std::size_t>((row % side) * side + column % side)];
      }
      const auto held = [&](std::int64_t place, std::uint32_t tile) {
        return std::clamp(place - side * tile, std::int64_t{0}, side - 1);
      };
      const TileId own = id.ancestor(parent_z);
      const bool east_of = column / side == (own.x + 1) % (1U << parent_z);
      const std::int64_t own_column = column / side == own.x ? column % side : east_of ? side - 1 : 0;
      return own_parent[static_cast<std::size_t>(held(row, own.y) * side + own_column)];
    };
    for (std::size_t i = 0; i < raster.size(); ++i) {
      if (!is_known(raster[i])) {
        raster[i] = between(at, side * id.y + static_cast<std::int64_t>(i / kSide),
                            side * id.x + static_cast<std::int64_t>(i % kSide));
      }
    }
  }

  Result<void> encode(TerrainLayer& layer, unsigned threads) {
    std::vector<std::pair<TileId, const Raster*>> work;
    for (const auto& [id, raster] : rasters_) {
      work.emplace_back(id, &raster);
    }
    std::vector<Result<BakedTile>> baked(work.size(), BakedTile{});
    std::size_t done = 0;
    std::mutex reporting;
    parallel_for(work.size(), threads, [&](std::size_t i) {
      if (!watch_.should_stop()) {
        baked[i] = encode_tile(work[i].first, *work[i].second);
      }
      const std::lock_guard<std::mutex> lock(reporting);
      watch_.report("baking terrain", static_cast<double>(++done) / static_cast<double>(work.size()));
    });
    if (watch_.should_stop()) {
      return fail(ErrorCode::io, "stopped while baking terrain");
    }
    for (Result<BakedTile>& tile : baked) {
      if (!tile) {
        return tl::unexpected(tile.error());
      }
      layer.tiles.push_back(*std::move(tile));
    }
    return {};
  }

  static Result<BakedTile> encode_tile(TileId id, const Raster& raster) {
    const std::int32_t step = terrain_step_m(id.z);
    std::vector<std::int32_t> heights_m;
    heights_m.reserve(raster.size());
    for (const Height height : raster) {
      const double metres = static_cast<double>(height - 1) / kPerMetre + kLowestDrawnM;
      heights_m.push_back(static_cast<std::int32_t>(std::floor(metres / step + 0.5)) * step);
    }
    return encode_terrarium(heights_m).map([&](const std::string& bytes) {
      const std::uint64_t hash = whole_hash(std::as_bytes(std::span(bytes))).value();
      return BakedTile{Layer::terrain, id, hash, bytes.size(), db::gzip(bytes)};
    });
  }

  Dem& dem_;
  const Watch& watch_;
  std::uint8_t deepest_;
  std::size_t block_count_ = 0;
  std::size_t blocks_read_ = 0;
  std::set<TileId> wanted_;           // down to the blocks
  std::map<TileId, Raster> rasters_;  // those with anything known; ascending, so parents come first
};

}  // namespace

Result<std::string> encode_terrarium(const std::vector<std::int32_t>& heights_m) {
  constexpr int kLevel = 4;  // of 9: at 6 the bytes are the same within 1 %
  std::vector<std::uint8_t> rgb;
  rgb.reserve(3 * heights_m.size());
  for (const std::int32_t height_m : heights_m) {
    const std::int32_t value = std::clamp(height_m, kLowestDrawnM, kHighestDrawnM) + 32768;
    rgb.push_back(static_cast<std::uint8_t>(value >> 8));
    rgb.push_back(static_cast<std::uint8_t>(value & 0xff));
    rgb.push_back(0);
  }
  const auto failed = [] {
    return fail(ErrorCode::io, "the relief's picture could not be encoded: too little memory");
  };
  WebPConfig config;
  WebPPicture picture;
  if (WebPConfigInit(&config) == 0 || WebPConfigLosslessPreset(&config, kLevel) == 0 ||
      WebPPictureInit(&picture) == 0) {
    return failed();
  }
  picture.use_argb = 1;
  picture.width = kTerrainSide;
  picture.height = kTerrainSide;
  WebPMemoryWriter writer;
  WebPMemoryWriterInit(&writer);
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &writer;
  const bool done =
      WebPPictureImportRGB(&picture, rgb.data(), 3 * kTerrainSide) != 0 && WebPEncode(&config, &picture) != 0;
  std::string bytes;
  if (done) {
    bytes.assign(static_cast<const char*>(static_cast<const void*>(writer.mem)), writer.size);
  }
  WebPPictureFree(&picture);
  WebPMemoryWriterClear(&writer);
  return done ? Result<std::string>(std::move(bytes)) : failed();
}

Result<TerrainLayer> bake_terrain(Dem& dem, const Box& extent, unsigned threads, const Watch& watch) {
  if (dem.is_empty()) {
    return TerrainLayer{};
  }
  return TerrainBaker(dem, watch).run(extent, threads);
}

}  // namespace loopgenie::ingest
