// The checker must find every kind of lie: each test tampers with a plan that holds.
#include "tests/checker/check_plan.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace loopgenie::checker {
namespace {

// A square of 1.1 × 0.8 km with a corner cut by a road, a dead end at node 3 and a private shortcut 1–3:
//
//   4 ──── 3 ── 5        1 is at 42.5° N, 1.5° E; 10 is a parking beside it.
//   │      │
//   1 ──── 2             1–2, 2–3, 3–4 paths; 4–1 residential
constexpr const char* kSource = R"(<osm version="0.6">
<node id="1" lat="42.50" lon="1.50" version="1"/><node id="2" lat="42.50" lon="1.51" version="1"/>
<node id="3" lat="42.51" lon="1.51" version="1"/><node id="4" lat="42.51" lon="1.50" version="1"/>
<node id="5" lat="42.51" lon="1.512" version="1"/><node id="6" lat="42.50" lon="1.505" version="1"/>
<node id="10" lat="42.5005" lon="1.4995" version="1"><tag k="amenity" v="parking"/></node>
<way id="1" version="1"><nd ref="1"/><nd ref="6"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><tag k="highway" v="path"/></way>
<way id="2" version="1"><nd ref="4"/><nd ref="1"/><tag k="highway" v="residential"/></way>
<way id="3" version="1"><nd ref="3"/><nd ref="5"/><tag k="highway" v="path"/></way>
<way id="4" version="1"><nd ref="1"/><nd ref="3"/><tag k="highway" v="path"/><tag k="access" v="private"/></way>
</osm>)";

class CheckPlan : public ::testing::Test {
 protected:
  CheckPlan() {
    std::string folder = (std::filesystem::temp_directory_path() / "loopgenie-check.XXXXXX").string();
    folder_ = mkdtemp(folder.data());
    std::ofstream(folder_ / "square.osm") << kSource;
    walk_.emplace(std::vector<std::string>{(folder_ / "square.osm").string()});
    // Two sides of 1,110.83 m north, 821.99 m (at 42.50°) and 821.86 m (at 42.51°) east (PROJ's geod).
    plan_ = nlohmann::json::parse(R"({
      "query": {"hike_m": 3850, "tolerance": 0.1, "max_retrace": 0.15, "max_overlap": 0.6},
      "trailheads": [{"id": "n10"}],
      "loops": [{"trailhead": "n10", "length_m": 3866, "retraced_m": 0, "road_m": 1111, "score": 0.9,
                 "geometry": [[1.5, 42.5, null], [1.51, 42.5, null], [1.51, 42.51, null], [1.5, 42.51, null], [1.5, 42.5, null]]}]})");
  }
  ~CheckPlan() override { std::filesystem::remove_all(folder_); }

  nlohmann::json& loop() { return plan_["loops"][0]; }
  void expect_fault(const std::string& words) {
    const PlanVerdict verdict = check_plan(*walk_, plan_);
    ASSERT_FALSE(verdict.holds());
    std::string all;
    for (const std::string& fault : verdict.loops.front().faults) {
      all += fault + "\n";
    }
    EXPECT_NE(all.find(words), std::string::npos) << all;
  }

  std::filesystem::path folder_;
  std::optional<OsmWalk> walk_;
  nlohmann::json plan_;
};

TEST_F(CheckPlan, AcceptsATrueLoopWithAVertexLeftOut) {
  const PlanVerdict verdict = check_plan(*walk_, plan_);
  EXPECT_TRUE(verdict.holds()) << (verdict.loops.front().faults.empty() ? "" : verdict.loops.front().faults.front());
}

TEST_F(CheckPlan, FindsAVertexThatIsNoSourceNode) {
  loop()["geometry"][2] = {1.51, 42.510003, nullptr};
  expect_fault("no node of a walkable way");
}

TEST_F(CheckPlan, FindsAJumpWithoutAWay) {
  loop()["geometry"] = {{1.5, 42.5}, {1.51, 42.5}, {1.5, 42.51}, {1.5, 42.5}};
  expect_fault("not joined by walkable ways");
}

TEST_F(CheckPlan, FindsAForbiddenWay) {
  loop()["geometry"] = {{1.5, 42.5}, {1.51, 42.51}, {1.5, 42.51}, {1.5, 42.5}};
  expect_fault("not joined by walkable ways");
}

TEST_F(CheckPlan, FindsAWalkThatIsNotClosed) {
  loop()["geometry"].erase(4);
  expect_fault("not closed");
}

TEST_F(CheckPlan, FindsAWrongLength) {
  loop()["length_m"] = 3840;
  expect_fault("length_m says");
}

TEST_F(CheckPlan, FindsRoadThatIsNotSaid) {
  loop()["road_m"] = 0;
  expect_fault("road_m says");
}

TEST_F(CheckPlan, FindsASpur) {
  loop()["geometry"] = {{1.5, 42.5},   {1.51, 42.5}, {1.51, 42.51}, {1.512, 42.51},
                        {1.51, 42.51}, {1.5, 42.51}, {1.5, 42.5}};
  loop()["length_m"] = 4195;
  loop()["retraced_m"] = 164;
  expect_fault("a spur or a crossing");
}

TEST_F(CheckPlan, FindsALengthOutsideTheTolerance) {
  plan_["query"]["hike_m"] = 3000;
  expect_fault("outside the tolerance");
}

TEST_F(CheckPlan, FindsAStartFarFromItsTrailhead) {
  loop()["geometry"] = {{1.51, 42.51}, {1.5, 42.51}, {1.5, 42.5}, {1.51, 42.5}, {1.51, 42.51}};
  expect_fault("from its trailhead");
}

TEST_F(CheckPlan, FindsTwoLoopsThatAreTheSame) {
  plan_["loops"].push_back(loop());
  const PlanVerdict verdict = check_plan(*walk_, plan_);
  ASSERT_EQ(verdict.faults.size(), 1U);
  EXPECT_NE(verdict.faults.front().find("share"), std::string::npos);
}

}  // namespace
}  // namespace loopgenie::checker
