// A data set for tests of baking and loading: a grid of wiggly paths over two hills, seeded. Ids are in no order of
// space, so that the lower-numbered end of an edge is anywhere; some climbs, names and elevations are unknown; a
// self-loop, a pair of parallel edges and a dead end are among the edges.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "core/base/random.hpp"
#include "core/tile/trail_tile.hpp"
#include "tests/support/line_length.hpp"

namespace loopgenie::ingest {

struct MadeOptions {
  std::uint32_t rows = 6;
  std::uint32_t columns = 6;
  std::uint32_t points_per_edge = 12;
  double spacing_degrees = 0.004;
  Point south_west{425000000, 15000000};
  std::uint64_t seed = 1;
};

class DatasetMaker {
 public:
  explicit DatasetMaker(const MadeOptions& options) : options_(options), random_(options.seed) {}

  [[nodiscard]] Dataset make() {
    dataset_.name = "Grid";
    dataset_.date = "2025-01-19";
    dataset_.attribution = "© Nobody";
    dataset_.sources = {{"grid.osm.pbf", SourceKind::osm, "2025-01-19", "ODbL-1.0", "© Nobody", "https://example.org/"},
                        {"grid.tif", SourceKind::elevation, "", "CC0-1.0", "", ""}};
    make_nodes();
    make_edges();
    make_surroundings();
    make_roads();
    sort_all();
    return std::move(dataset_);
  }

 private:
  [[nodiscard]] float elevation_at(Point point) const {
    return static_cast<float>(1500 + 300 * std::sin(point.lat_e7 / 2e5) + 200 * std::cos(point.lon_e7 / 3e5));
  }
  [[nodiscard]] Point near(Point point, std::uint32_t spread_e7) {
    const auto shift = [&] {
      return static_cast<std::int32_t>(random_.below(2 * spread_e7 + 1)) - static_cast<std::int32_t>(spread_e7);
    };
    return {point.lat_e7 + shift(), point.lon_e7 + shift()};
  }

  void make_nodes() {
    const std::uint32_t count = options_.rows * options_.columns + 1;  // the last one is the dead end
    std::vector<std::int64_t> ids(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      ids[i] = 1000 + 7 * static_cast<std::int64_t>(i);
    }
    for (std::uint32_t i = count; i > 1; --i) {
      std::swap(ids[i - 1], ids[random_.below(i)]);
    }
    const auto step_e7 = static_cast<std::int32_t>(options_.spacing_degrees * kE7PerDegree);
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto row = static_cast<std::int32_t>(i / options_.columns);
      const auto column = static_cast<std::int32_t>(i % options_.columns);
      const Point point =
          near({options_.south_west.lat_e7 + row * step_e7, options_.south_west.lon_e7 + column * step_e7},
               static_cast<std::uint32_t>(step_e7) / 5);
      dataset_.nodes.push_back({NodeId(ids[i]), point, elevation_at(point)});
    }
  }

