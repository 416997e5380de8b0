#include "api/ingest/osm/osm_source.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "api/ingest/base/outline.hpp"
#include "api/ingest/osm/node_finder.hpp"
#include "api/ingest/osm/osm_scan.hpp"
#include "api/ingest/osm/raw_objects.hpp"
#include "api/ingest/osm/tags.hpp"
#include "api/ingest/osm/walk_access.hpp"
#include "core/geo/distance.hpp"

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
    lose_misplaced_nodes();
    build_features();
    set_date();
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
    keep_newest(relations_);
    sort_out_relations();
    return {};
  }

  /// Which ways the areas and the hiking routes are made of.
  void sort_out_relations() {
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
          const std::optional<std::uint32_t> child = find_relation(id);
          if (child && !relations_[*child].is_other_route && visited.insert(*child).second) {
            next.push_back(*child);
          }
        }
      }
      level = std::move(next);
    }
  }

  [[nodiscard]] std::optional<std::uint32_t> find_relation(std::int64_t id) const {
    const auto found = std::lower_bound(relations_.begin(), relations_.end(), id,
                                        [](const RawRelation& r, std::int64_t value) { return r.id < value; });
    return found != relations_.end() && found->id == id
               ? std::optional(static_cast<std::uint32_t>(found - relations_.begin()))
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
      const auto plaza = plaza_of_.find(way.id());
      std::optional<RawWay> raw =
          raw_way(way, {.plaza = plaza == plaza_of_.end() ? nullptr : &relations_[plaza->second],
                        .is_outline = is_outline(way.id())});
      if (!raw) {
        return;
      }
      if (way.id() <= 0 || way.id() > kMaxWayId || way.nodes().size() > kMaxSegmentIndex) {
        first_unusable = unusable_ids++ == 0 ? way.id() : first_unusable;
        return;
      }
      raw->refs.reserve(way.nodes().size());
      for (const osmium::NodeRef& node : way.nodes()) {
        raw->refs.push_back(node.ref());
      }
      ways_.push_back(*std::move(raw));
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
    store_ways();
    return check_trails();
  }

  [[nodiscard]] Result<void> check_trails() const {
    if (std::any_of(source_.ways.begin(), source_.ways.end(),
                    [](const SourceWay& way) { return way.profile.role == WayRole::trail; })) {
      return {};
    }
    std::string names;
    for (const std::string& file : files_) {
      names += (names.empty() ? "" : ", ") + file;
    }
    return fail(ErrorCode::missing,
                names +
                    ": holds no walkable way; expected ways with highway=path, footway, track or the like that are "
                    "open on foot. Take an extract made with complete ways that covers a hiking region.");
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
    source_.node_closed.assign(source_.node_id.size(), false);
    source_.node_seasonal.assign(source_.node_id.size(), false);
    source_.node_blocked.assign(source_.node_id.size(), false);
    for (RawWay& raw : ways_) {
      if (!raw.is_highway()) {
        continue;
      }
      raw.way.first_ref = static_cast<std::uint32_t>(source_.refs.size());
      raw.way.ref_count = static_cast<std::uint32_t>(raw.refs.size());
      for (const std::int64_t id : raw.refs) {
        source_.refs.push_back(*node_finder_.find(id));
      }
      set_routes(raw.way);
      if (raw.way.profile.bike_park && raw.way.profile.attributes.route_network == RouteNetwork::none) {
        raw.way.profile.role = WayRole::none;
      }
      source_.ways.push_back(std::move(raw.way));
      if (!raw.feature && !is_outline(raw.id)) {
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
      if (const auto index = node_finder_.find(node.id())) {
        source_.node_point[*index] = point;
        source_.node_ford[*index] = is_set(node.tags(), "ford");
        const NodePassage passage = node_passage(node.tags());
        source_.node_closed[*index] = passage.closed;
        source_.node_seasonal[*index] = passage.seasonal;
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

  /// A node that was dragged away, or that lies at 0, 0: all segments that it is an end of are longer than any of a
  /// real way. It counts as missing, which splits its ways.
  void lose_misplaced_nodes() {
    constexpr double kLongestSegmentM = 100'000;
    std::vector<std::uint8_t> has_long(source_.node_id.size(), 0);
    std::vector<std::uint8_t> has_short(source_.node_id.size(), 0);
    std::size_t count = 0;
    std::string first;
    for (const SourceWay& way : source_.ways) {
      const auto nodes = source_.way_refs(way);
      for (std::size_t i = 1; i < nodes.size(); ++i) {
        if (!source_.has_node(nodes[i - 1]) || !source_.has_node(nodes[i])) {
          continue;
        }
        const bool is_long =
            distance_m(source_.node_point[nodes[i - 1]], source_.node_point[nodes[i]]) > kLongestSegmentM;
        (is_long ? has_long : has_short)[nodes[i - 1]] = 1;
        (is_long ? has_long : has_short)[nodes[i]] = 1;
        first = is_long && count++ == 0
                    ? "way " + std::to_string(way.id) + " at node " + std::to_string(source_.node_id[nodes[i]])
                    : first;
      }
    }
    for (std::size_t node = 0; node < has_long.size(); ++node) {
      if (has_long[node] != 0 && has_short[node] == 0) {
        source_.node_point[node] = OsmSource::kNoPoint;
      }
    }
    if (count > 0) {
      source_.warnings.push_back(std::to_string(count) + " segments of ways are longer than 100 km, the first of " +
                                 first +
                                 ": a node there is not in its place. Nodes with such segments alone were left out.");
    }
  }

  void append_points(const std::vector<std::int64_t>& refs, std::vector<Point>& points) {
    for (const std::int64_t id : refs) {
      if (const auto index = node_finder_.find(id); index && source_.has_node(*index)) {
        points.push_back(source_.node_point[*index]);
      }
    }
  }

  void build_features() {
    std::map<std::int64_t, const RawWay*> outlines;  // of areas made of several ways
    for (RawNode& raw : nodes_) {
      source_.features.push_back({{'n', raw.id}, raw.point, {}, std::move(raw.feature)});
    }
    for (RawWay& raw : ways_) {
      if (is_outline(raw.id)) {
        outlines.emplace(raw.id, &raw);
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
        if (const auto found = outlines.find(way); found != outlines.end()) {
          append_points(found->second->refs, feature.outline);
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

  /// That of the oldest file.
  void set_date() {
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
  NodeFinder node_finder_{source_.node_id};
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
