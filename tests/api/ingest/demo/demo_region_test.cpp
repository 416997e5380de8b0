// The demo region's files, read as anyone would: what issue 2 promises of it, and that it never changes by itself.
#include <gdal.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <osmium/handler.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/visitor.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "api/ingest/demo/region.hpp"
#include "core/geo/distance.hpp"
#include "core/geo/tile_id.hpp"

namespace loopgenie::ingest::demo {
namespace {

struct WalkWay {
  std::int64_t id = 0;
  bool is_trail = false;
  std::vector<std::int64_t> nodes;
};

struct ReadRegion : osmium::handler::Handler {
  std::map<std::int64_t, Point> points;
  std::vector<WalkWay> walk_ways;    // what a walker may use
  std::map<std::string, int> count;  // of "key=value" and, for names, "name:place"
  std::map<std::string, std::set<std::string>> names;
  std::set<std::int64_t> trail_relation_ways;
  int tagged_without_source = 0;
  int signposted_routes = 0;

  void note(const osmium::OSMObject& object) {
    if (!object.tags().empty() &&
        object.tags().get_value_by_key("source", "") != std::string("made up by Loop Genie")) {
      ++tagged_without_source;
    }
    for (const osmium::Tag& tag : object.tags()) {
      ++count[std::string(tag.key()) + "=" + tag.value()];
      ++count[tag.key()];
    }
    if (const char* place = object.tags()["place"]) {
      names[place].insert(object.tags().get_value_by_key("name", ""));
    }
  }
  void node(const osmium::Node& node) {
    points[node.id()] = {node.location().y(), node.location().x()};
    note(node);
  }
  void way(const osmium::Way& way) {
    note(way);
    static const std::set<std::string> kTrails = {"path", "footway", "track", "bridleway", "steps", "cycleway"};
    static const std::set<std::string> kRoads = {"residential",  "living_street", "service",
                                                 "unclassified", "tertiary",      "secondary"};
    const std::string highway = way.tags().get_value_by_key("highway", "");
    const bool closed = way.tags().has_tag("foot", "no") || way.tags().has_tag("access", "private");
    if (closed || (!kTrails.contains(highway) && !kRoads.contains(highway))) {
      return;
    }
    WalkWay walk{way.id(), kTrails.contains(highway), {}};
    for (const osmium::NodeRef& ref : way.nodes()) {
      walk.nodes.push_back(ref.ref());
    }
    walk_ways.push_back(std::move(walk));
  }
  void relation(const osmium::Relation& relation) {
    note(relation);
    signposted_routes += relation.tags().has_tag("route", "hiking") && relation.tags()["network"] != nullptr &&
                         relation.tags()["ref"] != nullptr;
    for (const osmium::RelationMember& member : relation.members()) {
      trail_relation_ways.insert(member.ref());
    }
  }
};

struct Segment {
  std::int64_t a;
  std::int64_t b;
  double length_m;
};

class Components {
 public:
  explicit Components(const std::vector<Segment>& segments) {
    for (const Segment& segment : segments) {
      parent_[root(segment.a)] = root(segment.b);
    }
    for (const Segment& segment : segments) {
      km_[root(segment.a)] += segment.length_m / 1000;
      ++edges_[root(segment.a)];
    }
  }
  /// Kilometres of the components, longest first.
  [[nodiscard]] std::vector<double> km() const {
    std::vector<double> sorted;
    for (const auto& [id, km] : km_) {
      sorted.push_back(km);
    }
    std::sort(sorted.rbegin(), sorted.rend());
    return sorted;
  }
  std::int64_t root(std::int64_t node) {
    parent_.try_emplace(node, node);
    while (parent_[node] != node) {
      parent_[node] = parent_[parent_[node]];
      node = parent_[node];
    }
    return node;
  }

 private:
  std::map<std::int64_t, std::int64_t> parent_;
  std::map<std::int64_t, double> km_;
  std::map<std::int64_t, int> edges_;
};

// The trails joined at nodes of degree 2, so that what is left are junctions, ends and the chains between them.
struct TrailGraph {
  struct Chain {
    int a = 0;
    int b = 0;
  };
  std::vector<int> degree;
  std::vector<Chain> chains;

