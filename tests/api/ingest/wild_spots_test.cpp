// Where a night under the open sky is offered: each rule alone, on a path along a stream over level ground.
#include "api/ingest/wild_spots.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "api/ingest/walk/wild_candidates.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::SourceMap;
using test::Tags;
using test::TemporaryFolder;

using Ids = std::vector<std::int64_t>;

const Tags kPath = {{"highway", "path"}};

double level(double /*east_m*/, double /*north_m*/) { return 1000; }

/// Nodes 1 to 6 from 2,500 m west to 2,500 m east, each the end of a path; a stream 60 m north of them.
SourceMap path_by_a_stream() {
  SourceMap map;
  for (std::int64_t id = 1; id <= 6; ++id) map.node(id, 1000.0 * static_cast<double>(id) - 3500, 0);
  for (std::int64_t id = 1; id < 6; ++id) map.way(10 + id, {id, id + 1}, kPath);
  map.node(100, -3000, 60).node(101, 3000, 60).way(50, {100, 101}, {{"waterway", "stream"}});
  return map;
}

std::vector<Poi> wild_spots(SourceMap& map, const std::function<double(double, double)>& elevation = level) {
  const TemporaryFolder folder;
  const std::string dem = test::write_dem(folder, "ground.tif", 4000, 50, elevation);
  const Result<Dataset> dataset = read_dataset(test::files({map.write(folder)}, {dem}));
  EXPECT_TRUE(dataset) << (dataset ? "" : dataset.error().message);
  std::vector<Poi> spots;
  for (const Poi& poi : dataset ? dataset->pois : std::vector<Poi>()) {
    if (poi.kind == PoiKind::wild_camp) spots.push_back(poi);
  }
  return spots;
}

Ids ids(const std::vector<Poi>& spots) {
  Ids result;
  for (const Poi& spot : spots) result.push_back(spot.id.id);
  return result;
}

TEST(WildSpots, AreNodesOfTheNetworkByWaterOnLevelGround) {
  SourceMap map = path_by_a_stream();
  const std::vector<Poi> spots = wild_spots(map);
  EXPECT_EQ(ids(spots), (Ids{1, 2, 3, 4, 5, 6}));
  for (const Poi& spot : spots) {
    EXPECT_EQ(spot.id.type, 'n');
    EXPECT_EQ(spot.node, NodeId(spot.id.id));
    EXPECT_EQ(spot.detour_m, 0U);
    EXPECT_EQ(spot.elevation_m, 1000);
    EXPECT_EQ(spot.night, (NightFacts{.kind = NightKind::wild, .water = NightWater::natural}));
  }
}

TEST(WildSpots, ThereAreNoneWithoutElevation) {
  SourceMap map = path_by_a_stream();
  for (const Poi& poi : test::read(map).pois) EXPECT_NE(poi.kind, PoiKind::wild_camp);
}

TEST(WildSpots, AreNotOnASlope) {
  SourceMap steep = path_by_a_stream();
  EXPECT_EQ(ids(wild_spots(steep, [](double east_m, double) { return east_m > 0 ? 0.17 * east_m : 0; })),
            (Ids{1, 2, 3}));
  SourceMap gentle = path_by_a_stream();
  EXPECT_EQ(ids(wild_spots(gentle, [](double, double north_m) { return 0.13 * north_m; })), (Ids{1, 2, 3, 4, 5, 6}));
}

TEST(WildSpots, HaveWaterThatIsNotKnownToFallDry) {
  SourceMap map;
  map.node(1, -1500, 0).node(2, -500, 0).node(3, 500, 0).node(4, 1500, 0).node(5, 2500, 0);
  map.way(11, {1, 2}, kPath).way(12, {2, 3}, kPath).way(13, {3, 4}, kPath).way(14, {4, 5}, kPath);
  map.node(20, -1500, 140, {{"natural", "spring"}});
  map.node(21, -500, 140, {{"natural", "spring"}, {"intermittent", "yes"}});
  map.node(22, 500, 160, {{"natural", "spring"}});
  map.node(23, 1500, 140, {{"amenity", "drinking_water"}});
  map.node(24, 2500, 100, {{"natural", "spring"}, {"drinking_water", "no"}});
  const std::vector<Poi> spots = wild_spots(map);
  ASSERT_EQ(ids(spots), (Ids{1, 4}));
  EXPECT_EQ(spots[0].night.water, NightWater::spring);
  EXPECT_EQ(spots[1].night.water, NightWater::tap);
}

