#include "core/export/gpx.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/core/export/document/plan_fixture.hpp"

namespace loopgenie {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// Validates with xmllint (Debian package libxml2-utils) against the GPX 1.1 schema.
void expect_valid(const std::string& gpx) {
  const std::filesystem::path file =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("loopgenie-") + ::testing::UnitTest::GetInstance()->current_test_info()->name() + ".gpx");
  std::ofstream(file, std::ios::binary) << gpx;
  const std::string command = "xmllint --noout --schema \"" LOOPGENIE_SOURCE_DIR "/tests/support/gpx-1.1.xsd\" \"" +
                              file.string() + "\" 2> \"" + file.string() + ".log\"";
  const int status = std::system(command.c_str());
  std::ifstream log(file.string() + ".log");
  EXPECT_EQ(status, 0) << std::string(std::istreambuf_iterator<char>(log), {})
                       << "(xmllint comes with the package libxml2-utils)\n"
                       << gpx;
}

Poi poi(std::int64_t id, PoiKind kind, double lat, double lon, std::string name) {
  Poi made;
  made.id = {'n', id};
  made.kind = kind;
  made.point = point_from_degrees(lat, lon);
  made.name = std::move(name);
  return made;
}

TEST(Gpx, IsValidGpx11WithTheElevationThatIsKnown) {
  const Plan plan = test::hand_made_plan();
  const std::string gpx = write_gpx(plan, plan.loops[0], {});
  expect_valid(gpx);
  EXPECT_THAT(gpx, HasSubstr("<trkpt lat=\"42.51\" lon=\"1.53\"><ele>1000</ele></trkpt>"));
  EXPECT_THAT(gpx, HasSubstr("<trkpt lat=\"42.5123456\" lon=\"1.53\"></trkpt>"));
  EXPECT_THAT(gpx,
              HasSubstr("<wpt lat=\"42.51\" lon=\"1.53\"><ele>1000</ele><name>Coll &amp; &quot;Collet&quot;</name>"));
  EXPECT_THAT(gpx, HasSubstr("<metadata><name>Coll &quot;Alt&quot; – Estany, 2 km</name>"));
  EXPECT_THAT(gpx, Not(HasSubstr("<time>")));
  EXPECT_THAT(gpx, Not(HasSubstr("<rte>")));
}

TEST(Gpx, ALoopOfOneDayIsOneTrack) {
  Plan plan = test::hand_made_plan();
  plan.loops[0].stages.clear();
  const std::string gpx = write_gpx(plan, plan.loops[0], {});
  expect_valid(gpx);
  EXPECT_THAT(gpx, HasSubstr("<trk><name>Coll &quot;Alt&quot; – Estany, 2 km</name>"));
  EXPECT_EQ(gpx.find("<trk>"), gpx.rfind("<trk>"));
}

TEST(Gpx, SendsToTheKeeperForWaterOfWhichNobodySpeaks) {
  Plan plan = test::hand_made_plan();
  plan.loops[0].stages[0].night->facts.water = NightWater::keeper;
  EXPECT_THAT(write_gpx(plan, plan.loops[0], {}), HasSubstr("<desc>hut, ask the keeper for water</desc>"));
}

TEST(Gpx, HasATrackADayAndWaypointsForNightsAndWaysOut) {
  const Plan plan = test::hand_made_plan();
  Poi night = poi(6, PoiKind::alpine_hut, 42.5, 1.5, "Refugi");
  night.id = {'w', 6};
  const std::vector<PoiAlong> along = {{night, 4, 1}, {poi(7, PoiKind::spring, 42.51, 1.53, ""), 10, 0}};
  const std::string gpx = write_gpx(plan, plan.loops[0], along);
  expect_valid(gpx);
  EXPECT_THAT(gpx, HasSubstr("<wpt lat=\"42.5\" lon=\"1.5\"><name>Night 1: Refugi, 1 km</name>"
                             "<desc>hut, water there</desc><sym>Lodge</sym>"));
  EXPECT_EQ(gpx.find(">Refugi"), std::string::npos) << "the night is no waypoint twice";
  EXPECT_THAT(gpx, HasSubstr("<name>Way out on day 1: village Llorts, 1.2 km</name>"
                             "<desc>at 0.5 km of the loop, 0 h 15 min from here</desc>"));
  EXPECT_THAT(gpx, HasSubstr("<name>spring (not known to be drinking water), 0 km</name>"));
  const std::size_t second = gpx.find("<trk><name>Day 2 of 2: Coll &quot;Alt&quot; – Estany, 1 km</name>");
  const std::size_t first = gpx.find(
      "<trk><name>Day 1 of 2: Coll &quot;Alt&quot; – Estany, 1 km</name>"
      "<desc>0 h 22 min, 120 m of climb</desc>");
  ASSERT_NE(second, std::string::npos);
  ASSERT_LT(first, second);
  const std::string middle = "<trkpt lat=\"42.5123456\" lon=\"1.53\">";
  EXPECT_NE(gpx.substr(first, second - first).find(middle), std::string::npos);
  EXPECT_NE(gpx.substr(second).find(middle), std::string::npos) << "a day begins where the one before ended";
}

