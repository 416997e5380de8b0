// Files that are correct PBF and hold what no map does. Each is an error that names the file and the object, or is read
// as stated here; nothing is thrown, and what was read can be baked and decoded.
#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/bake.hpp"
#include "api/ingest/read.hpp"
#include "core/tile/trail_tile.hpp"
#include "tests/api/ingest/raw_pbf.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::RawPbf;
using test::TemporaryFolder;

const RawPbf::Tags kPath = {{"highway", "path"}};

/// Way 10 over three nodes near 42.5 N 1.5 E.
RawPbf small_map(const RawPbf::Tags& tags = kPath) {
  RawPbf map;
  map.node(1, 425'000'000, 15'000'000);
  map.node(2, 425'050'000, 15'050'000);
  map.node(3, 425'100'000, 15'000'000);
  map.way(10, {1, 2, 3}, tags);
  return map;
}

Result<Dataset> read(const RawPbf& map) {
  const TemporaryFolder folder;
  map.write(folder.file("map.osm.pbf"));
  return read_dataset(test::files({folder.file("map.osm.pbf")}));
}

void expect_error(const RawPbf& map, const std::vector<std::string>& parts) {
  const Result<Dataset> dataset = read(map);
  ASSERT_FALSE(dataset);
  for (const std::string& part : parts) {
    EXPECT_NE(dataset.error().message.find(part), std::string::npos) << part << " in " << dataset.error().message;
  }
}

void expect_usable(const Dataset& dataset) {
  const Baked baked = bake(dataset).value();
  for (const BakedTile& tile : baked.tiles) {
    if (tile.layer == Layer::trails) {
      const std::string bytes = db::gunzip(tile.gzip).value();
      EXPECT_TRUE(decode_trail_tile(tile.id, std::as_bytes(std::span(bytes))));
    }
  }
}

TEST(ReadHostile, TheSmallMapItselfIsRead) {
  const Result<Dataset> dataset = read(small_map());
  ASSERT_TRUE(dataset) << dataset.error().message;
  EXPECT_EQ(dataset->edges.size(), 1U);
  expect_usable(*dataset);
}

TEST(ReadHostile, CoordinatesOffTheEarthAreAnErrorThatNamesTheNode) {
  for (const auto& [lat_e7, lon_e7] : {std::pair<std::int64_t, std::int64_t>(950'000'000, 15'000'000),
                                       {425'000'000, 1'850'000'000},
                                       {-900'000'001, 0}}) {
    RawPbf map = small_map();
    map.node(77, lat_e7, lon_e7);
    map.way(11, {3, 77}, kPath);
    expect_error(map, {"map.osm.pbf", "node 77", "expected", "-90 to 90"});
  }
}

TEST(ReadHostile, ANameOfAHundredKilobytesIsAnErrorThatNamesTheObjectAndQuotesItsBeginning) {
  const RawPbf::Tags tags = {{"highway", "path"}, {"name", std::string(100'000, 'x')}};
  RawPbf on_way = small_map();
  on_way.way(11, {1, 3}, tags);
  expect_error(on_way, {"map.osm.pbf", "way 11 has a text", "overlong string (xxx", "expected"});
  RawPbf on_node = small_map();
  on_node.node(78, 425'000'000, 15'000'000, tags);
  expect_error(on_node, {"map.osm.pbf", "node 78 has a text", "expected"});
  RawPbf on_relation = small_map();
  on_relation.relation(7, {10}, tags);
  expect_error(on_relation, {"map.osm.pbf", "relation 7 has a text", "expected"});
}

TEST(ReadHostile, AZeroByteInATagIsAnErrorThatNamesTheObject) {
  using namespace std::string_literals;
  expect_error(small_map({{"highway", "path"}, {"name", "a\0b"s}}), {"map.osm.pbf", "way 10", "zero byte", "expected"});
}

TEST(ReadHostile, NamesThatAreNotUtf8AreKeptFromBreakingAnything) {
  const Result<Dataset> dataset =
      read(small_map({{"highway", "path"}, {"name", "Cam\xED de \xFF\xC0\x80"}, {"surface", "\xFE"}}));
  ASSERT_TRUE(dataset) << dataset.error().message;
  expect_usable(*dataset);
}

TEST(ReadHostile, AWayOfAMillionNodesIsLeftOutAndNamed) {
  RawPbf map = small_map();
  std::vector<std::int64_t> refs(1'000'000);
  for (std::size_t i = 0; i < refs.size(); ++i) refs[i] = 1 + static_cast<std::int64_t>(i % 3);
  map.way(12, refs, kPath);
  const Result<Dataset> dataset = read(map);
  ASSERT_TRUE(dataset) << dataset.error().message;
  EXPECT_EQ(dataset->edges.size(), 1U);
  const auto& warnings = dataset->figures.warnings;
  EXPECT_TRUE(std::any_of(warnings.begin(), warnings.end(), [](const std::string& warning) {
    return warning.find("way 12") != std::string::npos && warning.find("65,535") != std::string::npos;
  }));
}

TEST(ReadHostile, TagValuesOfAnyKindNeverBreakTheImport) {
  for (const char* key : {"highway", "access", "foot", "surface", "sac_scale", "trail_visibility", "oneway", "layer",
                          "width", "bridge", "seasonal", "ele", "capacity", "fee", "population", "natural", "place"}) {
    RawPbf map = small_map();
    std::int64_t id = 100;
    for (const char* value : {"", " ", ";", "nan", "NaN", "inf", "-1e999", "99999999999999999999", "yes;no", "0x7f",
                              "\n\t", "%s%n", "12,5", "1e5 m", "😀", "-", "+", "1.2.3"}) {
      ++id;
      map.node(id, 425'000'000 + 100 * id, 15'000'000, {{"natural", "peak"}, {"amenity", "parking"}, {key, value}});
      map.way(id, {1, id, 3}, {{"highway", "path"}, {"note", "x"}, {key, value}});
    }
    const Result<Dataset> dataset = read(map);
    ASSERT_TRUE(dataset) << key << ": " << dataset.error().message;
    expect_usable(*dataset);
  }
}

TEST(ReadHostile, ReferencesAndIdsOfAnyValueNeverBreakTheImport) {
  // The difference of two must fit into 64 bits: libosmium adds them up unchecked.
  constexpr std::int64_t kLargest = std::int64_t{1} << 61;
  RawPbf map = small_map();
  map.way(11, {1, kLargest, 3, -kLargest, 0, 1}, kPath);
  map.way(-5, {1, 2}, kPath);
  map.way(kLargest, {1, 2}, kPath);
  map.way(13, {}, kPath);
  map.way(14, {2}, kPath);
  map.way(15, {2, 2, 2}, kPath);
  map.relation(1, {10, 11, kLargest, -1, 10}, {{"type", "route"}, {"route", "hiking"}});
  const Result<Dataset> dataset = read(map);
  ASSERT_TRUE(dataset) << dataset.error().message;
  expect_usable(*dataset);
}

}  // namespace
}  // namespace loopgenie::ingest
