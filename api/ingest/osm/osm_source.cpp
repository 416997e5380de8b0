#include "api/ingest/osm/osm_source.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "api/ingest/base/outline.hpp"
#include "api/ingest/osm/osm_scan.hpp"

namespace loopgenie::ingest {
namespace {

/// Lower id first; of one object's versions the newest, then the most complete, first.
template <typename Raw>
void keep_newest(std::vector<Raw>& objects) {
  const auto out_of_order = [](const Raw& a, const Raw& b) { return a.id >= b.id; };
  if (std::adjacent_find(objects.begin(), objects.end(), out_of_order) == objects.end()) {
    return;  // as in most files
  }
  std::stable_sort(objects.begin(), objects.end(), [](const Raw& a, const Raw& b) {
    return std::tuple(a.id, b.version, b.size) < std::tuple(b.id, a.version, a.size);
  });
  const auto same_id = [](const Raw& a, const Raw& b) { return a.id == b.id; };
  objects.erase(std::unique(objects.begin(), objects.end(), same_id), objects.end());
}

struct RawRelation {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  std::optional<HikingRoute> route;
  FeatureProfile feature;
  WayProfile plaza;  // of an area to walk on; its role is none for all others
  std::string name;
  std::vector<std::int64_t> ways;
  std::vector<std::int64_t> relations;
};

struct RawWay {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  SourceWay way;
  std::unique_ptr<FeatureProfile> feature;  // null where it is none
  std::vector<std::int64_t> refs;
  [[nodiscard]] bool is_highway() const {
    return way.profile.attributes.way_class != WayClass::unknown || way.profile.motor_traffic;
  }
};

struct RawNode {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  Point point;
  FeatureProfile feature;
};

std::string_view tag(const osmium::OSMObject& object, const char* key) {
  return object.tags().get_value_by_key(key, "");
}

std::optional<HikingRoute> hiking_route_of(const osmium::Relation& relation) {
  const std::string_view type = tag(relation, "type");
  const std::string_view route = tag(relation, "route");
  const std::string_view state = tag(relation, "state");
  if ((type != "route" && type != "superroute") || (route != "hiking" && route != "foot" && route != "walking") ||
      state == "proposed" || state == "disused") {
    return std::nullopt;
  }
  const std::string_view ref = tag(relation, "ref");
  return HikingRoute{relation.id(), parse_route_network(tag(relation, "network")),
                     std::string(ref.empty() ? tag(relation, "name") : ref)};
}

class OsmReader {
 public:
  OsmReader(const std::vector<std::string>& files, const ProgressFn& progress) : files_(files), progress_(progress) {}

  Result<OsmSource> run() {
    for (const auto pass : {&OsmReader::read_relations, &OsmReader::read_ways, &OsmReader::read_nodes}) {
      if (Result<void> done = (this->*pass)(); !done) {
        return tl::unexpected(std::move(done).error());
      }
    }
    build_features();
    return std::move(source_);
  }

 private:
  using Bits = osmium::osm_entity_bits::type;

  Result<void> scan_all(Bits kinds, std::string_view step, const OnObject& on_object) {
    source_.file_dates.clear();
    for (const std::string& file : files_) {
      file_ = file;
      Result<std::string> date = scan_osm_file(file, kinds, progress_, step, on_object);
      if (!date) {
        return tl::unexpected(std::move(date).error());
      }
      source_.file_dates.push_back(*std::move(date));
    }
    return {};
  }

  Result<void> read_relations() {
    bool any_relation = false;
    Result<void> done = scan_all(osmium::osm_entity_bits::relation, "reading relations", [&](const auto& object) {
      any_relation = true;
      const auto& relation = static_cast<const osmium::Relation&>(object);
      RawRelation raw;
      raw.route = hiking_route_of(relation);
      const std::string_view type = tag(relation, "type");
      const bool is_area = type == "multipolygon";
      if (is_area) {
        raw.feature = profile_feature(relation.tags());
        if (const WayProfile profile = profile_way(relation.tags()); profile.role == WayRole::trail) {
          raw.plaza = profile;
          raw.name = way_name(relation.tags());
        }
      }
      if (raw.feature.is_empty() && raw.plaza.role == WayRole::none && type != "route" && type != "superroute") {
        return;
      }
      raw.id = relation.id();
      raw.version = relation.version();
      for (const osmium::RelationMember& member : relation.members()) {
        if (member.type() == osmium::item_type::way && !(is_area && std::string_view(member.role()) == "inner")) {
          raw.ways.push_back(member.ref());
        } else if (member.type() == osmium::item_type::relation) {
          raw.relations.push_back(member.ref());
        }
      }
      raw.size = relation.members().size();
      relations_.push_back(std::move(raw));
    });
    if (!done) {
      return done;
    }
    if (!any_relation) {
      source_.warnings.emplace_back(
          "The OpenStreetMap files hold no relations, hence no hiking routes. If they should, they are incomplete.");
    }
    keep_newest(relations_);
    for (std::uint32_t i = 0; i < relations_.size(); ++i) {
      if (!relations_[i].feature.is_empty()) {
        area_ways_.insert(area_ways_.end(), relations_[i].ways.begin(), relations_[i].ways.end());
      }
      if (relations_[i].plaza.role != WayRole::none) {
        for (const std::int64_t way : relations_[i].ways) {
          plaza_of_.emplace(way, i);  // of several the lowest id: it comes first
        }
      }
      if (relations_[i].route) {
        std::set<std::int64_t> visited;
        add_route_ways(i, relations_[i], visited);
      }
    }
    std::sort(area_ways_.begin(), area_ways_.end());
    std::sort(way_routes_.begin(), way_routes_.end());
    way_routes_.erase(std::unique(way_routes_.begin(), way_routes_.end()), way_routes_.end());
    return {};
  }

