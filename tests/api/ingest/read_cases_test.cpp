// Hand-made rings of four paths, of which one varies: whether it may be walked. The folder `cases` lies beside the
// folder of real data; its index, tags-and-geometry.md, says what a walker would call right. Where it has a question
// mark, what is decided stands in walk_access.hpp, tag_profile.hpp and start_profile.hpp. In other rings the parking
// varies, or the hiking route that one of the paths is on. Skipped without LOOPGENIE_TEST_DATA, and without
// that folder.
#include <gtest/gtest.h>

#include <algorithm>
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

const Trailhead* start_of(const Dataset& dataset, int cell) {
  const auto found =
      std::find_if(dataset.trailheads.begin(), dataset.trailheads.end(), [&](const Trailhead& trailhead) {
        return trailhead.id == SourceId{'n', cell * std::int64_t{1000} + 50};
      });
  return found == dataset.trailheads.end() ? nullptr : &*found;
}

bool is_any_of(const std::vector<int>& cells, int cell) {
  return std::find(cells.begin(), cells.end(), cell) != cells.end();
}

TEST_F(ReadCases, OneStartsWhereAnybodyMayPark) {
  const Result<Dataset> dataset = read("geometry.osm.pbf");
  ASSERT_TRUE(dataset) << dataset.error().message;
  const std::vector<int> none = {345, 347, 353, 354, 355, 356, 358, 361, 362, 363, 364, 365, 371, 372, 373,
                                 374, 375, 376, 377, 378, 383, 402, 404, 405, 406, 415, 416, 417, 418};
  for (int cell = 345; cell <= 421; ++cell) {
    if (cell >= 348 && cell <= 351) {
      continue;  // car parks of other shapes
    }
    const Trailhead* const start = start_of(*dataset, cell);
    EXPECT_EQ(start == nullptr, is_any_of(none, cell)) << "cell " << cell;
    if (start != nullptr) {
      const bool is_sign = cell == 401 || cell == 403;
      EXPECT_EQ(start->kind, is_sign ? TrailheadKind::trailhead : TrailheadKind::parking) << "cell " << cell;
    }
  }
}

TEST_F(ReadCases, ACarParkKeepsWhatItsTagsSay) {
  const Result<Dataset> dataset = read("geometry.osm.pbf");
  ASSERT_TRUE(dataset) << dataset.error().message;
  const auto at = [&](int cell) {
    const Trailhead* const start = start_of(*dataset, cell);
    EXPECT_NE(start, nullptr) << "cell " << cell;
    return start != nullptr ? *start : Trailhead{};
  };
  EXPECT_EQ(at(366).parking, ParkingKind::underground);
  EXPECT_EQ(at(367).parking, ParkingKind::multi_storey);
  for (const int cell : {368, 369, 370}) {
    EXPECT_EQ(at(cell).parking, ParkingKind::roadside) << "cell " << cell;
  }
  EXPECT_EQ(at(379).max_stay, "1 hour");
  EXPECT_EQ(at(380).condition, "no @ (Nov-Apr)");
  EXPECT_EQ(at(381).condition, "summer");
  EXPECT_EQ(at(382).condition, "08:00-17:00");
  using Fee = std::pair<std::optional<bool>, std::string>;
  for (const auto& [cell, fee] : {std::pair(384, Fee(true, "")),
                                  {385, Fee(false, "")},
                                  {386, Fee(true, "5 EUR")},
                                  {387, Fee(std::nullopt, "donation")},
                                  {388, Fee(true, "Sa-Su")},
                                  {389, Fee(true, "interval")}}) {
    EXPECT_EQ(Fee(at(cell).fee, at(cell).fee_text), fee) << "cell " << cell;
  }
  using Capacity = std::pair<std::optional<std::uint32_t>, std::string>;
  for (const auto& [cell, capacity] : {std::pair(390, Capacity(20, "")),
                                       {391, Capacity(std::nullopt, "20-30")},
                                       {392, Capacity(std::nullopt, "approx 20")},
                                       {393, Capacity(std::nullopt, "~20")},
                                       {394, Capacity(std::nullopt, "1,000")},
                                       {395, Capacity(std::nullopt, "")},
                                       {396, Capacity(std::nullopt, "")},
                                       {397, Capacity(std::nullopt, "many")},
                                       {398, Capacity(20, "")},
                                       {399, Capacity(std::nullopt, "12;disabled=2")},
                                       {400, Capacity(2, "")}}) {
    EXPECT_EQ(Capacity(at(cell).capacity, at(cell).capacity_text), capacity) << "cell " << cell;
  }
}

TEST_F(ReadCases, AnIslandOfMinorRoadsIsDrivenOn) {
  for (const char* name : {"d-island-tertiary-alone.osm.pbf", "d-island-unclassified-alone.osm.pbf",
                           "d-island-unclassified-main.osm.pbf"}) {
    const Result<Dataset> dataset = read(name);
    ASSERT_TRUE(dataset) << name << ": " << dataset.error().message;
    ASSERT_FALSE(dataset->trailheads.empty()) << name;
    for (const Trailhead& trailhead : dataset->trailheads) {
      EXPECT_TRUE(trailhead.road_node) << name << ": " << to_string(trailhead.id);
    }
    EXPECT_FALSE(dataset->roads.empty()) << name;
  }
}

/// Of the path that varies; nullopt where it is no edge.
std::optional<RouteNetwork> route_of(const Dataset& dataset, int cell) {
  for (const DatasetEdge& edge : dataset.edges) {
    if (way_id_of(edge.id) == cell * std::int64_t{1000} + 2) {
      return edge.attributes.route_network;
    }
  }
  return std::nullopt;
}

TEST_F(ReadCases, AHikingRouteCountsByWhatItIsAndWhetherItIsInUse) {
  const Result<Dataset> dataset = read("geometry.osm.pbf");
  ASSERT_TRUE(dataset) << dataset.error().message;
  const std::vector<std::pair<RouteNetwork, std::vector<int>>> rows = {
      {RouteNetwork::none, {431, 432, 433, 437, 440, 441, 444, 445, 446, 447, 448, 449, 450, 451,
                            458, 459, 460, 461, 462, 463, 464, 465, 466, 468, 469, 484, 498, 499}},
      {RouteNetwork::local, {422, 423, 424, 425, 426, 427, 428, 429, 430, 439, 442, 443, 452, 453, 454,
                             455, 456, 457, 467, 470, 471, 485, 487, 488, 489, 490, 492, 493, 494}},
      {RouteNetwork::regional, {474, 475, 483, 486}},
      {RouteNetwork::national, {434, 438, 472, 473, 482, 491}},
      {RouteNetwork::international, {435, 436, 480}},
      {RouteNetwork::other, {476, 477, 478, 479, 481}},
  };
  for (const auto& [network, cells] : rows) {
    for (const int cell : cells) {
      EXPECT_EQ(route_of(*dataset, cell), network) << "cell " << cell;
    }
  }
  EXPECT_EQ(route_of(*dataset, 495), std::nullopt) << "a route opens no private path";
  EXPECT_EQ(route_of(*dataset, 496), std::nullopt) << "a pier";
}

}  // namespace
}  // namespace loopgenie::ingest
