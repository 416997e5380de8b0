#include "api/ingest/osm/osm_source.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "api/ingest/base/outline.hpp"
#include "api/ingest/osm/node_finder.hpp"
#include "api/ingest/osm/osm_scan.hpp"
#include "api/ingest/osm/raw_objects.hpp"
#include "api/ingest/osm/source_checks.hpp"
#include "api/ingest/osm/tags.hpp"
#include "api/ingest/osm/walk_access.hpp"
#include "core/graph/attributes.hpp"

namespace loopgenie::ingest {
namespace {

class OsmReader {
 public:
  OsmReader(const std::vector<std::string>& files, const ProgressFn& progress) : files_(files), progress_(progress) {}

  Result<OsmSource> run() {
    for (const auto pass : {&OsmReader::read_relations, &OsmReader::read_ways, &OsmReader::read_nodes}) {
      if (Result<void> done = (this->*pass)(); !done) {
        return tl::unexpected(std::move(done).error());
      }
    }
    lose_misplaced_nodes(source_);
    if (Result<void> checked = check_trails(source_, files_, negative_ids_); !checked) {
      return tl::unexpected(std::move(checked).error());
    }
    warn_of_high_latitudes(source_);
    build_obstacles();
    build_off_limits();
    build_features();
    set_dates();
    return std::move(source_);
  }

 private:
  using Bits = osmium::osm_entity_bits::type;

  Result<void> scan_all(Bits kinds, std::string_view step, const OnObject& on_object) {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      Result<FileDay> day = scan_osm_file(files_[i], kinds, progress_, step, on_object);
      if (!day) {
        return tl::unexpected(std::move(day).error());
      }
      if (!off_earth_.empty()) {
        return fail(ErrorCode::malformed, files_[i] + ": " + off_earth_);
      }
      days_[i] = {day->said, std::max(days_[i].newest, day->newest)};
    }
    return {};
  }

  /// Leaves the newest version of each object, which may be one that is not of interest any more and was not kept: with
  /// several files, these are looked through once more.
  template <typename Raw>
  Result<void> keep_newest_of(Bits kind, std::string_view step, std::vector<Raw>& objects) {
    keep_newest(objects);
    if (files_.size() < 2 || objects.empty()) {
      return {};
    }
    std::vector<std::int64_t> ids;
    for (const Raw& raw : objects) {
      ids.push_back(raw.id);
    }
    NodeFinder finder(ids);
    std::vector<std::uint8_t> is_old(objects.size(), 0);
    Result<void> done = scan_all(kind, step, [&](const auto& object) {
      if (const auto at = finder.find(object.id()); at && object.version() > objects[*at].version) {
        is_old[*at] = 1;
      }
    });
    std::size_t i = 0;
    objects.erase(std::remove_if(objects.begin(), objects.end(), [&](const Raw&) { return is_old[i++] != 0; }),
                  objects.end());
    return done;
  }

  /// nullopt where the file has no position. A position off the Earth is remembered, and the reading ends with it.
  std::optional<Point> point_at(const osmium::Location& location, std::string_view kind, std::int64_t id) {
    if (location.valid()) {
      return Point{location.y(), location.x()};
    }
    if (location.is_defined() && off_earth_.empty()) {
      off_earth_ = std::string(kind) + ' ' + std::to_string(id) + " lies at latitude " +
                   std::to_string(location.lat_without_check()) + ", longitude " +
                   std::to_string(location.lon_without_check()) +
                   "; expected -90 to 90 and -180 to 180. The file is damaged: download it again.";
    }
    return std::nullopt;
  }

  Result<void> read_relations() {
    bool any_relation = false;
    Result<void> done = scan_all(osmium::osm_entity_bits::relation, "reading relations", [&](const auto& object) {
      any_relation = true;
      if (std::optional<RawRelation> raw = raw_relation(static_cast<const osmium::Relation&>(object))) {
        relations_.push_back(*std::move(raw));
      }
    });
    if (!done) {
      return done;
    }
    if (!any_relation) {
      source_.warnings.emplace_back(
          "The OpenStreetMap files hold no relations, hence no hiking routes. If they should, they are incomplete.");
    }
    done = keep_newest_of(osmium::osm_entity_bits::relation, "comparing relations", relations_);
    sort_out_relations();
    return done;
  }