  /// The ways of the relation and of the relations in it.
  void add_route_ways(std::uint32_t route, const RawRelation& relation, std::set<std::int64_t>& visited) {
    if (!visited.insert(relation.id).second) {
      return;
    }
    for (const std::int64_t way : relation.ways) {
      way_routes_.emplace_back(way, route);
    }
    for (const std::int64_t id : relation.relations) {
      const auto found = std::lower_bound(relations_.begin(), relations_.end(), id,
                                          [](const RawRelation& r, std::int64_t value) { return r.id < value; });
      if (found != relations_.end() && found->id == id) {
        add_route_ways(route, *found, visited);
      }
    }
  }

  Result<void> read_ways() {
    std::uint32_t unusable_ids = 0;
    std::int64_t first_unusable = 0;
    Result<void> done = scan_all(osmium::osm_entity_bits::way, "reading ways", [&](const auto& object) {
      const auto& way = static_cast<const osmium::Way&>(object);
      RawWay raw;
      raw.way.profile = profile_way(way.tags());
      FeatureProfile feature = profile_feature(way.tags());
      const auto plaza = raw.is_highway() ? plaza_of_.end() : plaza_of_.find(way.id());
      if (plaza != plaza_of_.end()) {
        raw.way.profile = relations_[plaza->second].plaza;
      }
      if (!raw.is_highway() && feature.is_empty() &&
          !std::binary_search(area_ways_.begin(), area_ways_.end(), way.id())) {
        return;
      }
      if (!feature.is_empty()) {
        raw.feature = std::make_unique<FeatureProfile>(std::move(feature));
      }
      raw.way.name = plaza != plaza_of_.end() ? relations_[plaza->second].name : way_name(way.tags());
      raw.way.drive = profile_drive(way.tags());
      if (way.id() <= 0 || way.id() > kMaxWayId || way.nodes().size() > kMaxSegmentIndex) {
        first_unusable = unusable_ids++ == 0 ? way.id() : first_unusable;
        return;
      }
      raw.id = raw.way.id = way.id();
      raw.version = way.version();
      raw.size = way.nodes().size();
      raw.refs.reserve(way.nodes().size());
      for (const osmium::NodeRef& node : way.nodes()) {
        raw.refs.push_back(node.ref());
      }
      ways_.push_back(std::move(raw));
    });
    if (!done) {
      return done;
    }
    keep_newest(ways_);
    if (unusable_ids > 0) {
      source_.warnings.push_back(std::to_string(unusable_ids) + " ways were left out, the first of them way " +
                                 std::to_string(first_unusable) +
                                 ": expected way ids from 1 to 2^37 and at most 65,535 nodes a way "
                                 "(data that was never uploaded to OpenStreetMap has negative ids).");
    }
    if (std::none_of(ways_.begin(), ways_.end(),
                     [](const RawWay& raw) { return raw.way.profile.role == WayRole::trail; })) {
      std::string names;
      for (const std::string& file : files_) {
        names += (names.empty() ? "" : ", ") + file;
      }
      return fail(ErrorCode::missing,
                  names +
                      ": holds no walkable way; expected ways with highway=path, footway, track or the like that are "
                      "open on foot. Take an extract made with complete ways that covers a hiking region.");
    }
    store_ways();
    return {};
  }

