// What tags make of a point: a row for each of the kinds of place that an import keeps.
#include "api/ingest/osm/feature_profile.hpp"

#include <gtest/gtest.h>

#include <osmium/builder/attr.hpp>
#include <string>

#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::Tags;

FeatureProfile feature(const Tags& tags) {
  using namespace osmium::builder::attr;
  osmium::memory::Buffer buffer{1024, osmium::memory::Buffer::auto_grow::yes};
  osmium::builder::add_node(buffer, _id(1), _tags(tags));
  return profile_feature(buffer.get<osmium::Node>(0).tags());
}

std::string in_words(const Tags& tags) {
  std::string text;
  for (const auto& [key, value] : tags) text += key + "=" + value + " ";
  return text;
}

TEST(Features, NightsWaterAndSightsArePointsOfInterest) {
  const std::vector<std::pair<Tags, PoiKind>> cases = {
      {{{"tourism", "alpine_hut"}}, PoiKind::alpine_hut},
      {{{"tourism", "wilderness_hut"}}, PoiKind::wilderness_hut},
      {{{"tourism", "camp_site"}}, PoiKind::camp_site},
      {{{"tourism", "camp_pitch"}}, PoiKind::camp_pitch},
      {{{"amenity", "shelter"}, {"shelter_type", "basic_hut"}}, PoiKind::shelter},
      {{{"amenity", "shelter"}, {"shelter_type", "lean_to"}}, PoiKind::shelter},
      {{{"amenity", "shelter"}, {"shelter_type", "public_transport"}}, PoiKind::unknown},
      {{{"amenity", "drinking_water"}}, PoiKind::drinking_water},
      {{{"man_made", "water_tap"}, {"drinking_water", "yes"}}, PoiKind::drinking_water},
      {{{"amenity", "fountain"}}, PoiKind::unknown},
      {{{"natural", "spring"}}, PoiKind::spring},
      {{{"natural", "peak"}}, PoiKind::peak},
      {{{"natural", "saddle"}}, PoiKind::saddle},
      {{{"mountain_pass", "yes"}}, PoiKind::saddle},
      {{{"waterway", "waterfall"}}, PoiKind::waterfall},
      {{{"natural", "water"}, {"name", "Estany"}}, PoiKind::lake},
      {{{"natural", "water"}}, PoiKind::unknown},
      {{{"tourism", "viewpoint"}}, PoiKind::viewpoint},
      {{{"tourism", "hotel"}}, PoiKind::unknown},
  };
  for (const auto& [tags, kind] : cases) {
    const FeatureProfile profile = feature(tags);
    ASSERT_EQ(profile.poi.has_value(), kind != PoiKind::unknown) << in_words(tags);
    EXPECT_EQ(to_string(profile.poi.value_or(Poi{}).kind), to_string(kind)) << in_words(tags);
  }
}

TEST(Features, OnlyATapOrASpringSaidToBeDrinkableIsPotable) {
  EXPECT_EQ(feature({{"amenity", "drinking_water"}}).poi->potable, Potable::yes);
  EXPECT_EQ(feature({{"natural", "spring"}}).poi->potable, Potable::unknown);
  EXPECT_EQ(feature({{"natural", "spring"}, {"drinking_water", "yes"}}).poi->potable, Potable::yes);
  EXPECT_EQ(feature({{"natural", "spring"}, {"drinking_water", "no"}}).poi->potable, Potable::no);
  EXPECT_TRUE(feature({{"natural", "spring"}, {"intermittent", "yes"}}).poi->intermittent);
  EXPECT_TRUE(feature({{"natural", "spring"}, {"seasonal", "summer"}}).poi->intermittent);
  EXPECT_TRUE(feature({{"tourism", "camp_site"}, {"backcountry", "yes"}}).poi->backcountry);
}

TEST(Features, StartsAreTrailheadsAndParkingOpenToThePublic) {
  EXPECT_EQ(feature({{"highway", "trailhead"}}).start->kind, TrailheadKind::trailhead);
  EXPECT_EQ(feature({{"amenity", "parking"}}).start->kind, TrailheadKind::parking);
  EXPECT_FALSE(feature({{"amenity", "parking"}, {"access", "private"}}).start);
  EXPECT_FALSE(feature({{"amenity", "parking"}, {"access", "customers"}}).start);
}

TEST(Features, NumbersBeyondAllReasonAreUnknown) {
  EXPECT_EQ(feature({{"amenity", "parking"}, {"capacity", "2147483647"}}).start->capacity, 2'147'483'647U);
  EXPECT_EQ(feature({{"amenity", "parking"}, {"capacity", "2147483648"}}).start->capacity, std::nullopt)
      << "the database's integers end there";
  EXPECT_EQ(feature({{"amenity", "parking"}, {"capacity", "99999999999"}}).start->capacity, std::nullopt);
}

TEST(Features, NamedSettlementsArePlaces) {
  for (const char* kind : {"city", "town", "village", "hamlet", "locality", "suburb"}) {
    const FeatureProfile profile =
        feature({{"place", kind}, {"name", "Ordino"}, {"name:en", "Ordino (en)"}, {"population", "4884"}});
    ASSERT_TRUE(profile.place) << kind;
    EXPECT_EQ(to_string(profile.place->kind), kind);
    EXPECT_EQ(profile.place->name_en, "Ordino (en)");
    EXPECT_EQ(profile.place->population, 4884U);
    EXPECT_FALSE(feature({{"place", kind}}).place) << kind;
  }
}

}  // namespace
}  // namespace loopgenie::ingest
