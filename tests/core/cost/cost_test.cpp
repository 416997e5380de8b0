#include <gtest/gtest.h>

#include "core/cost/appeal.hpp"
#include "core/cost/hiking_time.hpp"
#include "core/cost/way_limits.hpp"

namespace loopgenie {
namespace {

EdgeAttributes way(WayClass way_class) {
  EdgeAttributes attributes;
  attributes.way_class = way_class;
  return attributes;
}

TEST(HikingTime, GivesThePublishedFiguresOfTheSwissFormula) {
  EXPECT_NEAR(hiking_time_s(1000, 0, 0) / 60, 14.271, 1e-9);
  EXPECT_NEAR(hiking_time_s(1000, 100, 0) / 60, 20.0, 0.05);
  EXPECT_NEAR(hiking_time_s(1000, 500, 0) / 60, 17 * 5, 1e-9);  // steeper than 40 %: straight lines
  EXPECT_NEAR(hiking_time_s(1000, 0, 500) / 60, 9 * 5, 1e-9);
}

TEST(HikingTime, DependsOnTheDirectionAndAddsUp) {
  EXPECT_GT(hiking_time_s(1000, 200, 0), hiking_time_s(1000, 0, 200));
  EXPECT_NEAR(hiking_time_s(2000, 200, 0), 2 * hiking_time_s(1000, 100, 0), 1e-9);
  EXPECT_NEAR(hiking_time_s(2000, 100, 100), hiking_time_s(1000, 100, 0) + hiking_time_s(1000, 0, 100), 1e-9);
}

TEST(HikingTime, IsFlatWhereTheClimbIsUnknownAndNothingForNoLength) {
  EXPECT_EQ(hiking_time_flat_s(5000), hiking_time_s(5000, 0, 0));
  EXPECT_EQ(hiking_time_s(0, 0, 0), 0);
}

TEST(Appeal, OrdersWaysAsAHikerWould) {
  EdgeAttributes marked = way(WayClass::path);
  marked.route_network = RouteNetwork::international;
  EXPECT_EQ(appeal_hundredths(marked), 97);
  EdgeAttributes to_a_peak = marked;
  to_a_peak.set(EdgeFlag::near_peak);
  EXPECT_EQ(appeal_hundredths(to_a_peak), 100);
  EXPECT_GT(appeal_hundredths(marked), appeal_hundredths(way(WayClass::path)));
  EXPECT_GT(appeal_hundredths(way(WayClass::path)), appeal_hundredths(way(WayClass::track)));
  EXPECT_GT(appeal_hundredths(way(WayClass::track)), appeal_hundredths(way(WayClass::residential)));
  EXPECT_GT(appeal_hundredths(way(WayClass::residential)), appeal_hundredths(way(WayClass::secondary)));
  EXPECT_GT(appeal_hundredths(way(WayClass::secondary)), appeal_hundredths(way(WayClass::primary)));

  EdgeAttributes worse = way(WayClass::track);
  for (const EdgeFlag flag : {EdgeFlag::near_road, EdgeFlag::in_town, EdgeFlag::informal}) {
    const std::uint8_t before = appeal_hundredths(worse);
    worse.set(flag);
    EXPECT_LT(appeal_hundredths(worse), before);
  }
  EdgeAttributes paved = way(WayClass::footway);
  paved.surface = Surface::paved;
  EXPECT_LT(appeal_hundredths(paved), appeal_hundredths(way(WayClass::footway)));
}

TEST(Appeal, StaysWithinItsRangeForEveryCombination) {
  EdgeAttributes all;
  for (int c = 0; c <= static_cast<int>(kLastOf<WayClass>); ++c) {
    for (int s = 0; s <= static_cast<int>(kLastOf<Surface>); ++s) {
      for (int r = 0; r <= static_cast<int>(kLastOf<RouteNetwork>); ++r) {
        // The flags that the table knows are among the lowest.
        for (std::uint32_t flags = 0; flags < 1U << 12; ++flags) {
          all.way_class = static_cast<WayClass>(c);
          all.surface = static_cast<Surface>(s);
          all.route_network = static_cast<RouteNetwork>(r);
          all.flags = flags;
          ASSERT_LE(appeal_hundredths(all), kPerfectAppeal);
        }
      }
    }
  }
}

TEST(Appeal, PreferencesScaleTheirTopicAndNothingElse) {
  EdgeAttributes street = way(WayClass::residential);
  EXPECT_EQ(appeal_hundredths(street, {.roads = 100}), appeal_hundredths(street));
  EXPECT_EQ(appeal_hundredths(street, {.roads = 0}), 75);  // no better than a track
  EXPECT_EQ(appeal_hundredths(street, {.roads = 300}), 0);
  EXPECT_EQ(appeal_hundredths(street, {.water = 0, .sights = 0, .routes = 0, .rough = 0}), appeal_hundredths(street));

  struct Case {
    EdgeFlag flag;
    std::uint16_t AppealPreferences::*topic;
  };
  for (const Case& c :
       {Case{EdgeFlag::near_water, &AppealPreferences::water}, Case{EdgeFlag::near_peak, &AppealPreferences::sights},
        Case{EdgeFlag::informal, &AppealPreferences::rough}, Case{EdgeFlag::near_road, &AppealPreferences::roads}}) {
    EdgeAttributes track = way(WayClass::track);
    const int plain = appeal_hundredths(track);
    track.set(c.flag);
    const int once = appeal_hundredths(track) - plain;
    ASSERT_NE(once, 0);
    AppealPreferences preferences;
    preferences.*c.topic = 200;
    EXPECT_EQ(appeal_hundredths(track, preferences) - plain, 2 * once);
    preferences.*c.topic = 0;
    EXPECT_EQ(appeal_hundredths(track, preferences), plain);
  }
  EdgeAttributes marked = way(WayClass::track);
  marked.route_network = RouteNetwork::local;
  EXPECT_EQ(appeal_hundredths(marked, {.routes = 0}), 75);
  EXPECT_EQ(appeal_hundredths(marked, {.routes = 150}), 94);
}

TEST(Allowed, GradesUpToTheLimitAndNoHarderOnes) {
  EdgeAttributes attributes = way(WayClass::path);
  attributes.sac_scale = SacScale::t2;
  EXPECT_TRUE(is_allowed(attributes, true, {.max_sac_scale = SacScale::t2}));
  EXPECT_FALSE(is_allowed(attributes, true, {.max_sac_scale = SacScale::t1}));
  attributes.sac_scale = SacScale::t6;
  EXPECT_TRUE(is_allowed(attributes, true, {.max_sac_scale = SacScale::t6}));
  EXPECT_FALSE(is_allowed(attributes, true, {.max_sac_scale = SacScale::t5}));
}

TEST(Allowed, WithoutAGradeAsAskedFor) {
  const EdgeAttributes plain = way(WayClass::path);
  EdgeAttributes steep = plain;
  steep.set(EdgeFlag::steep);
  EdgeAttributes faint = plain;
  faint.visibility = TrailVisibility::bad;
  EdgeAttributes paved = steep;
  paved.surface = Surface::paved;
  struct Case {
    EdgeAttributes attributes;
    bool is_climb_known;
    bool is_easy;
  };
  for (const Case& c : {Case{plain, true, true}, Case{plain, false, false}, Case{steep, true, false},
                        Case{faint, true, false}, Case{paved, false, true}}) {
    EXPECT_TRUE(is_allowed(c.attributes, c.is_climb_known, {.ungraded = UngradedWays::fine}));
    EXPECT_EQ(is_allowed(c.attributes, c.is_climb_known, {.ungraded = UngradedWays::easy_only}), c.is_easy);
    EXPECT_FALSE(is_allowed(c.attributes, c.is_climb_known, {.ungraded = UngradedWays::no}));
  }
  for (const WayClass way_class : {WayClass::footway, WayClass::bridleway, WayClass::steps}) {
    EXPECT_FALSE(is_allowed(way(way_class), true, {.ungraded = UngradedWays::no}));
  }
  for (const WayClass way_class : {WayClass::track, WayClass::pedestrian, WayClass::cycleway, WayClass::residential}) {
    EXPECT_TRUE(is_allowed(way(way_class), false, {.ungraded = UngradedWays::no})) << to_string(way_class);
  }
}

TEST(Allowed, NeitherViaFerratasNorBikeTrailsUnlessAskedFor) {
  EXPECT_FALSE(is_allowed(way(WayClass::via_ferrata), true, {}));
  EXPECT_TRUE(is_allowed(way(WayClass::via_ferrata), true, {.via_ferratas = true}));
  EdgeAttributes bike_trail = way(WayClass::path);
  bike_trail.set(EdgeFlag::bike_trail);
  EXPECT_FALSE(is_allowed(bike_trail, true, {}));
  EXPECT_TRUE(is_allowed(bike_trail, true, {.bike_trails = true}));
}

TEST(Allowed, NeverWaysThatAreOneWayOnFoot) {
  EdgeAttributes oneway = way(WayClass::path);
  oneway.set(EdgeFlag::oneway_backward);
  EXPECT_FALSE(is_allowed(oneway, true, {}));
}

TEST(Allowed, NeverTheSecondStrandOfAWay) {
  EdgeAttributes strand = way(WayClass::path);
  strand.set(EdgeFlag::twin);
  EXPECT_FALSE(is_allowed(strand, true, {}));
}

TEST(Allowed, MainRoadsCanBeAvoided) {
  EXPECT_TRUE(is_allowed(way(WayClass::secondary), true, {}));
  EXPECT_FALSE(is_allowed(way(WayClass::secondary), true, {.avoid_roads = true}));
  EXPECT_TRUE(is_allowed(way(WayClass::residential), true, {.avoid_roads = true}));
}

}  // namespace
}  // namespace loopgenie
