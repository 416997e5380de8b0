// What an import makes of a region does not depend on what else it reads: nodes, edges, roads, trailheads, points of
// interest and places are the same alone and beside another region that is at least 10 km away. Random regions,
// anywhere on Earth; LOOPGENIE_LONG=1 multiplies their number by 50.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "api/ingest/read.hpp"
#include "core/base/random.hpp"
#include "tests/api/ingest/source_map.hpp"
#include "tests/support/environment.hpp"

namespace loopgenie::ingest {
namespace {

using test::SourceMap;
using test::Tags;
using test::TemporaryFolder;

constexpr double kMetresPerDegree = 111'195;
constexpr double kRadiusM = 6'000;  // that all of a region lies within

/// Longitudes wrap round.
struct Place2d {
  double lat = 0;
  double lon = 0;

  [[nodiscard]] double metres_per_lon() const { return kMetresPerDegree * std::cos(lat * std::numbers::pi / 180); }
  [[nodiscard]] Point at(double east_m, double north_m) const {
    const double east = lon + east_m / metres_per_lon();
    return point_from_degrees(lat + north_m / kMetresPerDegree, std::remainder(east, 360.0));
  }
  [[nodiscard]] bool is_near(Point point) const {
    const double east_m = std::remainder(point.lon() - lon, 360.0) * metres_per_lon();
    const double north_m = (point.lat() - lat) * kMetresPerDegree;
    return std::abs(east_m) <= kRadiusM && std::abs(north_m) <= kRadiusM;
  }
};

/// A random region: crossings 500 m apart with ways of all kinds between them, a town, waters, places and sights.
class RandomRegion {
 public:
  /// Ids are `which`, `which` + 2 and so on: those of two regions alternate.
  RandomRegion(std::uint64_t seed, Place2d center, std::int64_t which)
      : random_(seed), center_(center), which_(which) {}

  void add_to(SourceMap& map) {
    map_ = &map;
    random_ = Random(random_.next());
    add_crossings();
    for (int row = 0; row < kSide; ++row) {
      for (int column = 0; column < kSide; ++column) {
        if (column + 1 < kSide) add_way(crossing(row, column), crossing(row, column + 1), 500);
        if (row + 1 < kSide) add_way(crossing(row, column), crossing(row + 1, column), 500);
      }
    }
    add_town();
    add_waters();
    add_features();
    add_routes();
  }

  /// Hills, with some voids.
  std::string write_dem(const TemporaryFolder& folder, const std::string& name) const {
    GDALAllRegister();
    constexpr int kCells = 200;
    constexpr double kHalfM = 4'000;
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    GDALDataset* dataset = driver->Create(folder.file(name).c_str(), kCells, kCells, 1, GDT_Float32, nullptr);
    const double step_lat = 2 * kHalfM / kCells / kMetresPerDegree;
    const double step_lon = 2 * kHalfM / kCells / center_.metres_per_lon();
    double transform[6] = {center_.lon - step_lon * kCells / 2, step_lon, 0,
                           center_.lat + step_lat * kCells / 2, 0,        -step_lat};
    dataset->SetGeoTransform(transform);
    OGRSpatialReference wgs84;
    wgs84.SetWellKnownGeogCS("WGS84");
    dataset->SetSpatialRef(&wgs84);
    GDALRasterBand* band = dataset->GetRasterBand(1);
    band->SetNoDataValue(static_cast<double>(test::kVoidElevation));
    std::vector<float> values;
    Random random(17);
    for (int y = 0; y < kCells; ++y) {
      for (int x = 0; x < kCells; ++x) {
        const double hills = 800 + 200 * std::sin(x / 17.0) * std::cos(y / 11.0) + random.below(12);
        const bool is_void = (x / 20 + y / 20) % 13 == 0;
        values.push_back(is_void ? test::kVoidElevation : static_cast<float>(hills));
      }
    }
    EXPECT_EQ(band->RasterIO(GF_Write, 0, 0, kCells, kCells, values.data(), kCells, kCells, GDT_Float32, 0, 0),
              CE_None);
    GDALClose(GDALDataset::ToHandle(dataset));
    return folder.file(name);
  }

 private:
  static constexpr int kSide = 10;

  struct Crossing {
    std::int64_t id;
    double east_m;
    double north_m;
  };

