// Real regions: the figures of the data folder's README, and what must hold for every edge. Skipped without
// LOOPGENIE_TEST_DATA.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "api/ingest/read.hpp"
#include "core/cost/appeal.hpp"
#include "tests/api/ingest/source_map.hpp"
#include "tests/support/environment.hpp"
#include "tests/support/line_length.hpp"

namespace loopgenie::ingest {
namespace {

class ReadReal : public testing::Test {
 protected:
  void SetUp() override {
    const std::optional<std::string> folder = loopgenie::test::environment("LOOPGENIE_TEST_DATA");
    if (!folder) {
      GTEST_SKIP() << "LOOPGENIE_TEST_DATA does not name the folder of real data: skipped.";
    }
    folder_ = *folder + "/";
  }

  [[nodiscard]] Dataset read(const std::string& osm, const std::string& dem) const {
    Result<Dataset> dataset = read_dataset(test::files({folder_ + osm}, {folder_ + dem}));
    EXPECT_TRUE(dataset) << (dataset ? "" : dataset.error().message);
    return dataset ? *std::move(dataset) : Dataset{};
  }

  std::string folder_;
};

double km(const KmByClass& by_class, WayClass way_class) { return by_class[static_cast<std::size_t>(way_class)]; }

/// What every data set must be: noded, measured, sorted, consistent.
void expect_sound(const Dataset& dataset) {
  std::map<NodeId, const DatasetNode*> nodes;
  for (const DatasetNode& node : dataset.nodes) {
    EXPECT_TRUE(nodes.empty() || nodes.rbegin()->first < node.id);
    nodes.emplace(node.id, &node);
  }
  std::set<Point> inner;
  std::set<std::pair<Point, Point>> segments;
  EdgeId last(0);
  for (const DatasetEdge& edge : dataset.edges) {
    EXPECT_LT(last, edge.id);
    last = edge.id;
    ASSERT_GE(edge.points.size(), 2U);
    ASSERT_EQ(edge.points.size(), edge.elevation_m.size());
    const DatasetNode& tail = *nodes.at(edge.tail);
    const DatasetNode& head = *nodes.at(edge.head);
    EXPECT_EQ(edge.points.front(), tail.point);
    EXPECT_EQ(edge.points.back(), head.point);
    EXPECT_EQ(edge.elevation_m.front(), tail.elevation_m);
    EXPECT_EQ(edge.elevation_m.back(), head.elevation_m);
    EXPECT_NEAR(edge.length_dm, std::max(1.0, loopgenie::test::line_length_m(edge.points) * 10), 0.51);
    EXPECT_NE(edge.attributes.way_class, WayClass::unknown);
    if (edge.climb && tail.elevation_m && head.elevation_m) {
      const double rise_m = static_cast<double>(*head.elevation_m - *tail.elevation_m);
      EXPECT_NEAR((static_cast<double>(edge.climb->ascent_dm) - edge.climb->descent_dm) / 10, rise_m, 0.2);
    }
    for (std::size_t i = 1; i < edge.points.size(); ++i) {
      EXPECT_TRUE(segments.insert(std::minmax(edge.points[i - 1], edge.points[i])).second) << way_id_of(edge.id);
      if (i + 1 < edge.points.size()) {
        EXPECT_TRUE(inner.insert(edge.points[i]).second) << "an unmarked crossing on way " << way_id_of(edge.id);
      }
    }
  }
  for (const DatasetNode& node : dataset.nodes) {
    EXPECT_FALSE(inner.contains(node.point)) << node.id.value();
  }
  for (const Trailhead& trailhead : dataset.trailheads) {
    EXPECT_EQ(nodes.count(trailhead.node), 1U);
    EXPECT_TRUE(dataset.extent.contains(trailhead.point));
    EXPECT_LE(trailhead.loopable_m[2], trailhead.network_m[2]);
    EXPECT_LE(trailhead.network_m[0], trailhead.network_m[1]);
  }
}

TEST_F(ReadReal, AndorraHasTheKnownFigures) {
  const Dataset dataset = read("andorra-2025.osm.pbf", "N42E001.hgt.zip");
  expect_sound(dataset);
  const Figures& figures = dataset.figures;
  EXPECT_EQ(dataset.date, "2025-01-19");
  // Eight of the 32 ways of its bike parks.
  for (const std::int64_t way :
       {29249700, 225323445, 225328907, 225328913, 226117058, 227397420, 228304093, 751098074}) {
    EXPECT_TRUE(std::all_of(dataset.edges.begin(), dataset.edges.end(), [&](const DatasetEdge& edge) {
      return way_id_of(edge.id) != way || edge.attributes.has(EdgeFlag::bike_trail);
    })) << way;
  }
  EXPECT_NEAR(figures.walkable_km, 1553, 0.02 * 1553);
  EXPECT_NEAR(km(figures.source_km, WayClass::path), 1024, 0.02 * 1024);
  EXPECT_NEAR(km(figures.source_km, WayClass::track), 327, 0.02 * 327);
  EXPECT_NEAR(km(figures.source_km, WayClass::footway), 154, 0.02 * 154);
  EXPECT_NEAR(figures.largest_component_km, 1204, 0.02 * 1204);
  EXPECT_NEAR(figures.largest_component_loops, 835, 17);
  EXPECT_GT(figures.network_component_km, 0.9 * figures.trail_km);  // the connectors join the valleys
  EXPECT_LT(figures.minor_connector_km + figures.main_connector_km, 150);
  EXPECT_LT(figures.unknown_climb_km, 10);
  EXPECT_EQ(figures.trailhead_nodes, 1U);
  EXPECT_GE(figures.trailhead_parkings, 100U);
  std::map<PoiKind, int> pois;
  for (const Poi& poi : dataset.pois) {
    ++pois[poi.kind];
  }
  EXPECT_EQ(figures.places, 213U);
  EXPECT_EQ(figures.place_junctions, 498U);
  EXPECT_EQ(figures.larger_sets, 0U);
  EXPECT_EQ(pois[PoiKind::alpine_hut], 5);
  EXPECT_EQ(pois[PoiKind::wilderness_hut], 29);
  int ordino = 0;
  for (const Place& place : dataset.places) {
    ordino += place.name == "Ordino" ? 1 : 0;
  }
  EXPECT_EQ(ordino, 1);
  // Elevation against the surveyed heights of saddles on the trails (README: 9.3 m mean absolute on the raw raster).
  double difference_sum_m = 0;
  double absolute_sum_m = 0;
  int saddles = 0;
  std::map<Point, float> at;
  for (const DatasetEdge& edge : dataset.edges) {
    for (std::size_t i = 0; i < edge.points.size(); ++i) {
      if (edge.elevation_m[i]) {
        at.emplace(edge.points[i], *edge.elevation_m[i]);
      }
    }
  }
  for (const Poi& poi : dataset.pois) {
    if (poi.kind == PoiKind::saddle && poi.elevation_m && at.count(poi.point) != 0) {
      const double difference_m = static_cast<double>(at.at(poi.point)) - *poi.elevation_m;
      difference_sum_m += difference_m;
      absolute_sum_m += std::abs(difference_m);
      ++saddles;
    }
  }
  EXPECT_GE(saddles, 30);
  EXPECT_LT(std::abs(difference_sum_m / saddles), 6);
  EXPECT_LE(absolute_sum_m / saddles, 10);
  std::printf("%d saddles: mean absolute error %.2f m, mean %.2f m\n", saddles, absolute_sum_m / saddles,
              difference_sum_m / saddles);
}

TEST_F(ReadReal, MarkedRoutesAppealMoreThanTheAveragePathAndStreetsFarLess) {
  const Dataset dataset = read("andorra-2025.osm.pbf", "N42E001.hgt.zip");
  struct Mean {
    double sum = 0;
    double metres = 0;
    void add(const DatasetEdge& edge) {
      sum += static_cast<double>(appeal_hundredths(edge.attributes)) * edge.length_dm;
      metres += edge.length_dm;
    }
    [[nodiscard]] double value() const { return sum / metres; }
  };
  Mean marked;
  Mean unmarked_paths;
  Mean paths;
  Mean streets;
  for (const DatasetEdge& edge : dataset.edges) {
    const EdgeAttributes& attributes = edge.attributes;
    if (attributes.route_network != RouteNetwork::none && is_trail(attributes.way_class)) {
      marked.add(edge);
    }
    if (attributes.way_class == WayClass::path) {
      paths.add(edge);
      if (attributes.route_network == RouteNetwork::none) {
        unmarked_paths.add(edge);
      }
    }
    if (attributes.way_class == WayClass::residential) {
      streets.add(edge);
    }
  }
  std::printf("appeal: marked %.1f, paths %.1f, unmarked paths %.1f, streets %.1f\n", marked.value(), paths.value(),
              unmarked_paths.value(), streets.value());
  EXPECT_GT(marked.value(), paths.value() + 8);
  EXPECT_GT(marked.value(), unmarked_paths.value() + 10);
  EXPECT_LT(streets.value(), paths.value() - 50);
}

TEST_F(ReadReal, HeidelbergIsWhereItsTrailsAreNotWhereItsHeaderSays) {
  const Dataset dataset = read("heidelberg-2024.osm.pbf", "N49E008.hgt.gz");
  expect_sound(dataset);
  EXPECT_NEAR(dataset.figures.walkable_km, 2412, 0.02 * 2412);
  EXPECT_EQ(dataset.figures.places, 673U);
  EXPECT_EQ(dataset.figures.place_junctions, 1694U);
  EXPECT_EQ(dataset.figures.larger_sets, 10U);
  EXPECT_EQ(dataset.figures.larger_set_junctions, 134U);
  EXPECT_GT(dataset.extent.south_e7, 490'000'000);
  EXPECT_LT(dataset.extent.north_e7, 500'000'000);
  EXPECT_LT(dataset.figures.minor_connector_km + dataset.figures.main_connector_km,
            0.3 * dataset.figures.candidate_connector_km);
}

TEST_F(ReadReal, ATruncatedExtractIsAnError) {
  std::ifstream in(folder_ + "andorra-2013.osm.pbf", std::ios::binary);
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  const test::TemporaryFolder folder;
  for (const std::size_t size : {std::size_t{10}, std::size_t{5000}, whole.size() / 2, whole.size() - 1}) {
    std::ofstream(folder.file("cut.osm.pbf"), std::ios::binary) << whole.substr(0, size);
    const Result<Dataset> dataset = read_dataset(test::files({folder.file("cut.osm.pbf")}));
    ASSERT_FALSE(dataset) << size;
    EXPECT_NE(dataset.error().message.find("cut.osm.pbf"), std::string::npos);
    EXPECT_NE(dataset.error().message.find("download it again"), std::string::npos) << dataset.error().message;
  }
}

TEST_F(ReadReal, ElevationOfAnotherRegionIsAnError) {
  const Result<Dataset> dataset =
      read_dataset(test::files({folder_ + "andorra-2013.osm.pbf"}, {folder_ + "N49E008.hgt.gz"}));
  ASSERT_FALSE(dataset);
  EXPECT_NE(dataset.error().message.find("N42E001"), std::string::npos) << dataset.error().message;
}

}  // namespace
}  // namespace loopgenie::ingest