TEST(WildSpots, KeepAwayFromRoadsAndBuildings) {
  SourceMap map = path_by_a_stream();
  map.node(200, -1500, 190).node(201, -1400, 300).way(60, {200, 201}, {{"highway", "tertiary"}});
  map.node(210, 500, 190).node(211, 510, 200).node(212, 500, 200);
  map.way(61, {210, 211, 212, 210}, {{"building", "yes"}});
  map.node(220, 1500, -190, {{"building", "hut"}});
  map.node(230, 2500, 210, {{"building", "yes"}});
  EXPECT_EQ(ids(wild_spots(map)), (Ids{1, 3, 6}));
}

TEST(WildSpots, KeepAwayFromServiceRoadsPrivateRoadsAndBuildingsMadeOfWays) {
  SourceMap map = path_by_a_stream();
  map.node(200, -1500, 190).node(201, -1400, 300).way(60, {200, 201}, {{"highway", "service"}});
  map.node(202, -500, 190).node(203, -400, 300);
  map.way(61, {202, 203}, {{"highway", "unclassified"}, {"access", "private"}});
  map.node(204, 500, 190).node(205, 500, 300).way(62, {204, 205}, {{"highway", "track"}});
  map.node(210, 1500, 190).node(211, 1510, 200).node(212, 1500, 200);
  map.way(63, {210, 211, 212, 210}, {}).relation(70, {63}, {{"type", "multipolygon"}, {"building", "yes"}});
  EXPECT_EQ(ids(wild_spots(map)), (Ids{1, 4, 6})) << "tracks may be near";
}

TEST(WildSpots, AreNotByWaterThatMayBeDryOrIsFoul) {
  for (const Tags& tags :
       {Tags{{"waterway", "stream"}, {"intermittent", "yes"}}, Tags{{"waterway", "stream"}, {"seasonal", "summer"}},
        Tags{{"waterway", "canal"}, {"salt", "yes"}}}) {
    SourceMap map;
    map.node(1, 0, 0).node(2, 1000, 0).way(10, {1, 2}, kPath);
    map.node(100, -1000, 60).node(101, 2000, 60).way(50, {100, 101}, tags);
    EXPECT_EQ(ids(wild_spots(map)), Ids{}) << tags[1].first;
  }
}

TEST(WildSpots, AWayWithoutNodesIsNoArea) {
  SourceMap map = path_by_a_stream();
  map.way(60, {}, {{"leisure", "park"}}).way(61, {}, {{"building", "yes"}});
  EXPECT_EQ(ids(wild_spots(map)), (Ids{1, 2, 3, 4, 5, 6}));
}

SourceMap with_area(const Tags& tags) {
  SourceMap map = path_by_a_stream();
  map.node(200, -700, -300).node(201, 700, -300).node(202, 700, 300).node(203, -700, 300);
  map.way(60, {200, 201, 202, 203, 200}, tags);
  return map;
}

TEST(WildSpots, AreOutsideOfAreasThatTheMapMarksAsOffLimits) {
  for (const Tags& tags : {Tags{{"boundary", "national_park"}},
                           Tags{{"boundary", "protected_area"}},
                           Tags{{"leisure", "nature_reserve"}},
                           Tags{{"landuse", "military"}},
                           Tags{{"landuse", "meadow"}, {"camping", "no"}},
                           Tags{{"landuse", "industrial"}},
                           Tags{{"landuse", "orchard"}},
                           Tags{{"landuse", "vineyard"}},
                           Tags{{"landuse", "allotments"}},
                           Tags{{"landuse", "construction"}},
                           Tags{{"landuse", "railway"}},
                           Tags{{"landuse", "landfill"}},
                           Tags{{"landuse", "quarry"}},
                           Tags{{"landuse", "forest"}, {"access", "private"}},
                           Tags{{"landuse", "forest"}, {"access", "no"}},
                           Tags{{"natural", "scrub"}, {"access", "military"}},
                           Tags{{"tourism", "zoo"}},
                           Tags{{"aeroway", "aerodrome"}},
                           Tags{{"power", "plant"}},
                           Tags{{"power", "substation"}},
                           Tags{{"boundary", "protected_area"}, {"camping", "yes"}, {"tents", "no"}}}) {
    SourceMap map = with_area(tags);
    EXPECT_EQ(ids(wild_spots(map)), (Ids{1, 2, 5, 6})) << tags[0].second;
  }
  for (const Tags& tags : {Tags{{"landuse", "meadow"}}, Tags{{"boundary", "protected_area"}, {"camping", "yes"}}}) {
    SourceMap map = with_area(tags);
    EXPECT_EQ(ids(wild_spots(map)), (Ids{1, 2, 3, 4, 5, 6})) << tags[0].second;
  }
}

