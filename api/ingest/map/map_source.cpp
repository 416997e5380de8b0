#include "api/ingest/map/map_source.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "api/ingest/map/map_objects.hpp"
#include "api/ingest/map/map_profile.hpp"
#include "api/ingest/map/map_sea.hpp"
#include "api/ingest/map/node_lines.hpp"
#include "api/ingest/map/rings.hpp"
#include "api/ingest/map/world.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {
namespace {

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

class SourceMaker {
 public:
  SourceMaker(MapObjects objects, const std::vector<std::int64_t>& walked_ways, const Box& extent, const Watch& watch)
      : objects_(std::move(objects)), walked_(walked_ways), extent_(extent), watch_(watch) {}

  Result<MapSource> run() {
    constexpr std::string_view kStep = "drawing the map";
    watch_.report(kStep, 0);
    for (const MapNode& node : objects_.nodes) add_points(node.profiles, to_world(node.point), 0);
    objects_.nodes = {};
    for (const MapWay& way : objects_.ways) add_way(way);
    watch_.report(kStep, 0.4);
    most_node_uses_ = kMostNodeUses * std::max(objects_.node_ids.size(), kNodesAlwaysUsed);
    for (const MapRelation& relation : objects_.relations) {
      if (watch_.should_stop()) break;
      add_relation(relation);
    }
    watch_.report(kStep, 0.8);
    add_borders();
    MapSea sea = sea_of_map(objects_, lines_, walked_, extent_);
    std::move(sea.features.begin(), sea.features.end(), std::back_inserter(source_.features));
    std::move(sea.notes.begin(), sea.notes.end(), std::back_inserter(source_.notes));
    if (watch_.should_stop()) {
      return fail(ErrorCode::io, "stopped while drawing the map");
    }
    watch_.report(kStep, 1);
    add_notes();
    return std::move(source_);
  }

 private:
  void add_notes() {
    if (dropped_holes_ > 0) {
      source_.notes.push_back("The map leaves out " + std::to_string(dropped_holes_) +
                              " holes of areas that have too many rings.");
    }
    if (dropped_relations_ > 0) {
      source_.notes.push_back("The map leaves out " + std::to_string(dropped_relations_) +
                              " areas: they use the same ways again and again.");
    }
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
    const std::vector<WorldLine> pieces = lines_.pieces_of(way.refs);
    add_lines(way.profiles, pieces, false, 0, walked);
    if (!way.is_closed()) {
      if (!pieces.empty()) add_points(way.profiles, pieces.front()[pieces.front().size() / 2], 0);
      return;
    }
    std::vector<WorldLine> rings;
    for (const NodeIds& part : parts_of_ring(way.refs)) {
      if (WorldLine ring = lines_.ring_of(part); !ring.empty()) rings.push_back(turned(std::move(ring), false));
    }
    add_areas(way.profiles, with_holes_turned(std::move(rings)));
  }

  /// The parts of one way that touches itself: by the rule of even and odd, one inside another one is its hole. Of many
  /// parts, which nobody draws, each is an area.
  static std::vector<WorldLine> with_holes_turned(std::vector<WorldLine> rings) {
    constexpr std::size_t kMostParts = 16;
    if (rings.size() < 2 || rings.size() > kMostParts) return rings;
    sort_by_area(rings, ByArea::largest_first);
    std::vector<std::vector<WorldLine>> areas;
    for (WorldLine& ring : rings) {
      const WorldVertex place = place_inside(ring).value_or(ring.front());
      std::vector<WorldLine>* around = nullptr;  // the smallest area whose outer ring lies around it
      for (std::vector<WorldLine>& area : areas) {
        if (is_inside(place, area.front())) around = &area;
      }
      const bool is_in_a_hole =
          around != nullptr &&
          std::any_of(around->begin() + 1, around->end(), [&](const auto& hole) { return is_inside(place, hole); });
      if (around == nullptr || is_in_a_hole) {
        areas.push_back({std::move(ring)});
      } else {
        around->push_back(turned(std::move(ring), true));
      }
    }
    std::vector<WorldLine> all;
    for (std::vector<WorldLine>& area : areas) std::move(area.begin(), area.end(), std::back_inserter(all));
    return all;
  }

  /// A member that is listed again counts once.
  [[nodiscard]] std::vector<const NodeIds*> members_of(const MapRelation& relation, bool inner) const {
    std::vector<const NodeIds*> ways;
    std::set<std::int64_t> seen;
    for (std::size_t i = 0; i < relation.ways.size(); ++i) {
      const MapWay* const way = seen.insert(relation.ways[i]).second ? objects_.find_way(relation.ways[i]) : nullptr;
      if (way != nullptr && relation.is_inner[i] == inner) ways.push_back(&way->refs);
    }
    return ways;
  }

