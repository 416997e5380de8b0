#include "api/ingest/osm/start_profile.hpp"

#include <algorithm>
#include <string_view>

#include "api/ingest/osm/tags.hpp"
#include "api/ingest/osm/walk_access.hpp"

namespace loopgenie::ingest {
namespace {

/// Anybody may drive there.
bool is_open_to_cars(const Tags& tags) {
  if (value_of(tags, "hgv") == "only" && value_of(tags, "motorcar").empty()) {
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
  return !is_set(tags, "private");  // whose it is: private = employees
}

/// As a number where it is one, else in its own words. None and fewer than none say nothing.
void read_capacity(const Tags& tags, Trailhead& start) {
  const std::string_view capacity = trimmed(value_of(tags, "capacity"));
  start.capacity = parse_count(capacity);
  if (start.capacity == 0U) {
    start.capacity.reset();
  } else if (!start.capacity && !capacity.starts_with('-')) {
    start.capacity_text = capacity;
  }
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
  const std::string_view seasonal = value_of(tags, "seasonal");
  return seasonal == "no" ? "" : seasonal == "yes" ? "seasonal" : seasonal;
}

TrailheadKind kind_of(const Tags& tags) {
  if (value_of(tags, "amenity") == "parking") {
    return is_open_to_cars(tags) ? TrailheadKind::parking : TrailheadKind::unknown;
  }
  if (walk_access(tags).access == Access::forbidden) {
    return TrailheadKind::unknown;
  }
  return value_of(tags, "highway") == "trailhead"                    ? TrailheadKind::trailhead
         : value_of(tags, "amenity") == "ferry_terminal"             ? TrailheadKind::ferry_landing
         : is_one_of(value_of(tags, "railway"), {"station", "halt"}) ? TrailheadKind::station
         : value_of(tags, "highway") == "bus_stop"                   ? TrailheadKind::bus_stop
                                                                     : TrailheadKind::unknown;
}

}  // namespace

std::optional<Trailhead> start_of(const Tags& tags) {
  Trailhead start;
  start.kind = is_given_up(tags) ? TrailheadKind::unknown : kind_of(tags);
  if (start.kind == TrailheadKind::unknown) {
    return std::nullopt;
  }
  start.name = value_of(tags, "name");
  if (start.kind != TrailheadKind::parking) {
    return start;
  }
  start.parking = parking_kind(value_of(tags, "parking"));
  read_capacity(tags, start);
  read_fee(tags, start);
  const std::string_view stay = value_of(tags, "maxstay");
  start.max_stay = is_one_of(stay, {"no", "unlimited", "none"}) ? "" : stay;
  start.condition = condition_of(tags);
  return start;
}

}  // namespace loopgenie::ingest
