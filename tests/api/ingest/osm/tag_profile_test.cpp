#include "api/ingest/osm/tag_profile.hpp"

#include <gtest/gtest.h>

#include <osmium/builder/attr.hpp>

#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::Tags;

WayProfile profile(const Tags& tags) {
  using namespace osmium::builder::attr;
  osmium::memory::Buffer buffer{1024, osmium::memory::Buffer::auto_grow::yes};
  osmium::builder::add_way(buffer, _id(1), _tags(tags));
  return profile_way(buffer.get<osmium::Way>(0).tags());
}

struct RoleCase {
  Tags tags;
  WayRole role;
};

TEST(TagProfile, AccessDecidesWhatAWayMayBeUsedAs) {
  const std::vector<RoleCase> cases = {
      {{{"highway", "path"}}, WayRole::trail},
      {{{"highway", "track"}}, WayRole::trail},
      {{{"highway", "steps"}}, WayRole::trail},
      {{{"highway", "cycleway"}}, WayRole::trail},
      {{{"highway", "path"}, {"access", "no"}}, WayRole::none},
      {{{"highway", "path"}, {"access", "private"}}, WayRole::none},
      {{{"highway", "path"}, {"access", "private"}, {"foot", "permissive"}}, WayRole::trail},
      {{{"highway", "path"}, {"access", "no"}, {"foot", "designated"}}, WayRole::trail},
      {{{"highway", "path"}, {"foot", "no"}}, WayRole::none},
      {{{"highway", "path"}, {"foot", "private"}}, WayRole::none},
      {{{"highway", "track"}, {"access", "agricultural"}}, WayRole::trail},
      {{{"highway", "footway"}, {"footway", "sidewalk"}}, WayRole::pavement},
      {{{"highway", "footway"}, {"footway", "crossing"}}, WayRole::pavement},
      {{{"highway", "residential"}}, WayRole::minor_road},
      {{{"highway", "tertiary_link"}}, WayRole::minor_road},
      {{{"highway", "service"}, {"service", "driveway"}}, WayRole::none},
      {{{"highway", "service"}, {"service", "driveway"}, {"foot", "yes"}}, WayRole::minor_road},
      {{{"highway", "secondary"}}, WayRole::main_road},
      {{{"highway", "secondary"}, {"foot", "use_sidepath"}}, WayRole::none},
      {{{"highway", "primary"}}, WayRole::none},
      {{{"highway", "primary"}, {"sidewalk", "right"}}, WayRole::main_road},
      {{{"highway", "primary"}, {"sidewalk", "no"}}, WayRole::none},
      {{{"highway", "primary"}, {"foot", "yes"}}, WayRole::main_road},
      {{{"highway", "primary"}, {"foot", "yes"}, {"motorroad", "yes"}}, WayRole::none},
      {{{"highway", "trunk"}, {"foot", "yes"}}, WayRole::none},
      {{{"highway", "motorway"}}, WayRole::none},
      {{{"highway", "via_ferrata"}}, WayRole::via_ferrata},
      {{{"highway", "path"}, {"via_ferrata_scale", "2"}}, WayRole::via_ferrata},
      {{{"highway", "footway"}, {"indoor", "yes"}}, WayRole::none},
      {{{"highway", "service"}, {"area", "yes"}}, WayRole::none},
      {{{"highway", "construction"}}, WayRole::none},
      {{{"route", "ferry"}, {"foot", "yes"}}, WayRole::none},
      {{{"aerialway", "gondola"}}, WayRole::none},
  };
  for (const RoleCase& c : cases) {
    std::string text;
    for (const auto& [key, value] : c.tags) {
      text += key + "=" + value + " ";
    }
    EXPECT_EQ(static_cast<int>(profile(c.tags).role), static_cast<int>(c.role)) << text;
  }
}

