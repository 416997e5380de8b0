#include "api/ingest/walk/surroundings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "api/ingest/walk/nearest_node.hpp"
#include "api/ingest/walk/segment_grid.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

using Segments = std::vector<SegmentGrid::Segment>;

void append_line(const std::vector<Point>& line, Segments& segments) {
  for (std::size_t i = 1; i < line.size(); ++i) {
    segments.push_back({line[i - 1], line[i], 0});
  }
}

/// Calls visit(a, b) for every segment of the way whose nodes the file has.
template <typename Visit>
void visit_segments(const OsmSource& source, const SourceWay& way, Visit&& visit) {
  const auto refs = source.way_refs(way);
  for (std::size_t i = 1; i < refs.size(); ++i) {
    if (source.has_node(refs[i - 1]) && source.has_node(refs[i])) {
      visit(source.node_point[refs[i - 1]], source.node_point[refs[i]]);
    }
  }
}

/// The shorter way round, over the antimeridian too.
Point between(Point a, Point b, double share) {
  constexpr std::int64_t kHalfTurn = 180 * std::int64_t{kE7PerDegree};
  const auto wrapped = [](std::int64_t lon_e7) {
    return lon_e7 > kHalfTurn ? lon_e7 - 2 * kHalfTurn : lon_e7 < -kHalfTurn ? lon_e7 + 2 * kHalfTurn : lon_e7;
  };
  const std::int64_t lat_e7 = std::int64_t{b.lat_e7} - a.lat_e7;
  const std::int64_t lon_e7 = wrapped(std::int64_t{b.lon_e7} - a.lon_e7);
  return {static_cast<std::int32_t>(a.lat_e7 + share * static_cast<double>(lat_e7)),
          static_cast<std::int32_t>(wrapped(std::llround(a.lon_e7 + share * static_cast<double>(lon_e7))))};
}

/// Calls visit(middle, length_m) for pieces of at most kJudgeStepM.
template <typename Visit>
void visit_pieces(Point a, Point b, Visit&& visit) {
  const double length_m = distance_m(a, b);
  const int count = std::max(1, static_cast<int>(std::ceil(length_m / kJudgeStepM)));
  for (int i = 0; i < count; ++i) {
    visit(between(a, b, (i + 0.5) / count), length_m / count);
  }
}

/// Street metres per cell of 100 m, summed over the 5 × 5 cells around a point.
class StreetDensity {
 public:
  explicit StreetDensity(const OsmSource& source) {
    double lat_sum = 0;
    for (const Point point : source.node_point) {
      lat_sum += point == OsmSource::kNoPoint ? 0 : point.lat();
    }
    const double lat = lat_sum / static_cast<double>(std::max<std::size_t>(1, source.node_point.size()));
    constexpr double kCellE7 = kCellM / 111'195 * kE7PerDegree;
    cell_lat_e7_ = kCellE7;
    cell_lon_e7_ = kCellE7 / std::max(0.05, std::cos(lat * 3.14159265358979 / 180));
    for (const SourceWay& way : source.ways) {
      const WayClass way_class = way.profile.attributes.way_class;
      const bool street = way.profile.drivable || way.profile.role == WayRole::minor_road ||
                          way_class == WayClass::pedestrian || way.profile.motor_traffic;
      if (street) {
        visit_segments(source, way, [&](Point a, Point b) {
          visit_pieces(a, b, [&](Point middle, double length_m) { street_m_[key(cell_of(middle))] += length_m; });
        });
      }
    }
  }

  [[nodiscard]] double km_per_km2(Point point) const {
    const auto [lat, lon] = cell_of(point);
    double sum_m = 0;
    for (std::int64_t row = lat - 2; row <= lat + 2; ++row) {
      for (std::int64_t column = lon - 2; column <= lon + 2; ++column) {
        const auto found = street_m_.find(key({row, column}));
        sum_m += found == street_m_.end() ? 0 : found->second;
      }
    }
    constexpr double kSquareKm2 = 25 * kCellM * kCellM / 1e6;
    return sum_m / 1000 / kSquareKm2;
  }

 private:
  static constexpr double kCellM = 100;
  using Cell = std::pair<std::int64_t, std::int64_t>;

  [[nodiscard]] Cell cell_of(Point point) const {
    return {std::llround(std::floor(point.lat_e7 / cell_lat_e7_)),
            std::llround(std::floor(point.lon_e7 / cell_lon_e7_))};
  }
  static std::int64_t key(Cell cell) { return cell.first * (std::int64_t{1} << 32) + cell.second; }

  double cell_lat_e7_ = 1;
  double cell_lon_e7_ = 1;
  std::unordered_map<std::int64_t, double> street_m_;
};

bool is_sight(const Feature& feature) {
  if (!feature.profile.poi) {
    return false;
  }
  const PoiKind kind = feature.profile.poi->kind;
  return kind == PoiKind::peak || kind == PoiKind::saddle || kind == PoiKind::waterfall || kind == PoiKind::viewpoint;
}

/// What edges are compared with.
struct Scene {
  SegmentGrid water;
  SegmentGrid roads;
  SegmentGrid sights;
  StreetDensity streets;
};

