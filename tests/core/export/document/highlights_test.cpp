#include "core/export/document/highlights.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/core/export/document/triangle.hpp"

namespace loopgenie {
namespace {

using test::poi_north_of;
using test::triangle;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Highlights : public ::testing::Test {
 protected:
  [[nodiscard]] Point at(char letter) const { return map_.network.node_vertex[map_[letter].value()].point; }
  void add(Poi added) { map_.network.pois.push_back(std::move(added)); }
  void add(PlaceKind kind, double north_of_a_m, std::string name) {
    Place place;
    place.id = {'n', 100 + static_cast<std::int64_t>(places_.size())};
    place.kind = kind;
    place.point = test::north_of(at('A'), north_of_a_m);
    place.name = std::move(name);
    places_.push_back(std::move(place));
  }
  [[nodiscard]] std::vector<Highlight> of(const std::string& order) const {
    return highlights_of(map_.network, places_, triangle(map_, order));
  }
  [[nodiscard]] std::vector<std::string> names(const std::string& order = "ABCA") const {
    std::vector<std::string> found;
    for (const Highlight& highlight : of(order)) {
      found.push_back(highlight.name);
    }
    return found;
  }

  test::AsciiMap map_ = test::triangle_map();
  std::vector<Place> places_;
};

TEST_F(Highlights, AreWhatTheLoopGoesToAndNotWhatIsNearIt) {
  add(poi_north_of(1, PoiKind::peak, at('B'), 45, "Cim"));
  add(poi_north_of(2, PoiKind::peak, at('B'), 55, "Cim del costat"));
  add(poi_north_of(3, PoiKind::alpine_hut, at('B'), 95, "Refugi"));
  add(poi_north_of(4, PoiKind::alpine_hut, at('B'), 105, "Refugi del costat"));
  add(poi_north_of(5, PoiKind::spring, at('B'), 0, "Font"));
  add(poi_north_of(6, PoiKind::peak, at('D'), 0, "Cim fora del camí"));
  EXPECT_THAT(names(), ElementsAre("Cim", "Refugi"));
}

TEST_F(Highlights, AreInTheOrderOfWalkingWithTheirMetres) {
  Poi pass = poi_north_of(1, PoiKind::saddle, at('C'), 0, "Coll");
  pass.elevation_m = 2650;
  add(pass);
  add(poi_north_of(2, PoiKind::viewpoint, at('B'), 0));
  const std::vector<Highlight> there = of("ABCA");
  ASSERT_EQ(there.size(), 2U);
  EXPECT_EQ(there[0].kind, HighlightKind::viewpoint);
  EXPECT_EQ(there[0].name, "");
  EXPECT_NEAR(static_cast<double>(there[0].at_m), distance_m(at('A'), at('B')), 1);
  EXPECT_FALSE(there[0].elevation_m);
  EXPECT_EQ(there[1].kind, HighlightKind::saddle);
  EXPECT_EQ(there[1].elevation_m, 2650);
  EXPECT_NEAR(static_cast<double>(there[1].at_m), distance_m(at('A'), at('B')) + distance_m(at('B'), at('C')), 1);
  const std::vector<Highlight> back = of("ACBA");
  ASSERT_EQ(back.size(), 2U);
  EXPECT_EQ(back[0].name, "Coll");
  EXPECT_EQ(back[0].at_m + there[1].at_m, triangle(map_).length_m);
}

// The way out is walked both ways, and comes by twice.
TEST_F(Highlights, CountOnceWhereAWayIsWalkedTwice) {
  Point middle = at('B');
  middle.lat_e7 = (middle.lat_e7 + at('D').lat_e7) / 2;
  middle.lon_e7 = (middle.lon_e7 + at('D').lon_e7) / 2;
  add(poi_north_of(1, PoiKind::wilderness_hut, middle, 20, "Cabana"));
  const std::vector<Highlight> found = of("DBCABD");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(static_cast<double>(found[0].at_m), distance_m(at('D'), at('B')) / 2, 20);
}

TEST_F(Highlights, ALakeIsPassedWhereItsShoreIs) {
  Poi lake = poi_north_of(1, PoiKind::lake, at('B'), 400, "Estany");
  lake.node = map_.network.node_id[map_['B'].value()];
  lake.detour_m = 90;
  Poi farther = lake;
  farther.id.id = 2;
  farther.name = "Estany lluny";
  farther.detour_m = 110;
  Poi elsewhere = lake;
  elsewhere.id.id = 3;
  elsewhere.name = "Estany d'un altre camí";
  elsewhere.node = map_.network.node_id[map_['D'].value()];
  map_.network.pois = {lake, farther, elsewhere};
  const std::vector<Highlight> found = of("ABCA");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, "Estany");
  EXPECT_NEAR(static_cast<double>(found[0].at_m), distance_m(at('A'), at('B')), 1);
}

TEST_F(Highlights, VillagesCountFromTheirMiddle) {
  add(PlaceKind::village, 245, "Vila");
  add(PlaceKind::hamlet, 95, "Llogaret");
  add(PlaceKind::hamlet, 105, "Llogaret del costat");
  add(PlaceKind::locality, 10, "Pla");
  add(PlaceKind::village, 255, "Vila del costat");
  add(PlaceKind::city, 10, "Ciutat");
  EXPECT_THAT(names(), ::testing::UnorderedElementsAre("Vila", "Llogaret", "Pla"));
}

TEST_F(Highlights, AreOnceWhatIsMappedTwice) {
  add(poi_north_of(3, PoiKind::viewpoint, at('B'), 0, "Coll"));
  add(poi_north_of(5, PoiKind::saddle, at('B'), 20, "Coll"));
  add(poi_north_of(4, PoiKind::saddle, at('B'), 30, "Coll"));
  add(poi_north_of(6, PoiKind::saddle, at('C'), 0, "Coll"));
  add(poi_north_of(7, PoiKind::waterfall, at('C'), 0));
  add(poi_north_of(8, PoiKind::waterfall, at('C'), 40));
  const std::vector<Highlight> found = of("ABCA");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].id.id, 4) << "a pass before a viewpoint, then the lower id";
  EXPECT_EQ(found[1].id.id, 6) << "another pass of that name, elsewhere";
  EXPECT_EQ(found[2].id.id, 7);
}

TEST_F(Highlights, DoNotDependOnTheOrderOfWhatIsGiven) {
  for (int i = 0; i < 6; ++i) {
    add(poi_north_of(1 + i, PoiKind::peak, at('B'), 8.0 * i, i % 2 == 0 ? "Cim" : "Pic"));
  }
  const std::vector<Highlight> found = of("ABCA");
  EXPECT_EQ(found.size(), 2U);
  std::reverse(map_.network.pois.begin(), map_.network.pois.end());
  EXPECT_EQ(of("ABCA"), found);
}

TEST_F(Highlights, OfAnEmptyMapAreNone) { EXPECT_THAT(of("ABCA"), IsEmpty()); }

TEST_F(Highlights, AreFoundOnTheOtherSideOfTheAntimeridian) {
  const auto place = [&](char letter, double lat, double lon) {
    map_.network.node_vertex[map_[letter].value()].point = point_from_degrees(lat, lon);
  };
  place('A', -16.5, 179.99);
  place('B', -16.5, -179.9999);
  place('C', -16.51, 179.99);
  Poi hut = poi_north_of(1, PoiKind::alpine_hut, point_from_degrees(-16.5, 179.9999), 0, "Bure");
  add(hut);
  EXPECT_THAT(names(), ElementsAre("Bure"));
}

}  // namespace
}  // namespace loopgenie