  explicit TrailGraph(const std::vector<Segment>& segments) {
    std::map<std::int64_t, std::vector<std::pair<std::int64_t, std::size_t>>> arcs;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      arcs[segments[i].a].emplace_back(segments[i].b, i);
      arcs[segments[i].b].emplace_back(segments[i].a, i);
    }
    std::map<std::int64_t, int> index;
    for (const auto& [node, out] : arcs) {
      if (out.size() != 2) {
        index.emplace(node, static_cast<int>(index.size()));
        degree.push_back(static_cast<int>(out.size()));
      }
    }
    std::vector<char> used(segments.size(), 0);
    for (const auto& [node, number] : index) {
      for (auto [next, segment] : arcs[node]) {
        if (used[segment] != 0) {
          continue;
        }
        used[segment] = 1;
        while (arcs[next].size() == 2) {
          const auto& out = arcs[next];
          const auto& arc = out[0].second == segment ? out[1] : out[0];
          segment = arc.second;
          next = arc.first;
          used[segment] = 1;
        }
        chains.push_back({number, index.at(next)});
      }
    }
  }

  [[nodiscard]] int component_count() const { return static_cast<int>(roots(chains.size()).size()); }

  /// Chains whose removal leaves a cycle on both sides.
  [[nodiscard]] int bridges_between_cycles() const {
    int found = 0;
    for (std::size_t i = 0; i < chains.size(); ++i) {
      std::map<int, int> edges_less_nodes;
      const std::vector<int> root = root_of_node(i);
      for (const int r : root) {
        --edges_less_nodes[r];
      }
      for (std::size_t k = 0; k < chains.size(); ++k) {
        if (k != i) {
          ++edges_less_nodes[root[static_cast<std::size_t>(chains[k].a)]];
        }
      }
      const int a = root[static_cast<std::size_t>(chains[i].a)];
      const int b = root[static_cast<std::size_t>(chains[i].b)];
      found += a != b && edges_less_nodes[a] >= 0 && edges_less_nodes[b] >= 0;
    }
    return found;
  }

  [[nodiscard]] int parallel_pairs() const {
    std::map<std::pair<int, int>, int> between;
    int pairs = 0;
    for (const Chain& chain : chains) {
      if (chain.a != chain.b) {
        pairs += between[std::minmax(chain.a, chain.b)]++;
      }
    }
    return pairs;
  }

 private:
  [[nodiscard]] std::vector<int> root_of_node(std::size_t without) const {
    std::vector<int> root(degree.size());
    std::iota(root.begin(), root.end(), 0);
    const std::function<int(int)> find = [&](int node) {
      int& parent = root[static_cast<std::size_t>(node)];
      return parent == node ? node : parent = find(parent);
    };
    for (std::size_t i = 0; i < chains.size(); ++i) {
      if (i != without) {
        root[static_cast<std::size_t>(find(chains[i].a))] = find(chains[i].b);
      }
    }
    for (std::size_t i = 0; i < root.size(); ++i) {
      root[i] = find(static_cast<int>(i));
    }
    return root;
  }
  [[nodiscard]] std::set<int> roots(std::size_t without) const {
    const std::vector<int> root = root_of_node(without);
    return {root.begin(), root.end()};
  }
};

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class DemoRegionTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::filesystem::temp_directory_path() / ("loopgenie-demo-test-" + std::to_string(::getpid()));
    const auto written = write_demo_region(make_demo_region(), folder_);
    ASSERT_TRUE(written) << written.error().message;
    region_ = std::make_unique<ReadRegion>();
    osmium::io::Reader reader{(folder_ / kOsmFileName).string()};
    osmium::apply(reader, *region_);
    reader.close();
  }
  static void TearDownTestSuite() {
    region_.reset();
    std::filesystem::remove_all(folder_);
  }

  static std::vector<Segment> segments(bool trails_only) {
    std::vector<Segment> found;
    for (const WalkWay& way : region_->walk_ways) {
      for (std::size_t i = 1; (way.is_trail || !trails_only) && i < way.nodes.size(); ++i) {
        found.push_back({way.nodes[i - 1], way.nodes[i],
                         distance_m(region_->points.at(way.nodes[i - 1]), region_->points.at(way.nodes[i]))});
      }
    }
    return found;
  }

  static std::filesystem::path folder_;
  static std::unique_ptr<ReadRegion> region_;
};
std::filesystem::path DemoRegionTest::folder_;
std::unique_ptr<ReadRegion> DemoRegionTest::region_;

