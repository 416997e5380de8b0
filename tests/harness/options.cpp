#include "tests/harness/options.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "core/loop/space/presets.hpp"
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

Result<UngradedWays> parse_ungraded(std::string text) {
  std::replace(text.begin(), text.end(), '-', '_');
  const std::optional<UngradedWays> ungraded = parse_enum<UngradedWays>(text);
  if (!ungraded) {
    return fail(ErrorCode::invalid_input, "got \"" + text + "\", expected fine, easy-only or no");
  }
  return *ungraded;
}

Result<Direction> parse_direction(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const std::optional<Direction> direction = parse_enum<Direction>(text);
  if (!direction) {
    return fail(ErrorCode::invalid_input, "got \"" + text + "\", expected N, NE, E, SE, S, SW, W or NW");
  }
  return *direction;
}

/// "1.2", for all ground; or "1.1,1.3,0.9": on the flat, up, down.
Result<Pace> parse_pace(const std::string& text) {
  std::array<double, 3> factors{};
  std::size_t count = 0;
  const char* at = text.c_str();
  bool is_read = false;
  while (count < factors.size() && !is_read) {
    char* end = nullptr;
    factors[count++] = std::strtod(at, &end);
    if (end == at || (*end != ',' && *end != '\0')) {
      break;
    }
    is_read = *end == '\0';
    at = end + 1;
  }
  if (!is_read || count == 2) {
    return fail(ErrorCode::invalid_input,
                "got \"" + text + "\", expected a factor such as 1.2, or three: FLAT,UP,DOWN");
  }
  return count == 1 ? Pace{factors[0], factors[0], factors[0]} : Pace{factors[0], factors[1], factors[2]};
}

Result<SourceId> parse_id(const std::string& text) {
  const std::optional<SourceId> id = parse_source_id(text);
  if (!id) {
    return fail(ErrorCode::invalid_input, "got \"" + text + "\", expected an id such as n123 or w456");
  }
  return *id;
}

