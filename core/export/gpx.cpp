#include "core/export/gpx.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "core/base/decimal.hpp"
#include "core/export/document/walked_line.hpp"
#include "core/export/text/xml_text.hpp"
#include "core/export/warning_words.hpp"

namespace loopgenie {
namespace {

// Nearer than this a place is on the way.
constexpr std::uint32_t kOnTheWayM = 20;

/// A kind of the source in plain words ("alpine_hut" → "alpine hut").
std::string in_words(std::string_view kind) {
  std::string words(kind);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

/// Whether the map says that its water may be drunk.
bool is_drinking_water(const Poi& poi) {
  return poi.potable == Potable::yes || (poi.potable == Potable::unknown && poi.kind == PoiKind::drinking_water);
}

/// Garmin's symbol names, which most programs know. Water that may not be good to drink has one that promises nothing.
std::string_view symbol(const Poi& poi) {
  if (is_water(poi.kind)) {
    return is_drinking_water(poi) ? "Drinking Water" : "Pin, Blue";
  }
  return poi.kind == PoiKind::camp_site || poi.kind == PoiKind::camp_pitch ? "Campground" : "Lodge";
}

/// What keeps the water from being drinking water; "" where nothing is known to.
std::string_view water_doubt(const Poi& poi) {
  if (!is_water(poi.kind) || is_drinking_water(poi)) {
    return "";
  }
  return poi.potable == Potable::no ? "not drinking water" : "not known to be drinking water";
}

/// What the map does not promise of a place; "" where it is what one expects.
std::string_view doubt_about(const Poi& poi) { return poi.unverified ? "basic, unverified" : water_doubt(poi); }

std::string water_notes(const Poi& poi) {
  std::string notes(water_doubt(poi));
  if (poi.intermittent) {
    notes += notes.empty() ? "may be dry" : ", may be dry";
  }
  return notes;
}

class GpxText {
 public:
  void raw(std::string_view text) { text_ += text; }
  void text(std::string_view text) { append_xml_text(text_, text); }

  /// Nothing for an empty text: the schema's elements are optional.
  void element(std::string_view name, std::string_view content) {
    if (content.empty()) {
      return;
    }
    raw("<");
    raw(name);
    raw(">");
    text(content);
    raw("</");
    raw(name);
    raw(">");
  }

  void position(std::string_view element_name, Point point) {
    raw("<");
    raw(element_name);
    raw(" lat=\"");
    append_decimal(text_, point.lat_e7, kDegreeDigits);
    raw("\" lon=\"");
    append_decimal(text_, point.lon_e7, kDegreeDigits);
    raw("\">");
  }

  void elevation(std::optional<int> elevation_m) {
    if (elevation_m) {
      element("ele", std::to_string(*elevation_m));
    }
  }

  void degrees(std::string_view attribute, std::int32_t value_e7) {
    raw(" ");
    raw(attribute);
    raw("=\"");
    append_decimal(text_, value_e7, kDegreeDigits);
    raw("\"");
  }

  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  std::string text_;
};

Box bounds_of(std::span<const Vertex> line) {
  Box box{90 * kE7PerDegree, 180 * kE7PerDegree, -90 * kE7PerDegree, -180 * kE7PerDegree};
  for (const Vertex& vertex : line) {
    box.south_e7 = std::min(box.south_e7, vertex.point.lat_e7);
    box.north_e7 = std::max(box.north_e7, vertex.point.lat_e7);
    box.west_e7 = std::min(box.west_e7, vertex.point.lon_e7);
    box.east_e7 = std::max(box.east_e7, vertex.point.lon_e7);
  }
  return box;
}

std::string kilometres(std::int64_t length_m) {
  std::string text;
  append_decimal(text, rounded_quotient(length_m, 100), 1);
  return text + " km";
}

std::string hours_and_minutes(std::int64_t time_s) {
  const std::int64_t minutes = rounded_quotient(time_s, 60);
  return std::to_string(minutes / 60) + " h " + std::to_string(minutes % 60) + " min";
}

std::string description(const Plan& plan, const PlanLoop& loop) {
  std::string text = in_words(to_string(loop.shape)) + ", " + kilometres(loop.length_m);
  if (loop.ascent_m) {
    text += loop.climb_unknown_m > 0 ? ", at least " : ", ";
    text += std::to_string(*loop.ascent_m) + " m of climb";
  } else {
    text += ", climb unknown";
  }
  text += loop.climb_unknown_m > 0 ? ", at least " : ", ";
  text += hours_and_minutes(loop.time_s) + " (Swiss formula" + (plan.query.pace == Pace() ? "" : " at your pace") +
          ", no breaks)";
  text += ", " + std::to_string(loop.retraced_m) + " m walked twice, " + std::to_string(loop.road_m) + " m on roads. ";
  if (!loop.warnings.empty()) {
    text += "Mind: ";
    for (const Warning& warning : loop.warnings) {
      text += &warning == &loop.warnings.front() ? "" : ", ";
      text += std::string(in_words(warning.kind)) + " " + std::to_string(warning.length_m) + " m";
    }
    text += ". ";
  }
  text += "Data: " + (plan.data.attribution.empty() ? std::string("unknown source") : plan.data.attribution);
  if (!plan.data.date.empty()) {
    text += ", " + plan.data.date;
  }
  text += plan.data.made_up ? ". A made-up region: nothing here exists." : ". Not a survey of the ground.";
  return text;
}

void write_metadata(GpxText& gpx, const Plan& plan, const PlanLoop& loop) {
  gpx.raw("<metadata>");
  gpx.element("name", loop_title(loop));
  gpx.element("desc", description(plan, loop));
  if (plan.data.made_up) {
    gpx.raw("<copyright author=\"Loop Genie demo region\"/>");
  } else if (plan.data.attribution.find("OpenStreetMap") != std::string::npos) {
    gpx.raw("<copyright author=\"OpenStreetMap contributors\">");
    gpx.raw("<license>https://opendatacommons.org/licenses/odbl/1-0/</license></copyright>");
    gpx.raw("<link href=\"https://www.openstreetmap.org/copyright\"><text>© OpenStreetMap contributors</text></link>");
  } else if (!plan.data.attribution.empty()) {
    gpx.raw("<copyright author=\"");
    gpx.text(plan.data.attribution);
    gpx.raw("\"/>");
  }
  const Box box = bounds_of(loop.geometry);
  gpx.raw("<bounds");
  gpx.degrees("minlat", box.south_e7);
  gpx.degrees("minlon", box.west_e7);
  gpx.degrees("maxlat", box.north_e7);
  gpx.degrees("maxlon", box.east_e7);
  gpx.raw("/></metadata>\n");
}

void write_trailhead(GpxText& gpx, const PlanTrailhead& start, const PlanLoop& loop) {
  const Trailhead& trailhead = start.trailhead;
  gpx.position("wpt", trailhead.point);
  gpx.elevation(loop.geometry.front().elevation_m());
  const std::string kind = in_words(to_string(trailhead.kind));
  gpx.element("name", trailhead.name.empty() ? "Start (" + kind + ")" : trailhead.name);
  std::string notes = "Start: " + kind + " " + to_string(trailhead.id);
  if (start.start_gap_m) {
    notes += ", " + std::to_string(*start.start_gap_m) + " m in a straight line from the place chosen";
  }
  gpx.element("desc", notes);
  gpx.element("sym", trailhead.kind == TrailheadKind::parking ? "Parking Area" : "Trail Head");
  gpx.element("type", "trailhead");
  gpx.raw("</wpt>\n");
}

/// A device shows names alone, and no two may be the same.
std::string distinct_name(const std::string& name, std::set<std::string>& taken) {
  std::string distinct = name;
  for (int number = 2; !taken.insert(distinct).second; ++number) {
    distinct = name + " (" + std::to_string(number) + ")";
  }
  return distinct;
}

/// "spring (not known to be drinking water), 2.1 km".
std::string waypoint_name(const Poi& poi, double at_m) {
  std::string name = poi.name.empty() ? in_words(to_string(poi.kind)) : poi.name;
  if (const std::string_view doubt = doubt_about(poi); !doubt.empty()) {
    name.append(" (").append(doubt).append(")");
  }
  return name + ", " + kilometres(std::llround(at_m));
}

std::string_view words_of(NightWater water) {
  return water == NightWater::tap       ? "water there"
         : water == NightWater::keeper  ? "ask the keeper for water"
         : is_wet(water)                ? "water there, to be treated"
         : water == NightWater::unknown ? "no water known there"
                                        : "only water there that may be dry";
}

/// "Night 1: Refugi, 15.2 km".
void write_night(GpxText& gpx, std::size_t number, const PlanStage& stage, std::set<std::string>& names) {
  const PlanNight& night = *stage.night;
  const NightKind kind = night.kind();
  gpx.position("wpt", night.point);
  gpx.element("name", distinct_name("Night " + std::to_string(number) + ": " +
                                        (night.name.empty() ? std::string(to_string(kind)) : night.name) + ", " +
                                        kilometres(stage.to_m),
                                    names));
  std::string notes(to_string(kind));
  notes += kind == NightKind::wild ? ", no permission" : "";
  notes += night.unverified ? ", not known whether one can sleep there, " : ", ";
  notes += words_of(night.facts.water);
  if (!is_wet(night.facts.water) && stage.last_water_m) {
    notes += ", the last " + kilometres(*stage.last_water_m) + " before it";
  }
  gpx.element("desc", notes);
  gpx.element("sym", kind == NightKind::camp || kind == NightKind::wild ? "Campground" : "Lodge");
  gpx.element("type", "night");
  gpx.raw("</wpt>\n");
}

/// "Way out on day 2: village Llorts, 1.2 km", where it leaves the loop.
void write_way_out(GpxText& gpx, std::size_t day, const WayOut& way, const Vertex& at, std::set<std::string>& names) {
  gpx.position("wpt", at.point);
  gpx.elevation(at.elevation_m());
  std::string name = "Way out on day " + std::to_string(day) + ": " + std::string(to_string(way.to));
  name += way.name.empty() ? "" : " " + way.name;
  gpx.element("name", distinct_name(name + ", " + kilometres(way.length_m), names));
  gpx.element("desc", "at " + kilometres(way.from_m) + " of the loop, " + hours_and_minutes(way.time_s) + " from here");
  gpx.element("sym", "Flag, Red");
  gpx.element("type", "way_out");
  gpx.raw("</wpt>\n");
}

void write_days(GpxText& gpx, const PlanLoop& loop, const WalkedLine& line, std::set<std::string>& names) {
  for (std::size_t d = 0; d < loop.stages.size(); ++d) {
    const PlanStage& stage = loop.stages[d];
    if (stage.night) {
      write_night(gpx, d + 1, stage, names);
    }
    for (const WayOut& way : stage.ways_out) {
      std::uint32_t vertex = 0;
      while (vertex + 1 < loop.geometry.size() && line.metres_at(vertex) < static_cast<double>(way.from_m)) {
        ++vertex;
      }
      write_way_out(gpx, d + 1, way, loop.geometry[vertex], names);
    }
  }
}

void write_track(GpxText& gpx, const std::string& name, const std::string& description,
                 std::span<const Vertex> vertices) {
  gpx.raw("<trk>");
  gpx.element("name", name);
  gpx.element("desc", description);
  gpx.raw("<type>hiking</type><trkseg>\n");
  for (const Vertex& vertex : vertices) {
    gpx.position("trkpt", vertex.point);
    gpx.elevation(vertex.elevation_m());
    gpx.raw("</trkpt>\n");
  }
  gpx.raw("</trkseg></trk>\n");
}

/// One, or one a day.
void write_tracks(GpxText& gpx, const Plan& plan, const PlanLoop& loop) {
  const std::span<const Vertex> all(loop.geometry);
  if (loop.stages.empty()) {
    write_track(gpx, loop_title(loop), description(plan, loop), all);
  }
  std::size_t first = 0;
  for (std::size_t d = 0; d < loop.stages.size(); ++d) {
    const PlanStage& stage = loop.stages[d];
    const std::size_t last = stage.night ? stage.night->vertex : all.size() - 1;
    const std::string day = "Day " + std::to_string(d + 1) + " of " + std::to_string(loop.stages.size());
    std::string notes = hours_and_minutes(stage.time_s);
    notes += stage.ascent_m ? ", " + std::to_string(*stage.ascent_m) + " m of climb" : ", climb unknown";
    write_track(gpx, day + ": " + loop.name + ", " + kilometres(stage.length_m), notes,
                all.subspan(first, last - first + 1));
    first = last;
  }
}

void write_poi(GpxText& gpx, const PoiAlong& along, std::string_view name) {
  const Poi& poi = along.poi;
  gpx.position("wpt", poi.point);
  gpx.elevation(poi.elevation_m);
  gpx.element("name", name);
  std::string notes = is_water(poi.kind) ? water_notes(poi) : in_words(to_string(poi.kind));
  if (along.detour_m > kOnTheWayM) {
    notes += (notes.empty() ? "" : ", ") + std::to_string(along.detour_m) + " m off the way";
  }
  gpx.element("desc", notes);
  gpx.element("sym", symbol(poi));
  gpx.element("type", to_string(poi.kind));
  gpx.raw("</wpt>\n");
}

std::string_view symbol(HighlightKind kind) {
  switch (kind) {
    case HighlightKind::peak:
    case HighlightKind::saddle:
      return "Summit";
    case HighlightKind::lake:
    case HighlightKind::waterfall:
    case HighlightKind::viewpoint:
      return "Scenic Area";
    case HighlightKind::alpine_hut:
    case HighlightKind::wilderness_hut:
    case HighlightKind::shelter:
      return "Lodge";
    case HighlightKind::village:
    case HighlightKind::suburb:
    case HighlightKind::hamlet:
    case HighlightKind::locality:
      return "City (Small)";
  }
  return "Scenic Area";
}

/// "Collada dels Isards, 12.3 km".
void write_highlight(GpxText& gpx, const Highlight& highlight, std::set<std::string>& names) {
  const std::string kind = in_words(to_string(highlight.kind));
  gpx.position("wpt", highlight.point);
  gpx.elevation(highlight.elevation_m);
  gpx.element("name", distinct_name(
                          (highlight.name.empty() ? kind : highlight.name) + ", " + kilometres(highlight.at_m), names));
  gpx.element("desc", kind);
  gpx.element("sym", symbol(highlight.kind));
  gpx.element("type", to_string(highlight.kind));
  gpx.raw("</wpt>\n");
}

}  // namespace

std::string loop_title(const PlanLoop& loop) { return loop.name + ", " + kilometres(loop.length_m); }

std::string write_gpx(const Plan& plan, const PlanLoop& loop, std::span<const PoiAlong> along) {
  GpxText gpx;
  gpx.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  gpx.raw("<gpx xmlns=\"http://www.topografix.com/GPX/1/1\" version=\"1.1\" creator=\"Loop Genie\">\n");
  write_metadata(gpx, plan, loop);
  write_trailhead(gpx, plan.trailheads[loop.trailhead], loop);
  const WalkedLine line(loop.geometry, loop.length_m, 0);
  std::set<std::string> names;
  write_days(gpx, loop, line, names);
  const auto is_night = [&](SourceId id) {
    return std::any_of(loop.stages.begin(), loop.stages.end(),
                       [&](const PlanStage& stage) { return stage.night && stage.night->id == id; });
  };
  for (const PoiAlong& poi : along) {
    if (!is_night(poi.poi.id)) {
      write_poi(gpx, poi, distinct_name(waypoint_name(poi.poi, line.metres_at(poi.vertex)), names));
    }
  }
  for (const Highlight& highlight : loop.highlights) {
    const bool is_along =
        std::any_of(along.begin(), along.end(), [&](const PoiAlong& poi) { return poi.poi.id == highlight.id; });
    if (!is_along && !is_night(highlight.id)) {
      write_highlight(gpx, highlight, names);
    }
  }
  write_tracks(gpx, plan, loop);
  gpx.raw("</gpx>\n");
  return std::move(gpx).take();
}

}  // namespace loopgenie
