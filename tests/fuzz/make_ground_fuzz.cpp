// Whatever objects a file holds, making a map of it either fails with a message that names the file, or gives tiles
// that a reader of vector tiles reads: every geometry is whole, near its tile, and of the right orientation.
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "api/db/gzip.hpp"
#include "api/ingest/base/dataset.hpp"
#include "api/ingest/map/ground.hpp"
#include "api/ingest/map/vector_tile.hpp"
#include "tests/api/ingest/map/vector_tile_reader.hpp"
#include "tests/fuzz/source_input.hpp"

namespace {

using namespace loopgenie;

constexpr std::array<const char*, 40> kKnown = {
    "type",     "multipolygon", "boundary",   "administrative", "admin_level", "2",
    "4",        "natural",      "water",      "coastline",      "wood",        "peak",
    "cliff",    "landuse",      "forest",     "meadow",         "building",    "yes",
    "waterway", "river",        "stream",     "highway",        "path",        "motorway",
    "name",     "ele",          "place",      "village",        "island",      "tourism",
    "railway",  "rail",         "leisure",    "area",           "no",          "route",
    "ferry",    "aerialway",    "population", "national_park"};

/// A line that is cut at the buffer's side has its vertices on it.
constexpr int kLowest = -ingest::kTileBuffer - 1;
constexpr int kHighest = ingest::kTileExtent + ingest::kTileBuffer + 1;

bool is_whole(const ingest::test::ReadFeature& feature) {
  for (std::size_t i = 0; i < feature.parts.size(); ++i) {
    const auto& part = feature.parts[i];
    if (part.empty()) return false;
    for (const auto& [x, y] : part) {
      if (x < kLowest || x > kHighest || y < kLowest || y > kHighest) return false;
    }
    if (feature.type == 2 && part.size() < 2) return false;
    if (feature.type == 3 && (part.size() < 3 || ingest::test::twice_area(part) == 0)) return false;
    if (feature.type == 3 && i == 0 && ingest::test::twice_area(part) < 0) return false;
  }
  return !feature.parts.empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string file = fuzz::write_source(data, size, kKnown);
  ingest::Dataset dataset;
  dataset.extent = {425'000'000, 15'000'000, 425'255'000, 15'255'000};  // where coordinates of one byte lie
  const Result<ingest::Ground> ground = ingest::make_ground({{file}, {}, 1}, dataset);
  std::filesystem::remove(file);
  if (!ground) {
    if (ground.error().message.find(file) == std::string::npos) std::abort();
    return 0;
  }
  for (const ingest::BakedTile& tile : ground->tiles) {
    if (tile.layer != Layer::map) continue;
    for (const auto& [name, features] : ingest::test::read_vector_tile(db::gunzip(tile.gzip).value())) {
      for (const ingest::test::ReadFeature& feature : features) {
        if (!is_whole(feature)) std::abort();
      }
    }
  }
  if (testing::UnitTest::GetInstance()->ad_hoc_test_result().Failed()) std::abort();  // what the reader did not allow
  return 0;
}
