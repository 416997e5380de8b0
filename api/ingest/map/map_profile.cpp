#include "api/ingest/map/map_profile.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

#include "api/ingest/osm/elevation_tag.hpp"
#include "api/ingest/osm/tags.hpp"

namespace loopgenie::ingest {
namespace {

/// A value of a tag, the kind that it makes, and the zoom from which that is there.
struct Row {
  std::string_view value;
  std::string_view kind;
  std::uint8_t min_zoom;
};

template <std::size_t Size>
const Row* find_row(const std::array<Row, Size>& rows, std::string_view value) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.value == value; });
  return found == rows.end() || value.empty() ? nullptr : &*found;
}

constexpr auto kNatural = std::to_array<Row>({{"wood", "wood", 6},
                                              {"scrub", "scrub", 8},
                                              {"heath", "heath", 8},
                                              {"fell", "heath", 8},
                                              {"tundra", "heath", 8},
                                              {"grassland", "meadow", 8},
                                              {"wetland", "wetland", 8},
                                              {"glacier", "glacier", 6},
                                              {"bare_rock", "rock", 8},
                                              {"scree", "scree", 8},
                                              {"shingle", "scree", 8},
                                              {"sand", "sand", 8},
                                              {"beach", "sand", 8},
                                              {"dune", "sand", 8}});
constexpr auto kLanduse = std::to_array<Row>({{"forest", "wood", 6},
                                              {"meadow", "meadow", 8},
                                              {"grass", "meadow", 8},
                                              {"village_green", "meadow", 8},
                                              {"farmland", "farmland", 8},
                                              {"orchard", "orchard", 8},
                                              {"vineyard", "orchard", 8},
                                              {"plant_nursery", "orchard", 8},
                                              {"residential", "built", 8},
                                              {"commercial", "built", 8},
                                              {"industrial", "built", 8},
                                              {"retail", "built", 8},
                                              {"farmyard", "built", 8},
                                              {"railway", "built", 8},
                                              {"quarry", "quarry", 8},
                                              {"cemetery", "park", 8},
                                              {"allotments", "park", 8},
                                              {"recreation_ground", "park", 8}});
constexpr auto kLeisure =
    std::to_array<Row>({{"park", "park", 8}, {"garden", "park", 8}, {"golf_course", "park", 8}, {"pitch", "park", 8}});
constexpr auto kWaterway = std::to_array<Row>({{"river", "river", 8},
                                               {"canal", "canal", 11},
                                               {"stream", "stream", 11},
                                               {"tidal_channel", "stream", 11},
                                               {"ditch", "ditch", 13},
                                               {"drain", "ditch", 13}});
constexpr auto kHighway = std::to_array<Row>({{"motorway", "motorway", 6},
                                              {"trunk", "trunk", 6},
                                              {"primary", "primary", 8},
                                              {"secondary", "secondary", 9},
                                              {"tertiary", "tertiary", 10},
                                              {"unclassified", "minor", 11},
                                              {"residential", "minor", 12},
                                              {"living_street", "minor", 12},
                                              {"road", "minor", 12},
                                              {"busway", "service", 13},
                                              {"service", "service", 13},
                                              {"pedestrian", "pedestrian", 12},
                                              {"track", "track", 11},
                                              {"path", "path", 12},
                                              {"footway", "path", 12},
                                              {"bridleway", "path", 12},
                                              {"cycleway", "path", 12},
                                              {"steps", "path", 12},
                                              {"via_ferrata", "path", 12}});
constexpr auto kRailway = std::to_array<Row>({{"rail", "rail", 8},
                                              {"light_rail", "rail", 10},
                                              {"narrow_gauge", "narrow", 9},
                                              {"funicular", "narrow", 11},
                                              {"tram", "tram", 12}});
constexpr auto kAerialway = std::to_array<Row>({{"cable_car", "cable_car", 11},
                                                {"gondola", "cable_car", 11},
                                                {"mixed_lift", "cable_car", 11},
                                                {"chair_lift", "chair_lift", 11},
                                                {"drag_lift", "drag_lift", 12},
                                                {"t-bar", "drag_lift", 12},
                                                {"j-bar", "drag_lift", 12},
                                                {"platter", "drag_lift", 12},
                                                {"rope_tow", "drag_lift", 12},
                                                {"magic_carpet", "drag_lift", 13},
                                                {"goods", "goods", 13}});
