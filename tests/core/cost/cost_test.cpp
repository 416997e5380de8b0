#include <gtest/gtest.h>

#include "core/cost/appeal.hpp"
#include "core/cost/hiking_time.hpp"

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

TEST(HikingTime, DinTakesTheLargerTimeAndHalfTheSmaller) {
  EXPECT_NEAR(din33466_time_s(40'000, 2400, 2400) / 3600, 17.8, 0.1);
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
        for (std::uint16_t flags = 0; flags <= kAllEdgeFlags; ++flags) {
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

TEST(Allowed, UngradedWaysPassAGradeLimitAndHarderOnesDoNot) {
  EdgeAttributes attributes = way(WayClass::path);
  EXPECT_TRUE(is_allowed(attributes, {SacScale::t1, false}));
  attributes.sac_scale = SacScale::t2;
  EXPECT_TRUE(is_allowed(attributes, {SacScale::t2, false}));
  EXPECT_FALSE(is_allowed(attributes, {SacScale::t1, false}));
  EXPECT_TRUE(is_allowed(attributes, {SacScale::ungraded, false}));
}

TEST(Allowed, NeverViaFerratasNorWaysThatAreOneWayOnFoot) {
  EXPECT_FALSE(is_allowed(way(WayClass::via_ferrata), {}));
  WayLimits equipped;
  equipped.via_ferratas = true;
  EXPECT_TRUE(is_allowed(way(WayClass::via_ferrata), equipped));
  EdgeAttributes oneway = way(WayClass::path);
  oneway.set(EdgeFlag::oneway_backward);
  EXPECT_FALSE(is_allowed(oneway, {}));
}

TEST(Allowed, MainRoadsCanBeAvoided) {
  EXPECT_TRUE(is_allowed(way(WayClass::secondary), {}));
  EXPECT_FALSE(is_allowed(way(WayClass::secondary), {SacScale::ungraded, true}));
  EXPECT_TRUE(is_allowed(way(WayClass::residential), {SacScale::ungraded, true}));
}

}  // namespace
}  // namespace loopgenie
