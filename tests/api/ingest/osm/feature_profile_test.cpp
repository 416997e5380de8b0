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
      {{{"amenity", "shelter"}, {"shelter_type", "weather_shelter; lean_to"}}, PoiKind::shelter},
      {{{"amenity", "shelter"}}, PoiKind::unknown},
      {{{"amenity", "shelter"}, {"name", "Orri"}}, PoiKind::shelter},
      {{{"amenity", "shelter"}, {"shelter_type", "picnic_shelter"}, {"name", "Berenador"}}, PoiKind::unknown},
      {{{"tourism", "camp_site"}, {"tents", "no"}}, PoiKind::unknown},
      {{{"tourism", "camp_site"}, {"group_only", "yes"}}, PoiKind::unknown},
      {{{"tourism", "camp_site"}, {"permanent_camping", "only"}}, PoiKind::unknown},
      {{{"tourism", "camp_site"}, {"access", "private"}}, PoiKind::unknown},
      {{{"tourism", "caravan_site"}}, PoiKind::unknown},
      {{{"tourism", "caravan_site"}, {"tents", "yes"}}, PoiKind::camp_site},
      {{{"tourism", "alpine_hut"}, {"access", "private"}}, PoiKind::unknown},
      {{{"tourism", "alpine_hut"}, {"disused", "yes"}}, PoiKind::unknown},
      {{{"tourism", "wilderness_hut"}, {"ruins", "yes"}}, PoiKind::unknown},
      {{{"amenity", "drinking_water"}, {"access", "private"}}, PoiKind::unknown},
      {{{"amenity", "drinking_water"}, {"disused", "yes"}}, PoiKind::unknown},
      {{{"amenity", "drinking_water"}, {"operational_status", "broken"}}, PoiKind::unknown},
      {{{"amenity", "fountain"}}, PoiKind::fountain},
      {{{"amenity", "fountain"}, {"fountain", "decorative"}}, PoiKind::unknown},
      {{{"amenity", "fountain"}, {"drinking_water", "yes"}}, PoiKind::drinking_water},
      {{{"amenity", "water_point"}}, PoiKind::water_point},
      {{{"man_made", "water_well"}}, PoiKind::well},
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
  EXPECT_EQ(feature({{"amenity", "fountain"}}).poi->potable, Potable::unknown);
  EXPECT_EQ(feature({{"man_made", "water_well"}}).poi->potable, Potable::unknown);
  EXPECT_EQ(feature({{"amenity", "water_point"}}).poi->potable, Potable::yes);
  EXPECT_EQ(feature({{"amenity", "water_point"}, {"drinking_water", "no"}}).poi->potable, Potable::no);
  EXPECT_TRUE(feature({{"natural", "spring"}, {"intermittent", "yes"}}).poi->intermittent);
  EXPECT_TRUE(feature({{"natural", "spring"}, {"seasonal", "summer"}}).poi->intermittent);
  EXPECT_TRUE(feature({{"tourism", "camp_site"}, {"backcountry", "yes"}}).poi->backcountry);
}

TEST(Features, AShelterThatNobodyDescribedIsUnverified) {
  EXPECT_FALSE(feature({{"amenity", "shelter"}, {"shelter_type", "basic_hut"}}).poi->unverified);
  EXPECT_TRUE(feature({{"amenity", "shelter"}, {"name", "Orri"}}).poi->unverified);
  EXPECT_TRUE(feature({{"amenity", "shelter"}, {"ref:refuges.info", "1234"}, {"shelter_type", "rock_shelter"}})
                  .poi->unverified);
}

TEST(Features, ANightIsOfTheKindThatItsTagsSay) {
  const auto kind = [](const Tags& tags) { return feature(tags).poi->night.kind; };
  EXPECT_EQ(kind({{"tourism", "alpine_hut"}}), NightKind::hut);
  EXPECT_EQ(kind({{"tourism", "wilderness_hut"}}), NightKind::bothy);
  EXPECT_EQ(kind({{"amenity", "shelter"}, {"shelter_type", "basic_hut"}}), NightKind::shelter);
  EXPECT_EQ(kind({{"amenity", "shelter"}, {"name", "Orri"}}), NightKind::shelter);
  EXPECT_EQ(kind({{"tourism", "camp_site"}}), NightKind::camp);
  EXPECT_EQ(kind({{"tourism", "camp_pitch"}}), NightKind::camp);
  EXPECT_EQ(kind({{"tourism", "caravan_site"}, {"tents", "yes"}}), NightKind::camp);
  EXPECT_EQ(feature({{"natural", "spring"}, {"capacity", "3"}, {"phone", "112"}}).poi->night, NightFacts());
}

