// What files make of areas: rings from members of every kind, and what is left out of files that mean harm.
#include "api/ingest/map/map_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

#include "api/ingest/map/world.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::at_metres;
using test::SourceMap;
using test::Tags;
using test::TemporaryFolder;

constexpr Box kExtent = {424'900'000, 14'900'000, 425'100'000, 15'100'000};
const Tags kWater = {{"type", "multipolygon"}, {"natural", "water"}};

MapSource source_of(SourceMap& map, const Watch& watch = {}) {
  const TemporaryFolder folder;
  return read_map({map.write(folder)}, {}, kExtent, watch).value();
}

/// The only area of a map, in square metres, holes taken off.
double area_m2(const MapSource& source) {
  EXPECT_EQ(source.features.size(), 1U);
  if (source.features.empty()) return 0;
  const double unit_m = 40'075'017.0 / std::ldexp(1, kWorldBits) * std::cos(42.5 * M_PI / 180);
  return source.features[0].area * unit_m * unit_m;
}

bool holds(const MapSource& source, double east_m, double north_m) {
  int rings = 0;
  for (const WorldLine& ring : source.features.at(0).lines) {
    rings += is_inside(to_world(at_metres(east_m, north_m)), ring) ? 1 : 0;
  }
  return rings % 2 == 1;
}

void nodes(SourceMap& map, const std::vector<std::pair<double, double>>& places, std::int64_t first = 1) {
  for (const auto& [east_m, north_m] : places) map.node(first++, east_m, north_m);
}

