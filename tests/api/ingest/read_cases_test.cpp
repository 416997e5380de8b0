// Hand-made rings of four paths, of which one varies: whether it may be walked. The folder `cases` lies beside the
// folder of real data; its index, tags-and-geometry.md, says what a walker would call right. Where it has a question
// mark, what is decided stands in walk_access.hpp and tag_profile.hpp. Skipped without LOOPGENIE_TEST_DATA, and without
// that folder.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "api/ingest/read.hpp"
#include "tests/api/ingest/source_map.hpp"
#include "tests/support/environment.hpp"

namespace loopgenie::ingest {
namespace {

enum class Wanted {
  none,
  use,
  seasonal,
  conditional,
  permit,
  customers,
  restricted,
  tidal,
  winter_road,
  bike_trail,
  via_ferrata
};

struct Row {
  Wanted wanted;
  std::vector<int> cells;
};

const std::vector<Row> kRows = {
    // foot and access
    {Wanted::use, {1, 20, 21, 30, 31}},
    {Wanted::permit, {2, 3}},
    {Wanted::customers, {4, 5}},
    {Wanted::restricted, {6, 7, 8, 11}},
    {Wanted::none, {12, 13, 15, 16, 22, 23, 24, 27, 28, 32, 34, 39, 40, 41, 42, 43, 54}},
    // bike parks
    {Wanted::bike_trail, {50, 51}},
    // conditions
    {Wanted::seasonal, {79, 80, 83, 84, 86, 87, 96}},
    {Wanted::use, {89, 91, 99}},
    {Wanted::conditional, {82, 88, 90}},
    {Wanted::winter_road, {94}},
    {Wanted::tidal, {97}},
    {Wanted::none, {101}},
    // what is not there
    {Wanted::none, {113, 114, 115, 117, 118, 122, 126, 161, 164, 165, 170}},
    {Wanted::use, {121, 123, 124, 127, 139, 171}},
    {Wanted::via_ferrata, {136}},
    // the node in the middle
    {Wanted::none, {183, 184, 185, 186, 190, 191, 194, 196, 205}},
    {Wanted::use, {192, 195, 202, 204, 212, 218, 220}},
    {Wanted::permit, {206}},
    {Wanted::customers, {216}},
    {Wanted::seasonal, {207}},
};

constexpr std::array<std::pair<Wanted, EdgeFlag>, 8> kFlags = {{
    {Wanted::seasonal, EdgeFlag::seasonal},
    {Wanted::conditional, EdgeFlag::conditional},
    {Wanted::permit, EdgeFlag::permit},
    {Wanted::customers, EdgeFlag::customers},
    {Wanted::restricted, EdgeFlag::restricted},
    {Wanted::tidal, EdgeFlag::tidal},
    {Wanted::winter_road, EdgeFlag::winter_road},
    {Wanted::bike_trail, EdgeFlag::bike_trail},
}};

std::string name_of(Wanted wanted) {
  constexpr std::array<const char*, 11> kNames = {"none",
                                                  "use",
                                                  "use, seasonal",
                                                  "use, conditional",
                                                  "use, permit",
                                                  "use, customers",
                                                  "use, restricted",
                                                  "use, tidal",
                                                  "use, winter road",
                                                  "bike trail",
                                                  "via ferrata"};
  return kNames.at(static_cast<std::size_t>(wanted));
}

/// What the import made of a path, which has 2 km: with a gap in it nobody gets through.
Wanted found(const Dataset& dataset, std::int64_t way) {
  constexpr std::uint32_t kWholeDm = 19'500;
  Wanted result = Wanted::use;
  std::uint32_t length_dm = 0;
  for (const DatasetEdge& edge : dataset.edges) {
    if (way_id_of(edge.id) != way) {
      continue;
    }
    length_dm += edge.length_dm;
    if (edge.attributes.way_class == WayClass::via_ferrata) {
      result = Wanted::via_ferrata;
    }
    for (const auto& [wanted, flag] : kFlags) {
      result = edge.attributes.has(flag) ? wanted : result;
    }
  }
  return length_dm < kWholeDm ? Wanted::none : result;
}

class ReadCases : public testing::Test {
 protected:
  void SetUp() override {
    const std::optional<std::string> folder = loopgenie::test::environment("LOOPGENIE_TEST_DATA");
    folder_ = folder.value_or("") + "/../cases/";
    if (!folder || !std::filesystem::exists(folder_)) {
      GTEST_SKIP() << "there is no folder `cases` beside LOOPGENIE_TEST_DATA: skipped.";
    }
  }
  [[nodiscard]] Result<Dataset> read(const std::string& name) const {
    return read_dataset(test::files({folder_ + name}));
  }

