// Which roads a drive may take, and which of them are kept, on small drawn maps.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <osmium/builder/attr.hpp>

#include "api/ingest/osm/drive_profile.hpp"
#include "api/ingest/read.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::SourceMap;
using test::Tags;

DriveProfile drive_of(const Tags& tags) {
  osmium::memory::Buffer buffer{1024, osmium::memory::Buffer::auto_grow::yes};
  osmium::builder::add_way(buffer, osmium::builder::attr::_id(1), osmium::builder::attr::_tags(tags));
  return profile_drive(buffer.get<osmium::Way>(0).tags());
}

bool blocks(const Tags& tags) {
  osmium::memory::Buffer buffer{1024, osmium::memory::Buffer::auto_grow::yes};
  osmium::builder::add_node(buffer, osmium::builder::attr::_id(1), osmium::builder::attr::_tags(tags));
  return blocks_drive(buffer.get<osmium::Node>(0).tags());
}

TEST(DriveProfile, TheMostSpecialAccessTagDecides) {
  EXPECT_TRUE(drive_of({{"highway", "residential"}}).is_open());
  EXPECT_FALSE(drive_of({{"highway", "residential"}, {"access", "private"}}).is_open());
  EXPECT_TRUE(drive_of({{"highway", "residential"}, {"access", "private"}, {"motor_vehicle", "yes"}}).is_open());
  EXPECT_FALSE(drive_of({{"highway", "unclassified"}, {"motor_vehicle", "forestry"}}).is_open());
  EXPECT_TRUE(drive_of({{"highway", "unclassified"}, {"motor_vehicle", "destination"}}).is_open());
  EXPECT_FALSE(drive_of({{"highway", "service"}, {"service", "driveway"}}).is_open());
  EXPECT_FALSE(drive_of({{"highway", "footway"}}).is_open());
  EXPECT_FALSE(drive_of({{"highway", "track"}}).is_open()) << "a track is no road unless a tag says so";
  EXPECT_TRUE(drive_of({{"highway", "track"}, {"motor_vehicle", "permissive"}}).is_open());
}

TEST(DriveProfile, OneWaysAreOpenInOneDirection) {
  EXPECT_EQ(drive_of({{"highway", "primary"}, {"oneway", "yes"}}).backward_kmh, 0);
  EXPECT_EQ(drive_of({{"highway", "primary"}, {"oneway", "-1"}}).forward_kmh, 0);
  EXPECT_GT(drive_of({{"highway", "primary"}, {"oneway", "-1"}}).backward_kmh, 0);
  EXPECT_EQ(drive_of({{"highway", "motorway"}}).backward_kmh, 0);
  EXPECT_EQ(drive_of({{"highway", "tertiary"}, {"junction", "roundabout"}}).backward_kmh, 0);
  EXPECT_GT(drive_of({{"highway", "tertiary"}, {"junction", "roundabout"}, {"oneway", "no"}}).backward_kmh, 0);
}

TEST(DriveProfile, SpeedIsTheClasssOrTheTaggedOneAndTheSurfaceLimitsIt) {
  EXPECT_EQ(drive_of({{"highway", "secondary"}}).forward_kmh, 55);
  EXPECT_EQ(drive_of({{"highway", "secondary"}, {"maxspeed", "90"}}).forward_kmh, 72);
  EXPECT_NEAR(drive_of({{"highway", "secondary"}, {"maxspeed", "50 mph"}}).forward_kmh, 64.4, 0.1);
  EXPECT_EQ(drive_of({{"highway", "secondary"}, {"maxspeed", "walk"}}).forward_kmh, 55);
  EXPECT_EQ(drive_of({{"highway", "secondary"}, {"maxspeed", "1e99"}}).forward_kmh, 55);
  EXPECT_EQ(drive_of({{"highway", "secondary"}, {"maxspeed", "90"}, {"surface", "gravel"}}).forward_kmh, 40);
  const DriveProfile uneven = drive_of({{"highway", "secondary"}, {"maxspeed", "50"}, {"maxspeed:backward", "100"}});
  EXPECT_EQ(uneven.forward_kmh, 40);
  EXPECT_EQ(uneven.backward_kmh, 80);
}

TEST(DriveProfile, ClosuresInSeasonAreMarked) {
  EXPECT_FALSE(drive_of({{"highway", "tertiary"}}).seasonal);
  EXPECT_TRUE(drive_of({{"highway", "tertiary"}, {"seasonal", "summer"}}).seasonal);
  EXPECT_TRUE(drive_of({{"highway", "tertiary"}, {"motor_vehicle:conditional", "no @ (Nov-Apr)"}}).seasonal);
}