TEST(Gpx, HasAWaypointForWhatTheLoopGoesToButNotTwice) {
  Plan plan = test::hand_made_plan();
  plan.loops[0].stages.clear();
  const std::string alone = write_gpx(plan, plan.loops[0], {});
  expect_valid(alone);
  EXPECT_THAT(alone, HasSubstr("<ele>2650</ele><name>Coll &quot;Alt&quot;, 1 km</name><desc>saddle</desc>"
                               "<sym>Summit</sym><type>saddle</type>"));
  EXPECT_THAT(alone, HasSubstr("<name>alpine hut, 1.4 km</name>"));
  Poi hut = poi(6, PoiKind::alpine_hut, 42.5, 1.5, "");
  hut.id = {'w', 6};
  const std::string with_hut = write_gpx(plan, plan.loops[0], std::vector<PoiAlong>{{hut, 4, 1}});
  EXPECT_EQ(with_hut.find("<name>alpine hut, 1.4 km</name>"), std::string::npos);
}

TEST(Gpx, NamesTheDataAndItsLicence) {
  const Plan plan = test::hand_made_plan();
  const std::string gpx = write_gpx(plan, plan.loops[0], {});
  EXPECT_THAT(gpx, HasSubstr("<copyright author=\"OpenStreetMap contributors\">"));
  EXPECT_THAT(gpx, HasSubstr("<license>https://opendatacommons.org/licenses/odbl/1-0/</license>"));
  EXPECT_THAT(gpx, HasSubstr("2025-01-19"));
}

TEST(Gpx, SaysThatAMadeUpRegionIsMadeUp) {
  Plan plan = test::hand_made_plan();
  plan.data.made_up = true;
  const std::string gpx = write_gpx(plan, plan.loops[0], {});
  expect_valid(gpx);
  EXPECT_THAT(gpx, HasSubstr("A made-up region"));
  EXPECT_THAT(gpx, Not(HasSubstr("author=\"OpenStreetMap")));
}

TEST(Gpx, StaysWellFormedWhateverTheNamesHold) {
  Plan plan = test::hand_made_plan();
  plan.trailheads[0].trailhead.name = "]]> <!-- \x01\x02 \xff \xEF\xBF\xBF & é";
  plan.loops[0].name = plan.trailheads[0].trailhead.name;
  const std::vector<PoiAlong> along = {{poi(1, PoiKind::alpine_hut, 42.51, 1.53, "Refugi \"<&>'\" \x1f"), 140, 0}};
  const std::string gpx = write_gpx(plan, plan.loops[0], along);
  expect_valid(gpx);
  EXPECT_THAT(gpx, HasSubstr("<desc>alpine hut, 140 m off the way</desc><sym>Lodge</sym><type>alpine_hut</type>"));
}

TEST(Gpx, WarnsOfWaterThatIsNotKnownToBeGood) {
  Plan plan = test::hand_made_plan();
  std::vector<PoiAlong> along = {{poi(1, PoiKind::spring, 42.51, 1.53, ""), 5, 0}};
  along[0].poi.intermittent = true;
  const std::string gpx = write_gpx(plan, plan.loops[0], along);
  expect_valid(gpx);
  EXPECT_THAT(gpx, HasSubstr("<name>spring (not known to be drinking water), 0 km</name>"
                             "<desc>not known to be drinking water, may be dry</desc><sym>Pin, Blue</sym>"));
}