TEST(TagProfile, EveryClassOfWayHasItsRole) {
  const std::vector<std::pair<const char*, WayRole>> cases = {
      {"path", WayRole::trail},
      {"footway", WayRole::trail},
      {"track", WayRole::trail},
      {"bridleway", WayRole::trail},
      {"steps", WayRole::trail},
      {"pedestrian", WayRole::trail},
      {"cycleway", WayRole::trail},
      {"via_ferrata", WayRole::via_ferrata},
      {"residential", WayRole::minor_road},
      {"living_street", WayRole::minor_road},
      {"service", WayRole::minor_road},
      {"unclassified", WayRole::minor_road},
      {"road", WayRole::minor_road},
      {"tertiary", WayRole::minor_road},
      {"tertiary_link", WayRole::minor_road},
      {"secondary", WayRole::main_road},
      {"secondary_link", WayRole::main_road},
      {"primary", WayRole::none},
      {"primary_link", WayRole::none},
      {"trunk", WayRole::none},
      {"trunk_link", WayRole::none},
      {"motorway", WayRole::none},
      {"motorway_link", WayRole::none},
  };
  for (const auto& [highway, role] : cases) {
    EXPECT_EQ(static_cast<int>(profile({{"highway", highway}}).role), static_cast<int>(role)) << highway;
    EXPECT_EQ(profile({{"highway", highway}, {"foot", "no"}}).role, WayRole::none) << highway;
    EXPECT_EQ(profile({{"highway", highway}, {"access", "private"}}).role, WayRole::none) << highway;
    EXPECT_EQ(profile({{"highway", highway}, {"motorroad", "yes"}}).role, WayRole::none) << highway;
  }
}

TEST(TagProfile, WhatIsNotThereOrCannotBePassedIsNoWay) {
  const std::vector<Tags> dead = {{{"abandoned", "yes"}},   {{"demolished", "yes"}},   {{"razed", "yes"}},
                                  {{"destroyed", "yes"}},   {{"proposed", "yes"}},     {{"construction", "yes"}},
                                  {{"disused", "yes"}},     {{"impassable", "yes"}},   {{"closed", "yes"}},
                                  {{"status", "proposed"}}, {{"bridge", "collapsed"}}, {{"bridge", "abandoned"}},
                                  {{"tunnel", "flooded"}},  {{"ford", "boat"}}};
  for (Tags tags : dead) {
    const std::string text = tags[0].first + "=" + tags[0].second;
    tags.emplace_back("highway", "path");
    EXPECT_EQ(profile(tags).role, WayRole::none) << text;
  }
  for (const Tags& alive : std::vector<Tags>{{{"abandoned", "no"}},
                                             {{"bridge", "yes"}},
                                             {{"ford", "yes"}},
                                             {{"tunnel", "yes"}},
                                             {{"overgrown", "yes"}},
                                             {{"obstacle", "fallen_tree"}},
                                             {{"disused:railway", "rail"}}}) {
    Tags tags = alive;
    tags.emplace_back("highway", "path");
    EXPECT_EQ(profile(tags).role, WayRole::trail) << alive[0].first;
  }
}

TEST(TagProfile, ViaFerratasAreNamedByEitherTag) {
  EXPECT_EQ(profile({{"highway", "path"}, {"via_ferrata", "yes"}}).role, WayRole::via_ferrata);
  EXPECT_EQ(profile({{"highway", "path"}, {"via_ferrata_scale", "no"}}).role, WayRole::trail);
}

TEST(TagProfile, ABikeParksTrailIsKnownByItsTags) {
  const std::vector<std::pair<Tags, bool>> cases = {
      {{{"highway", "path"}, {"bicycle", "designated"}, {"mtb:scale", "3"}}, true},
      {{{"highway", "path"}, {"bicycle", "designated"}, {"mtb:scale", "2-"}}, true},
      {{{"highway", "path"}, {"mtb", "designated"}, {"oneway", "yes"}}, true},
      {{{"highway", "track"}, {"mtb:scale:imba", "2"}, {"oneway:bicycle", "yes"}}, true},
      {{{"highway", "path"}, {"mtb:scale", "3"}}, false},
      {{{"highway", "path"}, {"mtb:type", "downhill"}}, false},
      {{{"highway", "path"}, {"bicycle", "designated"}, {"mtb:scale", "1"}}, false},
      {{{"highway", "path"}, {"bicycle", "designated"}}, false},
      {{{"highway", "path"}, {"oneway", "yes"}}, false},
      {{{"highway", "path"}, {"mtb", "designated"}, {"oneway", "yes"}, {"foot", "yes"}}, false},
      {{{"highway", "path"}, {"mtb", "designated"}, {"oneway", "yes"}, {"sac_scale", "hiking"}}, false},
      {{{"highway", "cycleway"}, {"bicycle", "designated"}, {"oneway", "yes"}}, false},
  };
  for (const auto& [tags, wanted] : cases) {
    EXPECT_EQ(profile(tags).bike_park, wanted) << tags[1].first << "=" << tags[1].second;
  }
}