  std::int64_t next_id() { return which_ + 2 * ++count_; }
  double within(double metres) { return (2 * random_.uniform() - 1) * metres; }
  bool is_one_in(std::uint32_t many) { return random_.below(many) == 0; }
  const char* one_of(const std::vector<const char*>& values) {
    return values[random_.below(static_cast<std::uint32_t>(values.size()))];
  }

  Crossing add_node(double east_m, double north_m, const Tags& tags = {}) {
    const Crossing node{next_id(), east_m, north_m};
    map_->node_at(node.id, center_.at(east_m, north_m), tags);
    return node;
  }

  void add_crossings() {
    for (int row = 0; row < kSide; ++row) {
      for (int column = 0; column < kSide; ++column) {
        Tags tags;
        if (is_one_in(25)) tags = {{"barrier", "gate"}, {"access", one_of({"private", "yes", "permit"})}};
        crossings_.push_back(add_node(500.0 * column - 2'250 + within(150), 500.0 * row - 2'250 + within(150), tags));
      }
    }
  }
  [[nodiscard]] const Crossing& crossing(int row, int column) const {
    return crossings_[static_cast<std::size_t>(row * kSide + column)];
  }

  Tags way_tags() {
    Tags tags = {{"highway", one_of({"path", "path", "path", "track", "track", "footway", "steps", "cycleway",
                                     "residential", "residential", "service", "unclassified", "tertiary", "secondary",
                                     "primary", "pedestrian", "via_ferrata", "motorway"})}};
    if (is_one_in(6)) tags.emplace_back("sac_scale", one_of({"hiking", "mountain_hiking", "alpine_hiking"}));
    if (is_one_in(15)) tags.emplace_back("access", one_of({"no", "private", "permit", "destination"}));
    if (is_one_in(15)) tags.emplace_back("bridge", one_of({"yes", "boardwalk"}));
    if (is_one_in(15)) tags.emplace_back("oneway", "yes");
    if (is_one_in(10)) tags.emplace_back("surface", one_of({"asphalt", "gravel", "ground"}));
    if (is_one_in(10)) tags.emplace_back("name", one_of({"Upper Way", "Lower Way"}));
    return tags;
  }

  void add_way(const Crossing& from, const Crossing& to, double length_m) {
    if (is_one_in(5)) {
      return;
    }
    std::vector<std::int64_t> nodes = {from.id};
    const auto pieces = static_cast<int>(length_m / 125);
    for (int i = 1; i < pieces; ++i) {
      const double share = static_cast<double>(i) / pieces;
      nodes.push_back(add_node(from.east_m + share * (to.east_m - from.east_m) + within(25),
                               from.north_m + share * (to.north_m - from.north_m) + within(25))
                          .id);
    }
    nodes.push_back(to.id);
    ways_.push_back(next_id());
    map_->way(ways_.back(), nodes, way_tags());
  }

  /// Streets and footways 80 m apart, joined to a crossing.
  void add_town() {
    constexpr int kBlocks = 8;
    const Crossing& gate = crossing(static_cast<int>(random_.below(kSide)), static_cast<int>(random_.below(kSide)));
    std::vector<Crossing> corners;
    for (int i = 0; i < kBlocks * kBlocks; ++i) {
      corners.push_back(add_node(gate.east_m + 40 + 80.0 * (i % kBlocks), gate.north_m + 40 + 80.0 * (i / kBlocks)));
    }
    const auto join = [&](const Crossing& a, const Crossing& b) {
      ways_.push_back(next_id());
      map_->way(ways_.back(), {a.id, b.id},
                {{"highway", one_of({"residential", "residential", "footway", "path", "service", "living_street"})}});
    };
    join(gate, corners.front());
    for (std::size_t i = 0; i < corners.size(); ++i) {
      if ((i + 1) % kBlocks != 0) join(corners[i], corners[i + 1]);
      if (i + kBlocks < corners.size()) join(corners[i], corners[i + kBlocks]);
    }
  }

