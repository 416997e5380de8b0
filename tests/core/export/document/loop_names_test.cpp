#include "core/export/document/loop_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/export/document/triangle.hpp"

namespace loopgenie {
namespace {

using test::poi_north_of;
using ::testing::ElementsAre;

class LoopNames : public ::testing::Test {
 protected:
  LoopNames() {
    plan_.query.hike_m = 3'000;
    PlanTrailhead start;
    start.trailhead.id = {'n', 1};
    start.trailhead.point = start.trailhead.node_point = at('A');
    plan_.trailheads = {start};
  }

  [[nodiscard]] Point at(char letter) const { return map_.network.node_vertex[map_[letter].value()].point; }
  void add(PoiKind kind, Point near, std::string name, std::optional<int> elevation_m = std::nullopt) {
    Poi added = poi_north_of(1 + static_cast<std::int64_t>(map_.network.pois.size()), kind, near, 0, std::move(name));
    added.elevation_m = elevation_m;
    map_.network.pois.push_back(std::move(added));
  }
  void add(PlaceKind kind, Point point, std::string name) {
    Place place;
    place.id = {'n', 100 + static_cast<std::int64_t>(places_.size())};
    place.kind = kind;
    place.point = point;
    place.name = std::move(name);
    places_.push_back(std::move(place));
  }
  /// Sets what the edge between the two is called, or its routes.
  void follow(char from, char to, std::vector<std::uint32_t>& of_edges, const std::string& text) {
    Network& network = map_.network;
    of_edges[network.find_edge(test::edge_between(map_, from, to).id)->value()] =
        static_cast<std::uint32_t>(network.strings.size());
    network.strings.push_back(text);
  }
  /// The names that loops walked in these orders have as a list.
  std::vector<std::string> names(const std::vector<std::string>& orders) {
    plan_.loops.clear();
    for (const std::string& order : orders) {
      plan_.loops.push_back(test::triangle(map_, order));
    }
    for (std::uint32_t e = 0; e < map_.network.edge_count(); ++e) {
      map_.network.length_dm[e] = 10'000;
    }
    name_loops(map_.network, places_, plan_);
    std::vector<std::string> found;
    for (const PlanLoop& loop : plan_.loops) {
      found.push_back(loop.name);
    }
    EXPECT_EQ(std::set<std::string>(found.begin(), found.end()).size(), found.size()) << "names of a list differ";
    return found;
  }
  std::string name(const std::string& order = "ABCA") { return names({order}).front(); }