TEST(MapSource, AMemberThatIsListedTwiceCountsOnce) {
  SourceMap map;
  nodes(map, {{-100, -100}, {100, -100}, {100, 100}, {-100, 100}});
  map.way(1, {1, 2, 3, 4, 1}, {});
  map.relation(9, {1, 1}, kWater);
  const MapSource source = source_of(map);
  EXPECT_NEAR(area_m2(source), 40'000, 400);
  EXPECT_TRUE(holds(source, 0, 0));

  SourceMap open;
  nodes(open, {{-100, -100}, {100, -100}, {100, 100}, {-100, 100}});
  open.way(1, {1, 2, 3}, {}).way(2, {3, 4, 1}, {});
  open.relation(9, {1, 1, 2, 2}, kWater);
  EXPECT_NEAR(area_m2(source_of(open)), 40'000, 400);
}

TEST(MapSource, TwoRingsMayShareAWay) {
  // Two squares side by side; the way between them is listed for each.
  SourceMap map;
  nodes(map, {{0, -100}, {0, 100}, {-200, 100}, {-200, -100}, {200, 100}, {200, -100}});
  map.way(1, {1, 4, 3, 2}, {}).way(2, {1, 2}, {}).way(3, {2, 5, 6, 1}, {});
  map.relation(9, {1, 2, 3, 2}, kWater);
  const MapSource source = source_of(map);
  EXPECT_NEAR(area_m2(source), 80'000, 800);
  EXPECT_TRUE(holds(source, -100, 0));
  EXPECT_TRUE(holds(source, 100, 0));
}

TEST(MapSource, OuterRingsThatTouchInANodeAreTwo) {
  // Ways from the node where they touch, in an order in which each goes on into the other ring.
  SourceMap map;
  nodes(map, {{0, 0}, {-200, -200}, {-200, 200}, {200, 200}, {200, -200}});
  map.way(1, {2, 1}, {}).way(2, {1, 4}, {}).way(3, {4, 5, 1}, {}).way(4, {1, 3}, {}).way(5, {3, 2}, {});
  map.relation(9, {1, 2, 3, 4, 5}, kWater);
  const MapSource source = source_of(map);
  EXPECT_NEAR(area_m2(source), 80'000, 800);
  EXPECT_TRUE(holds(source, -150, 0));
  EXPECT_TRUE(holds(source, 150, 0));
  EXPECT_FALSE(holds(source, 0, 150));
  // And as one way that crosses itself in a node.
  SourceMap eight;
  nodes(eight, {{0, 0}, {-200, -200}, {-200, 200}, {200, 200}, {200, -200}});
  eight.way(1, {2, 1, 4, 5, 1, 3, 2}, {{"natural", "water"}});
  EXPECT_NEAR(area_m2(source_of(eight)), 80'000, 800);
}

/// A multipolygon of water whose members have roles.
MapSource source_of_roles(const std::map<int, std::pair<double, double>>& places,
                          const std::map<int, std::vector<int>>& ways, const std::map<int, std::string>& roles) {
  const TemporaryFolder folder;
  {
    std::ofstream file(folder.file("map.osm"));
    file.precision(10);
    file << "<osm version='0.6'>";
    for (const auto& [id, place] : places) {
      const Point point = at_metres(place.first, place.second);
      file << "<node id='" << id << "' version='1' lat='" << point.lat() << "' lon='" << point.lon() << "'/>";
    }
    for (const auto& [id, nodes] : ways) {
      file << "<way id='" << id << "' version='1'>";
      for (const int node : nodes) file << "<nd ref='" << node << "'/>";
      file << "</way>";
    }
    file << "<relation id='9' version='1'>";
    for (const auto& [way, role] : roles) file << "<member type='way' ref='" << way << "' role='" << role << "'/>";
    file << "<tag k='type' v='multipolygon'/><tag k='natural' v='water'/></relation></osm>";
  }
  return read_map({folder.file("map.osm")}, {}, kExtent).value();
}

TEST(MapSource, AHoleThatTouchesAnOuterRingLiesInItsOwn) {
  // Its first node is one of the outer ring's; the box of another outer ring holds it, too.
  const std::map<int, std::pair<double, double>> places = {
      {1, {-300, -300}},  {2, {300, -300}},   {3, {300, -250}},  {4, {-250, -250}}, {5, {-250, 300}},
      {6, {-300, 300}},   {11, {-200, -200}}, {12, {280, -200}}, {13, {280, 280}},  {14, {-200, 280}},
      {21, {-100, -200}}, {22, {0, -100}},    {23, {-100, 0}},   {24, {-200, -100}}};
  const MapSource source = source_of_roles(
      places, {{1, {1, 2, 3, 4, 5, 6, 1}}, {2, {11, 21, 12, 13, 14, 24, 11}}, {3, {21, 22, 23, 24, 21}}},
      {{1, "outer"}, {2, "outer"}, {3, "inner"}});
  ASSERT_EQ(source.features.size(), 1U);
  ASSERT_EQ(source.features[0].lines.size(), 3U);
  EXPECT_LT(twice_area_of(source.features[0].lines[2]), 0) << "behind the square";
  EXPECT_FALSE(holds(source, -100, -100));
  EXPECT_TRUE(holds(source, 100, 100));
}

TEST(MapSource, AHoleLiesInTheSmallestRingAroundIt) {
  // A lake with an island, on which there is a lake with an island. The largest comes first.
  std::map<int, std::pair<double, double>> places;
  std::map<int, std::vector<int>> ways;
  for (int i = 1; i <= 4; ++i) {
    const double half_m = 400 - 90 * i;
    places[10 * i] = {-half_m, -half_m};
    places[10 * i + 1] = {half_m, -half_m};
    places[10 * i + 2] = {half_m, half_m};
    places[10 * i + 3] = {-half_m, half_m};
    ways[i] = {10 * i, 10 * i + 1, 10 * i + 2, 10 * i + 3, 10 * i};
  }
  const MapSource source = source_of_roles(places, ways, {{1, "outer"}, {2, "inner"}, {3, "outer"}, {4, "inner"}});
  ASSERT_EQ(source.features.size(), 1U);
  const std::vector<WorldLine>& lines = source.features[0].lines;
  ASSERT_EQ(lines.size(), 4U);
  std::map<double, double> hole_of;  // by area
  double outer = 0;
  for (const WorldLine& line : lines) {
    const double area = twice_area_of(line);
    if (area > 0)
      outer = area;
    else
      hole_of[outer] = -area;
  }
  ASSERT_EQ(hole_of.size(), 2U) << "each outer ring has its own hole";
  for (const auto& [around, hole] : hole_of) EXPECT_GT(hole, around / 20);
}

TEST(MapSource, AWayThatTouchesItselfHasItsInnerPartAsAHole) {
  // Round a lake, then from the node where both touch round its island.
  SourceMap map;
  nodes(map, {{-300, -300}, {300, -300}, {300, 300}, {-300, 300}, {-200, -100}, {-100, -100}, {-100, -200}});
  map.way(1, {1, 2, 3, 4, 1, 5, 6, 7, 1}, {{"natural", "water"}});
  const MapSource source = source_of(map);
  EXPECT_FALSE(holds(source, -120, -120));
  EXPECT_TRUE(holds(source, 100, 100));
  EXPECT_NEAR(area_m2(source), 340'000, 3'400);
}

/// Way 1: a circle of so many nodes, the first of which comes again at its end.
void round_way(SourceMap& map, int nodes) {
  std::vector<std::int64_t> ring;
  for (int i = 0; i < nodes; ++i) {
    map.node(1 + i, 500 * std::cos(2 * M_PI * i / nodes), 500 * std::sin(2 * M_PI * i / nodes));
    ring.push_back(1 + i);
  }
  ring.push_back(1);
  map.way(1, ring, {});
}

TEST(MapSource, ARelationThatIsTooLargeLeavesRoomForOthers) {
  SourceMap map;
  constexpr int kNodes = 2'000;
  round_way(map, kNodes);
  map.relation(9, std::vector<std::int64_t>(kMostNodeUses * kNodesAlwaysUsed / (kNodes + 1) + 1, 1), kWater);
  map.relation(10, {1}, kWater);
  const MapSource source = source_of(map);
  EXPECT_EQ(source.features.size(), 1U);
  ASSERT_EQ(source.notes.size(), 1U);
  EXPECT_THAT(source.notes[0], testing::HasSubstr("leaves out 1 areas"));
}

TEST(MapSource, RelationsOverTheSameWaysAreBounded) {
  SourceMap map;
  constexpr int kNodes = 2'000;
  round_way(map, kNodes);
  constexpr std::size_t kMost = kMostNodeUses * kNodesAlwaysUsed / (kNodes + 1);
  for (std::size_t i = 0; i < kMost + 100; ++i) map.relation(static_cast<std::int64_t>(9 + i), {1}, kWater);
  const MapSource source = source_of(map);
  EXPECT_EQ(source.features.size(), kMost);
  ASSERT_EQ(source.notes.size(), 1U);
  EXPECT_THAT(source.notes[0], testing::HasSubstr("leaves out 100 areas"));
}

TEST(MapSource, EachStepSaysThatItBeginsAndHowFarItIs) {
  SourceMap map;
  nodes(map, {{-100, -100}, {100, -100}, {100, 100}, {-100, 100}});
  map.way(1, {1, 2, 3, 4, 1}, {{"natural", "water"}});
  std::map<std::string, double> shares;
  const Watch watch{[&](std::string_view step, double share) {
                      const auto [at, is_new] = shares.emplace(step, share);
                      EXPECT_GE(share, at->second) << step;
                      at->second = share;
                    },
                    {}};
  static_cast<void>(source_of(map, watch));
  for (const char* step : {"reading the map's areas", "reading the map's ways", "reading the map's nodes"}) {
    EXPECT_TRUE(shares.contains(step)) << step;
  }
  EXPECT_EQ(shares["drawing the map"], 1);
}

}  // namespace
}  // namespace loopgenie::ingest