TEST_F(DemoRegionTest, HasAtLeast150KmOfTrails) {
  double km = 0;
  for (const Segment& segment : segments(true)) {
    km += segment.length_m / 1000;
  }
  RecordProperty("trail_km", std::to_string(km));
  EXPECT_GE(km, 150);
  EXPECT_LE(km, 400);
}

TEST_F(DemoRegionTest, HasTwoNetworksThatNoWalkerCanJoin) {
  const std::vector<double> km = Components(segments(false)).km();
  ASSERT_GE(km.size(), 2U);
  EXPECT_GE(km[0], 100);
  EXPECT_GE(km[1], 20);
  for (std::size_t i = 2; i < km.size(); ++i) {
    EXPECT_LT(km[i], 1) << "a third network";
  }
}

TEST_F(DemoRegionTest, HasDeadEndsBridgesParallelTrailsAndManyLoops) {
  const TrailGraph graph(segments(true));
  const auto dead_ends = std::count(graph.degree.begin(), graph.degree.end(), 1);
  const int loops =
      static_cast<int>(graph.chains.size()) - static_cast<int>(graph.degree.size()) + graph.component_count();
  RecordProperty("dead_ends", static_cast<int>(dead_ends));
  RecordProperty("bridges", graph.bridges_between_cycles());
  RecordProperty("parallel_pairs", graph.parallel_pairs());
  RecordProperty("loops", loops);
  EXPECT_GE(dead_ends, 10);
  EXPECT_GE(graph.bridges_between_cycles(), 3);
  EXPECT_GE(graph.parallel_pairs(), 5);
  EXPECT_GE(loops, 40);
}

TEST_F(DemoRegionTest, HasNodesAtAHikersSpacing) {
  double longest_m = 0;
  double sum_m = 0;
  const std::vector<Segment> all = segments(false);
  for (const Segment& segment : all) {
    longest_m = std::max(longest_m, segment.length_m);
    sum_m += segment.length_m;
    EXPECT_NE(segment.a, segment.b);
    EXPECT_GT(segment.length_m, 0);
  }
  EXPECT_LE(longest_m, 60);
  EXPECT_GE(sum_m / static_cast<double>(all.size()), 15);
  EXPECT_LE(sum_m / static_cast<double>(all.size()), 40);
}

TEST_F(DemoRegionTest, HasEveryKindOfObject) {
  for (const char* kind : {"highway=path",
                           "highway=track",
                           "highway=footway",
                           "highway=bridleway",
                           "highway=steps",
                           "highway=cycleway",
                           "highway=residential",
                           "highway=living_street",
                           "highway=service",
                           "highway=unclassified",
                           "highway=tertiary",
                           "highway=secondary",
                           "highway=trunk",
                           "highway=trailhead",
                           "amenity=parking",
                           "tourism=alpine_hut",
                           "tourism=wilderness_hut",
                           "tourism=camp_site",
                           "backcountry=yes",
                           "tourism=camp_pitch",
                           "amenity=shelter",
                           "shelter_type=lean_to",
                           "shelter_type=basic_hut",
                           "natural=spring",
                           "drinking_water=yes",
                           "drinking_water=no",
                           "intermittent=yes",
                           "opening_hours=24/7",
                           "reservation=required",
                           "fee=no",
                           "amenity=drinking_water",
                           "natural=peak",
                           "natural=saddle",
                           "natural=waterfall",
                           "tourism=viewpoint",
                           "natural=water",
                           "natural=coastline",
                           "waterway=stream",
                           "waterway=river",
                           "bridge=yes",
                           "ford=stepping_stones",
                           "place=town",
                           "place=village",
                           "place=hamlet",
                           "place=locality",
                           "sac_scale=hiking",
                           "sac_scale=mountain_hiking",
                           "trail_visibility",
                           "surface",
                           "informal=yes",
                           "access=private",
                           "foot=no",
                           "network=nwn",
                           "network=rwn",
                           "network=lwn",
                           "osmc:symbol",
                           "ele",
                           "natural=wood",
                           "natural=scrub",
                           "natural=heath",
                           "natural=wetland",
                           "natural=bare_rock",
                           "natural=scree",
                           "natural=beach",
                           "natural=valley",
                           "landuse=meadow",
                           "landuse=farmland",
                           "landuse=residential",
                           "type=multipolygon"}) {
    EXPECT_GT(region_->count[kind], 0) << kind;
  }
  EXPECT_GE(region_->count["amenity=parking"], 15);
  EXPECT_GE(region_->count["highway=trailhead"], 4);
  EXPECT_GE(region_->signposted_routes, 5);
  EXPECT_GE(region_->count["building=yes"], 400);
  EXPECT_FALSE(region_->names["village"].contains(""));
  EXPECT_GE(region_->names["village"].size(), 5U);
  EXPECT_TRUE(region_->names["town"].contains("Port Genie"));
}