  /// Which ways the areas and the hiking routes are made of.
  void sort_out_relations() {
    for (std::uint32_t i = 0; i < relations_.size(); ++i) {
      if (!relations_[i].feature.is_empty() || relations_[i].is_off_limits) {
        area_ways_.insert(area_ways_.end(), relations_[i].ways.begin(), relations_[i].ways.end());
      }
      if (relations_[i].is_building) {
        building_ways_.insert(relations_[i].ways.begin(), relations_[i].ways.end());
      }
      if (relations_[i].is_obstacle) {
        obstacle_ways_.insert(relations_[i].ways.begin(), relations_[i].ways.end());
      }
      if (relations_[i].plaza.role != WayRole::none) {
        for (const std::int64_t way : relations_[i].ways) {
          plaza_of_.emplace(way, i);  // of several the lowest id: it comes first
        }
      }
      if (relations_[i].route) {
        add_route_ways(i);
      }
    }
    std::sort(area_ways_.begin(), area_ways_.end());
    std::sort(way_routes_.begin(), way_routes_.end());
    way_routes_.erase(std::unique(way_routes_.begin(), way_routes_.end()), way_routes_.end());
  }

  /// The ways of the route and of the hiking routes in it, kMaxNesting levels deep: a superroute of superroutes of
  /// routes is what there is, and relations may be nested without end.
  void add_route_ways(std::uint32_t route) {
    constexpr int kMaxNesting = 6;
    std::set<std::uint32_t> visited = {route};
    std::vector<std::uint32_t> level = {route};
    for (int depth = 0; depth < kMaxNesting && !level.empty(); ++depth) {
      std::vector<std::uint32_t> next;
      for (const std::uint32_t at : level) {
        for (const std::int64_t way : relations_[at].ways) {
          way_routes_.emplace_back(way, route);
        }
        for (const std::int64_t id : relations_[at].relations) {
          const std::optional<std::uint32_t> child = find_by_id(relations_, id);
          if (child && !relations_[*child].is_other_route && visited.insert(*child).second) {
            next.push_back(*child);
          }
        }
      }
      level = std::move(next);
    }
  }

  /// Its position among the objects, which ascend by id.
  template <typename Object>
  [[nodiscard]] static std::optional<std::uint32_t> find_by_id(const std::vector<Object>& objects, std::int64_t id) {
    const auto found = std::lower_bound(objects.begin(), objects.end(), id,
                                        [](const Object& object, std::int64_t value) { return object.id < value; });
    return found != objects.end() && found->id == id
               ? std::optional(static_cast<std::uint32_t>(found - objects.begin()))
               : std::nullopt;
  }

  [[nodiscard]] bool is_outline(std::int64_t way) const {
    return std::binary_search(area_ways_.begin(), area_ways_.end(), way);
  }

  Result<void> read_ways() {
    std::uint32_t unusable_ids = 0;
    std::int64_t first_unusable = 0;
    Result<void> done = scan_all(osmium::osm_entity_bits::way, "reading ways", [&](const auto& object) {
      const auto& way = static_cast<const osmium::Way&>(object);
      note_building(way);
      const auto plaza = plaza_of_.find(way.id());
      std::optional<RawWay> raw =
          raw_way(way, {.plaza = plaza == plaza_of_.end() ? nullptr : &relations_[plaza->second],
                        .is_outline = is_outline(way.id()),
                        .is_obstacle = obstacle_ways_.contains(way.id())});
      if (!raw) {
        return;
      }
      negative_ids_ += way.id() <= 0 ? 1 : 0;
      if (way.id() <= 0 || way.id() > kMaxWayId || way.nodes().size() > kMaxSegmentIndex) {
        first_unusable = unusable_ids++ == 0 ? way.id() : first_unusable;
        return;
      }
      take_nodes(way, *raw);
      ways_.push_back(*std::move(raw));
    });
    if (done) {
      done = keep_newest_of(osmium::osm_entity_bits::way, "comparing ways", ways_);
    }
    if (!done) {
      return done;
    }
    if (unusable_ids > 0) {
      source_.warnings.push_back(std::to_string(unusable_ids) + " ways were left out, the first of them way " +
                                 std::to_string(first_unusable) +
                                 ": expected way ids from 1 to 2^37 and at most 65,535 nodes a way "
                                 "(data that was never uploaded to OpenStreetMap has negative ids).");
    }
    std::sort(building_nodes_.begin(), building_nodes_.end());
    building_nodes_.erase(std::unique(building_nodes_.begin(), building_nodes_.end()), building_nodes_.end());
    store_ways();
    return {};
  }