TEST(WildSpots, AreOutsideOfAreasMadeOfSeveralWays) {
  const Tags park = {{"type", "boundary"}, {"boundary", "protected_area"}};
  SourceMap whole = path_by_a_stream();
  whole.node(200, -700, -300).node(201, 700, -300).node(202, 700, 300).node(203, -2000, 300);
  whole.way(60, {200, 201, 202}, {}).way(61, {202, 203, 200}, {}).relation(70, {60, 61}, park);
  EXPECT_EQ(ids(wild_spots(whole)), (Ids{1, 2, 5, 6})) << "node 2 is in the box around it, but not in it";
  // A way that is listed twice is in the outline once.
  SourceMap twice = path_by_a_stream();
  twice.node(200, -700, -300).node(201, 700, -300).node(202, 700, 300).node(203, -2000, 300);
  twice.way(60, {200, 201, 202}, {}).way(61, {202, 203, 200}, {}).relation(70, {60, 61, 61}, park);
  EXPECT_EQ(ids(wild_spots(twice)), (Ids{1, 2, 5, 6}));
  // Areas within it are no part of its outline; that of other relations is not known.
  for (const auto& [role, expected] : {std::pair("subarea", Ids{1, 2, 5, 6}), std::pair("outer", Ids{1, 5, 6})}) {
    SourceMap nested = path_by_a_stream();
    nested.node(200, -700, -300).node(201, 700, -300).node(202, 700, 300).node(203, -2000, 300);
    nested.way(60, {200, 201, 202}, {}).way(61, {202, 203, 200}, {}).nested_area(70, {60, 61}, {{71, role}}, park);
    EXPECT_EQ(ids(wild_spots(nested)), expected) << role;
  }
}

/// Of the network's nodes 1 to 6, and 7 and 8 at 2,500 m north and south of 3.
SourceMap wide_map() {
  SourceMap map = path_by_a_stream();
  map.node(7, -500, 2500).node(8, -500, -2500).way(16, {3, 7}, kPath).way(17, {3, 8}, kPath);
  map.node(102, -560, 2600).node(103, -560, -2600).way(51, {102, 103}, {{"waterway", "stream"}});
  return map;
}

TEST(WildSpots, AreOutsideOfAllThatAnAreaMayReachIfAnExtractHasCutIt) {
  const Tags park = {{"type", "boundary"}, {"boundary", "protected_area"}};
  SourceMap none = wide_map();
  none.relation(70, {60, 61}, park);
  EXPECT_EQ(ids(wild_spots(none)), (Ids{1, 2, 3, 4, 5, 6, 7, 8})) << "nothing is known of where it is";
  // A corner of it reaches into the map from the east: it goes on to the border.
  SourceMap east = wide_map();
  east.node(200, 2000, 800).node(201, 1000, 300).node(202, 1000, -300).node(203, 2000, -800);
  east.way(60, {200, 201, 202, 203}, {}).relation(70, {60, 61}, park);
  EXPECT_EQ(ids(wild_spots(east)), (Ids{1, 2, 3, 4, 7, 8}));
  // From the north to the west: the corner of the map.
  SourceMap corner = wide_map();
  corner.node(200, -1000, 2200).node(201, -1000, -300).node(202, -2200, -300);
  corner.way(60, {200, 201, 202}, {}).relation(70, {60, 61}, park);
  EXPECT_EQ(ids(wild_spots(corner)), (Ids{3, 4, 5, 6, 7, 8}));
  // From the north to the south: it may be either half of the map.
  SourceMap divided = wide_map();
  divided.node(200, 0, 2400).node(201, 0, -2400).way(60, {200, 201}, {}).relation(70, {60, 61}, park);
  EXPECT_EQ(ids(wild_spots(divided)), Ids{});
}

TEST(WildSpots, LieApartTheMostLevelOnesFirst) {
  const auto row = [] {
    SourceMap map;
    for (std::int64_t id = 1; id <= 7; ++id) map.node(id, 300.0 * static_cast<double>(id) - 1200, 0);
    for (std::int64_t id = 1; id < 7; ++id) map.way(10 + id, {id, id + 1}, kPath);
    map.node(100, -3000, 60).node(101, 3000, 60).way(50, {100, 101}, {{"waterway", "stream"}});
    return map;
  };
  SourceMap even = row();
  EXPECT_EQ(ids(wild_spots(even)), (Ids{1, 3, 5, 7}));
  // Level at node 4, ever steeper on both sides.
  SourceMap bowl = row();
  EXPECT_EQ(ids(wild_spots(bowl, [](double east_m, double) { return east_m * east_m / 18'000; })), (Ids{2, 4, 6}));
}

TEST(WildSpots, TakeNoIdThatAPointOfInterestHas) {
  SourceMap map = path_by_a_stream();
  map.node(8, 3500, 0, {{"natural", "spring"}}).way(16, {6, 8}, kPath);
  EXPECT_EQ(ids(wild_spots(map)), (Ids{1, 2, 3, 4, 5, 6}));
}

}  // namespace
}  // namespace loopgenie::ingest
