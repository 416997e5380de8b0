#include "tests/harness/options.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string_view>
#include <tuple>
#include <utility>

#include "tests/harness/parse_quantity.hpp"
#include "tests/harness/problem_text.hpp"

namespace loopgenie::harness {
namespace {

std::optional<double> parse_degrees(std::string_view text, double limit) {
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value) || std::abs(value) > limit) {
    return std::nullopt;
  }
  return value;
}

Result<Point> parse_position(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma != std::string_view::npos) {
    const std::optional<double> lat = parse_degrees(text.substr(0, comma), 90);
    const std::optional<double> lon = parse_degrees(text.substr(comma + 1), 180);
    if (lat && lon) {
      return point_from_degrees(*lat, *lon);
    }
  }
  return fail(ErrorCode::invalid_input,
              "got \"" + std::string(text) + "\", expected latitude,longitude in degrees, such as 42.5063,1.5218");
}

Result<void> set_preference(std::string_view text, AppealPreferences& preferences) {
  const std::size_t equals = text.find('=');
  const std::string_view name = text.substr(0, equals);
  const auto* const topic =
      std::find_if(kAppealTopics.begin(), kAppealTopics.end(), [&](const AppealTopic& t) { return t.name == name; });
  if (equals != std::string_view::npos && topic != kAppealTopics.end()) {
    const std::string_view value = text.substr(equals + 1);
    std::uint16_t percent = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), percent);
    if (error == std::errc() && end == value.data() + value.size() && percent <= kMaxPreference) {
      preferences.*topic->value = percent;
      return {};
    }
  }
  return fail(ErrorCode::invalid_input, "got \"" + std::string(text) + "\", expected one of " + appeal_topic_names() +
                                            " with a percentage from 0 to " + std::to_string(kMaxPreference) +
                                            ", such as roads=200");
}

/// Whole numbers beyond it are not exact in the plan document.
constexpr std::uint64_t kMostExact = (std::uint64_t{1} << 53) - 1;

Result<std::vector<EdgeId>> edges_of(const std::vector<std::uint64_t>& numbers) {
  std::vector<EdgeId> edges;
  for (const std::uint64_t number : numbers) {
    if (number > kMostExact) {
      return fail(ErrorCode::invalid_input,
                  "got " + std::to_string(number) + ", expected an edge's id, as a plan has it: below 2^53");
    }
    edges.emplace_back(number);
  }
  return edges;
}

/// "T3", "t3" or "demanding_mountain_hiking".
Result<SacScale> parse_grade(std::string_view text) {
  if (text.size() == 2 && (text[0] == 'T' || text[0] == 't') && text[1] >= '1' && text[1] <= '6') {
    return static_cast<SacScale>(static_cast<int>(SacScale::t1) + (text[1] - '1'));
  }
  const std::optional<SacScale> grade = parse_enum<SacScale>(text);
  if (!grade || *grade == SacScale::ungraded) {
    return fail(ErrorCode::invalid_input, "got \"" + std::string(text) +
                                              "\", expected T1 to T6, or OpenStreetMap's name such as mountain_hiking");
  }
  return *grade;
}

tl::unexpected<Error> at_flag(std::string_view flag, const Error& error) {
  return fail(error.code, std::string(flag) + ": " + text_of(error));
}

/// Sets what the flags say of the loops themselves.
Result<void> set_limits(const Options& options, Query& query) {
  const Result<double> max_overlap = parse_fraction(options.max_overlap);
  if (!max_overlap) {
    return at_flag("--max-overlap", max_overlap.error());
  }
  query.max_overlap = *max_overlap;
  const Result<double> access_m = parse_length_m(options.access);
  if (!access_m) {
    return at_flag("--access", access_m.error());
  }
  query.access_m = *access_m;
  if (!options.max_ascent.empty()) {
    const Result<double> max_ascent_m = parse_length_m(options.max_ascent);
    if (!max_ascent_m) {
      return at_flag("--max-ascent", max_ascent_m.error());
    }
    query.max_ascent_m = *max_ascent_m;
  }
  const Result<SacScale> grade = parse_grade(options.max_sac_scale);
  if (!grade) {
    return at_flag("--max-sac-scale", grade.error());
  }
  query.max_sac_scale = *grade;
  if (!options.ungraded.empty()) {
    std::string name = options.ungraded;
    std::replace(name.begin(), name.end(), '-', '_');
    query.ungraded = parse_enum<UngradedWays>(name);
    if (!query.ungraded) {
      return fail(ErrorCode::invalid_input,
                  "--ungraded: got \"" + options.ungraded + "\", expected fine, easy-only or no");
    }
  }
  for (const auto& [flag, numbers, edges] :
       {std::tuple("--avoid-edge", &options.avoid_edges, &query.avoid_edges),
        std::tuple("--require-edge", &options.require_edges, &query.require_edges)}) {
    Result<std::vector<EdgeId>> read = edges_of(*numbers);
    if (!read) {
      return at_flag(flag, read.error());
    }
    *edges = std::move(*read);
  }
  return {};
}

}  // namespace

Result<Query> query_of(const Options& options) {
  Query query;
  if (options.at.empty() == options.trailhead.empty()) {
    return fail(ErrorCode::invalid_input, "give either --at LAT,LON or --trailhead ID");
  }
  if (!options.at.empty()) {
    const Result<Point> at = parse_position(options.at);
    if (!at) {
      return at_flag("--at", at.error());
    }
    query.at = *at;
  } else {
    query.trailhead = parse_source_id(options.trailhead);
    if (!query.trailhead) {
      return fail(ErrorCode::invalid_input,
                  "--trailhead: got \"" + options.trailhead + "\", expected an id such as n123 or w456");
    }
  }
  if (!options.drive.empty()) {
    const Result<Measure> drive = parse_measure(options.drive);
    if (!drive) {
      return at_flag("--drive", drive.error());
    }
    (drive->quantity == Quantity::length_m ? query.drive_m : query.drive_s) = drive->value;
  }
  const Result<double> hike_m = parse_length_m(options.hike);
  if (!hike_m) {
    return at_flag("--hike", {hike_m.error().code, hike_m.error().message + "; from 1 km to 200 km"});
  }
  query.hike_m = *hike_m;
  const Result<double> tolerance = parse_fraction(options.tolerance);
  if (!tolerance) {
    return at_flag("--tolerance", tolerance.error());
  }
  query.tolerance = *tolerance;
  const Result<double> max_retrace = parse_fraction(options.max_retrace);
  if (!max_retrace) {
    return at_flag("--max-retrace", max_retrace.error());
  }
  query.max_retrace = *max_retrace;
  if (const Result<void> set = set_limits(options, query); !set) {
    return tl::unexpected(set.error());
  }
  for (const std::string& preference : options.prefer) {
    if (const Result<void> set = set_preference(preference, query.appeal); !set) {
      return at_flag("--prefer", set.error());
    }
  }
  query.avoid_roads = options.avoid_roads;
  query.via_ferratas = options.via_ferratas;
  query.bike_trails = options.bike_trails;
  query.count = options.count;
  query.effort = options.effort;
  query.seed = options.seed;
  query.drive_cost = options.drive_cost;
  query.max_bytes = options.max_mb * 1'000'000;
  return validated(query);
}

bool wants_miles(const Options& options) {
  std::string unit = options.hike;
  std::transform(unit.begin(), unit.end(), unit.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return unit.ends_with("mi");
}

}  // namespace loopgenie::harness
