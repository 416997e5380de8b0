#include "core/export/document/query_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/parse_json.hpp"

namespace loopgenie {
namespace {

using ::testing::HasSubstr;

std::string written(const Query& query) {
  JsonWriter json;
  write_query(json, query);
  return std::move(json).take();
}

std::string message_for(std::string_view json) {
  const Result<Query> query = read_query(test::parse_json(json));
  return query ? "no error" : query.error().message;
}

TEST(QueryJson, FillsInEveryDefault) {
  const Result<Query> query = read_query(test::parse_json(R"({"at":[42.5063,1.5218],"hike_m":25000})"));
  ASSERT_TRUE(query) << query.error().message;
  EXPECT_EQ(
      written(*query),
      R"({"at":[42.5063,1.5218],"trailhead":null,"start":null,"drive_m":20000,"drive_s":null,"hike_m":25000,"hike_s":null,"pace":{"flat":1,"up":1,"down":1},"tolerance":0.1,)"
      R"("max_retrace":0.15,"max_overlap":0.6,"count":20,"access_m":250,"effort":1000000,"seed":1,"max_bytes":20000000,"drive_cost":0,)"
      R"("max_ascent_m":null,"about_ascent_m":null,"max_sac_scale":"demanding_mountain_hiking","ungraded":"fine","avoid_roads":false,"via_ferratas":false,"bike_trails":false,"figure_of_eight":false,"direction":null,)"
      R"("appeal":{"roads":100,"water":100,"sights":100,"routes":100,"rough":100},"avoid_edges":[],"require_edges":[],)"
      R"("nights":null,"day_m":null,"day_s":null,"night_kinds":["hut","bothy","shelter","camp"],"max_night_detour_m":500,"longest_day_m":null,"longest_day_s":null,"longest_day_ascent_m":null,"shortest_day_m":null,"shortest_day_s":null,"short_first_day":false,"short_last_day":false,"water_at_night":false,"water_before_night_m":1000,"keep_nights":[],"avoid_nights":[]})");
}

TEST(QueryJson, AsManyNightsAsDaysFitTheHikeBest) {
  const auto nights = [](const char* text) {
    const auto query = read_query(test::parse_json(text));
    return query ? std::to_string(query->night_count()) : std::string(to_string(query.error().problem->code));
  };
  EXPECT_EQ(nights(R"({"trailhead": "n1", "hike_m": 45000})"), "0");
  EXPECT_EQ(nights(R"({"trailhead": "n1", "hike_m": 45000, "nights": 2})"), "2");
  EXPECT_EQ(nights(R"({"trailhead": "n1", "hike_m": 45000, "day_m": 15000})"), "2");
  EXPECT_EQ(nights(R"({"trailhead": "n1", "hike_m": 45000, "day_m": 18000})"), "2");  // 2.5 days
  EXPECT_EQ(nights(R"({"trailhead": "n1", "hike_m": 45000, "day_m": 90000})"), "0");
  EXPECT_EQ(nights(R"({"trailhead": "n1", "hike_m": 45000, "day_m": 2000})"), "out_of_limits");
  EXPECT_EQ(nights(R"({"trailhead": "n1", "hike_m": 45000, "day_m": 15000, "nights": 2})"), "two_days");
  EXPECT_EQ(nights(R"({"trailhead": "n1", "hike_m": 45000, "day_s": 21600})"), "day_of_other_unit");
  EXPECT_EQ(nights(R"({"trailhead": "n1", "hike_m": 45000, "nights": 1, "keep_nights": ["n1", "n2"]})"),
            "out_of_limits");
  EXPECT_EQ(nights(R"({"trailhead": "n1", "hike_m": 45000, "keep_nights": ["n1"], "avoid_nights": ["n1"]})"),
            "kept_and_avoided");
}

TEST(QueryJson, ReadsBackWhatItWrites) {
  const std::string full =
      R"({"at":null,"trailhead":"w77","start":null,"drive_m":null,"drive_s":null,"hike_m":24140.16,"hike_s":null,"pace":{"flat":1,"up":1,"down":1},"tolerance":0.05,)"
      R"("max_retrace":0,"max_overlap":0.4,"count":3,"access_m":0,"effort":5000,"seed":9007199254740991,"max_bytes":1000,"drive_cost":2.5,)"
      R"("max_ascent_m":1200.5,"about_ascent_m":800,"max_sac_scale":"mountain_hiking","ungraded":"no","avoid_roads":true,"via_ferratas":true,"bike_trails":true,"figure_of_eight":true,"direction":"SW",)"
      R"("appeal":{"roads":200,"water":0,"sights":50,"routes":300,"rough":100},"avoid_edges":[65537,9007199254740991],"require_edges":[131072],)"
      R"("nights":2,"day_m":null,"day_s":null,"night_kinds":["hut","wild"],"max_night_detour_m":250,"longest_day_m":12000,"longest_day_s":21600,"longest_day_ascent_m":900,"shortest_day_m":3000,"shortest_day_s":3600,"short_first_day":true,"short_last_day":true,"water_at_night":true,"water_before_night_m":500,"keep_nights":["n5"],"avoid_nights":["n7","w6"]})";
  const Result<Query> query = read_query(test::parse_json(full));
  ASSERT_TRUE(query) << query.error().message;
  EXPECT_EQ(written(*query), full);
  EXPECT_EQ(query->max_sac_scale, SacScale::t2);
}

TEST(QueryJson, APlaceToWalkFromHasNoDrive) {
  const Result<Query> query = read_query(test::parse_json(R"({"start":[42.5063,1.5218],"hike_m":25000})"));
  ASSERT_TRUE(query) << query.error().message;
  EXPECT_EQ(query->start, point_from_degrees(42.5063, 1.5218));
  EXPECT_THAT(written(*query),
              HasSubstr(R"({"at":null,"trailhead":null,"start":[42.5063,1.5218],"drive_m":null,"drive_s":null,)"));
  EXPECT_THAT(message_for(R"({"start":[42,181],"hike_m":9000})"), HasSubstr("start must be [latitude, longitude]"));
}

TEST(QueryJson, NamesTheFieldThatIsWrong) {
  EXPECT_THAT(message_for("null"), HasSubstr("expected a JSON object, got null"));
  EXPECT_THAT(message_for("[1]"), HasSubstr("expected a JSON object, got [1]"));
  EXPECT_THAT(message_for(R"({"at":[91,0],"hike_m":9000})"), HasSubstr("at must be [latitude, longitude]"));
  EXPECT_THAT(message_for(R"({"at":[1],"hike_m":9000})"), HasSubstr("got [1]"));
  EXPECT_THAT(message_for(R"({"trailhead":"x1","hike_m":9000})"), HasSubstr("trailhead must be an id"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":"far"})"), HasSubstr("hike_m must be a number or null; got \"far\""));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"drive_m":"x"})"), HasSubstr("drive_m must be"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"count":1.5})"), HasSubstr("count must be a whole number"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"count":-1})"), HasSubstr("count must be"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"count":5000000000})"), HasSubstr("count must be"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"seed":1e300})"), HasSubstr("seed must be"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"avoid_roads":1})"),
              HasSubstr("avoid_roads must be true or false"));
  for (const char* appeal : {"7", R"({"mud":1})", R"({"roads":301})", R"({"roads":1.5})", R"({"roads":"x"})"}) {
    EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"appeal":)" + std::string(appeal) + "}"),
                HasSubstr("appeal must be an object of whole numbers from 0 to 300"));
  }
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"max_sac_scale":"T9"})"), HasSubstr("max_sac_scale must be"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"ungraded":"maybe"})"),
              HasSubstr("ungraded must be \"fine\", \"easy_only\", \"no\" or null; got \"maybe\""));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"hike_km":9})"), HasSubstr("no field \"hike_km\""));
}