TEST(TagProfile, TheHighestNetworkOfAListCountsWhateverItsCase) {
  EXPECT_EQ(parse_route_network("lwn;rwn"), RouteNetwork::regional);
  EXPECT_EQ(parse_route_network("NWN"), RouteNetwork::national);
  EXPECT_EQ(parse_route_network("none"), RouteNetwork::other);
}

TEST(TagProfile, OnlyPublicRoadsAreDrivable) {
  EXPECT_TRUE(profile({{"highway", "unclassified"}}).drivable);
  EXPECT_TRUE(profile({{"highway", "primary"}}).drivable);
  EXPECT_TRUE(profile({{"highway", "service"}, {"access", "no"}, {"motor_vehicle", "destination"}}).drivable);
  EXPECT_FALSE(profile({{"highway", "residential"}, {"motor_vehicle", "private"}}).drivable);
  EXPECT_FALSE(profile({{"highway", "unclassified"}, {"access", "no"}}).drivable);
  EXPECT_FALSE(profile({{"highway", "service"}, {"service", "driveway"}}).drivable);
  EXPECT_FALSE(profile({{"highway", "track"}}).drivable);
  EXPECT_FALSE(profile({{"highway", "path"}}).drivable);
}

TEST(TagProfile, AttributesAreTakenFromTheirTags) {
  const WayProfile p = profile({{"highway", "path"},
                                {"sac_scale", "demanding_mountain_hiking"},
                                {"trail_visibility", "bad"},
                                {"surface", "scree"},
                                {"informal", "yes"},
                                {"bridge", "yes"},
                                {"ford", "stepping_stones"},
                                {"lit", "no"},
                                {"foot:conditional", "no @ (Nov-Apr)"},
                                {"oneway:foot", "-1"}});
  EXPECT_EQ(p.attributes.sac_scale, SacScale::t3);
  EXPECT_EQ(p.attributes.visibility, TrailVisibility::bad);
  EXPECT_EQ(p.attributes.surface, Surface::rock);
  for (const EdgeFlag flag :
       {EdgeFlag::informal, EdgeFlag::bridge, EdgeFlag::ford, EdgeFlag::seasonal, EdgeFlag::oneway_backward}) {
    EXPECT_TRUE(p.attributes.has(flag)) << static_cast<int>(flag);
  }
  EXPECT_FALSE(p.attributes.has(EdgeFlag::lit));
  EXPECT_FALSE(p.attributes.has(EdgeFlag::tunnel));
  EXPECT_EQ(profile({{"highway", "path"}}).attributes.sac_scale, SacScale::ungraded);
}

TEST(TagProfile, OnewayBindsWalkersOnlyWhereItIsMeantForThem) {
  EXPECT_FALSE(profile({{"highway", "residential"}, {"oneway", "yes"}}).attributes.has(EdgeFlag::oneway_forward));
  EXPECT_FALSE(profile({{"highway", "path"}, {"oneway", "yes"}}).attributes.has(EdgeFlag::oneway_forward));
  EXPECT_TRUE(profile({{"highway", "footway"}, {"oneway", "yes"}}).attributes.has(EdgeFlag::oneway_forward));
  EXPECT_TRUE(profile({{"highway", "steps"}, {"conveying", "backward"}}).attributes.has(EdgeFlag::oneway_backward));
}

TEST(TagProfile, TheHardestOfSeveralGradesCounts) {
  EXPECT_EQ(parse_sac_scale("hiking; alpine_hiking;mountain_hiking"), SacScale::t4);
  EXPECT_EQ(parse_sac_scale("easy"), SacScale::ungraded);
  EXPECT_EQ(parse_sac_scale(""), SacScale::ungraded);
}

}  // namespace
}  // namespace loopgenie::ingest