  /// The rings that the members make. A way that two rings share is listed twice: where something stays open, each open
  /// way counts as often as it is listed.
  std::vector<WorldLine> rings_of(const MapRelation& relation, bool inner) {
    Chains chains = join_ways(members_of(relation, inner), Joining::either_way);
    if (!chains.open.empty()) {
      std::vector<const NodeIds*> all;
      std::set<std::int64_t> closed;
      for (std::size_t i = 0; i < relation.ways.size(); ++i) {
        const MapWay* const way = relation.is_inner[i] == inner ? objects_.find_way(relation.ways[i]) : nullptr;
        if (way != nullptr && (!way->is_closed() || closed.insert(way->id).second)) all.push_back(&way->refs);
      }
      if (Chains others = join_ways(all, Joining::either_way); others.open.size() < chains.open.size()) {
        chains = std::move(others);
      }
    }
    std::vector<WorldLine> rings;
    for (const NodeIds& chain : chains.rings) {
      for (const NodeIds& part : parts_of_ring(chain)) {
        if (WorldLine ring = lines_.ring_of(part); !ring.empty()) rings.push_back(std::move(ring));
      }
    }
    return rings;
  }

  /// Whether the files' relations may use the nodes of this one's ways, too. One that may not leaves room for others.
  bool may_use_nodes(const MapRelation& relation) {
    std::size_t uses = node_uses_;
    for (const std::int64_t id : relation.ways) {
      const MapWay* const way = objects_.find_way(id);
      uses += way == nullptr ? 1 : way->refs.size();
    }
    if (uses > most_node_uses_) return false;
    node_uses_ = uses;
    return true;
  }

  void add_relation(const MapRelation& relation) {
    if (relation.profiles.empty()) return;
    if (!may_use_nodes(relation)) {
      ++dropped_relations_;
      return;
    }
    std::vector<WorldLine> outers;
    for (WorldLine& ring : rings_of(relation, false)) outers.push_back(turned(std::move(ring), false));
    if (outers.empty()) return;
    sort_by_area(outers, ByArea::smallest_first);
    std::vector<WorldBox> boxes;
    for (const WorldLine& outer : outers) boxes.push_back(box_of_lines({&outer, 1}));
    std::vector<std::vector<WorldLine>> holes(outers.size());
    std::size_t tests = 0;
    for (WorldLine& ring : rings_of(relation, true)) {
      if (const auto around = outer_around(ring, outers, boxes, tests)) {
        holes[*around].push_back(turned(std::move(ring), true));
      }
    }
    ring_tests_ += tests;
    std::vector<WorldLine> rings;
    for (std::size_t i = 0; i < outers.size(); ++i) {
      rings.push_back(std::move(outers[i]));
      std::move(holes[i].begin(), holes[i].end(), std::back_inserter(rings));
    }
    add_areas(relation.profiles, rings);
  }

  /// The smallest of the outer rings around a hole: they ascend by area. Counts what it looks at.
  std::optional<std::size_t> outer_around(const WorldLine& hole, const std::vector<WorldLine>& outers,
                                          const std::vector<WorldBox>& boxes, std::size_t& tests) {
    const WorldBox box = box_of_lines({&hole, 1});
    // Not one of its vertices: an outer ring may go through that.
    const WorldVertex place = place_inside(hole).value_or(hole.front());
    for (std::size_t i = 0; i < outers.size(); ++i) {
      const bool holds = boxes[i].holds(box);
      tests += holds ? outers[i].size() : 1;
      if (tests > kMostRingTests || ring_tests_ + tests > kMostRingTestsOfAll) {
        ++dropped_holes_;
        return std::nullopt;
      }
      if (holds && (outers.size() == 1 || is_inside(place, outers[i]))) return i;
    }
    return std::nullopt;
  }

  /// A way that is the border of two countries, or of a country and a state, is drawn once, as the country's.
  void add_borders() {
    std::map<std::int64_t, int> level_of;
    for (const MapRelation& relation : objects_.relations) {
      if (relation.border_level == 0) continue;
      for (const std::int64_t id : relation.ways) {
        const auto [at, is_first] = level_of.emplace(id, relation.border_level);
        at->second = std::min(at->second, relation.border_level);
      }
    }
    for (const int level : {2, 4}) {
      std::vector<const NodeIds*> ways;
      for (const auto& [id, own] : level_of) {
        const MapWay* way = own == level ? objects_.find_way(id) : nullptr;
        if (way != nullptr && !way->is_coast) ways.push_back(&way->refs);
      }
      Chains chains = join_ways(ways, Joining::either_way);
      std::move(chains.rings.begin(), chains.rings.end(), std::back_inserter(chains.open));
      for (const NodeIds& chain : chains.open)
        add_lines({border_profile(level)}, lines_.pieces_of(chain), false, 0, false);
    }
  }

  MapObjects objects_;
  const std::vector<std::int64_t>& walked_;
  const Box& extent_;
  const Watch& watch_;
  NodeLines lines_{objects_};
  std::size_t most_node_uses_ = 0;
  std::size_t node_uses_ = 0;
  std::size_t ring_tests_ = 0;
  std::size_t dropped_relations_ = 0;
  std::size_t dropped_holes_ = 0;
  MapSource source_;
};

}  // namespace

Result<MapSource> read_map(const std::vector<std::string>& files, const std::vector<std::int64_t>& walked_ways,
                           const Box& extent, const Watch& watch) {
  std::vector<std::string> sorted = files;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  Result<MapObjects> objects = read_map_objects(sorted, watch);
  if (!objects) {
    return tl::unexpected(std::move(objects).error());
  }
  return SourceMaker(*std::move(objects), walked_ways, extent, watch).run();
}

}  // namespace loopgenie::ingest
