#include "api/ingest/map/map_objects.hpp"

#include <algorithm>
#include <osmium/osm/node.hpp>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <string_view>
#include <utility>

#include "api/ingest/osm/node_finder.hpp"
#include "api/ingest/osm/osm_scan.hpp"
#include "api/ingest/osm/raw_objects.hpp"

namespace loopgenie::ingest {
namespace {

std::optional<Point> point_of(const osmium::Location& location) {
  return location.valid() ? std::optional(Point{location.y(), location.x()}) : std::nullopt;
}

void sort_and_keep_one(std::vector<std::int64_t>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

Box joined(const Box& a, const Box& b) {
  return {std::min(a.south_e7, b.south_e7), std::min(a.west_e7, b.west_e7), std::max(a.north_e7, b.north_e7),
          std::max(a.east_e7, b.east_e7)};
}

class ObjectReader {
 public:
  ObjectReader(const std::vector<std::string>& files, const Watch& watch) : files_(files), watch_(watch) {}

  Result<MapObjects> run() {
    for (const auto pass : {&ObjectReader::read_relations, &ObjectReader::read_ways, &ObjectReader::read_nodes}) {
      if (Result<void> done = (this->*pass)(); !done) {
        return tl::unexpected(std::move(done).error());
      }
      if (watch_.should_stop()) {
        return fail(ErrorCode::io, "stopped while reading the map");
      }
    }
    read_cut();
    return std::move(objects_);
  }

 private:
  Result<void> scan_all(osmium::osm_entity_bits::type kinds, std::string_view step, const OnObject& on_object) {
    watch_.report(step, 0);
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
      objects_.relations.push_back(std::move(raw));
    });
    keep_newest(objects_.relations);
    for (const MapRelation& relation : objects_.relations) {
      member_ways_.insert(member_ways_.end(), relation.ways.begin(), relation.ways.end());
    }
    sort_and_keep_one(member_ways_);
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
      objects_.ways.push_back(std::move(raw));
    });
    keep_newest(objects_.ways);
    std::size_t count = 0;
    for (const MapWay& way : objects_.ways) count += way.refs.size();
    std::vector<std::int64_t>& ids = objects_.node_ids;
    ids.reserve(count);
    for (const MapWay& way : objects_.ways) ids.insert(ids.end(), way.refs.begin(), way.refs.end());
    sort_and_keep_one(ids);
    objects_.node_points.assign(ids.size(), kNowhere);
    NodeFinder finder(ids);
    for (MapWay& way : objects_.ways) {
      for (std::size_t i = 0; i < way.points.size(); ++i) {
        Point& point = objects_.node_points[*finder.find(way.refs[i])];
        point = point == kNowhere ? way.points[i] : point;
      }
      way.points = {};
    }
    return done;
  }

  Result<void> read_nodes() {
    NodeFinder finder(objects_.node_ids);
    std::vector<std::uint32_t> versions(files_.size() > 1 ? objects_.node_ids.size() : 0, 0);
    Result<void> done = scan_all(osmium::osm_entity_bits::node, "reading the map's nodes", [&](const auto& object) {
      const auto& node = static_cast<const osmium::Node&>(object);
      const std::optional<Point> point = point_of(node.location());
      if (!point) return;
      if (const auto index = finder.find(node.id())) {
        if (versions.empty() || node.version() >= versions[*index]) {
          objects_.node_points[*index] = *point;
          if (!versions.empty()) versions[*index] = node.version();
        }
      }
      if (node.tags().empty()) return;
      std::vector<MapProfile> profiles = profile_map(node.tags(), MapObject::node);
      if (!profiles.empty()) objects_.nodes.push_back({node.id(), node.version(), 0, *point, std::move(profiles)});
    });
    keep_newest(objects_.nodes);
    return done;
  }

  void read_cut() {
    for (const std::string& file : files_) {
      const std::optional<Box> box = osm_header_box(file);
      if (!box) {
        objects_.cut.reset();
        return;
      }
      objects_.cut = objects_.cut ? joined(*objects_.cut, *box) : *box;
    }
  }

  const std::vector<std::string>& files_;
  const Watch& watch_;
  std::vector<std::int64_t> member_ways_;  // ascending
  MapObjects objects_;
};

}  // namespace

const MapWay* MapObjects::find_way(std::int64_t id) const {
  const auto found = std::lower_bound(ways.begin(), ways.end(), id,
                                      [](const MapWay& way, std::int64_t value) { return way.id < value; });
  return found != ways.end() && found->id == id ? &*found : nullptr;
}

Result<MapObjects> read_map_objects(const std::vector<std::string>& files, const Watch& watch) {
  return ObjectReader(files, watch).run();
}

}  // namespace loopgenie::ingest