  test::AsciiMap map_ = test::triangle_map();
  std::vector<Place> places_;
  Plan plan_;
};

TEST_F(LoopNames, AreWhatTheLoopGoesToInTheOrderOfWalking) {
  add(PoiKind::saddle, at('C'), "Coll", 2500);
  add(PoiKind::lake, at('B'), "Estany");
  EXPECT_EQ(name("ABCA"), "Estany – Coll");
  EXPECT_EQ(name("ACBA"), "Coll – Estany");
  ASSERT_EQ(plan_.loops.front().highlights.size(), 2U);
  EXPECT_EQ(plan_.loops.front().highlights.front().name, "Coll");
}

TEST_F(LoopNames, NameTheHighestPeakOrPassAndNotTheOthers) {
  add(PoiKind::peak, at('B'), "Turó", 1900);
  add(PoiKind::saddle, at('C'), "Coll", 2500);
  add(PoiKind::alpine_hut, test::north_of(at('C'), 500), "Refugi");
  EXPECT_EQ(name(), "Coll – Refugi");
}

TEST_F(LoopNames, TakeTheHeightOfTheLineWhereTheMapHasNone) {
  map_.network.node_vertex[map_['B'].value()].raw_elevation_m = 2600;
  map_.network.node_vertex[map_['C'].value()].raw_elevation_m = 2400;
  add(PoiKind::saddle, at('C'), "Coll baix");
  add(PoiKind::saddle, at('B'), "Coll alt");
  add(PoiKind::viewpoint, at('B'), "Mirador");
  EXPECT_EQ(name(), "Coll alt – Coll baix");
  map_.network.pois[0].elevation_m = 2700;
  add(PoiKind::lake, at('B'), "Estany");
  EXPECT_EQ(name(), "Estany – Coll baix");
}

TEST_F(LoopNames, PreferAmongEqualsTheFartherFromTheStartThenTheLowerId) {
  add(PoiKind::waterfall, at('B'), "Salt B");
  add(PoiKind::waterfall, at('C'), "Salt C");
  add(PoiKind::waterfall, test::north_of(at('C'), 400), "Salt del mig");
  EXPECT_EQ(name(), "Salt B – Salt C");
  map_.network.pois.clear();
  add(PoiKind::lake, at('C'), "Estany 1");
  add(PoiKind::lake, at('C'), "Estany 2");
  std::swap(map_.network.pois[0].id, map_.network.pois[1].id);
  EXPECT_EQ(name(), "Estany 2");
}

TEST_F(LoopNames, PreferAnotherLakeToANamedField) {
  add(PoiKind::lake, at('B'), "Estany de Dalt");
  add(PoiKind::lake, at('C'), "Estany de Baix");
  add(PlaceKind::locality, test::north_of(at('C'), 500), "Pla");
  EXPECT_EQ(name(), "Estany de Dalt – Estany de Baix");
  add(PoiKind::viewpoint, test::north_of(at('C'), 500), "Mirador");
  EXPECT_EQ(name(), "Estany de Baix – Mirador");
}

TEST_F(LoopNames, LeaveOutWhatLiesAtTheStartOrBesideTheFirst) {
  add(PoiKind::lake, at('A'), "Estany de l'aparcament");
  add(PoiKind::saddle, at('B'), "Coll", 2500);
  add(PoiKind::alpine_hut, test::north_of(at('B'), 90), "Refugi del Coll");
  add(PoiKind::viewpoint, at('C'), "Mirador");
  EXPECT_EQ(name(), "Coll – Mirador");
  map_.network.pois.resize(1);
  EXPECT_EQ(name(), "Estany de l'aparcament") << "better than nothing";
}

TEST_F(LoopNames, UseNoNumberAndNoNameTwice) {
  add(PoiKind::peak, at('B'), "2512", 2512);
  add(PoiKind::viewpoint, at('B'), "Coll; Collet");
  add(PoiKind::saddle, at('C'), "Coll", 2000);
  add(PoiKind::waterfall, at('C'), std::string(100, 'x'));
  EXPECT_EQ(name(), "Coll");
}

TEST_F(LoopNames, OfALoopThatGoesNowhereAreItsStartAndWhatItFollows) {
  follow('A', 'B', map_.network.ref, "GR 7; GR 11");
  follow('B', 'C', map_.network.ref, "GR 11");
  follow('C', 'A', map_.network.name, "17");
  EXPECT_EQ(name(), "GR 11 – GR 7") << "the longest first where both begin at the same place";
  plan_.trailheads[0].trailhead.name = "Aparcament";
  EXPECT_EQ(name(), "Aparcament – GR 11");
  follow('C', 'A', map_.network.name, "Camí Ral");
  EXPECT_EQ(name(), "Aparcament – Camí Ral") << "words before signs";
}

TEST_F(LoopNames, NameNoStreetAndNoWayWalkedForAMoment) {
  plan_.trailheads[0].trailhead.name = "Aparcament";
  follow('A', 'B', map_.network.name, "Hauptstrasse");
  map_.network.attributes[map_.network.find_edge(test::edge_between(map_, 'A', 'B').id)->value()].way_class =
      WayClass::residential;
  EXPECT_EQ(name(), "Aparcament, SE");
}

TEST_F(LoopNames, OfALoopThatPassesNothingAreItsStartAndItsDirection) {
  EXPECT_EQ(name("ABCA"), "SE");
  plan_.trailheads[0].trailhead.name = "Ordino";
  EXPECT_EQ(name("ABCA"), "Ordino, SE");
  EXPECT_EQ(name("BCAB"), "Ordino, SW");
  EXPECT_EQ(name("CABC"), "Ordino, N");
}

TEST_F(LoopNames, AStartWithoutANameHasThatOfThePlaceItIsIn) {
  add(PlaceKind::hamlet, test::north_of(at('A'), 900), "Llogaret");
  add(PlaceKind::village, test::north_of(at('A'), 600), "Vila");
  add(PlaceKind::village, test::north_of(at('A'), 600), "La mateixa");
  EXPECT_EQ(name(), "Vila, SE") << "the nearest, of equals the lower id";
  places_.resize(1);
  plan_.query.hike_m = 1'500;
  EXPECT_EQ(name(), "SE") << "no farther than tiles are loaded, which is half the longest hike";
}

TEST_F(LoopNames, OfAListDiffer) {
  add(PoiKind::saddle, at('B'), "Coll", 2500);
  add(PoiKind::lake, at('C'), "Estany");
  EXPECT_THAT(names({"ABCA", "ABCA", "ABCA"}), ElementsAre("Coll – Estany", "Coll – Estany, SE", "Coll – Estany (2)"));
  EXPECT_THAT(names({"ABCA", "ACBA"}), ElementsAre("Coll – Estany", "Estany – Coll, SE"))
      << "the same the other way round";
}

TEST_F(LoopNames, TheirStartsTellThemApart) {
  add(PoiKind::saddle, at('B'), "Coll", 2500);
  add(PoiKind::lake, at('C'), "Estany");
  plan_.trailheads.push_back(plan_.trailheads.front());
  plan_.trailheads.back().trailhead.name = "Aparcament";
  names({"ABCA", "ABCA"});
  plan_.loops.back().trailhead = 1;
  name_loops(map_.network, places_, plan_);
  EXPECT_EQ(plan_.loops.front().name, "Coll – Estany");
  EXPECT_EQ(plan_.loops.back().name, "Aparcament – Coll – Estany");
}

TEST_F(LoopNames, TheNextThingThatTheBetterOneLacksTellsThemApart) {
  add(PoiKind::saddle, at('B'), "Coll", 2500);
  add(PoiKind::lake, at('C'), "Estany");
  add(PoiKind::viewpoint, test::north_of(at('C'), 500), "Mirador");
  add(PoiKind::shelter, at('D'), "Barraca");
  EXPECT_THAT(names({"ABCA", "ABDBCA"}), ElementsAre("Coll – Estany", "Coll – Barraca – Estany"));
  EXPECT_THAT(names({"ABDBCA", "ABCA"}), ElementsAre("Coll – Estany", "Coll – Estany, SE"))
      << "the second has nothing that the first lacks";
}

TEST_F(LoopNames, DoNotDependOnTheOrderOfTheMap) {
  for (const char corner : {'A', 'B', 'C'}) {
    for (const PoiKind kind : {PoiKind::viewpoint, PoiKind::lake, PoiKind::peak}) {
      add(kind, at(corner), std::string(to_string(kind)) + corner, 2000);
      add(PlaceKind::hamlet, at(corner), std::string("hamlet") + corner);
    }
  }
  const std::vector<std::string> before = names({"ABCA", "ACBA", "ABDBCA"});
  std::reverse(map_.network.pois.begin(), map_.network.pois.end());
  std::reverse(places_.begin(), places_.end());
  EXPECT_EQ(names({"ABCA", "ACBA", "ABDBCA"}), before);
}

}  // namespace
}  // namespace loopgenie