TEST(Features, ANightTellsWhatItsTagsSayAndNothingElse) {
  const auto night = [](const Tags& more) {
    Tags tags = {{"tourism", "wilderness_hut"}};
    tags.insert(tags.end(), more.begin(), more.end());
    return feature(tags).poi->night;
  };
  EXPECT_EQ(night({}), (NightFacts{.kind = NightKind::bothy}));
  EXPECT_EQ(night({{"opening_hours", "Jun-Sep"}}).open_months, 0b1'1110'0000);
  EXPECT_EQ(night({{"opening_hours", "summer"}}).open_months, 0);

  EXPECT_EQ(night({{"capacity", "43"}, {"beds", "40"}}).capacity, 43U);
  EXPECT_EQ(night({{"beds", "12"}}).capacity, 12U);
  for (const char* value : {"0", "-4", "20-30", "many", "200000"}) {
    EXPECT_EQ(night({{"capacity", value}}).capacity, std::nullopt) << value;
  }

  EXPECT_EQ(night({{"fee", "no"}}).fee, false);
  EXPECT_EQ(night({{"fee", "yes"}}).fee, true);
  EXPECT_EQ(night({{"charge", "15 EUR"}}).fee, true);
  EXPECT_EQ(night({{"fee", "donation"}}).fee, std::nullopt);
  EXPECT_EQ(night({{"fee", "unknown"}}).fee, std::nullopt);

  EXPECT_EQ(night({{"reservation", "required"}}).reservation, Reservation::required);
  EXPECT_EQ(night({{"reservation", "recommended"}}).reservation, Reservation::recommended);
  EXPECT_EQ(night({{"reservation", "yes"}}).reservation, Reservation::possible);
  EXPECT_EQ(night({{"reservation", "no"}}).reservation, Reservation::no);
  EXPECT_EQ(night({{"reservation", "maybe"}}).reservation, Reservation::unknown);

  EXPECT_EQ(night({{"phone", "+376 123 456; +376 654 321"}}).phone, "+376 123 456");
  EXPECT_EQ(night({{"contact:phone", "+376 (123) 456"}}).phone, "+376 (123) 456");
  EXPECT_EQ(night({{"phone", "+43 5256 6200 / 6201"}}).phone, "+43 5256 6200");
  EXPECT_EQ(night({{"phone", "+43 5256 6200, +43 664 1234567"}}).phone, "+43 5256 6200");
  EXPECT_EQ(night({{"phone", "+43 5256/6200"}}).phone, "+43 5256/6200") << "the slash ends the area code";
  for (const char* value : {"ask in the village", "+376 123 456 ext. 4", "---", "javascript:alert(1)",
                            "+376 123 456 789 123 456 789 123 456 789 123"}) {
    EXPECT_EQ(night({{"phone", value}}).phone, "") << value;
  }

  EXPECT_EQ(night({{"website", "https://example.org/refugi"}}).website, "https://example.org/refugi");
  EXPECT_EQ(night({{"contact:website", "http://example.org"}}).website, "http://example.org");
  for (const char* value : {"www.example.org", "javascript:alert(1)", "HTTPS", "https://example.org/a b"}) {
    EXPECT_EQ(night({{"website", value}}).website, "") << value;
  }
}

TEST(Features, WaterAtANightIsKnownFromItsTagsAndFromItsKeeper) {
  const auto water = [](const Tags& tags) { return feature(tags).poi->night.water; };
  EXPECT_EQ(water({{"tourism", "alpine_hut"}}), NightWater::keeper) << "nobody says that it is to be drunk";
  EXPECT_EQ(water({{"tourism", "alpine_hut"}, {"drinking_water", "yes"}}), NightWater::tap);
  EXPECT_EQ(water({{"tourism", "alpine_hut"}, {"drinking_water", "no"}}), NightWater::unknown);
  EXPECT_EQ(water({{"tourism", "wilderness_hut"}}), NightWater::unknown);
  EXPECT_EQ(water({{"tourism", "camp_site"}, {"drinking_water", "yes"}}), NightWater::tap);
}

TEST(Features, OpenWaterMayBeDryAndFoulWaterIsNone) {
  const auto water = [](const Tags& tags) { return feature(tags).water; };
  for (const Tags& tags : {Tags{{"waterway", "stream"}}, Tags{{"waterway", "river"}, {"tunnel", "no"}},
                           Tags{{"natural", "water"}}, Tags{{"natural", "water"}, {"water", "lake"}, {"salt", "no"}},
                           Tags{{"waterway", "stream"}, {"intermittent", "no"}, {"seasonal", "no"}}}) {
    EXPECT_EQ(water(tags), OpenWater::perennial) << in_words(tags);
  }
  for (const Tags& tags :
       {Tags{{"waterway", "stream"}, {"intermittent", "yes"}}, Tags{{"waterway", "stream"}, {"seasonal", "spring"}},
        Tags{{"natural", "water"}, {"water", "lake"}, {"intermittent", "yes"}}}) {
    EXPECT_EQ(water(tags), OpenWater::seasonal) << in_words(tags);
  }
  for (const Tags& tags :
       {Tags{{"natural", "meadow"}}, Tags{{"waterway", "stream"}, {"tunnel", "culvert"}},
        Tags{{"natural", "water"}, {"water", "wastewater"}}, Tags{{"natural", "water"}, {"salt", "yes"}},
        Tags{{"natural", "water"}, {"water", "lagoon"}}, Tags{{"waterway", "river"}, {"tidal", "yes"}},
        Tags{{"waterway", "canal"}, {"drinking_water", "no"}},
        Tags{{"waterway", "stream"}, {"salt", "yes"}, {"intermittent", "yes"}}}) {
    EXPECT_EQ(water(tags), OpenWater::none) << in_words(tags);
  }
}

