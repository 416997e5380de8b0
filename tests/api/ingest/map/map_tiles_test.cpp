// What the map draws of small files, read back from its tiles.
#include "api/ingest/map/map_tiles.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "api/db/gzip.hpp"
#include "api/ingest/map/map_source.hpp"
#include "api/ingest/map/world.hpp"
#include "tests/api/ingest/map/vector_tile_reader.hpp"
#include "tests/api/ingest/raw_pbf.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::at_metres;
using test::ReadFeature;
using test::ReadLayers;
using test::SourceMap;
using test::TemporaryFolder;

Box box_around(double half_m) {
  const Point low = at_metres(-half_m, -half_m);
  const Point high = at_metres(half_m, half_m);
  return {low.lat_e7, low.lon_e7, high.lat_e7, high.lon_e7};
}

Result<MapSource> source_of(SourceMap& map, const std::vector<std::int64_t>& walked = {}, double half_m = 1'000) {
  const TemporaryFolder folder;
  return read_map({map.write(folder)}, walked, box_around(half_m));
}

MapTiles tiles_of(SourceMap& map, unsigned threads = 1) {
  return bake_map(source_of(map).value().features, box_around(1'000), threads).value();
}

/// The layers of the tile of zoom z around the origin.
ReadLayers layers_of(const MapTiles& map, std::uint8_t z) {
  const TileId id = tile_at(at_metres(0, 0), z);
  for (const BakedTile& tile : map.tiles) {
    if (tile.id == id) return test::read_vector_tile(db::gunzip(tile.gzip).value());
  }
  return {};
}

/// A square with its north-east corner first; ids from `first`.
void square(SourceMap& map, std::int64_t first, double half_m, double east_m = 0, double north_m = 0) {
  map.node(first, east_m + half_m, north_m + half_m)
      .node(first + 1, east_m - half_m, north_m + half_m)
      .node(first + 2, east_m - half_m, north_m - half_m)
      .node(first + 3, east_m + half_m, north_m - half_m);
}

std::vector<std::int64_t> ring(std::int64_t first) { return {first, first + 1, first + 2, first + 3, first}; }

TEST(MapTiles, HoldWhatTheirTagsSay) {
  SourceMap map;
  square(map, 1, 300);
  square(map, 11, 40);
  map.node(21, -500, 0)
      .node(22, 500, 10)
      .node(23, 0, 100, {{"natural", "peak"}, {"name", "Pic Blanc"}, {"ele", "2903 m"}});
  map.node(24, 50, 50, {{"tourism", "alpine_hut"}, {"name", "Refugi"}});
  map.way(1, ring(1), {{"landuse", "forest"}});
  map.way(2, ring(11), {{"building", "yes"}});
  map.way(3, {21, 22}, {{"highway", "path"}, {"sac_scale", "demanding_mountain_hiking"}});
  map.way(4, {21, 23}, {{"highway", "construction"}, {"construction", "primary"}});
  const TemporaryFolder folder;
  const std::string file = map.write(folder);
  const MapSource source = read_map({file}, {3}, box_around(1'000)).value();
  const MapTiles tiles = bake_map(source.features, box_around(1'000), 1).value();

  const ReadLayers deepest = layers_of(tiles, 13);
  ASSERT_EQ(deepest.at("land").size(), 1U);
  EXPECT_EQ(deepest.at("land")[0].tag("kind"), "wood");
  EXPECT_EQ(deepest.at("building").size(), 1U);
  ASSERT_EQ(deepest.at("road").size(), 1U);
  EXPECT_EQ(deepest.at("road")[0].tag("kind"), "path");
  EXPECT_EQ(deepest.at("road")[0].tag("sac"), "3");
  EXPECT_EQ(deepest.at("road")[0].tag("walk"), "true");
  EXPECT_EQ(deepest.at("peak")[0].tag("name"), "Pic Blanc");
  EXPECT_EQ(deepest.at("peak")[0].tag("ele"), "2903");
  EXPECT_EQ(deepest.at("poi")[0].tag("kind"), "hut");
  // Where it is coarser, less is there.
  EXPECT_FALSE(layers_of(tiles, 12).contains("building"));
  EXPECT_FALSE(layers_of(tiles, 11).contains("road"));
  EXPECT_TRUE(layers_of(tiles, 10).contains("peak"));
}

TEST(MapTiles, AnAreaOfSeveralWaysIsJoined) {
  SourceMap map;
  square(map, 1, 400);
  square(map, 11, 100);
  map.way(1, {1, 2, 3}, {}).way(2, {1, 4, 3}, {}).way(3, ring(11), {});
  map.relation(9, {1, 2, 3}, {{"type", "multipolygon"}, {"natural", "water"}, {"name", "Estany"}});
  const ReadLayers layers = layers_of(tiles_of(map), 13);
  // Without roles every ring is an outer one; none is lost.
  ASSERT_EQ(layers.at("water").size(), 1U);
  EXPECT_EQ(layers.at("water")[0].parts.size(), 2U);
  EXPECT_EQ(layers.at("name")[0].tag("name"), "Estany");
}

TEST(MapTiles, ARingThatIsCutIsLeftOutAndAWholeOneStays) {
  SourceMap map;
  square(map, 1, 400);
  square(map, 11, 100, 700, 0);
  map.way(1, {1, 2, 3}, {}).way(3, ring(11), {});
  map.relation(9, {1, 2, 3}, {{"type", "multipolygon"}, {"natural", "water"}});  // way 2 is missing
  const MapSource source = source_of(map).value();
  ASSERT_EQ(source.features.size(), 1U);
  EXPECT_EQ(source.features[0].lines.size(), 1U);
}

TEST(MapTiles, TheSameBytesForAnyNumberOfThreads) {
  std::vector<BakedTile> first;
  for (const unsigned threads : {1U, 2U, 5U}) {
    SourceMap map;
    for (int i = 0; i < 60; ++i) {
      square(map, 1 + 10 * i, 200 + 10 * i, 1'000 * i - 30'000, 29'000 - 980 * i);
      map.way(1 + i, ring(1 + 10 * i), {{i % 2 == 0 ? "building" : "natural", i % 2 == 0 ? "yes" : "wood"}});
    }
    const MapTiles tiles = bake_map(source_of(map, {}, 30'000).value().features, box_around(30'000), threads).value();
    std::set<TileId> blocks;  // what a thread does at once
    for (const BakedTile& tile : tiles.tiles) {
      if (tile.id.z >= kGroundBlockZoom) blocks.insert(tile.id.ancestor(kGroundBlockZoom));
    }
    ASSERT_GT(blocks.size(), 4U);
    if (first.empty()) first = tiles.tiles;
    ASSERT_EQ(tiles.tiles.size(), first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
      EXPECT_EQ(tiles.tiles[i].id, first[i].id);
      EXPECT_EQ(tiles.tiles[i].gzip, first[i].gzip);
    }
  }
}

TEST(MapTiles, NeighboursDrawTheSameLineOnBothSidesOfTheirBorder) {
  SourceMap map;
  std::vector<std::int64_t> refs;
  // A side of z10 cells, which are made each by itself, lies 7,706 m to the west.
  for (int i = 0; i <= 500; ++i) {
    map.node(1 + i, -9'800 + 20 * i, 60 * ((i * 7) % 5) - 100);
    refs.push_back(1 + i);
  }
  map.way(1, refs, {{"waterway", "river"}});
  const TemporaryFolder folder;
  const MapSource source = read_map({map.write(folder)}, {}, box_around(10'000)).value();
  const MapTiles tiles = bake_map(source.features, box_around(10'000), 1).value();
  std::map<TileId, ReadLayers> by_id;
  for (const BakedTile& tile : tiles.tiles) by_id[tile.id] = test::read_vector_tile(db::gunzip(tile.gzip).value());
  int compared = 0;
  int of_two_blocks = 0;
  for (const auto& [id, layers] : by_id) {
    const auto beside = by_id.find({id.z, id.x + 1, id.y});
    if (id.z < 11 || beside == by_id.end() || !layers.contains("waterway") || !beside->second.contains("waterway"))
      continue;
    // What both have in the strip that belongs to both of them, but for the vertices on the buffer's border.
    const auto strip = [](const ReadLayers& of, int shift) {
      std::vector<std::pair<int, int>> places;
      for (const ReadFeature& feature : of.at("waterway")) {
        for (const auto& part : feature.parts) {
          for (const auto& [x, y] : part) {
            if (x + shift > 4096 - 64 && x + shift < 4096 + 64) places.emplace_back(x + shift, y);
          }
        }
      }
      std::sort(places.begin(), places.end());
      return places;
    };
    EXPECT_EQ(strip(layers, 0), strip(beside->second, 4096));
    EXPECT_FALSE(strip(layers, 0).empty());
    ++compared;
    of_two_blocks += id.ancestor(kGroundBlockZoom) != beside->first.ancestor(kGroundBlockZoom) ? 1 : 0;
  }
  EXPECT_GT(compared, 3);
  EXPECT_GT(of_two_blocks, 1);
}

TEST(MapTiles, ATileThatWouldBeTooLargeLosesItsSmallestBuildings) {
  SourceMap map;
  std::mt19937 random(7);
  const auto jitter = [&] { return static_cast<double>(random() % 101) / 12; };
  for (int i = 0; i < 36'000; ++i) {
    const std::int64_t id = 1 + 5 * i;
    const double half_m = i % 10 == 0 ? 12 : 4;  // less the jitter of each corner
    const double east_m = -880 + 9 * (i % 200);
    const double north_m = 880 - 9 * (i / 200);
    map.node(id, east_m + half_m + jitter(), north_m + half_m + jitter())
        .node(id + 1, east_m - half_m - jitter(), north_m + half_m + jitter())
        .node(id + 2, east_m - half_m - jitter(), north_m - half_m - jitter())
        .node(id + 3, east_m + half_m + jitter(), north_m - half_m - jitter());
    map.way(1 + i, ring(id), {{"building", "yes"}});
  }
  const MapTiles tiles = tiles_of(map);
  EXPECT_GT(tiles.reduced_tiles, 0U);
  std::size_t buildings = 0;
  for (const BakedTile& tile : tiles.tiles) {
    EXPECT_LE(tile.gzip.size(), kMostMapTileBytes);
    const ReadLayers layers = test::read_vector_tile(db::gunzip(tile.gzip).value());
    if (layers.contains("building")) buildings += layers.at("building")[0].parts.size();
  }
  EXPECT_GT(buildings, 1'000U);
}

TEST(MapTiles, WhatIsLeftOutGrowsFromTheSmallestOn) {
  const auto area = [](MapLayer layer, double side_units) {
    MapFeature feature;
    feature.layer = layer;
    feature.shape = MapShape::area;
    feature.area = side_units * side_units;
    return feature;
  };
  MapFeature path;
  path.layer = MapLayer::road;
  path.shape = MapShape::line;
  path.attributes.kind = "path";
  path.lines = {{{0, 0}, {200, 0}}};
  MapFeature long_path = path;
  long_path.lines = {{{0, 0}, {5'000, 0}}};
  MapFeature walked = path;
  walked.attributes.walk = true;
  MapFeature hut;
  hut.layer = MapLayer::poi;
  hut.rank = -11;
  const std::vector<MapFeature> features = {area(MapLayer::building, 100),
                                            area(MapLayer::building, 500),
                                            area(MapLayer::land, 100),
                                            area(MapLayer::land, 500),
                                            path,
                                            long_path,
                                            walked,
                                            hut};
  std::vector<int> first(features.size(), 0);  // the reduction that leaves each out; 0: none
  for (std::size_t i = 0; i < features.size(); ++i) {
    for (int reduction = 0; reduction <= kMostReduction; ++reduction) {
      const bool is_out = is_left_out(features[i], kMapMaxZoom, reduction);
      EXPECT_TRUE(is_out || first[i] == 0) << "what is out stays out";
      if (is_out && first[i] == 0) first[i] = reduction;
    }
  }
  EXPECT_GT(first[0], 0);
  EXPECT_LT(first[0], first[1]);
  EXPECT_LT(first[0], first[2]) << "buildings before land of the same size";
  EXPECT_LT(first[2], first[3]);
  EXPECT_GT(first[4], 0);
  EXPECT_LT(first[4], first[5]);
  EXPECT_EQ(first[6], 0) << "what people walk stays";
  EXPECT_EQ(first[7], 0) << "huts stay";
}

TEST(MapTiles, OfPointsThoseOfInterestGoByNameAndRank) {
  const auto first_out = [](MapLayer layer, std::int64_t rank, const char* name) {
    MapFeature feature;
    feature.layer = layer;
    feature.rank = rank;
    feature.attributes.name = name;
    int reduction = 0;
    while (reduction <= kMostReduction && !is_left_out(feature, kMapMaxZoom, reduction)) ++reduction;
    return reduction;
  };
  EXPECT_LT(first_out(MapLayer::poi, -13, ""), first_out(MapLayer::poi, -12, ""));
  EXPECT_LT(first_out(MapLayer::poi, -12, ""), first_out(MapLayer::poi, -13, "Pitch"));
  EXPECT_LT(first_out(MapLayer::poi, -13, "Pitch"), first_out(MapLayer::poi, -12, "Spring"));
  EXPECT_LE(first_out(MapLayer::poi, -12, "Spring"), kMostReduction);
  EXPECT_GT(first_out(MapLayer::poi, -11, ""), kMostReduction) << "huts stay";
  EXPECT_GT(first_out(MapLayer::name, 0, "Valley"), kMostReduction) << "a name without a size is no lesser one";
  EXPECT_GT(first_out(MapLayer::peak, 0, ""), kMostReduction);
}

TEST(MapTiles, ABlockBakedAloneIsTheSameAsInTheWhole) {
  SourceMap map;
  for (int i = 0; i < 60; ++i) {
    square(map, 1 + 10 * i, 200 + 10 * i, 1'000 * i - 30'000, 29'000 - 980 * i);
    map.way(1 + i, ring(1 + 10 * i), {{i % 2 == 0 ? "building" : "natural", i % 2 == 0 ? "yes" : "wood"}});
  }
  const std::vector<MapFeature> features = source_of(map, {}, 30'000).value().features;
  std::map<TileId, std::map<TileId, std::string>> by_block;
  const MapTiles whole = bake_map(features, box_around(30'000)).value();
  for (const BakedTile& tile : whole.tiles) {
    if (tile.id.z >= kGroundBlockZoom) by_block[tile.id.ancestor(kGroundBlockZoom)][tile.id] = tile.gzip;
  }
  ASSERT_GT(by_block.size(), 4U);
  for (const auto& [block, tiles] : by_block) {
    const Box box = tile_box(block);
    const std::int32_t lat_e7 = box.south_e7 + (box.north_e7 - box.south_e7) / 2;
    const std::int32_t lon_e7 = box.west_e7 + (box.east_e7 - box.west_e7) / 2;
    std::map<TileId, std::string> alone;
    const MapTiles own = bake_map(features, {lat_e7, lon_e7, lat_e7, lon_e7}).value();
    for (const BakedTile& tile : own.tiles) {
      if (tile.id.z >= kGroundBlockZoom) alone[tile.id] = tile.gzip;
    }
    EXPECT_EQ(alone, tiles);
  }
}

TEST(MapTiles, BakingSaysThatItBegins) {
  std::vector<double> shares;
  const Watch watch{[&](std::string_view step, double share) {
                      EXPECT_EQ(step, "baking the map");
                      shares.push_back(share);
                    },
                    {}};
  static_cast<void>(bake_map({}, box_around(1'000), 1, watch));
  ASSERT_FALSE(shares.empty());
  EXPECT_EQ(shares.front(), 0);
  EXPECT_EQ(shares.back(), 1);
}

TEST(MapTiles, ATileThatNothingMakesSmallEnoughIsThereAndCounted) {
  SourceMap map;
  std::mt19937 random(7);
  for (int i = 0; i < 3'500; ++i) {
    std::string name;
    for (int j = 0; j < 48; ++j) name += static_cast<char>('a' + random() % 26);
    map.node(1 + i, -500 + 12 * (i % 80), 500 - 12 * (i / 80), {{"natural", "peak"}, {"name", name}});
  }
  const MapTiles tiles = tiles_of(map);
  EXPECT_GT(tiles.large_tiles, 0U);
  EXPECT_GT(tiles.largest_bytes, kMostMapTileBytes);
  EXPECT_EQ(layers_of(tiles, 10).at("peak").size(), 3'500U);
}

TEST(MapTiles, AnAreaAsLargeAsTheEarthIsInEveryCellThatThereIs) {
  MapFeature feature;
  feature.layer = MapLayer::land;
  feature.shape = MapShape::area;
  feature.attributes.kind = "wood";
  constexpr std::int32_t kSide = std::int32_t{1} << kWorldBits;
  feature.lines = {{{0, 0}, {kSide, 0}, {kSide, kSide}, {0, kSide}}};
  feature.area = std::ldexp(1.0, 2 * kWorldBits);
  // Over the antimeridian: columns at both ends of the Earth.
  const Box extent = {425'000'000, 1'795'000'000, 427'000'000, -1'795'000'000};
  const MapTiles tiles = bake_map({feature}, extent).value();
  const std::vector<TileId> blocks = tiles_in_box(extent, kGroundBlockZoom);
  std::size_t found = 0;
  for (const BakedTile& tile : tiles.tiles) found += tile.id.z == kGroundBlockZoom ? 1 : 0;
  EXPECT_GT(blocks.size(), 3U);
  EXPECT_EQ(found, blocks.size());
}

TEST(MapTiles, AnIslandIsAHoleInTheSea) {
  SourceMap map;
  square(map, 1, 400);
  map.way(1, ring(1), {{"natural", "coastline"}});  // against the clock: land inside
  const ReadLayers layers = layers_of(tiles_of(map), 12);
  ASSERT_EQ(layers.at("water").size(), 1U);
  EXPECT_EQ(layers.at("water")[0].tag("kind"), "sea");
  ASSERT_EQ(layers.at("water")[0].parts.size(), 2U);
  EXPECT_LT(test::twice_area(layers.at("water")[0].parts[1]), 0);
}

TEST(MapTiles, ACutCoastOfTheMainlandHasTheSeaToItsRight) {
  SourceMap map;
  // From east to west: the water is in the north. Two ways, the later one first.
  map.node(1, 900, 0).node(2, 0, 50).node(3, -900, 0);
  map.way(2, {2, 3}, {{"natural", "coastline"}}).way(3, {1, 2}, {{"natural", "coastline"}});
  const MapSource source = source_of(map).value();
  ASSERT_EQ(source.features.size(), 1U);
  const std::vector<WorldLine>& sea = source.features[0].lines;
  ASSERT_EQ(sea.size(), 1U);
  EXPECT_TRUE(is_inside(to_world(at_metres(0, 500)), sea[0]));
  EXPECT_TRUE(is_inside(to_world(at_metres(-850, 200)), sea[0]));
  EXPECT_FALSE(is_inside(to_world(at_metres(0, -500)), sea[0]));
}

/// Whether the place lies in the sea.
bool is_sea(const MapSource& source, Point place) {
  for (const MapFeature& feature : source.features) {
    if (feature.attributes.kind != "sea") continue;
    const auto rings = std::count_if(feature.lines.begin(), feature.lines.end(),
                                     [&](const WorldLine& line) { return is_inside(to_world(place), line); });
    if (rings % 2 == 1) return true;
  }
  return false;
}

TEST(MapTiles, AClosedCoastOfWhichAPartIsMissingHasTheSeaToItsRight) {
  // An island much larger than the extract, which holds a piece of its coast from east to west, with a bay: closed by a
  // straight line it would be a pond.
  for (const std::vector<std::int64_t>& refs :
       {std::vector<std::int64_t>{1, 2, 3, 98, 99, 1}, {98, 99, 1, 2, 3, 98}, {2, 3, 98, 99, 1, 2}}) {
    SourceMap map;
    map.node(1, 900, 0).node(2, 0, -150).node(3, -900, 0);
    map.way(1, refs, {{"natural", "coastline"}});
    const MapSource source = source_of(map).value();
    EXPECT_TRUE(is_sea(source, at_metres(0, 500)));
    EXPECT_TRUE(is_sea(source, at_metres(0, -100)));
    EXPECT_TRUE(is_sea(source, at_metres(-850, 200)));
    EXPECT_FALSE(is_sea(source, at_metres(0, -500)));
  }
}

TEST(MapTiles, AnIslandOnTheAntimeridianIsLandOnBothSides) {
  SourceMap map;
  const auto at = [](std::int32_t east_e7) { return east_e7 <= 0 ? 1'800'000'000 + east_e7 : east_e7 - 1'800'000'000; };
  constexpr std::int32_t kHalf = 1'000'000;
  map.node_at(1, {425'000'000 + kHalf, at(kHalf)}).node_at(2, {425'000'000 + kHalf, at(-kHalf)});
  map.node_at(3, {425'000'000 - kHalf, at(-kHalf)}).node_at(4, {425'000'000 - kHalf, at(kHalf)});
  map.way(1, {1, 2, 3, 4, 1}, {{"natural", "coastline"}});
  const TemporaryFolder folder;
  const Box extent = {423'000'000, at(-2 * kHalf), 427'000'000, at(2 * kHalf)};
  const MapSource source = read_map({map.write(folder)}, {}, extent).value();
  for (const std::int32_t side : {-1, 1}) {
    EXPECT_FALSE(is_sea(source, {425'000'000, at(side * kHalf / 2)})) << side;
    EXPECT_FALSE(is_sea(source, {425'000'000 + kHalf / 2, at(side * 1'000)})) << side;
    EXPECT_TRUE(is_sea(source, {425'000'000, at(side * kHalf * 3 / 2)})) << side;
    EXPECT_TRUE(is_sea(source, {426'500'000, at(side * kHalf / 2)})) << side;
    EXPECT_TRUE(is_sea(source, {423'500'000, at(side * 1'000)})) << side;
  }
}

TEST(MapTiles, ACoastThatTouchesItselfHasNoWrongSea) {
  // Two islands that touch in a node, as one way; and an island whose coast goes on round its lagoon.
  SourceMap two;
  two.node(1, 0, 0).node(2, -200, 200).node(3, -200, -200).node(4, 200, -200).node(5, 200, 200);
  two.way(1, {2, 3, 1, 4, 5, 1, 2}, {{"natural", "coastline"}});
  const MapSource islands = source_of(two).value();
  EXPECT_FALSE(is_sea(islands, at_metres(-150, 0)));
  EXPECT_FALSE(is_sea(islands, at_metres(150, 0)));
  EXPECT_TRUE(is_sea(islands, at_metres(0, 150)));
  EXPECT_TRUE(is_sea(islands, at_metres(500, 0)));

  SourceMap one;
  square(one, 1, 300);
  one.node(5, 200, 100).node(6, 100, 100).node(7, 100, 200);
  one.way(1, {1, 2, 3, 4, 1, 5, 6, 7, 1}, {{"natural", "coastline"}});
  const MapSource lagoon = source_of(one).value();
  EXPECT_TRUE(is_sea(lagoon, at_metres(120, 120)));
  EXPECT_FALSE(is_sea(lagoon, at_metres(-100, -100)));
  EXPECT_TRUE(is_sea(lagoon, at_metres(500, 0)));
}

TEST(MapTiles, ACoastThatWouldDrownTheWaysIsLeftOutWithANote) {
  SourceMap map;
  map.node(1, 900, 0).node(2, -900, 0).node(3, -100, 400).node(4, 100, 400);
  map.way(1, {1, 2}, {{"natural", "coastline"}}).way(2, {3, 4}, {{"highway", "path"}});
  const MapSource source = source_of(map, {2}).value();
  EXPECT_EQ(source.features.size(), 1U);  // the path
  ASSERT_EQ(source.notes.size(), 1U);
  EXPECT_THAT(source.notes[0], testing::HasSubstr("no sea"));
}

TEST(MapTiles, WhatNoMapHoldsIsDrawnOrLeftOutWithoutHarm) {
  test::RawPbf map;
  const test::RawPbf::Tags wood = {{"natural", "wood"}, {"name", "\xff\xfe"}};
  map.node(1, 425'000'000, 15'000'000, {{"place", "village"}, {"name", std::string(900, 'x')}, {"population", "-5"}});
  map.node(2, 425'050'000, 1'799'999'990);
  map.node(3, 425'100'000, -1'799'999'990);
  map.node(4, 899'999'999, 15'000'000);
  map.node(5, -899'999'999, 15'000'000, {{"natural", "peak"}, {"ele", "1e99"}});
  map.way(10, {1, 1, 1, 1}, wood);
  map.way(11, {1, 2, 3, 1}, wood);
  map.way(12, {1, 4, 5, 99, 1}, wood);
  map.way(13, {1, 2, 1, 2, 1}, wood);
  map.way(14, {}, {{"highway", "path"}});
  map.way(15, {99}, {{"natural", "coastline"}});
  map.relation(20, {10, 11, 12, 13, 14, 20, 99}, {{"type", "multipolygon"}, {"natural", "water"}});
  const TemporaryFolder folder;
  map.write(folder.file("map.osm.pbf"));
  const Result<MapSource> source = read_map({folder.file("map.osm.pbf")}, {}, box_around(1'000));
  ASSERT_TRUE(source) << source.error().message;
  const MapTiles tiles = bake_map(source->features, box_around(1'000)).value();
  for (const BakedTile& tile : tiles.tiles) {
    for (const auto& [name, features] : test::read_vector_tile(db::gunzip(tile.gzip).value())) {
      for (const ReadFeature& feature : features) {
        EXPECT_LE(feature.tag("name").size(), 200U);
        EXPECT_NE(feature.tag("name"), "\xff\xfe");
      }
    }
  }
}

}  // namespace
}  // namespace loopgenie::ingest
