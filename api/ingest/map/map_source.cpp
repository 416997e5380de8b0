#include "api/ingest/map/map_source.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <unordered_map>
#include <utility>

#include "api/ingest/map/coast.hpp"
#include "api/ingest/map/map_profile.hpp"
#include "api/ingest/map/rings.hpp"
#include "api/ingest/map/world.hpp"
#include "api/ingest/osm/node_finder.hpp"
#include "api/ingest/osm/osm_scan.hpp"
#include "api/ingest/osm/raw_objects.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {
namespace {

struct MapRelation {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  int border_level = 0;
  std::vector<MapProfile> profiles;
  std::vector<std::int64_t> ways;
  std::vector<bool> is_inner;  // of the ways, by their roles
};

struct MapWay {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  bool is_coast = false;
  std::vector<MapProfile> profiles;
  NodeIds refs;
  std::vector<Point> points;  // where the file has positions on its ways
};

struct MapNode {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  Point point;
  std::vector<MapProfile> profiles;
};

constexpr Point kNowhere{std::numeric_limits<std::int32_t>::min(), 0};

std::optional<Point> point_of(const osmium::Location& location) {
  return location.valid() ? std::optional(Point{location.y(), location.x()}) : std::nullopt;
}

/// The lowest zoom at which a square of this area is at least so many pixels wide, of 512 a tile.
std::uint8_t zoom_for(double area, double pixels) {
  for (std::uint8_t z = kGroundMinZoom; z < kMapMaxZoom; ++z) {
    const double pixel = std::ldexp(1.0, kWorldBits - 9 - z);
    if (area >= pixels * pixels * pixel * pixel) return z;
  }
  return kMapMaxZoom;
}
constexpr double kAreaPixels = 4;
constexpr double kNamePixels = 48;
constexpr double kReservePixels = 24;

class MapReader {
 public:
  MapReader(const std::vector<std::string>& files, const std::vector<std::int64_t>& walked_ways, const Box& extent,
            const Watch& watch)
      : files_(files), walked_(walked_ways), extent_(extent), watch_(watch) {}

  Result<MapSource> run() {
    for (const auto pass : {&MapReader::read_relations, &MapReader::read_ways, &MapReader::read_nodes}) {
      if (Result<void> done = (this->*pass)(); !done) {
        return tl::unexpected(std::move(done).error());
      }
      if (watch_.should_stop()) {
        return fail(ErrorCode::io, "stopped while reading the map");
      }
    }
    for (const MapNode& node : nodes_) add_points(node.profiles, to_world(node.point), 0);
    nodes_ = {};
    for (const MapWay& way : ways_) add_way(way);
    for (const MapRelation& relation : relations_) add_relation(relation);
    add_borders();
    add_sea();
    if (dropped_holes_ > 0) {
      source_.notes.push_back("The map leaves out " + std::to_string(dropped_holes_) +
                              " holes of areas that have too many rings.");
    }
    return std::move(source_);
  }

 private:
  Result<void> scan_all(osmium::osm_entity_bits::type kinds, std::string_view step, const OnObject& on_object) {
    const ProgressFn progress = [&](std::string_view at, double share) { watch_.report(at, share); };
    for (const std::string& file : files_) {
      if (Result<FileDay> day = scan_osm_file(file, kinds, progress, step, on_object); !day) {
        return tl::unexpected(day.error());
      }
    }
    return {};
  }

  Result<void> read_relations() {
    Result<void> done = scan_all(osmium::osm_entity_bits::relation, "reading the map's areas", [&](const auto& object) {
      const auto& relation = static_cast<const osmium::Relation&>(object);
      MapRelation raw{relation.id(), relation.version(), relation.members().size(), {}, {}, {}, {}};
      const std::string_view type = relation.tags().get_value_by_key("type", "");
      if (type == "multipolygon" || type == "boundary") {
        raw.profiles = profile_map(relation.tags(), MapObject::area_relation);
        raw.border_level = border_level(relation.tags());
      }
      if (raw.profiles.empty() && raw.border_level == 0) return;
      for (const osmium::RelationMember& member : relation.members()) {
        if (member.type() == osmium::item_type::way) {
          raw.ways.push_back(member.ref());
          raw.is_inner.push_back(std::string_view(member.role()) == "inner");
        }
      }
      relations_.push_back(std::move(raw));
    });
    keep_newest(relations_);
    for (const MapRelation& relation : relations_) {
      member_ways_.insert(member_ways_.end(), relation.ways.begin(), relation.ways.end());
    }
    std::sort(member_ways_.begin(), member_ways_.end());
    member_ways_.erase(std::unique(member_ways_.begin(), member_ways_.end()), member_ways_.end());
    return done;
  }