  /// By its first node: for rules of how far away it is, not of what it looks like.
  void note_building(const osmium::Way& way) {
    if (way.nodes().empty() || (!is_set(way.tags(), "building") && !building_ways_.contains(way.id()))) {
      return;
    }
    const osmium::NodeRef& corner = way.nodes().front();
    if (corner.location().valid()) {
      source_.buildings.push_back({corner.location().y(), corner.location().x()});
    } else {
      building_nodes_.push_back(corner.ref());
    }
  }

  /// The ids of the way's nodes, and their positions where the file has them on its ways (LocationsOnWays).
  void take_nodes(const osmium::Way& way, RawWay& raw) {
    raw.refs.reserve(way.nodes().size());
    for (const osmium::NodeRef& node : way.nodes()) {
      raw.refs.push_back(node.ref());
      if (const auto point = point_at(node.location(), "node", node.ref())) {
        raw.points.resize(way.nodes().size(), OsmSource::kNoPoint);
        raw.points[raw.refs.size() - 1] = *point;
      }
    }
  }

  void store_ways() {
    for (const RawWay& raw : ways_) {
      source_.node_id.insert(source_.node_id.end(), raw.refs.begin(), raw.refs.end());
    }
    std::sort(source_.node_id.begin(), source_.node_id.end());
    source_.node_id.erase(std::unique(source_.node_id.begin(), source_.node_id.end()), source_.node_id.end());
    source_.node_id.shrink_to_fit();
    source_.node_point.assign(source_.node_id.size(), OsmSource::kNoPoint);
    source_.node_closed.assign(source_.node_id.size(), false);
    source_.node_blocked.assign(source_.node_id.size(), false);
    for (RawWay& raw : ways_) {
      place_nodes(raw);
      if (!raw.is_highway()) {
        continue;
      }
      raw.way.first_ref = static_cast<std::uint32_t>(source_.refs.size());
      raw.way.ref_count = static_cast<std::uint32_t>(raw.refs.size());
      for (const std::int64_t id : raw.refs) {
        source_.refs.push_back(*node_finder_.find(id));
      }
      set_routes(raw.way);
      if (raw.way.profile.bike_park && raw.way.profile.role == WayRole::trail &&
          raw.way.profile.attributes.route_network == RouteNetwork::none) {
        raw.way.profile.role = WayRole::bike_trail;
        raw.way.profile.attributes.set(EdgeFlag::bike_trail);
      }
      source_.ways.push_back(std::move(raw.way));
      if (!raw.feature && !raw.is_obstacle && !is_outline(raw.id)) {
        raw.refs = {};
      }
    }
  }

  /// Where the way has positions, its nodes have them; the nodes themselves, if they are there, are read later.
  void place_nodes(RawWay& raw) {
    for (std::size_t i = 0; i < raw.points.size(); ++i) {
      Point& point = source_.node_point[*node_finder_.find(raw.refs[i])];
      point = point == OsmSource::kNoPoint ? raw.points[i] : point;
    }
    raw.points = {};
  }

  void set_routes(SourceWay& way) {
    auto at = std::lower_bound(way_routes_.begin(), way_routes_.end(), std::pair(way.id, std::uint32_t{0}));
    std::set<std::pair<int, std::string>> refs;  // the highest network first
    for (; at != way_routes_.end() && at->first == way.id; ++at) {
      const HikingRoute& route = *relations_[at->second].route;
      way.profile.attributes.route_network = std::max(way.profile.attributes.route_network, route.network);
      refs.emplace(-static_cast<int>(route.network), route.ref);
    }
    std::set<std::string_view> seen;
    for (const auto& [network, ref] : refs) {
      if (!ref.empty() && seen.insert(ref).second) {
        way.route_ref += (way.route_ref.empty() ? "" : "; ") + ref;
      }
    }
  }