  void add_waters() {
    for (int i = 0; i < 5; ++i) {
      std::vector<std::int64_t> nodes;
      double east_m = within(2'500);
      double north_m = within(2'500);
      for (int k = 0; k < 12; ++k) {
        nodes.push_back(add_node(east_m += within(120), north_m += within(120)).id);
      }
      if (is_one_in(2)) {
        nodes.push_back(nodes.front());
        map_->way(next_id(), nodes, {{"natural", "water"}, {"name", "Lake"}});
      } else {
        map_->way(next_id(), nodes, {{"waterway", "stream"}});
      }
    }
  }

  void add_features() {
    const std::vector<Tags> kinds = {
        {{"amenity", "parking"}},
        {{"amenity", "parking"}, {"name", "Car park"}},
        {{"highway", "trailhead"}, {"name", "Start"}},
        {{"natural", "peak"}, {"ele", "1.234"}},
        {{"natural", "spring"}},
        {{"amenity", "drinking_water"}},
        {{"tourism", "viewpoint"}},
        {{"tourism", "alpine_hut"}, {"name", "Hut"}},
        {{"tourism", "camp_site"}},
        {{"amenity", "shelter"}, {"shelter_type", "basic_hut"}},
    };
    for (int i = 0; i < 80; ++i) {
      add_node(within(2'700), within(2'700), kinds[random_.below(static_cast<std::uint32_t>(kinds.size()))]);
    }
    for (int i = 0; i < 12; ++i) {
      add_node(within(kRadiusM - 100), within(kRadiusM - 100),
               {{"place", one_of({"city", "town", "village", "hamlet", "locality"})}, {"name", "Somewhere"}});
    }
  }

  void add_routes() {
    for (int i = 0; i < 4; ++i) {
      std::vector<std::int64_t> members;
      for (int k = 0; k < 8; ++k) {
        members.push_back(ways_[random_.below(static_cast<std::uint32_t>(ways_.size()))]);
      }
      map_->relation(next_id(), members,
                     {{"type", "route"}, {"route", "hiking"}, {"network", one_of({"lwn", "rwn"})}, {"ref", "R1"}});
    }
  }

  Random random_;
  Place2d center_;
  std::int64_t which_;
  std::int64_t count_ = 0;
  SourceMap* map_ = nullptr;
  std::vector<Crossing> crossings_;
  std::vector<std::int64_t> ways_;
};

/// Puts those of `all` that `is_in` wants beside those of `alone`: both are in the same order.
template <typename T, typename IsIn, typename IsSame>
void expect_same(const char* what, const std::vector<T>& alone, const std::vector<T>& all, IsIn is_in, IsSame is_same) {
  std::vector<T> beside;
  std::copy_if(all.begin(), all.end(), std::back_inserter(beside), is_in);
  EXPECT_EQ(alone.size(), beside.size()) << what;
  const auto [first, other] = std::mismatch(alone.begin(), alone.end(), beside.begin(), beside.end(), is_same);
  EXPECT_TRUE(first == alone.end()) << what << ": number " << first - alone.begin() << " of " << alone.size();
}

template <typename IsIn>
void expect_same_region(const Dataset& alone, const Dataset& all, IsIn is_in) {
  const auto equal = [](const auto& a, const auto& b) { return a == b; };
  EXPECT_FALSE(alone.edges.empty());
  const auto by_point = [&](const auto& object) { return is_in(object.point); };
  expect_same("nodes", alone.nodes, all.nodes, by_point, [](const DatasetNode& a, const DatasetNode& b) {
    return a.id == b.id && a.point == b.point && a.elevation_m == b.elevation_m && a.place == b.place;
  });
  expect_same(
      "edges", alone.edges, all.edges, [&](const DatasetEdge& edge) { return is_in(edge.points.front()); },
      [](const DatasetEdge& a, const DatasetEdge& b) {
        return a.id == b.id && a.tail == b.tail && a.head == b.head && a.length_dm == b.length_dm &&
               a.climb == b.climb && a.attributes == b.attributes && a.name == b.name && a.ref == b.ref &&
               a.points == b.points && a.elevation_m == b.elevation_m;
      });
  std::set<EdgeId> edge_ids;
  for (const DatasetEdge& edge : alone.edges) {
    edge_ids.insert(edge.id);
  }
  expect_same(
      "chains beside each other", alone.beside, all.beside,
      [&](const TileBeside& pair) { return edge_ids.count(pair.first) != 0; }, equal);
  expect_same(
      "roads", alone.roads, all.roads, [&](const DatasetRoad& road) { return is_in(road.points.front()); },
      [](const DatasetRoad& a, const DatasetRoad& b) {
        return a.id == b.id && a.tail == b.tail && a.head == b.head && a.length_m == b.length_m &&
               a.forward_ds == b.forward_ds && a.backward_ds == b.backward_ds && a.road_class == b.road_class &&
               a.seasonal == b.seasonal && a.points == b.points;
      });
  expect_same("points of interest", alone.pois, all.pois, by_point, equal);
  expect_same("trailheads", alone.trailheads, all.trailheads, by_point, equal);
  expect_same("places", alone.places, all.places, by_point, equal);
}

/// A centre whose region is at least 10 km away: just so, in the same country or on another continent.
Place2d beside(Place2d center, Random& random) {
  constexpr double kLeastM = 2 * std::numbers::sqrt2 * kRadiusM + 10'000;
  const double away_m[] = {kLeastM, 60'000, 900'000};
  const std::uint32_t kind = random.below(4);
  if (kind == 3) {
    return {-80 + 160 * random.uniform(), std::remainder(center.lon + 90 + 180 * random.uniform(), 360.0)};
  }
  const double bearing = 2 * std::numbers::pi * random.uniform();
  const double north_m = away_m[kind] * std::abs(std::cos(bearing)) * (center.lat > 0 ? -1 : 1);  // not over a pole
  const double lat = center.lat + north_m / kMetresPerDegree;
  const double least_metres_per_lon = std::min(center.metres_per_lon(), Place2d{lat, 0}.metres_per_lon());
  return {lat, std::remainder(center.lon + away_m[kind] * std::sin(bearing) / least_metres_per_lon, 360.0)};
}

TEST(Beside, ARegionIsTheSameAloneAndBesideAnother) {
  const std::uint64_t cases = loopgenie::test::case_count(8);
  for (std::uint64_t seed = 1; seed <= cases; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const Place2d first{-80 + 160 * random.uniform(), -180 + 360 * random.uniform()};
    const Place2d second = beside(first, random);
    const std::uint64_t seeds[] = {random.next(), random.next()};
    const TemporaryFolder folder;
    const RandomRegion a(seeds[0], first, 0);
    const RandomRegion b(seeds[1], second, 1);
    const std::string dem_a = a.write_dem(folder, "a.tif");
    const std::string dem_b = b.write_dem(folder, "b.tif");
    const auto import = [&](const std::vector<RandomRegion>& regions, const std::vector<std::string>& dems) {
      SourceMap map;
      for (RandomRegion region : regions) {
        region.add_to(map);
      }
      Result<Dataset> dataset = read_dataset(test::files({map.write(folder)}, dems));
      EXPECT_TRUE(dataset) << (dataset ? "" : dataset.error().message);
      return dataset ? *std::move(dataset) : Dataset{};
    };
    const Dataset both = import({a, b}, {dem_a, dem_b});
    expect_same_region(import({a}, {dem_a}), both, [&](Point point) { return first.is_near(point); });
    expect_same_region(import({b}, {dem_b}), both, [&](Point point) { return second.is_near(point); });
  }
}

TEST(Beside, AndorraIsTheSameAloneAndBesideHeidelberg) {
  const std::optional<std::string> folder = loopgenie::test::environment("LOOPGENIE_TEST_DATA");
  if (!folder) {
    GTEST_SKIP() << "LOOPGENIE_TEST_DATA does not name the folder of real data: skipped.";
  }
  const auto import = [&](std::vector<std::string> osm, std::vector<std::string> dem) {
    for (std::string& name : osm) name = *folder + "/" + name;
    for (std::string& name : dem) name = *folder + "/" + name;
    return read_dataset(test::files(osm, dem)).value();
  };
  const Dataset alone = import({"andorra-2013.osm.pbf"}, {"N42E001.hgt.zip"});
  const Dataset both =
      import({"andorra-2013.osm.pbf", "heidelberg-2024.osm.pbf"}, {"N42E001.hgt.zip", "N49E008.hgt.gz"});
  expect_same_region(alone, both, [](Point point) { return point.lat() < 45; });
}

}  // namespace
}  // namespace loopgenie::ingest
