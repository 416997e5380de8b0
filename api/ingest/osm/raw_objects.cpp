#include "api/ingest/osm/raw_objects.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/ingest/osm/obstacle_profile.hpp"
#include "api/ingest/osm/off_limits_profile.hpp"
#include "api/ingest/osm/tags.hpp"
#include "api/ingest/osm/walk_access.hpp"

namespace loopgenie::ingest {
namespace {

/// What is planned, closed or given up, of a route or of a part of it.
bool says_given_up(std::string_view state) {
  return is_one_of(state, {"proposed", "disused", "abandoned", "construction", "closed", "removed", "razed"});
}

/// Some write a list with commas.
bool is_hiking(const Tags& tags) {
  std::string list(value_of(tags, "route"));
  std::replace(list.begin(), list.end(), ',', ';');
  const std::vector<std::string> kinds = list_of(list);
  return std::any_of(kinds.begin(), kinds.end(), [](const std::string& kind) {
    return is_one_of(kind, {"hiking", "foot", "walking"});
  });
}

bool is_in_use(const Tags& tags) {
  return !says_given_up(value_of(tags, "state")) && !is_one_of(value_of(tags, "access"), {"no", "private"}) &&
         value_of(tags, "disused") != "yes" && value_of(tags, "abandoned") != "yes" &&
         value_of(tags, "proposed") != "yes";
}

std::optional<HikingRoute> hiking_route_of(const Tags& tags) {
  if (!is_one_of(value_of(tags, "type"), {"route", "superroute"}) || !is_hiking(tags) || !is_in_use(tags)) {
    return std::nullopt;
  }
  const std::string_view ref = value_of(tags, "ref");
  return HikingRoute{parse_route_network(value_of(tags, "network")),
                     std::string(ref.empty() ? value_of(tags, "name") : ref)};
}

}  // namespace

std::optional<RawRelation> raw_relation(const osmium::Relation& relation) {
  const Tags& tags = relation.tags();
  RawRelation raw;
  raw.route = hiking_route_of(tags);
  const std::string_view type = value_of(tags, "type");
  const bool is_area = type == "multipolygon";
  if (is_area) {
    raw.feature = profile_feature(tags);
    raw.is_obstacle = is_obstacle(tags);
    if (const WayProfile profile = profile_way(tags); profile.role == WayRole::trail) {
      raw.plaza = profile;
      raw.name = way_name(tags);
    }
  }
  const bool is_boundary = type == "boundary";
  raw.is_off_limits = (is_area || is_boundary) && is_off_limits(tags);
  raw.is_building = is_area && is_set(tags, "building");
  if (raw.feature.is_empty() && raw.plaza.role == WayRole::none && !raw.is_off_limits && !raw.is_building &&
      !is_one_of(type, {"route", "superroute"})) {
    return std::nullopt;
  }
  raw.is_other_route = is_boundary || (!raw.route && is_one_of(type, {"route", "superroute"}) &&
                                       (!is_in_use(tags) || !value_of(tags, "route").empty()));
  raw.id = relation.id();
  raw.version = relation.version();
  raw.size = relation.members().size();
  for (const osmium::RelationMember& member : relation.members()) {
    if (says_given_up(member.role())) {
      continue;
    }
    if (member.type() == osmium::item_type::way &&
        !((is_area || is_boundary) && std::string_view(member.role()) == "inner")) {
      raw.ways.push_back(member.ref());
    } else if (member.type() == osmium::item_type::relation) {
      raw.relations.push_back(member.ref());
      raw.has_other_parts = raw.has_other_parts || std::string_view(member.role()) != "subarea";
    }
  }
  return raw;
}

std::optional<RawWay> raw_way(const osmium::Way& way, const AreaUse& use) {
  const Tags& tags = way.tags();
  RawWay raw;
  raw.way.profile = profile_way(tags);
  const RawRelation* const plaza = raw.is_highway() ? nullptr : use.plaza;  // the way's own tags come first
  if (plaza != nullptr) {
    raw.way.profile = plaza->plaza;
  }
  FeatureProfile feature = profile_feature(tags);
  const bool is_tagged_obstacle = is_obstacle(tags);
  raw.is_obstacle = use.is_obstacle || is_tagged_obstacle;
  raw.is_fence = is_tagged_obstacle && is_fence(tags);
  raw.is_off_limits = !raw.is_highway() && !way.nodes().empty() && way.is_closed() && is_off_limits(tags);
  if (!raw.is_highway() && feature.is_empty() && !use.is_outline && !raw.is_obstacle && !raw.is_off_limits) {
    return std::nullopt;
  }
  if (!feature.is_empty()) {
    raw.feature = std::make_unique<FeatureProfile>(std::move(feature));
  }
  raw.way.name = plaza != nullptr ? plaza->name : way_name(tags);
  raw.way.drive = profile_drive(tags);
  raw.id = raw.way.id = way.id();
  raw.version = way.version();
  raw.size = way.nodes().size();
  return raw;
}

}  // namespace loopgenie::ingest