TEST_F(DemoRegionTest, SaysOfEveryTaggedObjectThatItIsMadeUp) { EXPECT_EQ(region_->tagged_without_source, 0); }

TEST_F(DemoRegionTest, GradesSomeTrailsAndLeavesOthersUngraded) {
  int graded = region_->count["sac_scale"];
  EXPECT_GT(graded, 30);
  EXPECT_LT(graded, static_cast<int>(region_->walk_ways.size()));
}

TEST_F(DemoRegionTest, LiesAcrossSeveralTiles) {
  std::set<TileId> index_tiles;
  std::set<TileId> blocks;
  for (const Segment& segment : segments(true)) {
    index_tiles.insert(tile_at(region_->points.at(segment.a), 8));
    blocks.insert(tile_at(region_->points.at(segment.a), 10));
  }
  EXPECT_GE(index_tiles.size(), 2U);
  EXPECT_GE(blocks.size(), 2U);
}

TEST_F(DemoRegionTest, HasElevationUnderEveryWay) {
  GDALAllRegister();
  const std::unique_ptr<void, void (*)(void*)> dem(GDALOpen((folder_ / kDemFileName).string().c_str(), GA_ReadOnly),
                                                   [](void* dataset) { GDALClose(dataset); });
  ASSERT_NE(dem, nullptr);
  std::array<double, 6> transform{};
  ASSERT_EQ(GDALGetGeoTransform(dem.get(), transform.data()), CE_None);
  const int columns = GDALGetRasterXSize(dem.get());
  const int rows = GDALGetRasterYSize(dem.get());
  std::vector<float> height(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  ASSERT_EQ(GDALRasterIO(GDALGetRasterBand(dem.get(), 1), GF_Read, 0, 0, columns, rows, height.data(), columns, rows,
                         GDT_Float32, 0, 0),
            CE_None);
  float highest = 0;
  int steep = 0;
  const std::vector<Segment> all = segments(true);
  for (const Segment& segment : all) {
    std::array<float, 2> ends{};
    for (std::size_t i = 0; i < 2; ++i) {
      const Point at = region_->points.at(i == 0 ? segment.a : segment.b);
      const int column = static_cast<int>((at.lon() - transform[0]) / transform[1]);
      const int row = static_cast<int>((at.lat() - transform[3]) / transform[5]);
      ASSERT_TRUE(column >= 0 && column < columns && row >= 0 && row < rows);
      ends[i] =
          height[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column)];
      highest = std::max(highest, ends[i]);
    }
    steep += std::abs(ends[0] - ends[1]) > segment.length_m * 1.2;
  }
  EXPECT_GT(highest, 800);
  EXPECT_LT(steep, static_cast<int>(all.size() / 50)) << "trails should follow the terrain";
}

TEST_F(DemoRegionTest, IsTheSameBytesEveryTime) {
  const std::filesystem::path again = folder_ / "again";
  const auto written = write_demo_region(make_demo_region(), again);
  ASSERT_TRUE(written) << written.error().message;
  for (const char* name : {kOsmFileName, kDemFileName}) {
    EXPECT_FALSE(bytes_of(folder_ / name).empty());
    EXPECT_EQ(bytes_of(folder_ / name), bytes_of(again / name)) << name;
  }
}

TEST_F(DemoRegionTest, AFolderThatCannotBeMadeIsAnError) {
  const auto written = write_demo_region(DemoRegion{}, folder_ / kOsmFileName / "below-a-file");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::io);
  EXPECT_NE(written.error().message.find("below-a-file"), std::string::npos);
}

}  // namespace
}  // namespace loopgenie::ingest::demo
