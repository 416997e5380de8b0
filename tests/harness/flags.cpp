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
  app.add_option("--hike", options.hike, "Wanted length: 25km or 15mi; from 1 km to 200 km")->required();
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
