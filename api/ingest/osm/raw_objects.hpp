// What the three passes over the files keep of each object, until all passes are done.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <osmium/osm/relation.hpp>
#include <osmium/osm/way.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "api/ingest/osm/feature_profile.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/osm/tag_profile.hpp"

namespace loopgenie::ingest {

/// What a hiking relation says of its ways.
struct HikingRoute {
  RouteNetwork network = RouteNetwork::other;
  std::string ref;  // or its name, where it has no ref
};

/// `size`: how many members, to tell a whole object from one that an extract has cut.
struct RawRelation {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  std::optional<HikingRoute> route;
  bool is_obstacle = false;    // the edge of its area is one
  bool is_off_limits = false;  // nobody camps wild in its area
  bool is_building = false;
  bool is_other_route = false;  // for others than walkers, or not in use: not a part of a hiking route either
  FeatureProfile feature;
  WayProfile plaza;  // of an area to walk on; its role is none for all others
  std::string name;
  std::vector<std::int64_t> ways;
  std::vector<std::int64_t> relations;
  bool has_other_parts = false;  // relations that are more than areas within it
};

struct RawWay {
  std::int64_t id = 0;
  std::uint32_t version = 0;
  std::size_t size = 0;
  SourceWay way;
  bool is_obstacle = false;
  bool is_off_limits = false;               // a closed way around an area in which nobody camps wild
  bool is_fence = false;                    // an obstacle that may share a node with a path
  std::unique_ptr<FeatureProfile> feature;  // null where it is none
  std::vector<std::int64_t> refs;           // ids of its nodes
  std::vector<Point> points;                // their positions, where the file has them on its ways
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

/// nullopt for a relation of no interest: no hiking route, no building, no area that is a feature, can be walked on or
/// is off limits for a night, and no group of routes.
[[nodiscard]] std::optional<RawRelation> raw_relation(const osmium::Relation& relation);

/// What areas made of several ways want of a way.
struct AreaUse {
  const RawRelation* plaza = nullptr;  // the area to walk on that it is an outer way of
  bool is_outline = false;             // it is an outer way of a feature
  bool is_obstacle = false;            // it is an outer way of an area whose edge nobody crosses
};

/// nullopt for a way of no interest: neither a highway nor a feature nor an obstacle nor the edge of an area off
/// limits, nor wanted by an area. The ids of its nodes are left out.
[[nodiscard]] std::optional<RawWay> raw_way(const osmium::Way& way, const AreaUse& use);

/// Sorts by id, and keeps one of each: of an object's versions the newest, then the most complete one.
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

}  // namespace loopgenie::ingest
