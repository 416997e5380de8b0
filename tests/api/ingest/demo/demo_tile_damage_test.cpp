// Real tiles, baked from the demo region, damaged in every way a cache or a cable can damage them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/bake.hpp"
#include "api/ingest/demo/region.hpp"
#include "api/ingest/read.hpp"
#include "core/base/random.hpp"
#include "core/plan/planner.hpp"

namespace loopgenie::ingest {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

class DemoTileDamageTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("loopgenie-damage-test-" + std::to_string(::getpid()));
    const auto written = demo::write_demo_region(demo::make_demo_region(), folder);
    ASSERT_TRUE(written) << written.error().message;
    const auto dataset = read_dataset({.osm_files = {(folder / demo::kOsmFileName).string()},
                                       .dem_files = {(folder / demo::kDemFileName).string()},
                                       .name = demo::kRegionName,
                                       .made_up = true});
    std::filesystem::remove_all(folder);
    ASSERT_TRUE(dataset) << dataset.error().message;
    // Small leaves keep "every truncation" affordable.
    const auto baked = bake(*dataset, {.max_gzip_bytes = 8'000});
    ASSERT_TRUE(baked) << baked.error().message;
    index_ = largest_tile(baked->tiles, Layer::index);
    trails_ = largest_tile(baked->tiles, Layer::trails);
  }

  struct Tile {
    TileId id;
    std::string bytes;
  };

  static Tile largest_tile(const std::vector<BakedTile>& tiles, Layer layer) {
    const BakedTile* largest = nullptr;
    for (const BakedTile& tile : tiles) {
      if (tile.layer == layer && (largest == nullptr || tile.raw_bytes > largest->raw_bytes)) {
        largest = &tile;
      }
    }
    if (largest == nullptr) {
      return {};
    }
    return {largest->id, db::gunzip(largest->gzip).value_or("")};
  }

  // The error's text where the decoder refuses, "" where it accepts.
  static std::string refusal(Layer layer, const Tile& tile, const std::string& bytes) {
    if (layer == Layer::index) {
      const auto decoded = decode_index_tile(tile.id, bytes_of(bytes));
      return decoded ? "" : decoded.error().message;
    }
    const auto decoded = decode_trail_tile(tile.id, bytes_of(bytes));
    return decoded ? "" : decoded.error().message;
  }

  static Tile index_;
  static Tile trails_;
};
DemoTileDamageTest::Tile DemoTileDamageTest::index_;
DemoTileDamageTest::Tile DemoTileDamageTest::trails_;

TEST_F(DemoTileDamageTest, UndamagedTilesAreAccepted) {
  EXPECT_GT(trails_.bytes.size(), 4'000U);
  EXPECT_EQ(refusal(Layer::index, index_, index_.bytes), "");
  EXPECT_EQ(refusal(Layer::trails, trails_, trails_.bytes), "");
}

TEST_F(DemoTileDamageTest, EveryTruncationIsRefusedWithAReason) {
  for (const auto& [layer, tile] : {std::pair(Layer::index, &index_), std::pair(Layer::trails, &trails_)}) {
    for (std::size_t size = 0; size < tile->bytes.size(); ++size) {
      ASSERT_NE(refusal(layer, *tile, std::string(tile->bytes.data(), size)), "") << size << " bytes";
    }
  }
}

TEST_F(DemoTileDamageTest, AThousandBitFlipsAreRefusedWithAReason) {
  Random random(2026);
  for (const auto& [layer, tile] : {std::pair(Layer::index, &index_), std::pair(Layer::trails, &trails_)}) {
    for (int i = 0; i < 1'000; ++i) {
      std::string damaged = tile->bytes;
      const std::uint32_t bit = random.below(static_cast<std::uint32_t>(damaged.size() * 8));
      damaged[bit / 8] = static_cast<char>(static_cast<unsigned char>(damaged[bit / 8]) ^ (1U << (bit % 8)));
      ASSERT_NE(refusal(layer, *tile, damaged), "") << "bit " << bit;
    }
  }
}

TEST_F(DemoTileDamageTest, APlannerKeepsWhatItHasWhenADamagedTileArrives) {
  Planner planner;
  ASSERT_TRUE(planner.add_tile(Layer::index, index_.id, bytes_of(index_.bytes)));
  const std::string before = planner.trailheads_geojson();
  std::string damaged = index_.bytes;
  damaged[damaged.size() / 2] = static_cast<char>(~damaged[damaged.size() / 2]);
  EXPECT_FALSE(planner.add_tile(Layer::index, index_.id, bytes_of(damaged)));
  EXPECT_FALSE(planner.add_tile(Layer::index, index_.id, bytes_of(damaged.substr(0, damaged.size() / 2))));
  EXPECT_EQ(planner.trailheads_geojson(), before);
}

}  // namespace
}  // namespace loopgenie::ingest