  Result<void> read_ways() {
    Result<void> done = scan_all(osmium::osm_entity_bits::way, "reading the map's ways", [&](const auto& object) {
      const auto& way = static_cast<const osmium::Way&>(object);
      const auto& nodes = way.nodes();
      const bool closed = nodes.size() > 3 && nodes.front().ref() == nodes.back().ref();
      MapWay raw{way.id(), way.version(), nodes.size(), is_coastline(way.tags()), {}, {}, {}};
      raw.profiles = profile_map(way.tags(), closed ? MapObject::closed_way : MapObject::open_way);
      if (raw.profiles.empty() && !raw.is_coast &&
          !std::binary_search(member_ways_.begin(), member_ways_.end(), way.id())) {
        return;
      }
      raw.refs.reserve(nodes.size());
      for (const osmium::NodeRef& node : nodes) {
        raw.refs.push_back(node.ref());
        if (const auto point = point_of(node.location())) {
          raw.points.resize(nodes.size(), kNowhere);
          raw.points[raw.refs.size() - 1] = *point;
        }
      }
      ways_.push_back(std::move(raw));
    });
    keep_newest(ways_);
    std::size_t count = 0;
    for (const MapWay& way : ways_) count += way.refs.size();
    node_ids_.reserve(count);
    for (const MapWay& way : ways_) node_ids_.insert(node_ids_.end(), way.refs.begin(), way.refs.end());
    std::sort(node_ids_.begin(), node_ids_.end());
    node_ids_.erase(std::unique(node_ids_.begin(), node_ids_.end()), node_ids_.end());
    node_points_.assign(node_ids_.size(), kNowhere);
    for (MapWay& way : ways_) {
      for (std::size_t i = 0; i < way.points.size(); ++i) {
        Point& point = node_points_[*finder_.find(way.refs[i])];
        point = point == kNowhere ? way.points[i] : point;
      }
      way.points = {};
    }
    return done;
  }

  Result<void> read_nodes() {
    std::vector<std::uint32_t> versions(files_.size() > 1 ? node_ids_.size() : 0, 0);
    Result<void> done = scan_all(osmium::osm_entity_bits::node, "reading the map's nodes", [&](const auto& object) {
      const auto& node = static_cast<const osmium::Node&>(object);
      const std::optional<Point> point = point_of(node.location());
      if (!point) return;
      if (const auto index = finder_.find(node.id())) {
        if (versions.empty() || node.version() >= versions[*index]) {
          node_points_[*index] = *point;
          if (!versions.empty()) versions[*index] = node.version();
        }
      }
      if (node.tags().empty()) return;
      std::vector<MapProfile> profiles = profile_map(node.tags(), MapObject::node);
      if (!profiles.empty()) nodes_.push_back({node.id(), node.version(), 0, *point, std::move(profiles)});
    });
    keep_newest(nodes_);
    return done;
  }

  /// The pieces of a line that are there: cut where a node is missing, and at the antimeridian.
  std::vector<WorldLine> pieces_of(const NodeIds& refs) {
    constexpr std::int32_t kHalfWorld = std::int32_t{1} << (kWorldBits - 1);
    std::vector<WorldLine> pieces(1);
    for (const std::int64_t ref : refs) {
      const auto index = finder_.find(ref);
      const Point point = index ? node_points_[*index] : kNowhere;
      if (point == kNowhere) {
        pieces.emplace_back();
        continue;
      }
      const WorldVertex vertex = to_world(point);
      if (!pieces.back().empty()) {
        if (pieces.back().back().x == vertex.x && pieces.back().back().y == vertex.y) continue;
        if (std::abs(pieces.back().back().x - vertex.x) > kHalfWorld) pieces.emplace_back();
      }
      pieces.back().push_back(vertex);
    }
    pieces.erase(std::remove_if(pieces.begin(), pieces.end(), [](const WorldLine& line) { return line.size() < 2; }),
                 pieces.end());
    return pieces;
  }