  void store_ways() {
    for (const RawWay& raw : ways_) {
      source_.node_id.insert(source_.node_id.end(), raw.refs.begin(), raw.refs.end());
    }
    std::sort(source_.node_id.begin(), source_.node_id.end());
    source_.node_id.erase(std::unique(source_.node_id.begin(), source_.node_id.end()), source_.node_id.end());
    source_.node_id.shrink_to_fit();
    source_.node_point.assign(source_.node_id.size(), OsmSource::kNoPoint);
    source_.node_ford.assign(source_.node_id.size(), false);
    source_.node_blocked.assign(source_.node_id.size(), false);
    for (RawWay& raw : ways_) {
      if (!raw.is_highway()) {
        continue;
      }
      raw.way.first_ref = static_cast<std::uint32_t>(source_.refs.size());
      raw.way.ref_count = static_cast<std::uint32_t>(raw.refs.size());
      for (const std::int64_t id : raw.refs) {
        source_.refs.push_back(*find_node(id));
      }
      set_routes(raw.way);
      source_.ways.push_back(std::move(raw.way));
      if (!raw.feature && !std::binary_search(area_ways_.begin(), area_ways_.end(), raw.id)) {
        raw.refs = {};
      }
    }
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
    std::string off_earth;
    Result<void> done = scan_all(osmium::osm_entity_bits::node, "reading nodes", [&](const auto& object) {
      const auto& node = static_cast<const osmium::Node&>(object);
      if (!node.location().valid()) {
        if (node.location().is_defined() && off_earth.empty()) {
          off_earth = file_ + ": node " + std::to_string(node.id()) + " lies at latitude " +
                      std::to_string(node.location().lat_without_check()) + ", longitude " +
                      std::to_string(node.location().lon_without_check()) +
                      "; expected -90 to 90 and -180 to 180. The file is damaged: download it again.";
        }
        return;
      }
      const Point point{node.location().y(), node.location().x()};
      if (const auto index = find_node(node.id())) {
        source_.node_point[*index] = point;
        const std::string_view ford = tag(node, "ford");
        source_.node_ford[*index] = !ford.empty() && ford != "no";
        source_.node_blocked[*index] = blocks_drive(node.tags());
      }
      FeatureProfile feature = profile_feature(node.tags());
      if (!feature.is_empty()) {
        nodes_.push_back({node.id(), node.version(), 0, point, std::move(feature)});
      }
    });
    keep_newest(nodes_);
    if (done && !off_earth.empty()) {
      return fail(ErrorCode::malformed, off_earth);
    }
    return done;
  }

  /// O(log d) for the d-th id from the one that was asked for before: files and ways name nodes about in their order.
  [[nodiscard]] std::optional<std::uint32_t> find_node(std::int64_t id) {
    const std::vector<std::int64_t>& ids = source_.node_id;
    std::size_t begin = last_found_;
    std::size_t end = last_found_;
    for (std::size_t step = 1; end < ids.size() && ids[end] < id; step *= 2) {
      begin = end;
      end = std::min(ids.size(), end + step);
    }
    for (std::size_t step = 1; begin > 0 && ids[begin - 1] >= id; step *= 2) {
      end = begin;
      begin -= std::min(begin, step);
    }
    const auto from = ids.begin();
    const auto found =
        std::lower_bound(from + static_cast<std::ptrdiff_t>(begin), from + static_cast<std::ptrdiff_t>(end), id);
    last_found_ = static_cast<std::size_t>(found - from);
    return last_found_ < ids.size() && *found == id ? std::optional(static_cast<std::uint32_t>(last_found_))
                                                    : std::nullopt;
  }

  void append_points(const std::vector<std::int64_t>& refs, std::vector<Point>& points) {
    for (const std::int64_t id : refs) {
      if (const auto index = find_node(id); index && source_.has_node(*index)) {
        points.push_back(source_.node_point[*index]);
      }
    }
  }

  void build_features() {
    for (RawNode& raw : nodes_) {
      source_.features.push_back({{'n', raw.id}, raw.point, {}, std::move(raw.feature)});
    }
    std::map<std::int64_t, const RawWay*> outer_ways;
    for (RawWay& raw : ways_) {
      if (std::binary_search(area_ways_.begin(), area_ways_.end(), raw.id)) {
        outer_ways.emplace(raw.id, &raw);
      }
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
      for (const std::int64_t way : raw.ways) {
        if (const auto found = outer_ways.find(way); found != outer_ways.end()) {
          append_points(found->second->refs, feature.outline);
        }
      }
      if (!feature.outline.empty()) {
        feature.center = box_center(feature.outline);
        source_.features.push_back(std::move(feature));
      }
    }
    for (Feature& feature : source_.features) {
      if (feature.profile.poi) {
        feature.profile.poi->id = feature.id;
        feature.profile.poi->point = feature.center;
      }
      if (feature.profile.place) {
        feature.profile.place->id = feature.id;
        feature.profile.place->point = feature.center;
      }
    }
    std::sort(source_.features.begin(), source_.features.end(),
              [](const Feature& a, const Feature& b) { return a.id < b.id; });
    for (const std::string& date : source_.file_dates) {
      if (!date.empty() && (source_.date.empty() || date < source_.date)) {
        source_.date = date;
      }
    }
  }

  const std::vector<std::string>& files_;
  const ProgressFn& progress_;
  std::string file_;  // that is being read
  OsmSource source_;
  std::size_t last_found_ = 0;  // in source_.node_id
  std::vector<RawRelation> relations_;
  std::vector<RawWay> ways_;
  std::vector<RawNode> nodes_;
  std::vector<std::int64_t> area_ways_;                             // outer ways of area relations, ascending
  std::map<std::int64_t, std::uint32_t> plaza_of_;                  // outer ways of areas to walk on
  std::vector<std::pair<std::int64_t, std::uint32_t>> way_routes_;  // (way, index into relations_), ascending
};

}  // namespace

Result<OsmSource> read_osm(const std::vector<std::string>& files, const ProgressFn& progress) {
  return OsmReader(files, progress).run();
}

}  // namespace loopgenie::ingest
