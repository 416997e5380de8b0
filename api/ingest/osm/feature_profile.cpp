#include "api/ingest/osm/feature_profile.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "api/ingest/osm/elevation_tag.hpp"
#include "api/ingest/osm/night_profile.hpp"
#include "api/ingest/osm/start_profile.hpp"
#include "api/ingest/osm/tags.hpp"
#include "api/ingest/osm/walk_access.hpp"

namespace loopgenie::ingest {
namespace {

/// By kind and what people may do there.
PoiKind night_kind(const Tags& tags) {
  const std::string_view tourism = value_of(tags, "tourism");
  if (tourism == "alpine_hut" || tourism == "wilderness_hut") {
    return tourism == "alpine_hut" ? PoiKind::alpine_hut : PoiKind::wilderness_hut;
  }
  const std::string_view tents = value_of(tags, "tents");
  const bool takes_walkers = tents != "no" && value_of(tags, "group_only") != "yes" &&
                             value_of(tags, "permanent_camping") != "only" && value_of(tags, "scout") != "only";
  if (takes_walkers && (tourism == "camp_site" || (tourism == "caravan_site" && tents == "yes"))) {
    return PoiKind::camp_site;
  }
  if (takes_walkers && tourism == "camp_pitch") {
    return PoiKind::camp_pitch;
  }
  return PoiKind::unknown;
}

enum class ShelterUse : std::uint8_t { none, unverified, sleeping };

/// A shelter of another kind, or of none, counts where somebody gave it a name or a number in the catalogue of mountain
/// shelters: whether one can sleep there, nobody has written down.
ShelterUse shelter_use(const Tags& tags) {
  if (value_of(tags, "amenity") != "shelter") {
    return ShelterUse::none;
  }
  ShelterUse use = ShelterUse::unverified;
  for (const std::string& type : list_of(value_of(tags, "shelter_type"))) {
    if (is_one_of(type, {"basic_hut", "lean_to"})) {
      return ShelterUse::sleeping;
    }
    if (is_one_of(type, {"picnic_shelter", "public_transport"})) {
      use = ShelterUse::none;
    }
  }
  const bool is_known = !value_of(tags, "name").empty() || !value_of(tags, "ref:refuges.info").empty();
  return is_known ? use : ShelterUse::none;
}

bool is_broken(const Tags& tags) {
  for (const char* key : {"operational_status", "status", "condition"}) {
    if (is_one_of(value_of(tags, key), {"broken", "closed", "out_of_order", "non_operational", "dry", "disused"})) {
      return true;
    }
  }
  return false;
}

PoiKind water_kind(const Tags& tags) {
  const std::string_view amenity = value_of(tags, "amenity");
  const std::string_view man_made = value_of(tags, "man_made");
  const bool fountain = amenity == "fountain" || man_made == "water_tap";
  if (amenity == "drinking_water" || (fountain && value_of(tags, "drinking_water") == "yes")) {
    return PoiKind::drinking_water;
  }
  if (fountain) {
    return is_one_of(value_of(tags, "fountain"), {"decorative", "splash_pad", "stone_block"}) ? PoiKind::unknown
                                                                                              : PoiKind::fountain;
  }
  if (amenity == "water_point") {
    return PoiKind::water_point;
  }
  if (man_made == "water_well") {
    return PoiKind::well;
  }
  return value_of(tags, "natural") == "spring" ? PoiKind::spring : PoiKind::unknown;
}

PoiKind sight_kind(const Tags& tags) {
  const std::string_view natural = value_of(tags, "natural");
  if (value_of(tags, "tourism") == "viewpoint") {
    return PoiKind::viewpoint;
  }
  if (natural == "peak") {
    return PoiKind::peak;
  }
  if (natural == "saddle" || value_of(tags, "mountain_pass") == "yes") {
    return PoiKind::saddle;
  }
  if (natural == "waterfall" || value_of(tags, "waterway") == "waterfall") {
    return PoiKind::waterfall;
  }
  const bool lake = natural == "water" && is_one_of(value_of(tags, "water"), {"", "lake", "pond", "reservoir"});
  return lake && !value_of(tags, "name").empty() ? PoiKind::lake : PoiKind::unknown;
}

Potable potable_of(const Tags& tags, PoiKind kind) {
  const std::string_view drinkable = value_of(tags, "drinking_water");
  if (drinkable == "no" || drinkable == "yes") {
    return drinkable == "no" ? Potable::no : Potable::yes;
  }
  const bool is_made_for_it = kind == PoiKind::drinking_water || kind == PoiKind::water_point;
  return is_made_for_it ? Potable::yes : Potable::unknown;
}

bool may_be_dry(const Tags& tags) { return is_set(tags, "intermittent") || is_set(tags, "seasonal"); }

std::optional<Poi> poi_of(const Tags& tags) {
  Poi poi;
  // Nobody may use it, or it is not there: then it can still be a sight.
  if (!is_given_up(tags) && walk_access(tags).access != Access::forbidden) {
    poi.kind = night_kind(tags);
    if (const ShelterUse use = shelter_use(tags); poi.kind == PoiKind::unknown && use != ShelterUse::none) {
      poi.kind = PoiKind::shelter;
      poi.unverified = use == ShelterUse::unverified;
    }
    if (poi.kind == PoiKind::unknown && !is_broken(tags)) {
      poi.kind = water_kind(tags);
    }
  }
  if (poi.kind == PoiKind::unknown) {
    poi.kind = sight_kind(tags);
  }
  if (poi.kind == PoiKind::unknown) {
    return std::nullopt;
  }
  poi.name = value_of(tags, "name");
  poi.elevation_m = parse_elevation_m(value_of(tags, "ele"));
  if (is_water(poi.kind)) {
    poi.potable = potable_of(tags, poi.kind);
  }
  poi.intermittent = may_be_dry(tags);
  poi.backcountry = value_of(tags, "backcountry") == "yes";
  poi.night = night_facts(tags, poi.kind);
  return poi;
}

std::optional<Place> place_of(const Tags& tags) {
  const std::string_view value = value_of(tags, "place");
  const std::string_view name = value_of(tags, "name");
  if (value.empty() || name.empty()) {
    return std::nullopt;
  }
  const std::optional<PlaceKind> kind = parse_enum<PlaceKind>(value);
  if (!kind || *kind == PlaceKind::unknown) {
    return std::nullopt;
  }
  Place place;
  place.kind = *kind;
  place.name = name;
  place.name_en = value_of(tags, "name:en");
  place.population = parse_count(value_of(tags, "population"));
  return place;
}

/// Nobody fills a bottle from it.
bool is_foul(const Tags& tags) {
  return is_one_of(value_of(tags, "water"), {"wastewater", "lagoon", "salt_pool", "basin"}) || is_set(tags, "salt") ||
         is_set(tags, "tidal") || value_of(tags, "drinking_water") == "no";
}

OpenWater open_water(const Tags& tags) {
  const bool is_line = is_one_of(value_of(tags, "waterway"), {"river", "stream", "canal", "riverbank"});
  const bool is_open = (is_line && !is_set(tags, "tunnel")) || value_of(tags, "natural") == "water";
  return !is_open || is_foul(tags) ? OpenWater::none : may_be_dry(tags) ? OpenWater::seasonal : OpenWater::perennial;
}

/// False for most objects, buildings above all: they have no key that the functions above look for.
bool may_be_feature(const Tags& tags) {
  return std::any_of(tags.begin(), tags.end(), [](const osmium::Tag& tag) {
    return is_one_of(tag.key(), {"amenity", "highway", "man_made", "mountain_pass", "natural", "place", "railway",
                                 "tourism", "waterway"});
  });
}

}  // namespace

FeatureProfile profile_feature(const Tags& tags) {
  FeatureProfile profile;
  if (may_be_feature(tags)) {
    profile.poi = poi_of(tags);
    profile.start = start_of(tags);
    profile.place = place_of(tags);
    profile.water = open_water(tags);
  }
  return profile;
}

void Feature::locate_profile() {
  if (profile.poi) {
    profile.poi->id = id;
    profile.poi->point = center;
  }
  if (profile.place) {
    profile.place->id = id;
    profile.place->point = center;
  }
}

}  // namespace loopgenie::ingest
