#include "api/ingest/bake/bake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/documents.hpp"
#include "api/ingest/bake/trail_quadtree.hpp"
#include "core/geo/distance.hpp"
#include "core/tile/stitch.hpp"
#include "core/tile/trail_tile.hpp"
#include "tests/api/ingest/made_dataset.hpp"

namespace loopgenie::ingest {
namespace {

using ::testing::HasSubstr;

/// Large enough that a zoom-8 tile is far over the limit.
const Dataset& large() {
  static const Dataset dataset =
      made_dataset({.rows = 50, .columns = 50, .points_per_edge = 20, .spacing_degrees = 0.006});
  return dataset;
}

const Baked& large_baked() {
  static const Baked baked = bake(large()).value();
  return baked;
}

std::string raw_bytes(const BakedTile& tile) {
  Result<std::string> bytes = db::gunzip(tile.gzip);
  EXPECT_TRUE(bytes);
  return bytes ? *bytes : "";
}

std::vector<TrailTile> trail_tiles(const Baked& baked) {
  std::vector<TrailTile> tiles;
  for (const BakedTile& tile : baked.tiles) {
    if (tile.layer == Layer::trails) {
      const std::string bytes = raw_bytes(tile);
      EXPECT_EQ(bytes.size(), tile.raw_bytes);
      Result<TrailTile> decoded = decode_trail_tile(tile.id, std::as_bytes(std::span(bytes)));
      EXPECT_TRUE(decoded) << decoded.error().message;
      tiles.push_back(std::move(*decoded));
    }
  }
  return tiles;
}

std::vector<IndexTile> index_tiles(const Baked& baked) {
  std::vector<IndexTile> tiles;
  for (const BakedTile& tile : baked.tiles) {
    if (tile.layer == Layer::index) {
      const std::string bytes = raw_bytes(tile);
      Result<IndexTile> decoded = decode_index_tile(tile.id, std::as_bytes(std::span(bytes)));
      EXPECT_TRUE(decoded) << decoded.error().message;
      tiles.push_back(std::move(*decoded));
    }
  }
  return tiles;
}

TEST(Bake, NoLeafIsLargerThanAHundredKilobytesGzipped) {
  const LayerFigures figures = layer_figures(large_baked().tiles, Layer::trails);
  EXPECT_GT(figures.tiles, 4U);
  EXPECT_GT(figures.gzip_bytes, 200'000U);
  EXPECT_LE(figures.largest_gzip_bytes, 100'000U);
}

TEST(Bake, ACellIsSplitOnlyWhereItsTileWouldBeTooLarge) {
  // With no limit in reach, every zoom-8 cell is one leaf; its tile tells whether the split above was needed.
  QuadtreeOptions whole;
  whole.max_gzip_bytes = std::size_t{1} << 30;
  whole.max_raw_bytes = std::size_t{1} << 30;
  const BakedLayer unsplit = bake_trails(large(), whole).value();
  std::map<TileId, std::size_t> leaves_within;
  for (const BakedTile& tile : large_baked().tiles) {
    if (tile.layer == Layer::trails) {
      ++leaves_within[tile.id.ancestor(kLeafMinZoom)];
    }
  }
  for (const BakedTile& leaf : unsplit.tiles) {
    EXPECT_EQ(leaf.id.z, kLeafMinZoom);
    EXPECT_EQ(leaves_within[leaf.id] > 1, leaf.gzip.size() > 100'000) << leaf.gzip.size();
  }
}

TEST(Bake, EveryNodeEdgeAndPoiIsInExactlyOneTile) {
  std::map<NodeId, TileId> tile_of_node;
  std::set<EdgeId> edges;
  std::set<SourceId> pois;
  const std::vector<TrailTile> tiles = trail_tiles(large_baked());
  for (const TrailTile& tile : tiles) {
    for (const TileNode& node : tile.nodes) {
      EXPECT_EQ(tile_at(node.vertex.point, tile.id.z), tile.id);
      EXPECT_TRUE(tile_of_node.emplace(node.id, tile.id).second) << node.id.value();
    }
    for (const Poi& poi : tile.pois) {
      EXPECT_EQ(tile_at(poi.point, tile.id.z), tile.id);
      EXPECT_TRUE(pois.insert(poi.id).second);
    }
    EXPECT_FALSE(tile.nodes.empty() && tile.pois.empty()) << "an empty cell has no tile";
  }
  for (const TrailTile& tile : tiles) {
    for (const TileEdge& edge : tile.edges) {
      EXPECT_TRUE(edges.insert(edge.id).second) << edge.id.value();
      EXPECT_EQ(tile_of_node.at(std::min(edge.tail, edge.head)), tile.id);
    }
  }
  EXPECT_EQ(tile_of_node.size(), large().nodes.size());
  EXPECT_EQ(edges.size(), large().edges.size());
  EXPECT_EQ(pois.size(), large().pois.size());
}

TEST(Bake, AllTilesStitchedAreTheDataSet) {
  const std::vector<TrailTile> tiles = trail_tiles(large_baked());
  std::vector<const TrailTile*> pointers;
  for (const TrailTile& tile : tiles) {
    pointers.push_back(&tile);
  }
  const Result<Network> network = stitch(pointers);
  ASSERT_TRUE(network) << network.error().message;
  ASSERT_EQ(network->node_count(), large().nodes.size());
  ASSERT_EQ(network->edge_count(), large().edges.size());
  for (std::uint32_t n = 0; n < network->node_count(); ++n) {
    const DatasetNode& node = large().nodes[n];
    EXPECT_EQ(network->node_id[n], node.id);
    EXPECT_EQ(network->node_vertex[n].point, to_tile_grid(node.point));
    EXPECT_EQ(network->node_vertex[n].elevation_m(), std::optional<int>(std::lround(*node.elevation_m)));
    EXPECT_TRUE(network->is_complete(NodeIndex(n)));
  }
  for (std::uint32_t e = 0; e < network->edge_count(); ++e) {
    const DatasetEdge& edge = large().edges[e];
    EXPECT_EQ(network->edge_id[e], edge.id);
    EXPECT_EQ(network->node_id[network->graph.tail(EdgeIndex(e)).value()], edge.tail);
    EXPECT_EQ(network->node_id[network->graph.head(EdgeIndex(e)).value()], edge.head);
    EXPECT_EQ(network->length_dm[e], edge.length_dm);
    EXPECT_EQ(network->climb[e], edge.climb);
    EXPECT_EQ(network->attributes[e], edge.attributes);
    EXPECT_EQ(network->strings[network->name[e]], edge.name);
    EXPECT_EQ(network->strings[network->ref[e]], edge.ref);
  }
}

TEST(Bake, SimplifiedLinesStayWithinThreeMetresAndKeepSourceVertices) {
  std::map<EdgeId, const DatasetEdge*> source;
  for (const DatasetEdge& edge : large().edges) {
    source.emplace(edge.id, &edge);
  }
  double worst_m = 0;
  double worst_vertex_m = 0;
  for (const TrailTile& tile : trail_tiles(large_baked())) {
    for (const TileEdge& edge : tile.edges) {
      const std::vector<Point>& full = source.at(edge.id)->points;
      std::vector<Point> line = {to_tile_grid(full.front())};
      for (const Vertex& vertex : edge.inner) {
        line.push_back(vertex.point);
        double nearest_m = 1e9;
        for (const Point point : full) {
          nearest_m = std::min(nearest_m, distance_m(point, vertex.point));
        }
        worst_vertex_m = std::max(worst_vertex_m, nearest_m);
      }
      line.push_back(to_tile_grid(full.back()));
      for (const Point point : full) {
        double off_m = 1e9;
        for (std::size_t i = 1; i < line.size(); ++i) {
          off_m = std::min(off_m, distance_to_segment_m(point, line[i - 1], line[i]));
        }
        worst_m = std::max(worst_m, off_m);
      }
    }
  }
  EXPECT_LE(worst_m, 3.0);
  EXPECT_GT(worst_m, 0.5) << "something is simplified";
  EXPECT_LE(worst_vertex_m, 0.15);
  EXPECT_LT(large_baked().kept_vertices, large_baked().source_vertices);
}

TEST(Bake, TheOrderOfTheInputAndTheThreadsChangeNoByte) {
  const Dataset dataset = made_dataset({.rows = 20, .columns = 20});
  const Baked once = bake(dataset).value();
  for (const unsigned seed : {1U, 2U}) {
    QuadtreeOptions options;
    options.threads = seed;
    const Baked again = bake(shuffled(dataset, seed), options).value();
    EXPECT_EQ(again.version, once.version);
    EXPECT_EQ(again.meta_json, once.meta_json);
    EXPECT_EQ(again.places_json, once.places_json);
    ASSERT_EQ(again.tiles.size(), once.tiles.size());
    for (std::size_t i = 0; i < once.tiles.size(); ++i) {
      EXPECT_EQ(again.tiles[i].id, once.tiles[i].id);
      EXPECT_EQ(again.tiles[i].hash, once.tiles[i].hash);
      EXPECT_EQ(again.tiles[i].gzip, once.tiles[i].gzip);
    }
  }
}

TEST(Bake, AnyDifferenceChangesTheVersion) {
  const Dataset dataset = made_dataset();
  std::set<std::string> versions = {bake(dataset).value().version};
  const auto expect_new = [&](const char* what, const auto& change) {
    Dataset changed = dataset;
    change(changed);
    EXPECT_TRUE(versions.insert(bake(changed).value().version).second) << what;
  };
  expect_new("a length", [](Dataset& d) { ++d.edges[3].length_dm; });
  expect_new("a town", [](Dataset& d) { d.places[1].name += '!'; });
  expect_new("a village", [](Dataset& d) { d.places[2].name += '!'; });
  expect_new("a trailhead", [](Dataset& d) { d.trailheads[0].fee = true; });
  expect_new("the date", [](Dataset& d) { d.date = "2025-01-20"; });
  expect_new("a source", [](Dataset& d) { d.sources[0].url = "https://example.org/other"; });
  expect_new("the label", [](Dataset& d) { d.made_up = true; });
}

TEST(Bake, TheIndexNamesWhomTheElevationIsFrom) {
  Dataset dataset = made_dataset();
  const auto named = [&] { return index_tiles(bake(dataset).value()).front().dataset.attribution; };
  EXPECT_EQ(named(), "© Nobody");
  dataset.sources[1].attribution = "Terrain Tiles";
  EXPECT_EQ(named(), "© Nobody; elevation: Terrain Tiles");
  dataset.sources.push_back(dataset.sources[1]);
  dataset.sources.push_back({"other.tif", SourceKind::elevation, "", "", "IGN", ""});
  EXPECT_EQ(named(), "© Nobody; elevation: Terrain Tiles, IGN");
  dataset.sources.push_back({"map.tif", SourceKind::elevation, "", "", "", ""});
  EXPECT_EQ(named(), "© Nobody; elevation: Terrain Tiles, IGN") << "a file's name is no credit";
  const std::string document = meta_document(dataset, "", {}, nullptr);
  EXPECT_NE(document.find(R"("attribution":"© Nobody; elevation: Terrain Tiles, IGN")"), std::string::npos) << document;
  dataset.sources.resize(2);
  dataset.sources[1].attribution = "© Nobody";
  EXPECT_EQ(named(), "© Nobody");
}

TEST(Bake, TheIndexNamesEveryLeafOnceWithHashAndSize) {
  std::map<std::pair<Layer, TileId>, LeafEntry> entries;
  for (const IndexTile& index : index_tiles(large_baked())) {
    EXPECT_EQ(index.id.z, kIndexZoom);
    EXPECT_EQ(index.dataset.version, large_baked().version);
    EXPECT_EQ(index.dataset.name, "Grid");
    EXPECT_EQ(index.dataset.extent, large().extent);
    EXPECT_THAT(index.dataset.licences, testing::ElementsAre("CC0-1.0", "ODbL-1.0"));
    for (const LeafEntry& leaf : index.leaves) {
      EXPECT_TRUE(index.id.covers(leaf.id));
      EXPECT_TRUE(entries.emplace(std::pair(leaf.layer, leaf.id), leaf).second);
    }
  }
  for (const BakedTile& tile : large_baked().tiles) {
    if (tile.layer != Layer::index) {
      const LeafEntry& entry = entries.at({tile.layer, tile.id});
      EXPECT_EQ(entry.hash, tile.hash);
      EXPECT_EQ(entry.gzip_bytes, tile.gzip.size());
      entries.erase({tile.layer, tile.id});
    }
  }
  EXPECT_TRUE(entries.empty());
}

TEST(Bake, TrailheadsMeetTheNetworkAtTheirNodesPosition) {
  std::map<NodeId, Point> position;
  for (const TrailTile& tile : trail_tiles(large_baked())) {
    for (const TileNode& node : tile.nodes) {
      position.emplace(node.id, node.vertex.point);
    }
  }
  std::size_t count = 0;
  for (const IndexTile& index : index_tiles(large_baked())) {
    for (const Trailhead& trailhead : index.trailheads) {
      EXPECT_EQ(trailhead.node_point, position.at(trailhead.node));
      EXPECT_EQ(tile_at(trailhead.point, kIndexZoom), index.id);
      ++count;
    }
  }
  EXPECT_EQ(count, large().trailheads.size());
}

TEST(Bake, TownsAreInTheGazetteerAndSmallerPlacesInTheIndex) {
  const Baked baked = bake(made_dataset()).value();
  const auto places = nlohmann::json::parse(baked.places_json).at("places");
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[0].at("id"), "n7000");
  EXPECT_EQ(places[0].at("kind"), "city");
  EXPECT_EQ(places[0].at("population"), 22'000);
  EXPECT_EQ(places[1].at("kind"), "town");
  EXPECT_TRUE(places[1].at("population").is_null());
  std::vector<std::string> in_index;
  for (const IndexTile& index : index_tiles(baked)) {
    for (const Place& place : index.places) {
      in_index.push_back(to_string(place.id));
    }
  }
  EXPECT_THAT(in_index, testing::UnorderedElementsAre("n7002", "n7003"));
}

TEST(Bake, EveryRoadIsInTheTilesOfBothItsEndsAndTheSameInEach) {
  QuadtreeOptions small;
  small.max_gzip_bytes = 2'000;
  const Baked baked = bake(large(), small).value();
  std::map<Point, TileId> tile_of_node;
  std::map<std::pair<Point, Point>, std::vector<std::pair<TileId, RoadEdge>>> copies;
  for (const BakedTile& tile : baked.tiles) {
    if (tile.layer != Layer::roads) {
      continue;
    }
    const std::string bytes = raw_bytes(tile);
    const Result<RoadTile> decoded = decode_road_tile(tile.id, std::as_bytes(std::span(bytes)));
    ASSERT_TRUE(decoded) << decoded.error().message;
    for (const Point node : decoded->nodes) {
      EXPECT_EQ(tile_at(node, tile.id.z), tile.id);
      EXPECT_TRUE(tile_of_node.emplace(node, tile.id).second);
    }
    for (const RoadEdge& edge : decoded->edges) {
      copies[{edge.tail, edge.head}].emplace_back(tile.id, edge);
    }
  }
  std::size_t crossing = 0;
  for (const DatasetRoad& road : large().roads) {
    const auto& found = copies.at({road.tail, road.head});
    const std::set<TileId> wanted = {tile_of_node.at(road.tail), tile_of_node.at(road.head)};
    std::set<TileId> got;
    for (const auto& [id, edge] : found) {
      got.insert(id);
      EXPECT_EQ(edge, found.front().second);
      EXPECT_EQ(edge.length_m, road.length_m);
      EXPECT_EQ(edge.backward_ds, road.backward_ds);
    }
    EXPECT_EQ(got, wanted);
    crossing += wanted.size() - 1;
  }
  EXPECT_GT(crossing, 10U);
}

TEST(Bake, MetaSaysWhatTheDataIs) {
  Dataset dataset = made_dataset();
  dataset.extent = {424000000, 14000000, 426000000, 17860000};
  const Baked baked = bake(dataset).value();
  const auto meta = nlohmann::json::parse(baked.meta_json);
  EXPECT_EQ(meta.at("name"), "Grid");
  EXPECT_EQ(meta.at("made_up"), false);
  EXPECT_EQ(meta.at("data").at("version"), baked.version);
  EXPECT_EQ(meta.at("data").at("date"), "2025-01-19");
  EXPECT_EQ(meta.at("extent"), nlohmann::json({1.4, 42.4, 1.786, 42.6}));
  const LayerFigures trails = layer_figures(baked.tiles, Layer::trails);
  EXPECT_EQ(meta.at("layers").at("trails"), nlohmann::json({{"minzoom", 8},
                                                            {"maxzoom", 13},
                                                            {"version", kTileVersion},
                                                            {"tiles", trails.tiles},
                                                            {"bytes", trails.gzip_bytes}}));
  EXPECT_EQ(meta.at("sources").size(), 2U);
  EXPECT_EQ(meta.at("sources")[0].at("kind"), "osm");
  EXPECT_TRUE(meta.at("sources")[1].at("date").is_null());
  EXPECT_EQ(meta.at("formats"), nlohmann::json({{"api", kApiVersion}, {"tile", kTileVersion}, {"plan", kPlanVersion}}));
}

TEST(Bake, UnknownElevationStaysUnknown) {
  EXPECT_EQ(round_elevation(std::nullopt), Vertex::kUnknownElevation);
  EXPECT_EQ(round_elevation(std::nanf("")), Vertex::kUnknownElevation);
  EXPECT_EQ(round_elevation(99'999.0F), Vertex::kUnknownElevation);
  EXPECT_EQ(round_elevation(-0.4F), 0);
  EXPECT_EQ(round_elevation(2942.5F), 2943);
}

TEST(Bake, StopsWhenAskedTo) {
  const Result<Baked> baked = bake(made_dataset(), {}, {.progress = {}, .stop = [] { return true; }});
  ASSERT_FALSE(baked);
  EXPECT_THAT(baked.error().message, HasSubstr("stopped"));
}

TEST(Gzip, GoesThereAndBackAndIsTheSameEveryTime) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    text += std::to_string(i * i);
  }
  const std::string gzip = db::gzip(text);
  EXPECT_EQ(gzip, db::gzip(text));
  EXPECT_EQ(gzip.substr(0, 10), std::string("\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff", 10)) << "no name, time 0";
  EXPECT_EQ(db::gunzip(gzip).value(), text);
  EXPECT_EQ(db::gunzip(db::gzip("")).value(), "");
}

TEST(Gzip, DamageAndBombsAreErrors) {
  const std::string gzip = db::gzip(std::string(1'000'000, 'x'));
  EXPECT_FALSE(db::gunzip(gzip, 999'999));
  EXPECT_TRUE(db::gunzip(gzip, 1'000'000));
  for (std::size_t size = 0; size < gzip.size(); ++size) {
    EXPECT_FALSE(db::gunzip(gzip.substr(0, size))) << size;
  }
  EXPECT_FALSE(db::gunzip(gzip + "x"));
}

}  // namespace
}  // namespace loopgenie::ingest
