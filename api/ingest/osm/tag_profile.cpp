#include "api/ingest/osm/tag_profile.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "api/ingest/osm/tags.hpp"
#include "api/ingest/osm/walk_access.hpp"

namespace loopgenie::ingest {
namespace {

struct ClassRow {
  std::string_view highway;
  WayClass way_class;
  WayRole role;
};

constexpr std::array kClasses = {
    ClassRow{"path", WayClass::path, WayRole::trail},
    ClassRow{"footway", WayClass::footway, WayRole::trail},
    ClassRow{"track", WayClass::track, WayRole::trail},
    ClassRow{"bridleway", WayClass::bridleway, WayRole::trail},
    ClassRow{"steps", WayClass::steps, WayRole::trail},
    ClassRow{"pedestrian", WayClass::pedestrian, WayRole::trail},
    ClassRow{"cycleway", WayClass::cycleway, WayRole::trail},
    ClassRow{"via_ferrata", WayClass::via_ferrata, WayRole::via_ferrata},
    ClassRow{"living_street", WayClass::living_street, WayRole::minor_road},
    ClassRow{"residential", WayClass::residential, WayRole::minor_road},
    ClassRow{"service", WayClass::service, WayRole::minor_road},
    ClassRow{"unclassified", WayClass::unclassified, WayRole::minor_road},
    ClassRow{"road", WayClass::road, WayRole::minor_road},
    ClassRow{"tertiary", WayClass::tertiary, WayRole::minor_road},
    ClassRow{"tertiary_link", WayClass::tertiary, WayRole::minor_road},
    ClassRow{"secondary", WayClass::secondary, WayRole::main_road},
    ClassRow{"secondary_link", WayClass::secondary, WayRole::main_road},
    ClassRow{"primary", WayClass::primary, WayRole::main_road},
    ClassRow{"primary_link", WayClass::primary, WayRole::main_road},
};

bool has_sidewalk(const Tags& tags) {
  for (const char* key : {"sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"}) {
    if (is_one_of(value_of(tags, key), {"yes", "both", "left", "right", "separate"})) {
      return true;
    }
  }
  return false;
}

/// What is not there, not yet or not any more, or where nobody gets through.
bool is_dead(const Tags& tags) {
  return is_given_up(tags) || value_of(tags, "impassable") == "yes" || value_of(tags, "ford") == "boat" ||
         is_one_of(value_of(tags, "bridge"),
                   {"collapsed", "abandoned", "proposed", "destroyed", "demolished", "removed", "missing"}) ||
         is_one_of(value_of(tags, "tunnel"), {"flooded", "collapsed", "abandoned"});
}

/// A path or track that is built for riding down: one-way for bicycles made for it, or made for bicycles and hard to
/// ride. What walkers are sent on by a tag is none; neither is a hiking route, which the reader knows.
bool is_bike_park_trail(const Tags& tags, const WalkAccess& access) {
  if (!is_one_of(value_of(tags, "highway"), {"path", "track"}) || access.access == Access::admitted ||
      !value_of(tags, "sac_scale").empty()) {
    return false;
  }
  const bool is_for_bicycles = value_of(tags, "bicycle") == "designated" || value_of(tags, "mtb") == "designated";
  const bool is_oneway = value_of(tags, "oneway") == "yes" || value_of(tags, "oneway:bicycle") == "yes";
  const bool has_mtb_tag = std::any_of(
      tags.begin(), tags.end(), [](const osmium::Tag& tag) { return std::string_view(tag.key()).starts_with("mtb:"); });
  const std::string_view scale = value_of(tags, "mtb:scale");
  const bool is_hard = !scale.empty() && scale.front() >= '2' && scale.front() <= '6';
  return (is_oneway && (is_for_bicycles || has_mtb_tag)) || (value_of(tags, "bicycle") == "designated" && is_hard);
}

/// By class, or a trail of another class with iron ropes or rungs.
bool is_via_ferrata(const Tags& tags, const ClassRow& row) {
  const std::string_view scale = value_of(tags, "via_ferrata_scale");
  return row.role == WayRole::via_ferrata ||
         (row.role == WayRole::trail &&
          (value_of(tags, "via_ferrata") == "yes" || (!scale.empty() && scale != "0" && scale != "no")));
}

WayRole role_on_foot(const Tags& tags, const ClassRow& row, Access access) {
  if (access == Access::forbidden || is_dead(tags) || value_of(tags, "motorroad") == "yes" ||
      value_of(tags, "indoor") == "yes") {
    return WayRole::none;
  }
  if (is_via_ferrata(tags, row)) {
    return WayRole::via_ferrata;
  }
  if (row.role == WayRole::trail) {
    const bool pavement = is_one_of(value_of(tags, "footway"), {"sidewalk", "crossing", "traffic_island"});
    return pavement ? WayRole::pavement : WayRole::trail;
  }
  if (value_of(tags, "area") == "yes") {
    return WayRole::none;
  }
  const bool admitted = access == Access::admitted;
  if (row.way_class == WayClass::primary && !admitted && !has_sidewalk(tags)) {
    return WayRole::none;
  }
  if (value_of(tags, "service") == "driveway" && !admitted) {
    return WayRole::none;
  }
  return row.role;
}

/// A visitor may drive there: the most specific access tag decides.
bool is_drivable(const Tags& tags, WayRole class_role, std::string_view service) {
  if (class_role != WayRole::minor_road && class_role != WayRole::main_road) {
    return false;
  }
  if (is_one_of(service, {"driveway", "parking_aisle", "drive-through", "emergency_access"})) {
    return false;
  }
  for (const char* key : {"motorcar", "motor_vehicle", "vehicle", "access"}) {
    const std::string_view value = value_of(tags, key);
    if (!value.empty()) {
      return is_one_of(value, {"yes", "designated", "permissive", "destination", "public", "official", "unknown"});
    }
  }
  return true;
}

Surface parse_surface(std::string_view value) {
  constexpr std::array<std::pair<std::string_view, Surface>, 40> kSurfaces = {{
      {"asphalt", Surface::paved},
      {"bricks", Surface::paved},
      {"chipseal", Surface::paved},
      {"cobblestone", Surface::paved},
      {"concrete", Surface::paved},
      {"concrete:lanes", Surface::paved},
      {"concrete:plates", Surface::paved},
      {"metal", Surface::paved},
      {"metal_grid", Surface::paved},
      {"paved", Surface::paved},
      {"paving_stones", Surface::paved},
      {"paving_stones:lanes", Surface::paved},
      {"sett", Surface::paved},
      {"tartan", Surface::paved},
      {"unhewn_cobblestone", Surface::paved},
      {"compacted", Surface::compacted},
      {"fine_gravel", Surface::compacted},
      {"gravel", Surface::gravel},
      {"pebblestone", Surface::gravel},
      {"shells", Surface::gravel},
      {"clay", Surface::ground},
      {"dirt", Surface::ground},
      {"earth", Surface::ground},
      {"ground", Surface::ground},
      {"soil", Surface::ground},
      {"unpaved", Surface::ground},
      {"woodchips", Surface::ground},
      {"grass", Surface::grass},
      {"grass_paver", Surface::grass},
      {"bare_rock", Surface::rock},
      {"rock", Surface::rock},
      {"rocks", Surface::rock},
      {"scree", Surface::rock},
      {"stone", Surface::rock},
      {"stepping_stones", Surface::rock},
      {"sand", Surface::sand},
      {"wood", Surface::wood},
      {"mud", Surface::mud},
      {"snow", Surface::snow},
      {"ice", Surface::snow},
  }};
  value = value.substr(0, value.find(';'));
  for (const auto& [name, surface] : kSurfaces) {
    if (value == name) {
      return surface;
    }
  }
  return Surface::unknown;
}

TrailVisibility parse_visibility(std::string_view value) {
  return parse_enum<TrailVisibility>(value).value_or(TrailVisibility::unknown);
}

void set_oneway(const Tags& tags, EdgeAttributes& attributes) {
  std::string_view value = value_of(tags, "oneway:foot");
  if (value.empty() && is_set(tags, "conveying")) {
    value = value_of(tags, "conveying");
  }
  if (value.empty() && (attributes.way_class == WayClass::footway || attributes.way_class == WayClass::steps)) {
    value = value_of(tags, "oneway");
  }
  if (is_one_of(value, {"yes", "1", "true", "forward"}) || value_of(tags, "foot:backward") == "no") {
    attributes.set(EdgeFlag::oneway_forward);
  } else if (is_one_of(value, {"-1", "reverse", "backward"}) || value_of(tags, "foot:forward") == "no") {
    attributes.set(EdgeFlag::oneway_backward);
  }
}

bool is_seasonal(const Tags& tags, const WalkAccess& access) {
  return (access.flags & bit_of(EdgeFlag::seasonal)) != 0 || is_set(tags, "seasonal") ||
         is_season(value_of(tags, "opening_hours"));
}

}  // namespace

SacScale parse_sac_scale(std::string_view value) {
  SacScale grade = SacScale::ungraded;
  for (const std::string& part : list_of(value)) {
    grade = std::max(grade, parse_enum<SacScale>(part).value_or(SacScale::ungraded));
  }
  return grade;
}

RouteNetwork parse_route_network(std::string_view value) {
  RouteNetwork network = RouteNetwork::other;
  for (const std::string& part : list_of(value)) {
    const std::string_view kind = std::string_view(part).substr(0, part.find(':'));  // "nwn:de"
    network = std::max(network, parse_enum<RouteNetwork>(kind).value_or(RouteNetwork::other));
  }
  return network;
}

std::string way_name(const Tags& tags) {
  const std::string_view name = value_of(tags, "name");
  return std::string(name.empty() ? value_of(tags, "ref") : name);
}

WayProfile profile_way(const Tags& tags) {
  WayProfile profile;
  const std::string_view highway = value_of(tags, "highway");
  if (highway.starts_with("motorway") || highway.starts_with("trunk")) {
    profile.motor_traffic = true;
    return profile;
  }
  const auto* const row =
      std::find_if(kClasses.begin(), kClasses.end(), [&](const ClassRow& c) { return c.highway == highway; });
  if (row == kClasses.end()) {
    return profile;
  }
  EdgeAttributes& attributes = profile.attributes;
  attributes.way_class = row->way_class;
  const WalkAccess access = walk_access(tags);
  profile.role = role_on_foot(tags, *row, access.access);
  profile.bike_park = is_bike_park_trail(tags, access);
  if (profile.role == WayRole::via_ferrata) {
    attributes.way_class = WayClass::via_ferrata;
  }
  const std::string_view service = value_of(tags, "service");
  profile.drivable = is_drivable(tags, row->role, service);
  profile.motor_traffic = profile.drivable && row->way_class != WayClass::service;

  attributes.surface = parse_surface(value_of(tags, "surface"));
  attributes.sac_scale = parse_sac_scale(value_of(tags, "sac_scale"));
  attributes.visibility = parse_visibility(value_of(tags, "trail_visibility"));
  // A boardwalk and a low water crossing follow the ground, as do a gallery and a passage through a building.
  const bool bridge =
      is_set(tags, "bridge") && !is_one_of(value_of(tags, "bridge"), {"boardwalk", "low_water_crossing"});
  const bool tunnel =
      is_set(tags, "tunnel") && !is_one_of(value_of(tags, "tunnel"), {"building_passage", "avalanche_protector"});
  attributes.flags |= access.flags;
  const std::array<std::pair<EdgeFlag, bool>, 9> flags = {{
      {EdgeFlag::informal, value_of(tags, "informal") == "yes"},
      {EdgeFlag::bridge, bridge},
      {EdgeFlag::tunnel, tunnel},
      {EdgeFlag::ford, is_set(tags, "ford")},
      {EdgeFlag::seasonal, is_seasonal(tags, access)},
      {EdgeFlag::lit, is_set(tags, "lit")},
      {EdgeFlag::tidal, is_set(tags, "tidal")},
      {EdgeFlag::ice_road, is_set(tags, "ice_road")},
      {EdgeFlag::winter_road, is_set(tags, "winter_road")},
  }};
  for (const auto& [flag, set] : flags) {
    if (set) {
      attributes.set(flag);
    }
  }
  set_oneway(tags, attributes);
  return profile;
}

}  // namespace loopgenie::ingest