  Result<void> read_nodes() {
    if (files_.size() > 1) {
      version_read_.assign(source_.node_id.size(), std::nullopt);
    }
    Result<void> done = scan_all(osmium::osm_entity_bits::node, "reading nodes", [&](const auto& object) {
      const auto& node = static_cast<const osmium::Node&>(object);
      const std::optional<Point> point = point_at(node.location(), "node", node.id());
      if (!point) {
        return;
      }
      if (const auto index = node_finder_.find(node.id()); index && is_newest(*index, node.version())) {
        source_.node_point[*index] = *point;
        take_passage(*index, node.tags());
        source_.node_blocked[*index] = blocks_drive(node.tags());
      }
      if (building_finder_.find(node.id()) || is_set(node.tags(), "building")) {
        source_.buildings.push_back(*point);
      }
      FeatureProfile feature = profile_feature(node.tags());
      if (!feature.is_empty()) {
        nodes_.push_back({node.id(), node.version(), 0, *point, std::move(feature)});
      }
    });
    flag_fences();
    return done ? keep_newest_of(osmium::osm_entity_bits::node, "comparing nodes", nodes_) : done;
  }

  /// Of all versions of the node that the files have, so far.
  bool is_newest(std::uint32_t node, std::uint32_t version) {
    if (files_.size() < 2) {
      return true;
    }
    std::optional<std::uint32_t>& read = version_read_[node];
    if (read && *read >= version) {
      return false;
    }
    read = version;
    return true;
  }

  /// Whether one passes the node on foot, what its tags say of the edges that meet there, and whether it is how one
  /// gets through a fence: a gate, stile or entrance.
  void take_passage(std::uint32_t node, const Tags& tags) {
    const NodePassage passage = node_passage(tags);
    source_.node_closed[node] = passage.closed;
    if (const EdgeFlags flags = passage.flags | (is_set(tags, "ford") ? bit_of(EdgeFlag::ford) : EdgeFlags{0});
        flags != 0) {
      source_.node_flags[node] = flags;
    } else {
      source_.node_flags.erase(node);
    }
    if (!value_of(tags, "barrier").empty() || !value_of(tags, "entrance").empty()) {
      gates_.insert(node);
    } else {
      gates_.erase(node);
    }
  }

  /// Only where a way shares a node with a fence: most of a fence's nodes are on nothing else.
  void flag_fences() {
    std::vector<bool> is_on_way(source_.node_id.size(), false);
    for (const std::uint32_t node : source_.refs) {
      is_on_way[node] = true;
    }
    for (const RawWay& raw : ways_) {
      for (std::size_t i = 0; raw.is_fence && i < raw.refs.size(); ++i) {
        const std::uint32_t node = *node_finder_.find(raw.refs[i]);
        if (is_on_way[node] && !gates_.contains(node)) {
          source_.node_flags[node] |= bit_of(EdgeFlag::fence);
        }
      }
    }
  }

  void append_points(const std::vector<std::int64_t>& refs, std::vector<Point>& points) {
    for (const std::int64_t id : refs) {
      if (const auto index = node_finder_.find(id); index && source_.has_node(*index)) {
        points.push_back(source_.node_point[*index]);
      }
    }
  }

  void build_obstacles() {
    for (const RawWay& raw : ways_) {
      if (!raw.is_obstacle) {
        continue;
      }
      Point last = OsmSource::kNoPoint;
      for (const std::int64_t id : raw.refs) {
        const Point point = source_.node_point[*node_finder_.find(id)];
        if (last != OsmSource::kNoPoint && point != OsmSource::kNoPoint) {
          source_.obstacles.emplace_back(last, point);
        }
        last = point;
      }
    }
  }

  /// An end that an odd number of the known lines share is where the outline breaks off.
  void add_outline(const std::vector<const RawWay*>& ways, bool has_all) {
    AreaOutline outline;
    std::map<std::int64_t, Point> open_ends;  // where an odd number of the lines that there are begin or end
    const auto turn = [&](std::int64_t node, Point point) {
      if (!open_ends.emplace(node, point).second) {
        open_ends.erase(node);
      }
    };
    for (const RawWay* way : ways) {
      std::int64_t last_id = 0;
      Point last = OsmSource::kNoPoint;
      for (const std::int64_t id : way->refs) {
        const Point point = source_.node_point[*node_finder_.find(id)];
        const bool is_known = point != OsmSource::kNoPoint;
        const bool was_known = last != OsmSource::kNoPoint;
        has_all = has_all && is_known;
        if (is_known && was_known) {
          outline.segments.emplace_back(last, point);
        } else if (is_known) {
          turn(id, point);
        } else if (was_known) {
          turn(last_id, last);
        }
        last = point;
        last_id = id;
      }
      if (last != OsmSource::kNoPoint) {
        turn(last_id, last);
      }
    }
    for (const auto& [node, point] : open_ends) {
      outline.open_ends.push_back(point);
    }
    outline.is_whole = has_all && open_ends.empty();
    source_.off_limits.push_back(std::move(outline));
  }

