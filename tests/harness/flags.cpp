#include "tests/harness/flags.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "core/cost/appeal.hpp"
#include "core/loop/space/presets.hpp"

namespace loopgenie::harness {
namespace {

using FieldFlag = std::pair<std::string_view, std::string_view>;
constexpr std::array kFlags = {
    FieldFlag{"at", "--at"},
    FieldFlag{"trailhead", "--trailhead"},
    FieldFlag{"start", "--start"},
    FieldFlag{"drive_m", "--drive"},
    FieldFlag{"drive_s", "--drive"},
    FieldFlag{"hike_m", "--hike"},
    FieldFlag{"hike_s", "--hike"},
    FieldFlag{"pace", "--pace"},
    FieldFlag{"tolerance", "--tolerance"},
    FieldFlag{"max_retrace", "--max-retrace"},
    FieldFlag{"max_overlap", "--max-overlap"},
    FieldFlag{"count", "--count"},
    FieldFlag{"access_m", "--access"},
    FieldFlag{"effort", "--effort"},
    FieldFlag{"seed", "--seed"},
    FieldFlag{"max_bytes", "--max-mb"},
    FieldFlag{"drive_cost", "--drive-cost"},
    FieldFlag{"max_ascent_m", "--max-ascent"},
    FieldFlag{"about_ascent_m", "--about-ascent"},
    FieldFlag{"max_sac_scale", "--max-sac-scale"},
    FieldFlag{"ungraded", "--ungraded"},
    FieldFlag{"avoid_roads", "--avoid-roads"},
    FieldFlag{"via_ferratas", "--via-ferratas"},
    FieldFlag{"bike_trails", "--bike-trails"},
    FieldFlag{"figure_of_eight", "--figure-of-eight"},
    FieldFlag{"direction", "--direction"},
    FieldFlag{"appeal", "--prefer"},
    FieldFlag{"avoid_edges", "--avoid-edge"},
    FieldFlag{"require_edges", "--require-edge"},
    FieldFlag{"nights", "--nights"},
    FieldFlag{"day_m", "--day"},
    FieldFlag{"day_s", "--day"},
    FieldFlag{"night_kinds", "--sleep"},
    FieldFlag{"max_night_detour_m", "--max-night-detour"},
    FieldFlag{"longest_day_m", "--longest-day"},
    FieldFlag{"longest_day_s", "--longest-day"},
    FieldFlag{"longest_day_ascent_m", "--longest-day-ascent"},
    FieldFlag{"shortest_day_m", "--shortest-day"},
    FieldFlag{"shortest_day_s", "--shortest-day"},
    FieldFlag{"short_first_day", "--short-first-day"},
    FieldFlag{"short_last_day", "--short-last-day"},
    FieldFlag{"water_at_night", "--water-at-night"},
    FieldFlag{"water_before_night_m", "--water-before-night"},
    FieldFlag{"keep_nights", "--keep-night"},
    FieldFlag{"avoid_nights", "--avoid-night"},
};

}  // namespace

std::string_view flag_of(std::string_view field) {
  const auto* const found =
      std::find_if(kFlags.begin(), kFlags.end(), [&](const FieldFlag& known) { return known.first == field; });
  return found == kFlags.end() ? std::string_view() : found->second;
}

void describe_flags(CLI::App& app, Options& options) {
  app.add_option("--tiles", options.tiles, "Folder written by an export, or a server's URL")->capture_default_str();
  app.add_option("--at", options.at, "Place to drive from: LAT,LON in degrees");
  app.add_option("--trailhead", options.trailhead, "Trailhead to start at, instead of a place: its id, such as n123");
  app.add_option("--start", options.start,
                 "Place to walk from, without a drive: LAT,LON. The hike begins at the nearest junction");
  app.add_option("--drive", options.drive, "How far to drive, one way: 20km, 12mi, 90min, 1.5h (default 20km)");
  app.add_option("--hike", options.hike,
                 "Wanted length: 25km or 15mi, from 1 km to 200 km; or walking time: 5h or 300min")
      ->required();
  app.add_option("--pace", options.pace,
                 "Your walking time as a factor of the Swiss formula's: 1.2, or three for flat ground, up and down: "
                 "1.1,1.3,0.9");
  app.add_option("--preset", options.preset,
                 "Tolerance, greatest climb, grade and paths without one together: " + preset_names() +
                     "; each of these that is given, too, counts instead");
  app.add_option("--tolerance", options.tolerance, "How far off the wanted length: 1% to 50% (default 10%)");
  app.add_option("--max-retrace", options.max_retrace, "Share walked twice at most: 0% to 50%")->capture_default_str();
  app.add_option("--max-overlap", options.max_overlap, "Share that two loops of the list have in common at most")
      ->capture_default_str();
  app.add_option("--access", options.access, "Way out and back that does not count as walked twice: 0m to 5km")
      ->capture_default_str();
  app.add_option("--max-ascent", options.max_ascent, "Greatest climb of a loop: 1200m or 4000ft (default: no limit)");
  app.add_option("--about-ascent", options.about_ascent, "Wanted climb of a loop, ±15%: 800m or 2600ft (default: any)");
  app.add_option("--max-sac-scale", options.max_sac_scale, "Hardest grade, T1 to T6; T6 is no limit (default T3)");
  app.add_option("--ungraded", options.ungraded,
                 "Paths without a grade: fine, easy-only or no (default: fine from T3 up, else easy-only)");
  app.add_option("--prefer", options.prefer,
                 "How much a topic matters, such as roads=200: " + appeal_topic_names() + ", 0 to " +
                     std::to_string(kMaxPreference) + " percent");
  app.add_flag("--avoid-roads", options.avoid_roads, "Never along a secondary or primary road");
  app.add_flag("--via-ferratas", options.via_ferratas, "Along via ferratas, too: they need equipment");
  app.add_flag("--bike-trails", options.bike_trails, "Along trails built for riding down, too");
  app.add_flag("--figure-of-eight", options.figure_of_eight, "Loops that come back to a place they have passed, too");
  app.add_option("--direction", options.direction,
                 "Only loops whose point half way round lies there: N, NE, E, SE, S, SW, W or NW (default: any)");
  app.add_option("--avoid-edge", options.avoid_edges, "Edges that no loop walks: their ids in the plan document");
  app.add_option("--require-edge", options.require_edges, "Edges that every loop walks");
  app.add_option("--nights", options.nights, "Nights on the way: 0 to 14 (default 0)");
  app.add_option("--days", options.days, "The same in days: one more than nights");
  app.add_option("--day", options.day,
                 "As many days as fit such a day best, of a hike by the same measure: 15km or 6h");
  app.add_option("--sleep", options.sleep, "Where: hut,bothy,shelter,camp,wild (default all but wild)")->delimiter(',');
  app.add_option("--max-night-detour", options.max_night_detour,
                 "Way from the loop to a night, one way: 0m to 3km (default 500m)");
  app.add_option("--longest-day", options.longest_day, "18km or 8h (default 1.35 of an even day's length)");
  app.add_option("--longest-day-ascent", options.longest_day_ascent, "Greatest climb of a day: 1200m (default: any)");
  app.add_option("--shortest-day", options.shortest_day, "8km or 3h (default half of an even day's length)");
  app.add_flag("--short-first-day", options.short_first_day, "The first day may be as short as it likes");
  app.add_flag("--short-last-day", options.short_last_day, "The last day may be as short as it likes");
  app.add_flag("--water-at-night", options.water_at_night, "No night without water at it or little before");
  app.add_option("--water-before-night", options.water_before_night,
                 "How far before a night water may be: 0m to 20km (default 1km)");
  app.add_option("--keep-night", options.keep_nights, "Nights that every loop has: their ids in the plan document");
  app.add_option("--avoid-night", options.avoid_nights, "Nights that no loop has");
  app.add_option("--count", options.count, "Loops in the answer at most")->capture_default_str();
  app.add_option("--effort", options.effort, "Work per trailhead in steps; the same effort gives the same loops")
      ->capture_default_str();
  app.add_option("--deadline", options.deadline_s, "Stop after this many seconds with the best so far")
      ->check(CLI::PositiveNumber);
  app.add_option("--drive-cost", options.drive_cost,
                 "Points that an hour of driving counts as in the order of the list: 0 to 100")
      ->capture_default_str();
  app.add_option("--max-mb", options.max_mb,
                 "Tiles to load at most, in megabytes: roads up to half, and of many trailheads the most promising")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  app.add_option("--seed", options.seed, "Seed of random choices")->capture_default_str();
  app.add_flag("--json", options.as_json, "Print the plan document instead of a table");
  app.add_option("--gpx", options.gpx_folder, "Folder to write one GPX file per loop into");
}

}  // namespace loopgenie::harness