TEST(Features, StartsAreTrailheadsAndParkingOpenToThePublic) {
  EXPECT_EQ(feature({{"highway", "trailhead"}}).start->kind, TrailheadKind::trailhead);
  EXPECT_EQ(feature({{"amenity", "parking"}}).start->kind, TrailheadKind::parking);
  EXPECT_FALSE(feature({{"amenity", "parking"}, {"access", "private"}}).start);
  EXPECT_FALSE(feature({{"amenity", "parking"}, {"access", "customers"}}).start);
  EXPECT_FALSE(feature({{"highway", "trailhead"}, {"access", "private"}}).start);
  EXPECT_EQ(feature({{"amenity", "ferry_terminal"}}).start->kind, TrailheadKind::ferry_landing);
  EXPECT_EQ(feature({{"railway", "halt"}, {"name", "Vall"}}).start->kind, TrailheadKind::station);
  EXPECT_EQ(feature({{"highway", "bus_stop"}}).start->kind, TrailheadKind::bus_stop);
  EXPECT_FALSE(feature({{"railway", "station"}, {"disused", "yes"}}).start);
  const Tags parking = {{"amenity", "parking"}};
  for (const auto& tag : Tags{{"motor_vehicle", "no"},
                              {"motorcar", "private"},
                              {"vehicle", "no"},
                              {"hgv", "only"},
                              {"disused", "yes"},
                              {"abandoned", "yes"},
                              {"private", "employees"},
                              {"construction", "yes"}}) {
    Tags tags = parking;
    tags.push_back(tag);
    EXPECT_FALSE(feature(tags).start) << in_words(tags);
  }
  EXPECT_TRUE(feature({{"amenity", "parking"}, {"access", "no"}, {"motorcar", "yes"}}).start);
}

TEST(Features, ACarParkSaysWhatItIsLikeInFiguresOrInItsOwnWords) {
  const auto start = [](const Tags& more) {
    Tags tags = {{"amenity", "parking"}};
    tags.insert(tags.end(), more.begin(), more.end());
    return feature(tags).start.value();
  };
  EXPECT_EQ(start({{"parking", "underground"}}).parking, ParkingKind::underground);
  EXPECT_EQ(start({{"parking", "multi-storey"}}).parking, ParkingKind::multi_storey);
  EXPECT_EQ(start({{"parking", "layby"}}).parking, ParkingKind::roadside);
  EXPECT_EQ(start({}).parking, ParkingKind::unknown);
  EXPECT_EQ(start({{"capacity", "20"}}).capacity, 20U);
  EXPECT_EQ(start({{"capacity", "20"}}).capacity_text, "");
  EXPECT_EQ(start({{"capacity", "20 "}}).capacity, 20U);
  EXPECT_EQ(start({{"capacity", "0"}}).capacity, std::nullopt);
  EXPECT_EQ(start({{"capacity", "-5"}}).capacity_text, "");
  EXPECT_EQ(start({{"capacity", "20-30"}}).capacity, std::nullopt);
  EXPECT_EQ(start({{"capacity", "20-30"}}).capacity_text, "20-30");
  EXPECT_EQ(start({{"fee", "no"}}).fee, false);
  EXPECT_EQ(start({{"fee", "5 EUR"}}).fee, true);
  EXPECT_EQ(start({{"fee", "5 EUR"}}).fee_text, "5 EUR");
  EXPECT_EQ(start({{"fee", "Sa-Su"}}).fee_text, "Sa-Su");
  EXPECT_EQ(start({{"fee", "yes"}, {"charge", "2 EUR/hour"}}).fee_text, "2 EUR/hour");
  EXPECT_EQ(start({{"fee", "donation"}}).fee, std::nullopt);
  EXPECT_EQ(start({{"maxstay", "24 hours"}}).max_stay, "24 hours");
  EXPECT_EQ(start({{"maxstay", "unlimited"}}).max_stay, "");
  EXPECT_EQ(start({{"access:conditional", "no @ (22:00-06:00)"}}).condition, "no @ (22:00-06:00)");
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
