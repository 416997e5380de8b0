// The ground beside the planner's data: what it changes there, which is nothing.
#include "api/ingest/map/ground.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/bake.hpp"
#include "api/ingest/read.hpp"
#include "core/tile/layer.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using nlohmann::json;
using test::SourceMap;
using test::TemporaryFolder;

struct Made {
  Dataset dataset;
  Baked baked;
};

constexpr double kVoidEastM = 4'000;

/// Four paths round a meadow; with a shed, if wanted. Around a place in the east no elevation is known.
Made make(bool with_shed, bool with_ground = true) {
  SourceMap map;
  map.node(1, 0, 0).node(2, 900, 0).node(3, 900, 900).node(4, 0, 900).node(5, -500, 0);
  map.way(1, {1, 2}, {{"highway", "path"}}).way(2, {2, 3}, {{"highway", "path"}});
  map.way(3, {3, 4}, {{"highway", "path"}}).way(4, {4, 1}, {{"highway", "path"}});
  map.way(5, {5, 1}, {{"highway", "path"}});
  map.way(6, {1, 2, 3, 4, 1}, {{"landuse", "meadow"}});
  if (with_shed) {
    map.node(11, 300, 300).node(12, 330, 300).node(13, 330, 330).node(14, 300, 330);
    map.way(7, {11, 12, 13, 14, 11}, {{"building", "shed"}});
  }
  const TemporaryFolder folder;
  const std::string osm = map.write(folder);
  const std::string dem = test::write_dem(folder, "dem.tif", 6'000, 90, [](double east_m, double north_m) {
    return std::hypot(east_m - kVoidEastM, north_m) < 1'500 ? double{test::kVoidElevation} : 1'000.0;
  });
  Dataset dataset = read_dataset(test::files({osm}, {dem})).value();
  Ground ground;
  if (with_ground) ground = make_ground({{osm}, {dem}}, dataset).value();
  Baked baked = bake(dataset, {}, {}, std::move(ground)).value();
  return {std::move(dataset), std::move(baked)};
}

TEST(Ground, AShedChangesTheGroundAndNothingElse) {
  const Made before = make(false);
  const Made after = make(true);
  EXPECT_EQ(before.baked.version, after.baked.version);
  std::map<std::pair<Layer, TileId>, std::uint64_t> hashes;
  for (const BakedTile& tile : before.baked.tiles) hashes[{tile.layer, tile.id}] = tile.hash;
  std::set<Layer> changed;
  for (const BakedTile& tile : after.baked.tiles) {
    const auto found = hashes.find({tile.layer, tile.id});
    if (found == hashes.end() || found->second != tile.hash) changed.insert(tile.layer);
  }
  EXPECT_EQ(changed, (std::set{Layer::map, Layer::ground}));
  const json meta_before = json::parse(before.baked.meta_json);
  const json meta_after = json::parse(after.baked.meta_json);
  EXPECT_NE(meta_before.at("ground").at("version"), meta_after.at("ground").at("version"));
  EXPECT_EQ(meta_before.at("data"), meta_after.at("data"));
}

TEST(Ground, WithoutItEverythingElseIsTheSame) {
  const Made with = make(false, true);
  const Made without = make(false, false);
  EXPECT_EQ(with.baked.version, without.baked.version);
  EXPECT_EQ(with.baked.places_json, without.baked.places_json);
  const json meta = json::parse(without.baked.meta_json);
  EXPECT_FALSE(meta.contains("ground"));
  for (const LayerFacts& facts : kLayers) {
    EXPECT_EQ(meta.at("layers").contains(facts.name), !facts.is_ground) << facts.name;
    EXPECT_TRUE(json::parse(with.baked.meta_json).at("layers").contains(facts.name)) << facts.name;
  }
}

/// Whether the pixel of zoom 11 at the place is named as filled.
bool names_pixel(const std::map<std::string, std::vector<std::uint32_t>>& filled, Point place) {
  const TileId id = tile_at(place, 11);
  const double side = std::ldexp(1.0, 11);
  const double x = (place.lon() + 180) / 360 * side - id.x;
  const double y = (1 - std::asinh(std::tan(place.lat() * M_PI / 180)) / M_PI) / 2 * side - id.y;
  const auto pixel = static_cast<std::uint32_t>(std::floor(256 * y)) * 256 + static_cast<std::uint32_t>(256 * x);
  const auto found = filled.find("11/" + std::to_string(id.x) + "/" + std::to_string(id.y));
  if (found == filled.end()) return false;
  for (std::size_t i = 0; i < found->second.size(); i += 2) {
    if (pixel >= found->second[i] && pixel < found->second[i] + found->second[i + 1]) return true;
  }
  return false;
}

TEST(Ground, ABlocksListNamesEveryTileThatShowsIt) {
  const Made made = make(true);
  std::map<std::string, std::string> hashes;
  for (const BakedTile& tile : made.baked.tiles) hashes[tile_path(tile.layer, tile.id)] = hash_to_hex(tile.hash);
  std::set<std::string> named;
  std::map<std::string, std::vector<std::uint32_t>> filled;
  int lists = 0;
  for (const BakedTile& tile : made.baked.tiles) {
    if (tile.layer != Layer::ground) continue;
    ++lists;
    const json list = json::parse(db::gunzip(tile.gzip).value());
    for (const std::string layer : {"map", "terrain"}) {
      for (const json& row : list.at(layer)) {
        const std::string path = layer + "/" + row[0].get<std::string>();
        EXPECT_EQ(hashes.at(path), row[1]) << path;
        named.insert(path);
      }
    }
    for (const auto& [cell, runs] : list.at("filled").items()) {
      EXPECT_TRUE(hashes.contains("terrain/" + cell));
      EXPECT_GE(std::stoi(cell), int{kGroundBlockZoom}) << "of lower zooms no figure is made";
      filled[cell] = runs.get<std::vector<std::uint32_t>>();
    }
  }
  EXPECT_GT(lists, 0);
  EXPECT_TRUE(names_pixel(filled, test::at_metres(kVoidEastM, 0)));
  EXPECT_FALSE(names_pixel(filled, test::at_metres(0, 0)));
  for (const BakedTile& tile : made.baked.tiles) {
    if (tile.layer == Layer::map || tile.layer == Layer::terrain) {
      EXPECT_TRUE(named.contains(tile_path(tile.layer, tile.id))) << tile_path(tile.layer, tile.id);
    }
  }
}

TEST(Ground, ElevationOfAnotherPlaceIsNoReliefAndANote) {
  const Made made = make(false, false);
  const TemporaryFolder folder;
  const std::string dem = test::write_dem(folder, "dem.tif", 6'000, 90, [](double, double) { return 1'000.0; });
  Dataset elsewhere = made.dataset;
  elsewhere.extent.south_e7 += 50'000'000;
  elsewhere.extent.north_e7 += 50'000'000;
  const Ground ground = make_ground({{}, {dem}}, elsewhere).value();
  EXPECT_TRUE(ground.tiles.empty());
  EXPECT_FALSE(ground.elevation_spacing_m);
  ASSERT_EQ(ground.notes.size(), 1U);
  EXPECT_NE(ground.notes[0].find("no relief"), std::string::npos);
  EXPECT_NE(ground.notes[0].find("dem.tif"), std::string::npos);
}

}  // namespace
}  // namespace loopgenie::ingest