 private:
  std::string folder_;
};

TEST_F(ReadCases, FilesAreReadOrRefusedForTheTrueReason) {
  const Result<Dataset> located = read("locations-on-ways.osm.pbf");
  ASSERT_TRUE(located) << located.error().message;
  EXPECT_EQ(found(*located, 1002), Wanted::use);
  EXPECT_EQ(located->trailheads.size(), 1U);
  EXPECT_EQ(located->date, "2025-06-01");  // the objects say it, the header does not
  for (const auto& [name, reason] : {std::pair("history.osh.pbf", "osmium time-filter"),
                                     {"history-deleted-parking-and-route.osh.pbf", "osmium time-filter"},
                                     {"renumber-neg.osm.pbf", "osmium renumber"},
                                     {"zstd.osm.pbf", "compressed by zstd"}}) {
    const Result<Dataset> refused = read(name);
    ASSERT_FALSE(refused) << name;
    EXPECT_NE(refused.error().message.find(name), std::string::npos) << refused.error().message;
    EXPECT_NE(refused.error().message.find(reason), std::string::npos) << refused.error().message;
  }
}

TEST_F(ReadCases, AHeightThatIsNoNumberIsUnknown) {
  const Result<Dataset> dataset = read("g-nan.osm.pbf");
  ASSERT_TRUE(dataset) << dataset.error().message;
  ASSERT_FALSE(dataset->pois.empty());
  for (const Poi& poi : dataset->pois) {
    EXPECT_EQ(poi.elevation_m, std::nullopt) << poi.name;
  }
}

TEST_F(ReadCases, EachRingsVaryingPathIsWhatAWalkerWouldCallRight) {
  const Result<Dataset> dataset = read("tags.osm.pbf");
  ASSERT_TRUE(dataset) << dataset.error().message;
  for (const Row& row : kRows) {
    for (const int cell : row.cells) {
      EXPECT_EQ(name_of(found(*dataset, cell * std::int64_t{1000} + 2)), name_of(row.wanted)) << "cell " << cell;
    }
  }
}

TEST_F(ReadCases, AWayDrawnTwiceIsClosedForLoopsOnce) {
  const Result<Dataset> dataset = read("geometry.osm.pbf");
  ASSERT_TRUE(dataset) << dataset.error().message;
  std::map<std::int64_t, int> closed;  // by cell
  bool is_fence_flagged = false;
  for (const DatasetEdge& edge : dataset->edges) {
    const std::int64_t cell = way_id_of(edge.id) / 1000;
    closed[cell] += edge.attributes.has(EdgeFlag::twin) ? 1 : 0;
    is_fence_flagged = is_fence_flagged || (cell == 338 && edge.attributes.has(EdgeFlag::fence));
  }
  EXPECT_EQ(closed[301], 1) << "two ways, separate nodes, same line";
  EXPECT_EQ(closed[303], 1) << "two carriageways 20 m apart";
  EXPECT_EQ(closed[304], 0) << "two paths 60 m apart";
  for (std::int64_t cell = 305; cell < 351; ++cell) {
    EXPECT_EQ(closed[cell], 0) << cell;
  }
  EXPECT_TRUE(is_fence_flagged);
}

}  // namespace
}  // namespace loopgenie::ingest