  /// A closed chain of nodes as a ring without the repeated end; empty where it is no area. Nodes that are missing are
  /// passed over.
  WorldLine ring_of(const NodeIds& refs) {
    constexpr std::int32_t kHalfWorld = std::int32_t{1} << (kWorldBits - 1);
    WorldLine ring;
    for (const std::int64_t ref : refs) {
      const auto index = finder_.find(ref);
      if (!index || node_points_[*index] == kNowhere) continue;
      const WorldVertex vertex = to_world(node_points_[*index]);
      if (!ring.empty() && std::abs(ring.back().x - vertex.x) > kHalfWorld) return {};
      if (ring.empty() || ring.back().x != vertex.x || ring.back().y != vertex.y) ring.push_back(vertex);
    }
    if (ring.size() > 1 && ring.front().x == ring.back().x && ring.front().y == ring.back().y) ring.pop_back();
    return ring.size() < 3 || twice_area_of(ring) == 0 ? WorldLine{} : ring;
  }

  /// Clockwise, or counter-clockwise for a hole; with weights.
  static WorldLine turned(WorldLine ring, bool is_hole) {
    if ((twice_area_of(ring) > 0) == is_hole) std::reverse(ring.begin(), ring.end());
    ring.push_back(ring.front());
    set_weights(ring);
    ring.pop_back();
    return ring;
  }

  MapFeature feature_of(const MapProfile& profile) const {
    MapFeature feature;
    feature.layer = profile.layer;
    feature.shape = profile.shape;
    feature.min_zoom = profile.min_zoom;
    feature.rank = profile.rank;
    feature.attributes = profile.attributes;
    return feature;
  }

  void add_points(const std::vector<MapProfile>& profiles, const WorldVertex& place, double area) {
    for (const MapProfile& profile : profiles) {
      if (profile.shape != MapShape::point) continue;
      MapFeature feature = feature_of(profile);
      feature.lines = {{place}};
      if (profile.layer == MapLayer::name) {
        feature.attributes.size_ha = hectares(area, place);
        feature.rank = *feature.attributes.size_ha;
        if (profile.by_size) feature.min_zoom = std::max(profile.min_zoom, zoom_for(area, kNamePixels));
      }
      source_.features.push_back(std::move(feature));
    }
  }

