#include "core/tile/layer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/tile/index_tile.hpp"

namespace loopgenie {
namespace {

using ::testing::HasSubstr;

TEST(Layers, ANameLeadsBackToItsLayer) {
  for (const LayerFacts& facts : kLayers) {
    EXPECT_EQ(parse_layer(facts.name), facts.layer);
    EXPECT_EQ(to_string(facts.layer), facts.name);
    EXPECT_THAT(layer_names(), HasSubstr(std::string(facts.name)));
    EXPECT_LE(facts.min_zoom, facts.max_zoom);
  }
  EXPECT_EQ(parse_layer("glaciers"), std::nullopt);
  EXPECT_EQ(parse_layer(""), std::nullopt);
}

TEST(Layers, APathNamesLayerAndCell) { EXPECT_EQ(tile_path(Layer::roads, {12, 2064, 1510}), "roads/12/2064/1510"); }

TEST(Layers, AnIndexTileListsOnlyLayersThatHaveLeaves) {
  for (const LayerFacts& facts : kLayers) {
    IndexTile tile;
    tile.id = {kIndexZoom, 128, 95};
    tile.leaves.push_back({facts.layer, {facts.min_zoom, 128, 95}, 1, 1});
    const std::string bytes = encode_index_tile(tile);
    EXPECT_EQ(decode_index_tile(tile.id, std::as_bytes(std::span(bytes))).has_value(), facts.in_index) << facts.name;
  }
}

TEST(Layers, ALeafOutsideItsLayersZoomsIsRefused) {
  for (const int z : {kLeafMinZoom - 1, kLeafMaxZoom + 1}) {
    IndexTile tile;
    tile.id = {kIndexZoom, 128, 95};
    tile.leaves.push_back({Layer::trails, {static_cast<std::uint8_t>(z), 1, 1}, 1, 1});
    const std::string bytes = encode_index_tile(tile);
    EXPECT_FALSE(decode_index_tile(tile.id, std::as_bytes(std::span(bytes)))) << z;
  }
}

}  // namespace
}  // namespace loopgenie