/// Takes what was read of each flag, and remembers the first flag of which nothing could be read.
class FlagReader {
 public:
  template <typename Value, typename Target>
  void take(std::string_view flag, const Result<Value>& read, Target& target) {
    if (read) {
      target = *read;
    } else {
      refuse(flag, read.error());
    }
  }
  void refuse(std::string_view flag, const Error& error) {
    if (!error_) {
      error_ = Error{error.code, std::string(flag) + ": " + text_of(error)};
    }
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  std::optional<Error> error_;
};

void read_day_limit(std::string_view flag, const std::string& text, FlagReader& reader, std::optional<double>& in_m,
                    std::optional<double>& in_s) {
  if (!text.empty()) {
    Measure measure;
    reader.take(flag, parse_measure(text), measure);
    (measure.quantity == Quantity::length_m ? in_m : in_s) = measure.value;
  }
}

void read_ids(std::string_view flag, const std::vector<std::string>& texts, FlagReader& reader,
              std::vector<SourceId>& ids) {
  for (const std::string& text : texts) {
    reader.take(flag, parse_id(text), ids.emplace_back());
  }
}

void read_nights(const Options& options, Query& query, FlagReader& reader) {
  query.nights = options.nights;
  if (options.days) {
    if (options.nights || *options.days == 0) {
      reader.refuse("--days",
                    {ErrorCode::invalid_input,
                     options.nights ? "got --nights as well, expected one of the two" : "got 0, expected at least 1"});
    } else {
      query.nights = *options.days - 1;
    }
  }
  read_day_limit("--day", options.day, reader, query.day_m, query.day_s);
  read_day_limit("--longest-day", options.longest_day, reader, query.longest_day_m, query.longest_day_s);
  read_day_limit("--shortest-day", options.shortest_day, reader, query.shortest_day_m, query.shortest_day_s);
  if (!options.longest_day_ascent.empty()) {
    reader.take("--longest-day-ascent", parse_length_m(options.longest_day_ascent), query.longest_day_ascent_m);
  }
  if (!options.max_night_detour.empty()) {
    reader.take("--max-night-detour", parse_length_m(options.max_night_detour), query.max_night_detour_m);
  }
  if (!options.water_before_night.empty()) {
    reader.take("--water-before-night", parse_length_m(options.water_before_night), query.water_before_night_m);
  }
  if (!options.sleep.empty()) {
    query.night_kinds.clear();
  }
  for (const std::string& text : options.sleep) {
    if (const std::optional<NightKind> kind = parse_enum<NightKind>(text)) {
      query.night_kinds.push_back(*kind);
    } else {
      reader.refuse("--sleep",
                    {ErrorCode::invalid_input,
                     "got \"" + text + "\", expected hut, bothy, shelter, camp or wild, with commas between"});
    }
  }
  query.short_first_day = options.short_first_day;
  query.short_last_day = options.short_last_day;
  query.water_at_night = options.water_at_night;
  read_ids("--keep-night", options.keep_nights, reader, query.keep_nights);
  read_ids("--avoid-night", options.avoid_nights, reader, query.avoid_nights);
}

void read_start_and_drive(const Options& options, Query& query, FlagReader& reader) {
  if (!options.at.empty()) {
    reader.take("--at", parse_position(options.at), query.at);
  } else if (!options.start.empty()) {
    reader.take("--start", parse_position(options.start), query.start);
  } else {
    reader.take("--trailhead", parse_id(options.trailhead), query.trailhead);
  }
  if (!options.drive.empty()) {
    Measure drive;
    reader.take("--drive", parse_measure(options.drive), drive);
    (drive.quantity == Quantity::length_m ? query.drive_m : query.drive_s) = drive.value;
  }
}

void read_preset(const Options& options, Query& query, FlagReader& reader) {
  const auto* const preset =
      std::find_if(kPresets.begin(), kPresets.end(), [&](const Preset& p) { return p.name == options.preset; });
  if (preset != kPresets.end()) {
    query = with_preset(query, *preset);
    // A grade of one's own has its own default of ungraded ways; a wanted climb takes the place of the greatest.
    if (!options.max_sac_scale.empty()) {
      query.ungraded.reset();
    }
    if (!options.about_ascent.empty()) {
      query.max_ascent_m.reset();
    }
  } else if (!options.preset.empty()) {
    reader.refuse("--preset", {ErrorCode::invalid_input, "got \"" + options.preset + "\", expected " + preset_names()});
  }
}

void read_limits(const Options& options, Query& query, FlagReader& reader) {
  if (!options.tolerance.empty()) {
    reader.take("--tolerance", parse_fraction(options.tolerance), query.tolerance);
  }
  reader.take("--max-retrace", parse_fraction(options.max_retrace), query.max_retrace);
  reader.take("--max-overlap", parse_fraction(options.max_overlap), query.max_overlap);
  reader.take("--access", parse_length_m(options.access), query.access_m);
  if (!options.max_ascent.empty()) {
    reader.take("--max-ascent", parse_length_m(options.max_ascent), query.max_ascent_m);
  }
  if (!options.about_ascent.empty()) {
    reader.take("--about-ascent", parse_length_m(options.about_ascent), query.about_ascent_m);
  }
  if (!options.max_sac_scale.empty()) {
    reader.take("--max-sac-scale", parse_grade(options.max_sac_scale), query.max_sac_scale);
  }
  if (!options.ungraded.empty()) {
    reader.take("--ungraded", parse_ungraded(options.ungraded), query.ungraded);
  }
  if (!options.direction.empty()) {
    reader.take("--direction", parse_direction(options.direction), query.direction);
  }
  reader.take("--avoid-edge", edges_of(options.avoid_edges), query.avoid_edges);
  reader.take("--require-edge", edges_of(options.require_edges), query.require_edges);
}

}  // namespace

Result<Query> query_of(const Options& options) {
  const int starts =
      (options.at.empty() ? 0 : 1) + (options.trailhead.empty() ? 0 : 1) + (options.start.empty() ? 0 : 1);
  if (starts != 1) {
    return fail(
        ErrorCode::invalid_input,
        std::string(starts == 0 ? "no start was given" : "more than one start was given") +
            ": give one of --at LAT,LON (drive from there), --trailhead ID and --start LAT,LON (walk from there)");
  }
  Query query;
  FlagReader reader;
  read_start_and_drive(options, query, reader);
  if (const Result<Measure> hike = parse_measure(options.hike)) {
    (hike->quantity == Quantity::length_m ? query.hike_m : query.hike_s) = hike->value;
  } else {
    reader.refuse("--hike", {hike.error().code, hike.error().message + "; from 1 km to 200 km, or 15 min to 48 h"});
  }
  if (!options.pace.empty()) {
    reader.take("--pace", parse_pace(options.pace), query.pace);
  }
  read_preset(options, query, reader);
  read_limits(options, query, reader);
  read_nights(options, query, reader);
  for (const std::string& preference : options.prefer) {
    if (const Result<void> set = set_preference(preference, query.appeal); !set) {
      reader.refuse("--prefer", set.error());
    }
  }
  if (reader.error()) {
    return tl::unexpected(*reader.error());
  }
  query.avoid_roads = options.avoid_roads;
  query.via_ferratas = options.via_ferratas;
  query.bike_trails = options.bike_trails;
  query.figure_of_eight = options.figure_of_eight;
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