  /// Mercator enlarges towards the poles: by the latitude of the place.
  static std::uint32_t hectares(double area, const WorldVertex& place) {
    constexpr double kAroundM = 40'075'016.7;
    const double y = 1 - 2 * std::ldexp(static_cast<double>(place.y), -kWorldBits);
    const double unit_m = std::ldexp(kAroundM, -kWorldBits) / std::cosh(y * 3.14159265358979);
    return static_cast<std::uint32_t>(std::min(area * unit_m * unit_m / 10'000, 4e9));
  }

  void add_lines(const std::vector<MapProfile>& profiles, const std::vector<WorldLine>& lines, bool outlines,
                 double area, bool walked) {
    for (const MapProfile& profile : profiles) {
      if (profile.shape != MapShape::line || profile.is_outline != outlines || lines.empty()) continue;
      MapFeature feature = feature_of(profile);
      if (profile.by_size) feature.min_zoom = std::max(profile.min_zoom, zoom_for(area, kReservePixels));
      feature.attributes.walk = walked && profile.layer == MapLayer::road;
      feature.lines = lines;
      for (WorldLine& line : feature.lines) set_weights(line);
      source_.features.push_back(std::move(feature));
    }
  }

  /// `rings`: each outer one followed by its holes, turned.
  void add_areas(const std::vector<MapProfile>& profiles, const std::vector<WorldLine>& rings) {
    double area = 0;
    double largest = 0;
    const WorldLine* largest_ring = nullptr;
    std::vector<WorldLine> outlines;
    for (const WorldLine& ring : rings) {
      const double own = twice_area_of(ring) / 2;
      area += own;
      if (own > largest) {
        largest = own;
        largest_ring = &ring;
      }
      outlines.push_back(ring);
      outlines.back().push_back(ring.front());
    }
    if (largest_ring == nullptr) return;
    for (const MapProfile& profile : profiles) {
      if (profile.shape != MapShape::area) continue;
      MapFeature feature = feature_of(profile);
      feature.area = area;
      if (profile.by_size) feature.min_zoom = std::max(profile.min_zoom, zoom_for(area, kAreaPixels));
      feature.lines = rings;
      source_.features.push_back(std::move(feature));
    }
    add_lines(profiles, outlines, true, area, false);
    if (const auto place = place_inside(*largest_ring)) add_points(profiles, *place, area);
  }

  void add_way(const MapWay& way) {
    if (way.profiles.empty()) return;
    const bool walked = std::binary_search(walked_.begin(), walked_.end(), way.id);
    const std::vector<WorldLine> pieces = pieces_of(way.refs);
    add_lines(way.profiles, pieces, false, 0, walked);
    const bool closed = way.refs.size() > 3 && way.refs.front() == way.refs.back();
    if (!closed) {
      if (!pieces.empty()) add_points(way.profiles, pieces.front()[pieces.front().size() / 2], 0);
      return;
    }
    if (const WorldLine ring = ring_of(way.refs); !ring.empty()) add_areas(way.profiles, {turned(ring, false)});
  }

  [[nodiscard]] const MapWay* find_way(std::int64_t id) const {
    const auto found = std::lower_bound(ways_.begin(), ways_.end(), id,
                                        [](const MapWay& way, std::int64_t value) { return way.id < value; });
    return found != ways_.end() && found->id == id ? &*found : nullptr;
  }

  std::vector<WorldLine> rings_of(const std::vector<const NodeIds*>& ways) {
    std::vector<WorldLine> rings;
    for (const NodeIds& chain : join_ways(ways, Joining::either_way).rings) {
      if (WorldLine ring = ring_of(chain); !ring.empty()) rings.push_back(std::move(ring));
    }
    return rings;
  }

  void add_relation(const MapRelation& relation) {
    if (relation.profiles.empty()) return;
    std::vector<const NodeIds*> outer_ways;
    std::vector<const NodeIds*> inner_ways;
    for (std::size_t i = 0; i < relation.ways.size(); ++i) {
      if (const MapWay* way = find_way(relation.ways[i])) {
        (relation.is_inner[i] ? inner_ways : outer_ways).push_back(&way->refs);
      }
    }
    std::vector<WorldLine> outers;
    for (WorldLine& ring : rings_of(outer_ways)) outers.push_back(turned(std::move(ring), false));
    if (outers.empty()) return;
    std::vector<WorldBox> boxes;
    for (const WorldLine& outer : outers) boxes.push_back(box_of_lines({&outer, 1}));
    std::vector<std::vector<WorldLine>> holes(outers.size());
    std::size_t tests = 0;
    for (WorldLine& ring : rings_of(inner_ways)) {
      const WorldBox box = box_of_lines({&ring, 1});
      std::optional<std::size_t> around;
      for (std::size_t i = 0; i < outers.size(); ++i) {
        if (!boxes[i].holds(box)) continue;
        tests += outers[i].size();
        if (tests > kMostRingTests) break;
        if (outers.size() == 1 || is_inside(ring.front(), outers[i])) {
          around = i;
          break;
        }
      }
      if (around) {
        holes[*around].push_back(turned(std::move(ring), true));
      } else {
        dropped_holes_ += tests > kMostRingTests ? 1 : 0;
      }
    }
    std::vector<WorldLine> rings;
    for (std::size_t i = 0; i < outers.size(); ++i) {
      rings.push_back(std::move(outers[i]));
      std::move(holes[i].begin(), holes[i].end(), std::back_inserter(rings));
    }
    add_areas(relation.profiles, rings);
  }

  /// A way that is the border of two countries, or of a country and a state, is drawn once, as the country's.
  void add_borders() {
    std::map<std::int64_t, int> level_of;
    for (const MapRelation& relation : relations_) {
      if (relation.border_level == 0) continue;
      for (const std::int64_t id : relation.ways) {
        const auto [at, is_first] = level_of.emplace(id, relation.border_level);
        at->second = std::min(at->second, relation.border_level);
      }
    }
    for (const int level : {2, 4}) {
      std::vector<const NodeIds*> ways;
      for (const auto& [id, own] : level_of) {
        const MapWay* way = own == level ? find_way(id) : nullptr;
        if (way != nullptr && !way->is_coast) ways.push_back(&way->refs);
      }
      Chains chains = join_ways(ways, Joining::either_way);
      std::move(chains.rings.begin(), chains.rings.end(), std::back_inserter(chains.open));
      for (const NodeIds& chain : chains.open) add_lines({border_profile(level)}, pieces_of(chain), false, 0, false);
    }
  }

  /// The rectangle of the z10 cells that meet the extent.
  [[nodiscard]] std::vector<WorldBox> sea_boxes() const {
    const auto box = [](const Box& of) {
      const TileId north_west = tile_at({of.north_e7, of.west_e7}, kGroundBlockZoom);
      const TileId south_east = tile_at({of.south_e7, of.east_e7}, kGroundBlockZoom);
      WorldBox all = box_of_tile(north_west, 64);
      const WorldBox other = box_of_tile(south_east, 64);
      all.east = other.east;
      all.south = other.south;
      return all;
    };
    if (extent_.west_e7 <= extent_.east_e7) return {box(extent_)};
    return {box({extent_.south_e7, extent_.west_e7, extent_.north_e7, 1'799'999'999}),
            box({extent_.south_e7, -1'800'000'000, extent_.north_e7, extent_.east_e7})};
  }

  void add_sea() {
    std::vector<const NodeIds*> ways;
    for (const MapWay& way : ways_) {
      if (way.is_coast) ways.push_back(&way.refs);
    }
    if (ways.empty()) return;
    const Chains chains = join_ways(ways, Joining::as_drawn);
    Coastlines coast;
    for (const NodeIds& ring : chains.rings) {
      if (WorldLine line = ring_of(ring); !line.empty()) coast.rings.push_back(std::move(line));
    }
    for (const NodeIds& open : chains.open) {
      for (WorldLine& piece : pieces_of(open)) coast.open.push_back(std::move(piece));
    }
    std::vector<std::vector<WorldLine>> areas;
    for (const WorldBox& box : sea_boxes()) {
      for (std::vector<WorldLine>& area : sea_of(coast, box)) areas.push_back(std::move(area));
    }
    if (floods_land(areas)) {
      source_.notes.emplace_back(
          "The map has no sea: by the files' coastlines it would cover the land. They are cut off or turned round.");
      return;
    }
    for (const std::vector<WorldLine>& area : areas) {
      MapFeature feature;
      feature.layer = MapLayer::water;
      feature.shape = MapShape::area;
      feature.min_zoom = kGroundMinZoom;
      feature.attributes.kind = "sea";
      for (std::size_t i = 0; i < area.size(); ++i) {
        feature.lines.push_back(turned(area[i], i > 0));
        feature.area += twice_area_of(feature.lines.back()) / 2;
      }
      source_.features.push_back(std::move(feature));
    }
  }

  /// Whether more than one in five of the walked ways lies in what should be sea, of a few hundred looked at.
  [[nodiscard]] bool floods_land(const std::vector<std::vector<WorldLine>>& areas) {
    constexpr std::size_t kMostLookedAt = 400;
    std::size_t looked_at = 0;
    std::size_t wet = 0;
    const std::size_t step = std::max<std::size_t>(1, walked_.size() / kMostLookedAt);
    for (std::size_t i = 0; i < walked_.size(); i += step) {
      const MapWay* const way = find_way(walked_[i]);
      const std::vector<WorldLine> pieces = way == nullptr ? std::vector<WorldLine>() : pieces_of(way->refs);
      if (pieces.empty()) continue;
      ++looked_at;
      const WorldVertex place = pieces.front()[pieces.front().size() / 2];
      for (const std::vector<WorldLine>& area : areas) {
        const auto rings_around =
            std::count_if(area.begin(), area.end(), [&](const WorldLine& ring) { return is_inside(place, ring); });
        if (rings_around % 2 == 1) {
          ++wet;
          break;
        }
      }
    }
    return wet * 5 > looked_at;
  }

  const std::vector<std::string>& files_;
  const std::vector<std::int64_t>& walked_;
  const Box& extent_;
  const Watch& watch_;
  std::vector<MapRelation> relations_;
  std::vector<std::int64_t> member_ways_;  // ascending
  std::vector<MapWay> ways_;
  std::vector<MapNode> nodes_;
  std::vector<std::int64_t> node_ids_;  // ascending
  std::vector<Point> node_points_;
  NodeFinder finder_{node_ids_};
  std::size_t dropped_holes_ = 0;
  MapSource source_;
};

}  // namespace

Result<MapSource> read_map(const std::vector<std::string>& files, const std::vector<std::int64_t>& walked_ways,
                           const Box& extent, const Watch& watch) {
  std::vector<std::string> sorted = files;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return MapReader(sorted, walked_ways, extent, watch).run();
}

}  // namespace loopgenie::ingest