TEST(DriveProfile, AGateIsOpenedUnlessItIsLockedAndABollardIsNot) {
  EXPECT_FALSE(blocks({{"barrier", "gate"}}));
  EXPECT_TRUE(blocks({{"barrier", "gate"}, {"locked", "yes"}}));
  EXPECT_TRUE(blocks({{"barrier", "lift_gate"}, {"access", "private"}}));
  EXPECT_TRUE(blocks({{"barrier", "bollard"}}));
  EXPECT_FALSE(blocks({{"barrier", "bollard"}, {"motor_vehicle", "yes"}}));
  EXPECT_FALSE(blocks({{"barrier", "cattle_grid"}}));
}

const Tags kPath = {{"highway", "path"}};
const Tags kMain = {{"highway", "secondary"}};
const Tags kStreet = {{"highway", "residential"}};
const Tags kParking = {{"amenity", "parking"}};

/// A main road of 6 km along the x axis, 1 at 0 m … 7 at 6,000 m, and a trail of 3 km that begins 2 km north of it,
/// with a parking at 500 there.
SourceMap main_road() {
  SourceMap map;
  for (int i = 0; i <= 6; ++i) {
    map.node(1 + i, 1'000.0 * i, 0);
  }
  map.way(10, {1, 2, 3, 4, 5, 6, 7}, kMain);
  map.node(500, 3'000, 2'000, kParking);
  for (int i = 0; i <= 30; ++i) {
    map.node(600 + i, 3'000, 2'010 + 100.0 * i);
  }
  std::vector<std::int64_t> trail(31);
  for (std::size_t i = 0; i < trail.size(); ++i) {
    trail[i] = 600 + static_cast<std::int64_t>(i);
  }
  map.way(11, trail, kPath);
  return map;
}

std::map<std::int64_t, DatasetRoad> roads_by_way(const Dataset& dataset) {
  std::map<std::int64_t, DatasetRoad> roads;
  for (const DatasetRoad& road : dataset.roads) {
    roads.emplace(way_id_of(road.id), road);
  }
  return roads;
}

TEST(ReadRoads, TheWayToATrailheadIsKeptAndOthersAreNot) {
  SourceMap map = main_road();
  map.way(20, {4, 600}, kStreet);                      // to the parking
  map.node(30, 1'000, 200).way(21, {2, 30}, kStreet);  // a short dead end
  map.node(31, 5'000, -900).node(33, 5'400, -100);
  map.way(22, {6, 31, 33}, kStreet);  // 1.8 km round to 100 m from the main road: nobody would guess
  map.node(32, 2'000, 400).way(23, {3, 32}, {{"highway", "residential"}, {"access", "private"}});
  const Dataset dataset = test::read(map);
  ASSERT_EQ(dataset.trailheads.size(), 1U);
  const auto roads = roads_by_way(dataset);
  EXPECT_TRUE(roads.contains(20));
  EXPECT_FALSE(roads.contains(21));
  EXPECT_TRUE(roads.contains(22));
  EXPECT_FALSE(roads.contains(23));

  const Trailhead& trailhead = dataset.trailheads.front();
  const DatasetRoad& last = roads.at(20);
  EXPECT_EQ(trailhead.road_node, last.head);
  EXPECT_NEAR(trailhead.road_leg_m, 10, 1);
  EXPECT_NEAR(last.length_m, 2'010, 3);
  EXPECT_NEAR(last.forward_ds, 2'010 * 36 / 25.0, 5);  // at 25 km/h
  EXPECT_EQ(last.backward_ds, last.forward_ds);
  EXPECT_EQ(last.road_class, RoadClass::minor);
  EXPECT_EQ(dataset.figures.trailheads_without_road, 0U);
}

TEST(ReadRoads, TheWayBackMayBeAnotherOne) {
  SourceMap map = main_road();
  map.node(40, 3'500, 1'000);
  map.way(20, {4, 600}, {{"highway", "residential"}, {"oneway", "yes"}});
  map.way(21, {600, 40, 5}, {{"highway", "residential"}, {"oneway", "yes"}});
  const auto roads = roads_by_way(test::read(map));
  ASSERT_TRUE(roads.contains(20) && roads.contains(21));
  EXPECT_EQ(roads.at(20).backward_ds, std::nullopt);
  EXPECT_EQ(roads.at(21).backward_ds, std::nullopt);
  EXPECT_EQ(roads.at(21).tail, roads.at(20).head);
}

TEST(ReadRoads, ABollardCutsTheRoad) {
  SourceMap map = main_road();
  map.node(41, 3'000, 1'000, {{"barrier", "bollard"}});
  map.node(42, 3'000, 1'900);
  map.way(20, {4, 41, 42, 600}, kStreet);
  const Dataset dataset = test::read(map);
  EXPECT_EQ(dataset.figures.trailheads_without_road, 1U);
  EXPECT_EQ(dataset.trailheads.front().road_node, std::nullopt);
}

/// A road from the main one that ends 200 m west of the parking.
SourceMap road_beside_parking() {
  SourceMap map = main_road();
  map.node(41, 2'800, 2'000).way(20, {4, 41}, kStreet);
  return map;
}

TEST(ReadRoads, TheEndOfADriveIsAStraightLineThatCrossesNoObstacle) {
  SourceMap open = road_beside_parking();
  const Dataset beside = test::read(open);
  ASSERT_TRUE(beside.trailheads.front().road_node);
  EXPECT_NEAR(beside.trailheads.front().road_leg_m, 200, 1);

  SourceMap river = road_beside_parking();
  river.node(42, 2'900, 1'500).node(43, 2'900, 2'500).way(30, {42, 43}, {{"waterway", "river"}});
  EXPECT_EQ(test::read(river).trailheads.front().road_node, std::nullopt);

  SourceMap other = road_beside_parking();  // another road, farther away but on this side
  other.node(42, 2'900, 1'500).node(43, 2'900, 2'500).way(30, {42, 43}, {{"waterway", "river"}});
  other.node(44, 3'300, 2'000).way(21, {5, 44}, kStreet);
  const Dataset dataset = test::read(other);
  ASSERT_TRUE(dataset.trailheads.front().road_node);
  EXPECT_NEAR(dataset.trailheads.front().road_leg_m, 300, 1);
}

TEST(ReadRoads, NoDriveEndsWhereOneCannotGetToOrAwayFrom) {
  const auto has_drive = [](const std::function<void(SourceMap&)>& draw) {
    SourceMap map = main_road();
    draw(map);
    return test::read(map).trailheads.front().road_node.has_value();
  };
  const Tags one_way = {{"highway", "residential"}, {"oneway", "yes"}};
  EXPECT_FALSE(has_drive([&](SourceMap& map) { map.way(20, {4, 600}, one_way); })) << "no way back";
  EXPECT_FALSE(has_drive([&](SourceMap& map) { map.way(20, {600, 4}, one_way); })) << "no way there";
  // An estate of 5.2 km of roads behind a private one, the main road has 6 km, is not connected to the rest.
  const auto estate = [&](SourceMap& map, const Tags& entry) {
    map.node(41, 3'000, 1'000).node(42, 5'000, 2'000);
    map.way(20, {4, 41}, entry).way(21, {41, 600, 42}, kStreet).way(22, {42, 41}, kStreet);
  };
  EXPECT_FALSE(has_drive([&](SourceMap& map) { estate(map, {{"highway", "service"}, {"access", "private"}}); }));
  EXPECT_TRUE(has_drive([&](SourceMap& map) { estate(map, {{"highway", "service"}}); }));
}

TEST(ReadRoads, ChainsOfWaysAreOneRoadBetweenJunctions) {
  SourceMap map = main_road();
  map.node(41, 3'000, 700).node(42, 3'000, 1'400);
  map.way(20, {4, 41}, kStreet).way(21, {41, 42}, {{"highway", "residential"}, {"seasonal", "yes"}});
  map.way(22, {600, 42}, kStreet);
  const Dataset dataset = test::read(map);
  const auto roads = roads_by_way(dataset);
  ASSERT_TRUE(roads.contains(20));
  EXPECT_FALSE(roads.contains(21) || roads.contains(22));
  EXPECT_NEAR(roads.at(20).length_m, 2'010, 3);
  EXPECT_EQ(roads.at(20).points.size(), 4U);
  EXPECT_TRUE(roads.at(20).seasonal);
}

TEST(ReadRoads, NoTwoJunctionsShareAPlace) {
  SourceMap map = main_road();
  map.way(20, {4, 600}, kStreet);
  // Another road crosses the first on a bridge: its junction lies right above the other, half a metre off.
  map.node(50, 3'000.2, 0.2).node(51, 3'000, -3'000).node(52, 4'500, -3'000).node(53, 3'000, 1'500);
  map.way(30, {51, 50}, kMain).way(31, {50, 53}, kMain).way(32, {50, 52}, kMain).way(33, {51, 52, 7}, kMain);
  map.way(34, {53, 1}, kMain);
  const Dataset dataset = test::read(map);
  std::map<Point, Point> end_of;  // place → end of the line
  for (const DatasetRoad& road : dataset.roads) {
    for (const auto& [place, end] :
         {std::pair(road.tail, road.points.front()), std::pair(road.head, road.points.back())}) {
      const auto [known, is_new] = end_of.emplace(place, end);
      EXPECT_EQ(known->second, end);
      EXPECT_EQ(to_road_grid(place), place);
    }
  }
  EXPECT_EQ(end_of.size(), 4U) << "both junctions, where roads part in the south, and the end at the parking";
}

}  // namespace
}  // namespace loopgenie::ingest