/// From the most important to the least.
constexpr auto kPlace = std::to_array<Row>({{"city", "city", 6},
                                            {"town", "town", 8},
                                            {"village", "village", 10},
                                            {"suburb", "hamlet", 12},
                                            {"hamlet", "hamlet", 12},
                                            {"quarter", "hamlet", 13},
                                            {"isolated_dwelling", "farm", 13},
                                            {"farm", "farm", 13},
                                            {"locality", "locality", 13}});
constexpr auto kTourism = std::to_array<Row>({{"alpine_hut", "hut", 11},
                                              {"wilderness_hut", "bothy", 11},
                                              {"camp_site", "camp", 12},
                                              {"camp_pitch", "camp", 13},
                                              {"viewpoint", "viewpoint", 12}});

class Profiler {
 public:
  Profiler(const Tags& tags, MapObject object) : tags_(tags), object_(object) {}

  std::vector<MapProfile> run() {
    if (tags_.empty() || is_given_up(tags_)) {
      return {};
    }
    if (is_line()) {
      add_lines();
    }
    if (is_area()) {
      add_areas();
    }
    if (object_ != MapObject::open_way) {
      add_points();
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] bool is_line() const { return object_ == MapObject::open_way || object_ == MapObject::closed_way; }
  [[nodiscard]] bool is_area() const {
    return object_ == MapObject::area_relation || (object_ == MapObject::closed_way && value_of(tags_, "area") != "no");
  }
  [[nodiscard]] std::string name() const { return map_text(value_of(tags_, "name")); }

  MapProfile& add(MapLayer layer, MapShape shape, std::string_view kind, std::uint8_t min_zoom) {
    MapProfile& profile = found_.emplace_back();
    profile.layer = layer;
    profile.shape = shape;
    profile.min_zoom = min_zoom;
    profile.attributes.kind = kind;
    return profile;
  }

  template <std::size_t Size>
  MapProfile* add_line(MapLayer layer, const std::array<Row, Size>& rows, std::string_view value) {
    const Row* const row = find_row(rows, value);
    if (row == nullptr) {
      return nullptr;
    }
    MapProfile& profile = add(layer, MapShape::line, row->kind, row->min_zoom);
    profile.attributes.tunnel = is_set(tags_, "tunnel");
    profile.attributes.bridge = is_set(tags_, "bridge");
    return &profile;
  }

  void add_lines() {
    if (MapProfile* water = add_line(MapLayer::waterway, kWaterway, value_of(tags_, "waterway"))) {
      water->attributes.name = name();
      water->attributes.intermittent = is_intermittent();
      water->attributes.bridge = false;
    }
    add_road();
    if (MapProfile* rail = add_line(MapLayer::rail, kRailway, value_of(tags_, "railway"));
        rail != nullptr && is_set(tags_, "service")) {
      rail->min_zoom = 13;
    }
    if (MapProfile* lift = add_line(MapLayer::lift, kAerialway, value_of(tags_, "aerialway"))) {
      lift->attributes.name = name();
      lift->attributes.tunnel = lift->attributes.bridge = false;
    }
    if (value_of(tags_, "route") == "ferry") {
      add(MapLayer::ferry, MapShape::line, "", 9).attributes.name = name();
    }
    const std::string_view natural = value_of(tags_, "natural");
    if (natural == "cliff") {
      add(MapLayer::cliff, MapShape::line, "cliff", 12);
    } else if (natural == "ridge" || natural == "arete") {
      add(MapLayer::cliff, MapShape::line, "ridge", 12);
    }
  }

  void add_road() {
    std::string_view value = value_of(tags_, "highway");
    constexpr std::string_view kLink = "_link";
    const bool is_link = value.ends_with(kLink);
    value.remove_suffix(is_link ? kLink.size() : 0);
    if (value_of(tags_, "area") == "yes") {
      return;
    }
    MapProfile* const road = add_line(MapLayer::road, kHighway, value);
    if (road == nullptr) {
      return;
    }
    MapAttributes& attributes = road->attributes;
    attributes.link = is_link;
    if (is_link) {
      road->min_zoom = std::max<std::uint8_t>(road->min_zoom, 11);
    }
    attributes.name = name();
    attributes.ref = map_text(value_of(tags_, "ref"));
    if (attributes.kind == "path") {
      attributes.ref.clear();
      attributes.steps = value == "steps";
      attributes.ferrata = value == "via_ferrata";
      attributes.sac = sac_grade();
      if (is_one_of(value_of(tags_, "footway"), {"sidewalk", "crossing"})) {
        road->min_zoom = 13;
        attributes.name.clear();
      }
    } else if (attributes.kind == "track") {
      attributes.grade = track_grade();
    }
  }

  [[nodiscard]] std::uint8_t sac_grade() const {
    constexpr std::array<std::string_view, 6> kGrades = {
        "hiking",        "mountain_hiking",         "demanding_mountain_hiking",
        "alpine_hiking", "demanding_alpine_hiking", "difficult_alpine_hiking"};
    const auto found = std::find(kGrades.begin(), kGrades.end(), value_of(tags_, "sac_scale"));
    return found == kGrades.end() ? std::uint8_t{0} : static_cast<std::uint8_t>(found - kGrades.begin() + 1);
  }

  [[nodiscard]] std::uint8_t track_grade() const {
    const std::string_view type = value_of(tags_, "tracktype");
    return type.size() == 6 && type.starts_with("grade") && type[5] >= '1' && type[5] <= '5'
               ? static_cast<std::uint8_t>(type[5] - '0')
               : std::uint8_t{0};
  }

  [[nodiscard]] bool is_intermittent() const {
    return is_set(tags_, "intermittent") || is_set(tags_, "seasonal") ||
           is_one_of(value_of(tags_, "water"), {"intermittent"});
  }

  void add_areas() {
    add_water_area();
    add_land();
    if (is_set(tags_, "building") && value_of(tags_, "location") != "underground") {
      add(MapLayer::building, MapShape::area, "", 13);
    }
    add_protected_area();
  }

  void add_water_area() {
    const std::string_view landuse = value_of(tags_, "landuse");
    const std::string_view waterway = value_of(tags_, "waterway");
    if (value_of(tags_, "natural") != "water" && !is_one_of(landuse, {"reservoir", "basin"}) &&
        !is_one_of(waterway, {"riverbank", "dock"})) {
      return;
    }
    const bool flows =
        waterway == "riverbank" || is_one_of(value_of(tags_, "water"), {"river", "stream", "canal", "ditch"});
    MapProfile& water = add(MapLayer::water, MapShape::area, flows ? "river" : "lake", 6);
    water.by_size = true;
    water.attributes.intermittent = is_intermittent();
    if (!flows) {
      add_area_name("lake");
    }
  }

  void add_land() {
    const Row* row = find_row(kNatural, value_of(tags_, "natural"));
    if (row == nullptr) row = find_row(kLanduse, value_of(tags_, "landuse"));
    if (row == nullptr) row = find_row(kLeisure, value_of(tags_, "leisure"));
    if (row == nullptr) {
      return;
    }
    add(MapLayer::land, MapShape::area, row->kind, row->min_zoom).by_size = true;
    if (is_one_of(row->kind, {"glacier", "wood", "park"})) {
      add_area_name(row->kind);
    }
  }

  void add_protected_area() {
    const std::string_view boundary = value_of(tags_, "boundary");
    const bool is_park =
        boundary == "national_park" || (boundary == "protected_area" && value_of(tags_, "protect_class") == "2");
    if (!is_park && boundary != "protected_area" && value_of(tags_, "leisure") != "nature_reserve") {
      return;
    }
    MapProfile& line = add(MapLayer::boundary, MapShape::line, is_park ? "park" : "reserve", 8);
    line.is_outline = line.by_size = true;
    line.attributes.name = name();
    add_area_name("reserve");
  }

  void add_area_name(std::string_view kind) {
    if (std::string text = name(); !text.empty()) {
      MapProfile& label = add(MapLayer::name, MapShape::point, kind, 6);
      label.attributes.name = std::move(text);
      label.by_size = true;
    }
  }

  void add_points() {
    add_place();
    const std::string_view natural = value_of(tags_, "natural");
    if (object_ == MapObject::node) {
      if (is_one_of(natural, {"peak", "volcano"})) {
        add_height("peak");
      } else if (natural == "saddle" || is_set(tags_, "mountain_pass")) {
        add_height("pass");
      }
    }
    if (natural == "valley") {
      if (std::string text = name(); !text.empty()) {
        add(MapLayer::name, MapShape::point, "valley", 11).attributes.name = std::move(text);
      }
    }
    add_poi();
  }

  void add_place() {
    const std::string_view value = value_of(tags_, "place");
    std::string text = name();
    if (text.empty()) {
      return;
    }
    if (is_one_of(value, {"island", "islet"})) {
      add_area_name("island");
      if (object_ == MapObject::node) {
        found_.back().min_zoom = value == "island" ? 11 : 13;
        found_.back().by_size = false;
      }
      return;
    }
    const Row* const row = find_row(kPlace, value);
    if (row == nullptr || object_ == MapObject::area_relation) {
      return;  // a village's area has its node, too
    }
    MapProfile& place = add(MapLayer::place, MapShape::point, row->kind, row->min_zoom);
    place.attributes.name = std::move(text);
    place.attributes.population = parse_count(value_of(tags_, "population")).value_or(0);
    place.rank = (kPlace.end() - row) * (std::int64_t{1} << 32) + place.attributes.population;
  }

  void add_height(std::string_view kind) {
    MapProfile& peak = add(MapLayer::peak, MapShape::point, kind, 10);
    peak.attributes.name = name();
    peak.attributes.ele_m = parse_elevation_m(value_of(tags_, "ele"));
    // Those that have a name come before those that have a height alone.
    peak.rank = (peak.attributes.name.empty() ? 0 : 100'000) + peak.attributes.ele_m.value_or(0);
    if (peak.attributes.name.empty()) {
      peak.min_zoom = 12;
    }
  }

  void add_poi() {
    const std::string_view amenity = value_of(tags_, "amenity");
    const std::string_view natural = value_of(tags_, "natural");
    std::string_view kind;
    std::uint8_t min_zoom = 12;
    if (const Row* row = find_row(kTourism, value_of(tags_, "tourism"))) {
      kind = row->kind;
      min_zoom = row->min_zoom;
    } else if (value_of(tags_, "tourism") == "caravan_site" && value_of(tags_, "tents") == "yes") {
      kind = "camp";
    } else if (amenity == "shelter") {
      const std::string_view type = value_of(tags_, "shelter_type");
      kind = is_one_of(type, {"public_transport", "changing_rooms", "sun_shelter"}) ? "" : "shelter";
    } else if (is_one_of(amenity, {"drinking_water", "water_point"}) || value_of(tags_, "man_made") == "water_tap" ||
               (amenity == "fountain" && value_of(tags_, "drinking_water") == "yes")) {
      kind = "water";
    } else if (natural == "spring") {
      kind = "spring";
    } else if (natural == "waterfall" || value_of(tags_, "waterway") == "waterfall") {
      kind = "waterfall";
    } else if (is_one_of(value_of(tags_, "railway"), {"station", "halt"}) && object_ == MapObject::node) {
      kind = "station";
    }
    if (kind.empty()) {
      return;
    }
    MapProfile& poi = add(MapLayer::poi, MapShape::point, kind, min_zoom);
    poi.attributes.name = name();
    poi.attributes.ele_m = parse_elevation_m(value_of(tags_, "ele"));
    poi.rank = -min_zoom;
  }

  const Tags& tags_;
  MapObject object_;
  std::vector<MapProfile> found_;
};

/// The bytes of the character that begins here; 0 where it is not valid UTF-8 (RFC 3629).
std::size_t character_bytes(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t count = first < 0x80                    ? 1
                            : first >= 0xc2 && first < 0xe0 ? 2
                            : (first & 0xf0U) == 0xe0       ? 3
                            : first >= 0xf0 && first < 0xf5 ? 4
                                                            : 0;
  if (count == 0 || text.size() < count) {
    return 0;
  }
  for (std::size_t i = 1; i < count; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) {
      return 0;
    }
  }
  const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
  const bool beyond = (first == 0xed && byte(1) >= 0xa0) || (first == 0xf4 && byte(1) >= 0x90);
  return overlong || beyond ? 0 : count;
}

}  // namespace

std::vector<MapProfile> profile_map(const Tags& tags, MapObject object) { return Profiler(tags, object).run(); }

bool is_coastline(const Tags& tags) { return value_of(tags, "natural") == "coastline"; }

int border_level(const Tags& tags) {
  if (value_of(tags, "boundary") != "administrative") {
    return 0;
  }
  const std::string_view level = value_of(tags, "admin_level");
  return level == "2" ? 2 : level == "4" ? 4 : 0;
}

MapProfile border_profile(int level) {
  MapProfile border;
  border.layer = MapLayer::boundary;
  border.shape = MapShape::line;
  border.min_zoom = level == 2 ? 6 : 8;
  border.attributes.kind = level == 2 ? "country" : "state";
  return border;
}

std::string map_text(std::string_view text) {
  std::string kept;
  while (!text.empty()) {
    const std::size_t count = character_bytes(text);
    if (count == 0) {
      return "";
    }
    if (kept.size() + count > kMostNameBytes) {
      break;
    }
    const auto first = static_cast<unsigned char>(text.front());
    if (first >= 0x20 && first != 0x7f) {
      kept.append(text.substr(0, count));
    }
    text.remove_prefix(count);
  }
  return kept;
}

}  // namespace loopgenie::ingest
