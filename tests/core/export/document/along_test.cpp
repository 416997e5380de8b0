#include "core/export/document/along.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/export/document/object_writer.hpp"
#include "core/export/document/plan_shape.hpp"
#include "tests/core/export/document/triangle.hpp"

namespace loopgenie {
namespace {

using test::triangle;
using test::triangle_map;
constexpr auto poi = [](std::int64_t id, PoiKind kind, Point near, double north_m) {
  return test::poi_north_of(id, kind, near, north_m);
};

TEST(PoisAlongALoop, AreNightsAndWaterNearItsLineInTheOrderTheyAreComeBy) {
  test::AsciiMap map = triangle_map();
  const PlanLoop loop = triangle(map);
  ASSERT_EQ(loop.edges.size(), 3U);
  const Point a = map.network.node_vertex[map['A'].value()].point;
  const Point b = map.network.node_vertex[map['B'].value()].point;
  map.network.pois = {
      poi(1, PoiKind::camp_site, b, 160),
      poi(2, PoiKind::wilderness_hut, b, 140),
      poi(3, PoiKind::peak, a, 0),
      poi(4, PoiKind::drinking_water, a, 30),
  };
  const std::vector<PoiAlong> along = pois_along(map.network, loop);
  ASSERT_EQ(along.size(), 2U);
  EXPECT_EQ(along[0].poi.id.id, 4);
  EXPECT_EQ(along[0].vertex, 0U);
  EXPECT_NEAR(along[0].detour_m, 30, 1);
  EXPECT_EQ(along[1].poi.id.id, 2);
  EXPECT_NEAR(along[1].detour_m, 140, 1);
}

TEST(PoisAlongALoop, AreAlsoThoseFartherOffThatMeetTheNetworkOnIt) {
  test::AsciiMap map = triangle_map();
  const PlanLoop loop = triangle(map);
  const Network& network = map.network;
  const auto id_of = [&](char letter) { return network.node_id[map[letter].value()]; };
  const Point b = network.node_vertex[map['B'].value()].point;
  Poi hut = poi(1, PoiKind::alpine_hut, b, 400);
  hut.node = id_of('B');
  hut.night.kind = NightKind::hut;
  hut.detour_m = 380;  // its wall is nearer than its middle
  Poi elsewhere = hut;
  elsewhere.id.id = 2;
  elsewhere.node = id_of('D');
  map.network.pois = {hut, elsewhere};
  const std::vector<PoiAlong> along = pois_along(network, loop);
  ASSERT_EQ(along.size(), 1U);
  EXPECT_EQ(along[0].poi.id.id, 1);
  EXPECT_EQ(along[0].detour_m, 380U);

  JsonWriter json;
  ObjectWriter(json).whole([&](ObjectWriter& object) { along_members(object, along[0]); });
  const auto written = nlohmann::json::parse(std::move(json).take());
  EXPECT_EQ(written["detour_m"], 380);
  EXPECT_EQ(written["kind"], "alpine_hut");
  EXPECT_EQ(written["night"], "hut");
  EXPECT_TRUE(written["potable"].is_null());
}

}  // namespace
}  // namespace loopgenie