  void build_off_limits() {
    for (const RawWay& raw : ways_) {
      if (raw.is_off_limits) {
        add_outline({&raw}, true);
      }
    }
    for (const RawRelation& raw : relations_) {
      if (!raw.is_off_limits) {
        continue;
      }
      const std::set<std::int64_t> members(raw.ways.begin(), raw.ways.end());  // some list a way twice
      std::vector<const RawWay*> ways;
      for (const std::int64_t id : members) {
        if (const std::optional<std::uint32_t> way = find_by_id(ways_, id)) {
          ways.push_back(&ways_[*way]);
        }
      }
      add_outline(ways, ways.size() == members.size() && !raw.has_other_parts);
    }
  }

  void build_features() {
    for (RawNode& raw : nodes_) {
      source_.features.push_back({{'n', raw.id}, raw.point, {}, std::move(raw.feature)});
    }
    for (RawWay& raw : ways_) {
      if (raw.feature) {
        Feature feature{{'w', raw.id}, {}, {}, std::move(*raw.feature)};
        append_points(raw.refs, feature.outline);
        if (!feature.outline.empty()) {
          feature.center = line_center(feature.outline);
          source_.features.push_back(std::move(feature));
        }
      }
    }
    for (RawRelation& raw : relations_) {
      if (raw.feature.is_empty()) {
        continue;
      }
      Feature feature{{'r', raw.id}, {}, {}, std::move(raw.feature)};
      for (const std::int64_t id : raw.ways) {
        if (const std::optional<std::uint32_t> way = find_by_id(ways_, id)) {
          append_points(ways_[*way].refs, feature.outline);
        }
      }
      if (!feature.outline.empty()) {
        feature.center = box_center(feature.outline);
        source_.features.push_back(std::move(feature));
      }
    }
    std::sort(source_.features.begin(), source_.features.end(),
              [](const Feature& a, const Feature& b) { return a.id < b.id; });
    for (Feature& feature : source_.features) {
      feature.locate_profile();
    }
  }

  /// The data's is that of the oldest file.
  void set_dates() {
    for (const FileDay& day : days_) {
      source_.file_dates.push_back(day.day());
      const std::string& date = source_.file_dates.back();
      if (!date.empty() && (source_.date.empty() || date < source_.date)) {
        source_.date = date;
      }
    }
  }

  const std::vector<std::string>& files_;
  const ProgressFn& progress_;
  std::vector<FileDay> days_ = std::vector<FileDay>(files_.size());
  std::string off_earth_;  // which position is
  std::size_t negative_ids_ = 0;
  OsmSource source_;
  NodeFinder node_finder_{source_.node_id};
  std::vector<std::int64_t> building_nodes_;  // a corner of each building; ascending once the ways are read
  NodeFinder building_finder_{building_nodes_};
  std::vector<RawRelation> relations_;
  std::vector<RawWay> ways_;
  std::vector<RawNode> nodes_;
  std::vector<std::optional<std::uint32_t>> version_read_;          // per node of the source, with several files
  std::unordered_set<std::uint32_t> gates_;                         // nodes by which one gets through
  std::vector<std::int64_t> area_ways_;                             // outer ways of area relations, ascending
  std::unordered_set<std::int64_t> building_ways_;                  // outer ways of buildings
  std::unordered_set<std::int64_t> obstacle_ways_;                  // outer ways of areas whose edge nobody crosses
  std::map<std::int64_t, std::uint32_t> plaza_of_;                  // outer ways of areas to walk on
  std::vector<std::pair<std::int64_t, std::uint32_t>> way_routes_;  // (way, index into relations_), ascending
};

}  // namespace

Result<OsmSource> read_osm(const std::vector<std::string>& files, const ProgressFn& progress) {
  return OsmReader(files, progress).run();
}

}  // namespace loopgenie::ingest