  void add_edge(std::uint32_t a, std::uint32_t b) {
    const DatasetNode& tail = dataset_.nodes[a];
    const DatasetNode& head = dataset_.nodes[b];
    DatasetEdge edge;
    edge.id = make_edge_id(50'000 + static_cast<std::int64_t>(dataset_.edges.size()), 0);
    edge.tail = tail.id;
    edge.head = head.id;
    const std::uint32_t last = options_.points_per_edge - 1;
    for (std::uint32_t i = 0; i <= last; ++i) {
      const double t = static_cast<double>(i) / last;
      const double loop = a == b ? std::sin(t * 3.14159265) * 20'000 : 0.0;
      const Point straight{static_cast<std::int32_t>(
                               std::lround(tail.point.lat_e7 + t * (head.point.lat_e7 - tail.point.lat_e7) + loop)),
                           static_cast<std::int32_t>(std::lround(
                               tail.point.lon_e7 + t * (head.point.lon_e7 - tail.point.lon_e7) + loop * (t - 0.5)))};
      edge.points.push_back(i == 0 ? tail.point : i == last ? head.point : near(straight, 1'500));
      edge.elevation_m.push_back(elevation_at(edge.points.back()));
    }
    edge.length_dm = static_cast<std::uint32_t>(std::lround(10 * loopgenie::test::line_length_m(edge.points)));
    if (random_.below(10) == 0) {
      std::fill(edge.elevation_m.begin() + 1, edge.elevation_m.end() - 1, std::nullopt);
    } else {
      edge.climb = Climb{random_.below(500), random_.below(500)};
    }
    edge.attributes.way_class = static_cast<WayClass>(1 + random_.below(6));
    edge.attributes.sac_scale = static_cast<SacScale>(random_.below(4));
    edge.attributes.flags = random_.below(kAllEdgeFlags + 1);
    if (random_.below(3) == 0) {
      edge.name = "Camí dels Pàssaros " + std::to_string(random_.below(40));
      edge.ref = "GR " + std::to_string(random_.below(20)) + "; \"x\\y\"\ttab";
    }
    dataset_.edges.push_back(std::move(edge));
  }

  void make_edges() {
    const auto at = [&](std::uint32_t row, std::uint32_t column) { return row * options_.columns + column; };
    for (std::uint32_t row = 0; row < options_.rows; ++row) {
      for (std::uint32_t column = 0; column < options_.columns; ++column) {
        if (column + 1 < options_.columns) {
          add_edge(at(row, column), at(row, column + 1));
        }
        if (row + 1 < options_.rows) {
          add_edge(at(row + 1, column), at(row, column));
        }
      }
    }
    add_edge(0, 1);  // parallel to the first
    add_edge(2, 2);  // a self-loop
    add_edge(static_cast<std::uint32_t>(dataset_.nodes.size()) - 1, at(options_.rows - 1, 0));
  }

  template <typename Enum>
  Enum any() {
    return static_cast<Enum>(random_.below(static_cast<std::uint32_t>(kLastOf<Enum>) + 1));
  }

  void make_surroundings() {
    const auto any_node = [&]() -> const DatasetNode& {
      return dataset_.nodes[random_.below(static_cast<std::uint32_t>(dataset_.nodes.size()))];
    };
    for (std::int64_t i = 0; i < 40; ++i) {
      Poi& poi = dataset_.pois.emplace_back();
      poi.id = {"nwr"[random_.below(3)], 9000 + i};
      poi.kind = static_cast<PoiKind>(1 + random_.below(static_cast<std::uint32_t>(kLastOf<PoiKind>)));
      poi.potable = static_cast<Potable>(random_.below(3));
      poi.intermittent = random_.below(2) == 0;
      poi.backcountry = random_.below(2) == 0;
      poi.unverified = random_.below(2) == 0;
      poi.point = near(any_node().point, 5'000);
      poi.elevation_m = random_.below(2) == 0 ? std::optional<int>() : std::optional<int>(1800);
      poi.name = "Font";
      if (is_night(poi.kind) || poi.kind == PoiKind::wild_camp) {
        poi.night.kind = any<NightKind>();
        poi.night.water = any<NightWater>();
        poi.night.reservation = any<Reservation>();
        poi.night.open_months = static_cast<std::uint16_t>(random_.below(0x1000));
        poi.night.phone = random_.below(2) == 0 ? "" : "+376 123";
        poi.night.website = random_.below(2) == 0 ? "" : "https://example.org/é";
        if (random_.below(2) == 0) {
          poi.night.fee = random_.below(2) == 0;
          poi.night.capacity = random_.below(100);
        }
      }
    }
    for (std::int64_t i = 0; i < 5; ++i) {
      const DatasetNode& node = any_node();
      Trailhead& trailhead = dataset_.trailheads.emplace_back();
      trailhead.id = {'n', 8000 + i};
      trailhead.kind = TrailheadKind::parking;
      trailhead.name = i == 0 ? "" : "Pàrquing";
      trailhead.point = near(node.point, 500);
      trailhead.node = node.id;
      trailhead.node_point = to_tile_grid(node.point);
      trailhead.access_m = 7;
      if (i == 1) {
        trailhead.fee = false;
        trailhead.parking = ParkingKind::underground;
        trailhead.capacity_text = "20-30";
        trailhead.fee_text = "Sa-Su";
        trailhead.max_stay = "24 hours";
        trailhead.condition = "no @ (22:00-06:00)";
      }
      trailhead.network_m = {100, 200, 300};
      trailhead.loopable_m = {0, 100, 200};
    }
    const std::vector<PlaceKind> kinds = {PlaceKind::city, PlaceKind::town, PlaceKind::village, PlaceKind::hamlet};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      dataset_.places.push_back({{'n', 7000 + static_cast<std::int64_t>(i)},
                                 kinds[i],
                                 "Lloc " + std::to_string(i),
                                 "",
                                 near(any_node().point, 500),
                                 i == 0 ? std::optional<std::uint32_t>(22'000) : std::nullopt});
    }
  }

  /// A road beside every third edge; every second trailhead is on one.
  void make_roads() {
    for (std::size_t i = 0; i < dataset_.edges.size(); i += 3) {
      const DatasetEdge& edge = dataset_.edges[i];
      if (edge.tail == edge.head) {
        continue;
      }
      DatasetRoad road;
      road.id = edge.id;
      road.points = edge.points;
      road.tail = to_road_grid(edge.points.front());
      road.head = to_road_grid(edge.points.back());
      road.length_m = edge.length_dm / 10;
      road.forward_ds = 1 + random_.below(2'000);
      road.backward_ds = random_.below(4) == 0 ? std::nullopt : std::optional(1 + random_.below(2'000));
      road.road_class = static_cast<RoadClass>(1 + random_.below(4));
      road.seasonal = random_.below(10) == 0;
      dataset_.roads.push_back(std::move(road));
    }
    for (std::size_t i = 0; i < dataset_.trailheads.size(); i += 2) {
      dataset_.trailheads[i].road_node = dataset_.roads[i].tail;
      dataset_.trailheads[i].road_leg_m = 120;
    }
  }

  void sort_all() {
    const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
    std::sort(dataset_.nodes.begin(), dataset_.nodes.end(), by_id);
    std::sort(dataset_.edges.begin(), dataset_.edges.end(), by_id);
    std::sort(dataset_.roads.begin(), dataset_.roads.end(), by_id);
    std::sort(dataset_.pois.begin(), dataset_.pois.end(), by_id);
    Box box{kE7PerDegree * 90, kE7PerDegree * 180, -kE7PerDegree * 90, -kE7PerDegree * 180};
    for (const DatasetNode& node : dataset_.nodes) {
      box = {std::min(box.south_e7, node.point.lat_e7), std::min(box.west_e7, node.point.lon_e7),
             std::max(box.north_e7, node.point.lat_e7), std::max(box.east_e7, node.point.lon_e7)};
    }
    dataset_.extent = box;
  }

  MadeOptions options_;
  Random random_;
  Dataset dataset_;
};

[[nodiscard]] inline Dataset made_dataset(const MadeOptions& options = {}) { return DatasetMaker(options).make(); }

/// The same content in another order.
[[nodiscard]] inline Dataset shuffled(Dataset dataset, unsigned seed) {
  std::mt19937 random(seed);
  std::shuffle(dataset.nodes.begin(), dataset.nodes.end(), random);
  std::shuffle(dataset.edges.begin(), dataset.edges.end(), random);
  std::shuffle(dataset.roads.begin(), dataset.roads.end(), random);
  std::shuffle(dataset.pois.begin(), dataset.pois.end(), random);
  std::shuffle(dataset.trailheads.begin(), dataset.trailheads.end(), random);
  std::shuffle(dataset.places.begin(), dataset.places.end(), random);
  std::shuffle(dataset.sources.begin(), dataset.sources.end(), random);
  return dataset;
}

}  // namespace loopgenie::ingest
