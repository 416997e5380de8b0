#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/cost/appeal.hpp"
#include "core/cost/hiking_time.hpp"
#include "core/cost/measure.hpp"
#include "core/cost/way_limits.hpp"
#include "tests/support/make_network.hpp"

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

TEST(HikingTime, TakesThePaceOfTheSlope) {
  const Pace pace{1.5, 2, 0.8};
  EXPECT_NEAR(hiking_time_flat_s(1000, pace), 1.5 * hiking_time_flat_s(1000), 1e-9);
  EXPECT_NEAR(hiking_time_s(1000, 100, 0, pace), 2 * hiking_time_s(1000, 100, 0), 1e-9);
  EXPECT_NEAR(hiking_time_s(1000, 400, 0, pace), 2 * hiking_time_s(1000, 400, 0), 1e-9);
  EXPECT_NEAR(hiking_time_s(1000, 0, 200, pace), 0.8 * hiking_time_s(1000, 0, 200), 1e-9);
  EXPECT_NEAR(hiking_time_s(1000, 50, 0, pace), 1.75 * hiking_time_s(1000, 50, 0), 1e-9);  // half way between
  EXPECT_EQ(hiking_time_s(1234, 77, 55, Pace()), hiking_time_s(1234, 77, 55));
}

TEST(HikingTime, NoSlopeIsFasterThanTheFastestPaceInTheMeanOfBothDirections) {
  for (const Pace& pace : {Pace{}, Pace{0.5, 2, 3}, Pace{2, 0.5, 2}, Pace{2, 2, 0.5}, Pace{1, 0.9, 1.1}}) {
    const double most_mps = fastest_mean_mps(pace);
    for (double up_m = 0; up_m <= 1500; up_m += 7) {
      for (double down_m = 0; down_m <= 600; down_m += 60) {
        const double both_s = hiking_time_s(1000, up_m, down_m, pace) + hiking_time_s(1000, down_m, up_m, pace);
        ASSERT_LE(1000, both_s / 2 * most_mps * (1 + 1e-12)) << up_m << " up, " << down_m << " down";
      }
    }
  }
  EXPECT_NEAR(fastest_mean_mps({}), 1000 / (14.271 * 60), 1e-9);
}

TEST(Measure, AnEdgeTakesTheMeanOfBothDirectionsRoundedUp) {
  test::EdgeSpec edge;
  edge.tail = 0;
  edge.head = 1;
  edge.length_dm = 10'000;
  edge.climb = Climb{1'000, 0};
  const Network network = test::make_network(2, {edge});
  const double up_s = hiking_time_s(1000, 100, 0);
  const double down_s = hiking_time_s(1000, 0, 100);
  EXPECT_EQ(Measure{}.length(network, EdgeIndex(0)), 10'000U);
  const Measure in_time{LengthUnit::second, {}};
  EXPECT_EQ(in_time.length(network, EdgeIndex(0)), static_cast<std::uint32_t>(std::ceil((up_s + down_s) / 2 * 10)));
  EXPECT_NEAR(walking_time_s(network, EdgeIndex(0), true, {}), up_s, 1e-9);
  EXPECT_NEAR(walking_time_s(network, EdgeIndex(0), false, {}), down_s, 1e-9);
}

TEST(Measure, AWayOfAnyClimbHasALength) {
  test::EdgeSpec edge;
  edge.tail = 0;
  edge.head = 1;
  edge.length_dm = 1;
  edge.climb = Climb{std::numeric_limits<std::uint32_t>::max(), 0};
  const Network network = test::make_network(2, {edge});
  EXPECT_EQ(Measure({LengthUnit::second, {3, 3, 3}}).length(network, EdgeIndex(0)), 0x7fffffffU);
}

TEST(Measure, MetresBesideEachOtherCountByTheTimeOfTheChainThatTakesLess) {
  // A chain of two edges, flat and steep, between junctions 0 and 2; another, flat, beside it.
  const auto edge = [](std::uint32_t tail, std::uint32_t head, std::uint32_t ascent_dm) {
    test::EdgeSpec spec;
    spec.tail = tail;
    spec.head = head;
    spec.length_dm = 10'000;
    spec.climb = Climb{ascent_dm, 0};
    return spec;
  };
  const Network network =
      test::make_network(5, {edge(0, 1, 0), edge(1, 2, 3'000), edge(0, 2, 2'000), edge(0, 3, 0), edge(2, 4, 0)});
  const Measure in_time{LengthUnit::second, {}};
  const std::uint64_t flat = in_time.length(network, EdgeIndex(0));
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  Beside pair;
  for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
    const std::uint64_t units = in_time.length(network, EdgeIndex(e));
    const auto ends = std::pair(network.graph.tail(EdgeIndex(e)).value(), network.graph.head(EdgeIndex(e)).value());
    if (ends == std::pair(0U, 1U) || ends == std::pair(1U, 2U)) {
      first += units;
      pair.first = EdgeIndex(e);
    } else if (ends == std::pair(0U, 2U)) {
      second = units;
      pair.second = EdgeIndex(e);
    }
  }
  pair.dm = 5'000;
  EXPECT_GT(first, flat);
  EXPECT_EQ(in_time.beside(network, pair), std::min(5'000 * first / 20'000, 5'000 * second / 10'000));
  EXPECT_EQ(Measure{}.beside(network, pair), 5'000U);
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

TEST(Allowed, WaysOfUnknownClimbCanBeLeftOut) {
  EXPECT_TRUE(is_allowed(way(WayClass::track), false, {}));
  EXPECT_TRUE(is_allowed(way(WayClass::track), true, {.known_climb = true}));
  EXPECT_FALSE(is_allowed(way(WayClass::track), false, {.known_climb = true}));
}

}  // namespace
}  // namespace loopgenie