TEST(QueryJson, ChecksTheLimits) {
  EXPECT_EQ(message_for(R"({"at":[1,1],"hike_m":0})"), "out_of_limits hike_m");
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":10000000})"), testing::Eq("out_of_limits hike_m"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"trailhead":"n1","hike_m":9000})"), testing::Eq("two_starts"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"start":[1,1],"hike_m":9000})"), testing::Eq("two_starts"));
  EXPECT_THAT(message_for(R"({"trailhead":"n1","start":[1,1],"hike_m":9000})"), testing::Eq("two_starts"));
  EXPECT_THAT(message_for(R"({"hike_m":9000})"), testing::Eq("no_start"));
  EXPECT_EQ(message_for(R"({"at":[1,1]})"), "no_hike");
  EXPECT_EQ(message_for(R"({"at":[1,1],"hike_m":9000,"hike_s":9000})"), "two_hikes");
  EXPECT_EQ(message_for(R"({"at":[1,1],"hike_s":899})"), "out_of_limits hike_s");
  EXPECT_EQ(message_for(R"({"at":[1,1],"hike_s":172801})"), "out_of_limits hike_s");
  EXPECT_EQ(message_for(R"({"at":[1,1],"hike_s":9000,"pace":{"up":0.4}})"), "out_of_limits pace");
  EXPECT_EQ(message_for(R"({"at":[1,1],"hike_s":9000,"pace":{"down":3.1}})"), "out_of_limits pace");
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_s":9000,"pace":{"uphill":1}})"), HasSubstr("pace must be"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_s":9000,"pace":1.2})"), HasSubstr("pace must be"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_s":9000,"pace":{"up":"slow"}})"), HasSubstr("pace must be"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"avoid_edges":[7],"require_edges":[7]})"),
              testing::Eq("avoided_and_required"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"avoid_edges":[-1]})"), HasSubstr("an array of edge ids"));
  EXPECT_THAT(message_for(R"({"at":[1,1],"hike_m":9000,"require_edges":[1,2,3,4,5,6,7,8,9]})"),
              testing::Eq("out_of_limits require_edges"));
}

}  // namespace
}  // namespace loopgenie
