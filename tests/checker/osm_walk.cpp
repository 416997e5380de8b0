#include "tests/checker/osm_walk.hpp"

#include <geodesic.h>

#include <cmath>
#include <osmium/handler.hpp>
#include <osmium/handler/node_locations_for_ways.hpp>
#include <osmium/index/map/flex_mem.hpp>
#include <osmium/io/any_input.hpp>
#include <osmium/visitor.hpp>
#include <set>
#include <string_view>

namespace loopgenie::checker {
namespace {

using LocationIndex = osmium::index::map::FlexMem<osmium::unsigned_object_id_type, osmium::Location>;

bool is_one_of(std::string_view value, const std::set<std::string_view>& values) { return values.count(value) != 0; }

bool is_road(std::string_view highway) {
  static const std::set<std::string_view> kRoads = {"residential",   "living_street",  "service",     "unclassified",
                                                    "road",          "tertiary",       "secondary",   "primary",
                                                    "tertiary_link", "secondary_link", "primary_link"};
  return is_one_of(highway, kRoads);
}

bool is_walkable(const osmium::TagList& tags) {
  static const std::set<std::string_view> kTrails = {"path",  "footway",    "track",   "bridleway",
                                                     "steps", "pedestrian", "cycleway"};
  const std::string_view highway = tags.get_value_by_key("highway", "");
  const std::string_view foot = tags.get_value_by_key("foot", "");
  const std::string_view access = tags.get_value_by_key("access", "");
  if (!is_one_of(highway, kTrails) && !is_road(highway)) {
    return false;
  }
  if (foot == "no" || foot == "private" || std::string_view(tags.get_value_by_key("motorroad", "")) == "yes") {
    return false;
  }
  const bool foot_allowed = foot == "yes" || foot == "designated" || foot == "permissive";
  return foot_allowed || (access != "no" && access != "private");
}

bool is_start(const osmium::TagList& tags) {
  return tags.has_tag("amenity", "parking") || tags.has_tag("highway", "trailhead");
}

std::pair<std::int64_t, std::int64_t> cell_of(Degrees p) {
  return {std::llround(p.lat * 1e6), std::llround(p.lon * 1e6)};
}

template <typename OnWay, typename OnNode>
class Handler : public osmium::handler::Handler {
 public:
  Handler(OnWay on_way, OnNode on_node) : on_way_(on_way), on_node_(on_node) {}
  void way(const osmium::Way& way) { on_way_(way); }
  void node(const osmium::Node& node) { on_node_(node); }

 private:
  OnWay on_way_;
  OnNode on_node_;
};

}  // namespace

double geodesic_m(Degrees a, Degrees b) {
  static const geod_geodesic kWgs84 = [] {
    geod_geodesic g;
    geod_init(&g, 6378137.0, 1 / 298.257223563);
    return g;
  }();
  double metres = 0;
  geod_inverse(&kWgs84, a.lat, a.lon, b.lat, b.lon, &metres, nullptr, nullptr);
  return metres;
}

OsmWalk::OsmWalk(const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    read(file);
  }
  for (std::uint32_t i = 0; i < segments_.size(); ++i) {
    at_node_[segments_[i].from].push_back(i);
    at_node_[segments_[i].to].push_back(i);
  }
  for (const auto& [id, segments] : at_node_) {
    grid_[cell_of(position_.at(id))].push_back(id);
  }
}

void OsmWalk::read(const std::string& file) {
  LocationIndex index;
  osmium::handler::NodeLocationsForWays<LocationIndex> locations(index);
  locations.ignore_errors();  // ways cut by the extract's border
  const auto on_node = [&](const osmium::Node& node) {
    if (is_start(node.tags())) {
      objects_["n" + std::to_string(node.id())] = {{node.location().lat(), node.location().lon()}};
    }
  };
  const auto on_way = [&](const osmium::Way& way) {
    const bool walkable = is_walkable(way.tags());
    const bool start = is_start(way.tags());
    if (!walkable && !start) {
      return;
    }
    const bool on_road = is_road(way.tags().get_value_by_key("highway", ""));
    const osmium::NodeRef* last = nullptr;
    for (const osmium::NodeRef& ref : way.nodes()) {
      if (!ref.location().valid()) {
        last = nullptr;
        continue;
      }
      const Degrees here{ref.lat(), ref.lon()};
      if (start) {
        objects_["w" + std::to_string(way.id())].push_back(here);
      }
      if (walkable) {
        position_[ref.ref()] = here;
        if (last != nullptr) {
          segments_.push_back({last->ref(), ref.ref(), geodesic_m({last->lat(), last->lon()}, here), on_road});
        }
        last = &ref;
      }
    }
  };
  osmium::io::Reader reader(file, osmium::osm_entity_bits::node | osmium::osm_entity_bits::way);
  Handler handler(on_way, on_node);
  osmium::apply(reader, locations, handler);
  reader.close();
}

std::vector<std::int64_t> OsmWalk::nodes_at(Degrees position) const {
  std::vector<std::int64_t> found;
  const auto [lat, lon] = cell_of(position);
  for (std::int64_t y = lat - 2; y <= lat + 2; ++y) {
    for (std::int64_t x = lon - 2; x <= lon + 2; ++x) {
      const auto cell = grid_.find({y, x});
      if (cell == grid_.end()) {
        continue;
      }
      for (const std::int64_t id : cell->second) {
        if (geodesic_m(position_.at(id), position) <= 0.15) {
          found.push_back(id);
        }
      }
    }
  }
  return found;
}

std::vector<Degrees> OsmWalk::object(const std::string& id) const {
  if (const auto found = objects_.find(id); found != objects_.end()) {
    return found->second;
  }
  if (id.size() > 1 && id[0] == 'n') {
    if (const auto node = position_.find(std::stoll(id.substr(1))); node != position_.end()) {
      return {node->second};
    }
  }
  return {};
}

}  // namespace loopgenie::checker
