#include "api/ingest/osm/off_limits_profile.hpp"

namespace loopgenie::ingest {
namespace {

/// Of the keys that say whether one may camp.
bool any_camping_is(const Tags& tags, std::initializer_list<std::string_view> values) {
  for (const char* key : {"camping", "tents", "wild_camping"}) {
    if (is_one_of(value_of(tags, key), values)) {
      return true;
    }
  }
  return false;
}

bool is_protected(const Tags& tags) {
  return is_one_of(value_of(tags, "boundary"),
                   {"national_park", "protected_area", "water_protection_area", "aboriginal_lands"}) ||
         value_of(tags, "leisure") == "nature_reserve";
}

}  // namespace

bool is_off_limits(const Tags& tags) {
  if (is_given_up(tags)) {
    return false;
  }
  if (any_camping_is(tags, {"no", "private", "forbidden"})) {
    return true;
  }
  if (is_protected(tags)) {
    return !any_camping_is(tags, {"yes", "permissive", "designated"});
  }
  return is_set(tags, "military") || value_of(tags, "boundary") == "hazard" ||
         is_one_of(value_of(tags, "access"), {"no", "private", "military"}) ||
         is_one_of(value_of(tags, "landuse"),
                   {"military", "residential", "farmyard", "cemetery", "quarry", "landfill", "industrial", "orchard",
                    "vineyard", "allotments", "construction", "railway"}) ||
         is_one_of(value_of(tags, "leisure"), {"park", "garden", "golf_course"}) ||
         value_of(tags, "tourism") == "zoo" || is_set(tags, "aeroway") ||
         is_one_of(value_of(tags, "power"), {"plant", "substation"});
}

}  // namespace loopgenie::ingest