TEST(Gpx, HasTheDrinkingWaterSymbolForNothingElse) {
  const Plan plan = test::hand_made_plan();
  struct Case {
    PoiKind kind;
    Potable potable;
    bool is_good;
  };
  for (const auto& [kind, potable, is_good] :
       {Case{PoiKind::spring, Potable::unknown, false}, Case{PoiKind::spring, Potable::no, false},
        Case{PoiKind::spring, Potable::yes, true}, Case{PoiKind::drinking_water, Potable::unknown, true},
        Case{PoiKind::drinking_water, Potable::no, false}, Case{PoiKind::drinking_water, Potable::yes, true}}) {
    std::vector<PoiAlong> along = {{poi(1, kind, 42.51, 1.53, "Font"), 5, 0}};
    along[0].poi.potable = potable;
    const std::string gpx = write_gpx(plan, plan.loops[0], along);
    expect_valid(gpx);
    EXPECT_EQ(gpx.find("<sym>Drinking Water</sym>") != std::string::npos, is_good);
    EXPECT_EQ(gpx.find("<name>Font, 0 km</name>") != std::string::npos, is_good);
  }
}

TEST(Gpx, NamesEachWaypointDifferentlyByWhereItIs) {
  const Plan plan = test::hand_made_plan();
  const PlanLoop& loop = plan.loops[0];
  const auto last = static_cast<std::uint32_t>(loop.geometry.size() - 1);
  const std::vector<PoiAlong> along = {{poi(1, PoiKind::alpine_hut, 42.51, 1.53, ""), 0, 0},
                                       {poi(2, PoiKind::alpine_hut, 42.51, 1.53, ""), 0, 0},
                                       {poi(3, PoiKind::alpine_hut, 42.51, 1.53, ""), 0, last}};
  const std::string gpx = write_gpx(plan, loop, along);
  EXPECT_THAT(gpx, HasSubstr("<name>alpine hut, 0 km</name>"));
  EXPECT_THAT(gpx, HasSubstr("<name>alpine hut, 0 km (2)</name>"));
  const std::string title = loop_title(loop);
  EXPECT_THAT(gpx, HasSubstr("<name>alpine hut" + title.substr(title.rfind(", ")) + "</name>"))
      << "the last point is as far along as the loop is long";
}

TEST(Gpx, NamesNoLicenceOfDataFromElsewhere) {
  Plan plan = test::hand_made_plan();
  plan.data.attribution = "Somebody's survey";
  const std::string gpx = write_gpx(plan, plan.loops[0], {});
  expect_valid(gpx);
  EXPECT_THAT(gpx, HasSubstr("<copyright author=\"Somebody&apos;s survey\"/>"));
  EXPECT_THAT(gpx, Not(HasSubstr("opendatacommons")));
}

TEST(Gpx, SaysWhatToMindAndWhatIsAtLeast) {
  const Plan plan = test::hand_made_plan();
  const std::string gpx = write_gpx(plan, plan.loops.front(), {});
  EXPECT_THAT(
      gpx, HasSubstr("<desc>lollipop, 2 km, at least 120 m of climb, at least 0 h 40 min (Swiss formula, no breaks)"));
  EXPECT_THAT(gpx, HasSubstr("Mind: permit needed 340 m. "));
}

TEST(Gpx, SaysHowFarTheStartIsFromThePlaceChosen) {
  Plan plan = test::hand_made_plan();
  EXPECT_THAT(write_gpx(plan, plan.loops.front(), {}), HasSubstr("<desc>Start: parking w77</desc>"));
  plan.trailheads.front().trailhead.kind = TrailheadKind::junction;
  plan.trailheads.front().start_gap_m = 120;
  const std::string gpx = write_gpx(plan, plan.loops.front(), {});
  expect_valid(gpx);
  EXPECT_THAT(gpx, HasSubstr("<desc>Start: junction w77, 120 m in a straight line from the place chosen</desc>"));
}

TEST(Gpx, AWellIsWaterAndAShelterThatNobodyDescribedIsUnverified) {
  const Plan plan = test::hand_made_plan();
  PoiAlong well;
  well.poi.id = {'n', 1};
  well.poi.kind = PoiKind::well;
  PoiAlong shelter;
  shelter.poi.id = {'n', 2};
  shelter.poi.kind = PoiKind::shelter;
  shelter.poi.name = "Orri";
  shelter.poi.unverified = true;
  const std::vector<PoiAlong> along = {well, shelter};
  const std::string gpx = write_gpx(plan, plan.loops.front(), along);
  EXPECT_THAT(gpx, HasSubstr("<name>well (not known to be drinking water), "));
  EXPECT_THAT(gpx, HasSubstr("<sym>Pin, Blue</sym><type>well</type>"));
  EXPECT_THAT(gpx, HasSubstr("<name>Orri (basic, unverified), "));
}

}  // namespace
}  // namespace loopgenie