Scene scene_of(const OsmSource& source) {
  Segments water;
  Segments sights;
  for (const Feature& feature : source.features) {
    if (feature.profile.water) {
      append_line(feature.outline, water);
    }
    if (is_sight(feature)) {
      sights.push_back({feature.center, feature.center, 0});
    }
  }
  Segments roads;
  for (const SourceWay& way : source.ways) {
    if (way.profile.motor_traffic) {
      visit_segments(source, way, [&](Point a, Point b) { roads.push_back({a, b, 0}); });
    }
  }
  return {SegmentGrid(std::move(water)), SegmentGrid(std::move(roads)), SegmentGrid(std::move(sights)),
          StreetDensity(source)};
}

/// Footways and the like as towns have them: what hikers' relations and grades do not vouch for.
bool may_be_urban(const SourceWay& way) {
  const EdgeAttributes& attributes = way.profile.attributes;
  if (way.profile.role != WayRole::trail || attributes.route_network != RouteNetwork::none ||
      attributes.sac_scale > SacScale::strolling) {
    return false;
  }
  switch (attributes.way_class) {
    case WayClass::path:
    case WayClass::footway:
    case WayClass::steps:
    case WayClass::pedestrian:
    case WayClass::cycleway:
      return true;
    default:
      return false;
  }
}

void judge(DatasetEdge& edge, const Scene& scene) {
  double total_m = 0;
  double water_m = 0;
  double road_m = 0;
  double town_m = 0;
  bool sight = false;
  for (std::size_t i = 1; i < edge.points.size(); ++i) {
    visit_pieces(edge.points[i - 1], edge.points[i], [&](Point middle, double length_m) {
      total_m += length_m;
      water_m += scene.water.is_near(middle, kNearWaterM) ? length_m : 0;
      road_m += scene.roads.is_near(middle, kNearRoadM) ? length_m : 0;
      town_m += scene.streets.km_per_km2(middle) > kTownStreetsKmPerKm2 ? length_m : 0;
      sight = sight || scene.sights.is_near(middle, kNearSightM);
    });
    sight = sight || scene.sights.is_near(edge.points[i], kNearSightM);
  }
  sight = sight || scene.sights.is_near(edge.points.front(), kNearSightM);
  EdgeAttributes& attributes = edge.attributes;
  if (2 * water_m >= total_m && total_m > 0) {
    attributes.set(EdgeFlag::near_water);
  }
  if (2 * road_m >= total_m && total_m > 0 && is_trail(attributes.way_class)) {
    attributes.set(EdgeFlag::near_road);
  }
  if (2 * town_m >= total_m && total_m > 0) {
    attributes.set(EdgeFlag::in_town);
  }
  if (sight) {
    attributes.set(EdgeFlag::near_peak);
  }
}

}  // namespace

void demote_urban_ways(OsmSource& source) {
  const Scene scene = scene_of(source);
  for (SourceWay& way : source.ways) {
    if (!may_be_urban(way)) {
      continue;
    }
    const bool is_path = way.profile.attributes.way_class == WayClass::path;  // a path beside a road is a path still
    double total_m = 0;
    double urban_m = 0;
    visit_segments(source, way, [&](Point a, Point b) {
      visit_pieces(a, b, [&](Point middle, double length_m) {
        const bool urban = scene.streets.km_per_km2(middle) > kTownStreetsKmPerKm2 ||
                           (!is_path && scene.roads.is_near(middle, kNearRoadM));
        total_m += length_m;
        urban_m += urban ? length_m : 0;
      });
    });
    if (2 * urban_m >= total_m && total_m > 0) {
      way.profile.role = WayRole::pavement;
    }
  }
}

void mark_surroundings(Dataset& dataset, const OsmSource& source, const ProgressFn& progress) {
  const Scene scene = scene_of(source);
  for (std::size_t i = 0; i < dataset.edges.size(); ++i) {
    judge(dataset.edges[i], scene);
    if (progress && i % 1024 == 0) {
      progress("looking around", static_cast<double>(i) / static_cast<double>(dataset.edges.size()));
    }
  }
}

std::vector<std::uint32_t> add_points_of_interest(Dataset& dataset, const OsmSource& source,
                                                  const SegmentMask& network) {
  const NearestNode nearest(source, network);
  std::vector<std::uint32_t> nodes;
  for (const Feature& feature : source.features) {
    if (!feature.profile.poi) {
      continue;
    }
    Poi poi = *feature.profile.poi;
    const bool water = poi.kind == PoiKind::drinking_water || poi.kind == PoiKind::spring || poi.kind == PoiKind::lake;
    std::vector<Point> points = feature.outline;
    points.push_back(feature.center);
    if (const auto node = nearest.find(points, water ? kWaterPoiRadiusM : kPoiRadiusM)) {
      double detour_m = std::numeric_limits<double>::infinity();
      for (const Point point : points) {
        detour_m = std::min(detour_m, distance_m(point, source.node_point[*node]));
      }
      poi.node = NodeId(source.node_id[*node]);
      poi.detour_m = static_cast<std::uint32_t>(std::lround(detour_m));
      dataset.pois.push_back(std::move(poi));
      nodes.push_back(*node);
    }
  }
  return nodes;
}

void add_places(Dataset& dataset, const OsmSource& source) {
  for (const Feature& feature : source.features) {
    if (feature.profile.place && dataset.extent.contains(feature.center)) {
      dataset.places.push_back(*feature.profile.place);
    }
  }
}

}  // namespace loopgenie::ingest
