#include "api/ingest/osm/drive_profile.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "api/ingest/osm/tags.hpp"

namespace loopgenie::ingest {
namespace {

struct RoadRow {
  std::string_view highway;
  RoadClass road_class;
  double kmh;
};
constexpr std::array kRoads = {
    RoadRow{"motorway", RoadClass::motorway, 90},  RoadRow{"motorway_link", RoadClass::motorway, 45},
    RoadRow{"trunk", RoadClass::motorway, 85},     RoadRow{"trunk_link", RoadClass::motorway, 40},
    RoadRow{"primary", RoadClass::main, 65},       RoadRow{"primary_link", RoadClass::main, 30},
    RoadRow{"secondary", RoadClass::main, 55},     RoadRow{"secondary_link", RoadClass::main, 25},
    RoadRow{"tertiary", RoadClass::tertiary, 40},  RoadRow{"tertiary_link", RoadClass::tertiary, 20},
    RoadRow{"unclassified", RoadClass::minor, 25}, RoadRow{"road", RoadClass::minor, 25},
    RoadRow{"residential", RoadClass::minor, 25},  RoadRow{"living_street", RoadClass::minor, 10},
    RoadRow{"service", RoadClass::minor, 15},      RoadRow{"track", RoadClass::minor, 15},
};
constexpr double kShareOfMaxspeed = 0.8;
constexpr double kLeastKmh = 5;
constexpr double kMostKmh = 140;

struct SurfaceRow {
  std::string_view surface;
  double kmh;
};
constexpr std::array kSurfaceSpeeds = {
    SurfaceRow{"compacted", 80}, SurfaceRow{"fine_gravel", 80}, SurfaceRow{"paving_stones", 60},
    SurfaceRow{"metal", 60},     SurfaceRow{"bricks", 60},      SurfaceRow{"grass", 40},
    SurfaceRow{"wood", 40},      SurfaceRow{"sett", 40},        SurfaceRow{"grass_paver", 40},
    SurfaceRow{"gravel", 40},    SurfaceRow{"unpaved", 40},     SurfaceRow{"ground", 40},
    SurfaceRow{"dirt", 40},      SurfaceRow{"pebblestone", 40}, SurfaceRow{"cobblestone", 30},
    SurfaceRow{"clay", 30},      SurfaceRow{"earth", 20},       SurfaceRow{"stone", 20},
    SurfaceRow{"rock", 20},      SurfaceRow{"rocky", 20},       SurfaceRow{"sand", 20},
    SurfaceRow{"mud", 10},
};

/// What the most specific access tag says; nullopt where there is none.
std::optional<bool> access_by_car(const Tags& tags, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const std::string_view value = value_of(tags, key);
    if (!value.empty()) {
      return is_one_of(value, {"yes", "designated", "permissive", "destination", "public", "official", "unknown"});
    }
  }
  return std::nullopt;
}

bool is_drivable_way(const Tags& tags, std::string_view highway) {
  if (value_of(tags, "area") == "yes" ||
      is_one_of(value_of(tags, "service"), {"driveway", "parking_aisle", "drive-through", "emergency_access"})) {
    return false;
  }
  if (highway == "track") {
    return access_by_car(tags, {"motorcar", "motor_vehicle"}).value_or(false);
  }
  return access_by_car(tags, {"motorcar", "motor_vehicle", "vehicle", "access"}).value_or(true);
}

/// A maxspeed in km/h: a number, with mph behind it or nothing. Words ("walk", "none", "ES:urban") say nothing here.
std::optional<double> maxspeed_kmh(std::string_view value) {
  const std::string text(value);
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || !(number > 0 && number < 1000)) {
    return std::nullopt;
  }
  const std::string_view unit = std::string_view(text).substr(static_cast<std::size_t>(end - text.c_str()));
  constexpr double kKmPerMile = 1.609344;
  return unit.empty()                      ? std::optional(number)
         : unit == " mph" || unit == "mph" ? std::optional(number * kKmPerMile)
                                           : std::nullopt;
}

double speed_kmh(const Tags& tags, double class_kmh, const char* direction_key) {
  std::optional<double> limit_kmh = maxspeed_kmh(value_of(tags, direction_key));
  if (!limit_kmh) {
    limit_kmh = maxspeed_kmh(value_of(tags, "maxspeed"));
  }
  double kmh = limit_kmh ? *limit_kmh * kShareOfMaxspeed : class_kmh;
  const std::string_view surface = value_of(tags, "surface");
  for (const SurfaceRow& row : kSurfaceSpeeds) {
    if (row.surface == surface) {
      kmh = std::min(kmh, row.kmh);
    }
  }
  return std::clamp(kmh, kLeastKmh, kMostKmh);
}

bool is_closed_at_times(const Tags& tags) {
  const std::string_view seasonal = value_of(tags, "seasonal");
  if (!seasonal.empty() && seasonal != "no") {
    return true;
  }
  for (const char* key :
       {"motorcar:conditional", "motor_vehicle:conditional", "vehicle:conditional", "access:conditional"}) {
    if (value_of(tags, key).starts_with("no")) {
      return true;
    }
  }
  return false;
}

}  // namespace

DriveProfile profile_drive(const Tags& tags) {
  const std::string_view highway = value_of(tags, "highway");
  const auto* const row =
      std::find_if(kRoads.begin(), kRoads.end(), [&](const RoadRow& r) { return r.highway == highway; });
  if (row == kRoads.end() || !is_drivable_way(tags, highway)) {
    return {};
  }
  DriveProfile profile;
  profile.road_class = row->road_class;
  profile.seasonal = is_closed_at_times(tags);
  profile.forward_kmh = speed_kmh(tags, row->kmh, "maxspeed:forward");
  profile.backward_kmh = speed_kmh(tags, row->kmh, "maxspeed:backward");
  std::string_view oneway = value_of(tags, "oneway:motor_vehicle");
  if (oneway.empty()) {
    oneway = value_of(tags, "oneway");
  }
  const bool implied = highway == "motorway" || is_one_of(value_of(tags, "junction"), {"roundabout", "circular"});
  if (is_one_of(oneway, {"-1", "reverse"})) {
    profile.forward_kmh = 0;
  } else if (is_one_of(oneway, {"yes", "true", "1"}) || (implied && oneway != "no")) {
    profile.backward_kmh = 0;
  }
  return profile;
}

bool blocks_drive(const Tags& tags) {
  const std::string_view barrier = value_of(tags, "barrier");
  const std::optional<bool> access = access_by_car(tags, {"motorcar", "motor_vehicle", "vehicle", "access"});
  if (is_one_of(barrier, {"gate", "lift_gate", "swing_gate", "sliding_gate", "chain"})) {
    return !access.value_or(value_of(tags, "locked") != "yes");
  }
  return is_one_of(barrier, {"bollard", "block", "jersey_barrier", "cycle_barrier", "motorcycle_barrier", "stile",
                             "kissing_gate", "turnstile", "log", "debris", "planter", "bus_trap", "sump_buster"}) &&
         !access.value_or(false);
}

}  // namespace loopgenie::ingest
