#include "api/ingest/osm/start_profile.hpp"

#include <algorithm>
#include <string_view>

#include "api/ingest/osm/tags.hpp"
#include "api/ingest/osm/walk_access.hpp"

namespace loopgenie::ingest {
namespace {

/// Anybody may drive there.
bool is_open_to_cars(const Tags& tags) {
  if (is_one_of(value_of(tags, "hgv"), {"only", "designated"}) && value_of(tags, "motorcar").empty() &&
      (value_of(tags, "hgv") == "only" || value_of(tags, "access") == "no")) {
    return false;
  }
  for (const char* key : {"motorcar", "motor_vehicle", "vehicle", "access"}) {
    const std::vector<std::string> values = list_of(value_of(tags, key));
    if (!values.empty()) {
      return std::any_of(values.begin(), values.end(), [](const std::string& value) {
        return is_one_of(value, {"yes", "public", "permissive", "designated", "destination", "unknown", "official"});
      });
    }
  }
  return true;
}

ParkingKind parking_kind(std::string_view value) {
  if (is_one_of(value, {"underground", "multi-storey", "surface"})) {
    return value == "underground"    ? ParkingKind::underground
           : value == "multi-storey" ? ParkingKind::multi_storey
                                     : ParkingKind::surface;
  }
  return is_one_of(value, {"street_side", "lane", "layby", "on_kerb", "half_on_kerb", "shoulder"})
             ? ParkingKind::roadside
             : ParkingKind::unknown;
}

void read_fee(const Tags& tags, Trailhead& start) {
  const std::string_view fee = value_of(tags, "fee");
  const std::string_view charge = value_of(tags, "charge");
  if (is_one_of(fee, {"no", "0", "free", "none"})) {
    start.fee = false;
  } else if (!is_one_of(fee, {"", "unknown", "donation"})) {
    start.fee = true;
  }
  const std::string_view conditions = value_of(tags, "fee:conditional");
  const std::string_view words = is_one_of(fee, {"", "yes", "no", "0", "free", "none", "unknown"}) ? "" : fee;
  start.fee_text = !conditions.empty() ? conditions : !words.empty() ? words : charge;
}

std::string_view condition_of(const Tags& tags) {
  for (const char* key : {"motorcar:conditional", "motor_vehicle:conditional", "vehicle:conditional",
                          "access:conditional", "opening_hours"}) {
    const std::string_view value = value_of(tags, key);
    if (!value.empty() && value != "24/7") {
      return value;
    }
  }
  return "";
}

}  // namespace

std::optional<Trailhead> start_of(const Tags& tags) {
  Trailhead start;
  if (is_given_up(tags)) {
    return std::nullopt;
  }
  if (value_of(tags, "highway") == "trailhead" && walk_access(tags).access != Access::forbidden) {
    start.kind = TrailheadKind::trailhead;
  } else if (value_of(tags, "amenity") == "parking" && is_open_to_cars(tags)) {
    start.kind = TrailheadKind::parking;
  } else {
    return std::nullopt;
  }
  start.name = value_of(tags, "name");
  start.parking = parking_kind(value_of(tags, "parking"));
  start.capacity = parse_count(value_of(tags, "capacity"));
  start.capacity_text = start.capacity ? "" : value_of(tags, "capacity");
  read_fee(tags, start);
  const std::string_view stay = value_of(tags, "maxstay");
  start.max_stay = is_one_of(stay, {"no", "unlimited", "none"}) ? "" : stay;
  start.condition = condition_of(tags);
  return start;
}

}  // namespace loopgenie::ingest
