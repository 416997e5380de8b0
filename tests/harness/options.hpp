// What the command line of loopgenie-plan says, as a query in SI units.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/loop/space/query.hpp"

namespace loopgenie::harness {

struct Options {
  std::string tiles = "http://127.0.0.1:8080";
  std::string at;
  std::string trailhead;
  std::string start;
  std::string drive;
  std::string hike;
  std::string pace;       // "": as the formula says
  std::string preset;     // "": none; the fields it sets may be given, too, and then count
  std::string tolerance;  // "": the preset's, or 10%
  std::string max_retrace = "15%";
  std::string max_overlap = "60%";
  std::string access = "250m";
  std::string max_ascent;     // "": the preset's, or no limit
  std::string about_ascent;   // "": any
  std::string max_sac_scale;  // "": the preset's, or T3
  std::string direction;      // "": any
  std::string ungraded;       // "": the preset's, or as the grade says
  std::uint32_t count = Query{}.count;
  std::uint64_t effort = Query{}.effort;
  std::uint64_t seed = Query{}.seed;
  bool avoid_roads = false;
  bool via_ferratas = false;
  bool bike_trails = false;
  bool figure_of_eight = false;
  double drive_cost = Query{}.drive_cost;
  std::uint64_t max_mb = Query{}.max_bytes / 1'000'000;
  std::vector<std::uint64_t> avoid_edges;
  std::vector<std::uint64_t> require_edges;
  std::optional<std::uint32_t> nights;
  std::optional<std::uint32_t> days;
  std::string day;                 // "": any; 15km or 6h
  std::vector<std::string> sleep;  // empty: all but wild
  std::string max_night_detour;    // "": the query's default; so with the following
  std::string longest_day;
  std::string longest_day_ascent;
  std::string shortest_day;
  std::string water_before_night;
  bool short_first_day = false;
  bool short_last_day = false;
  bool water_at_night = false;
  std::vector<std::string> keep_nights;
  std::vector<std::string> avoid_nights;
  std::vector<std::string> prefer;  // "roads=200": a topic of the appeal and its weight in percent
  std::optional<double> deadline_s;
  std::optional<std::string> gpx_folder;
  bool as_json = false;
};

/// The validated query; an Error names the flag, what was got and what is expected.
[[nodiscard]] Result<Query> query_of(const Options& options);

/// True where the hike was given in miles: figures are then shown in miles and feet.
[[nodiscard]] bool wants_miles(const Options& options);

}  // namespace loopgenie::harness
