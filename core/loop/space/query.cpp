#include "core/loop/space/query.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/decimal.hpp"

namespace loopgenie {
namespace {

std::string number(double value) {
  std::string text;
  append_decimal(text, millionths(value), 6);
  return text;
}

std::string out_of_range(const std::string& field, double got, double low, double high, const std::string& unit) {
  const std::string suffix = unit.empty() ? "" : " " + unit;
  return field + " is " + (std::isfinite(got) ? number(got) : "not a number") + suffix + ", expected " + number(low) +
         " to " + number(high) + suffix;
}

bool is_within(double value, double low, double high) { return std::isfinite(value) && value >= low && value <= high; }

bool is_position(Point p) {
  return p.lat_e7 >= -90 * kE7PerDegree && p.lat_e7 <= 90 * kE7PerDegree && p.lon_e7 >= -180 * kE7PerDegree &&
         p.lon_e7 <= 180 * kE7PerDegree;
}

void sort_once(std::vector<EdgeId>& edges) {
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

void take_to_the_millionth(double& figure) { figure = static_cast<double>(millionths(figure)) / 1e6; }

std::string what_is_wrong(const Query& query) {
  if (query.at.has_value() == query.trailhead.has_value()) {
    return query.at ? "got both a place and a trailhead, expected one of the two"
                    : "got neither a place nor a trailhead, expected one of the two";
  }
  if (query.at && !is_position(*query.at)) {
    return "the place lies outside latitude -90 to 90 and longitude -180 to 180";
  }
  if (query.drive_m && query.drive_s) {
    return "got a drive both by distance and by time, expected one of the two";
  }
  if (query.drive_m && !is_within(*query.drive_m, 0, kMaxDriveM)) {
    return out_of_range("the drive", *query.drive_m / 1000, 0, kMaxDriveM / 1000, "km");
  }
  if (query.drive_s && !is_within(*query.drive_s, 0, kMaxDriveS)) {
    return out_of_range("the drive", *query.drive_s / 3600, 0, kMaxDriveS / 3600, "h");
  }
  if (!is_within(query.hike_m, kMinHikeM, kMaxHikeM)) {
    return out_of_range("the hike", query.hike_m / 1000, kMinHikeM / 1000, kMaxHikeM / 1000, "km");
  }
  if (!is_within(query.tolerance, kMinTolerance, kMaxTolerance)) {
    return out_of_range("the tolerance", query.tolerance * 100, kMinTolerance * 100, kMaxTolerance * 100, "%");
  }
  if (!is_within(query.max_retrace, 0, kMaxRetrace)) {
    return out_of_range("the share walked twice", query.max_retrace * 100, 0, kMaxRetrace * 100, "%");
  }
  if (!is_within(query.max_overlap, 0, 1)) {
    return out_of_range("the overlap", query.max_overlap * 100, 0, 100, "%");
  }
  if (!is_within(query.access_m, 0, kMaxAccessM)) {
    return out_of_range("the access", query.access_m, 0, kMaxAccessM, "m");
  }
  if (query.count < 1 || query.count > kMaxCount) {
    return out_of_range("the number of loops", query.count, 1, kMaxCount, "");
  }
  if (!is_within(query.drive_cost, 0, kMaxDriveCost)) {
    return out_of_range("the cost of an hour's drive", query.drive_cost, 0, kMaxDriveCost, "points");
  }
  if (query.effort < 1) {
    return "the effort is 0 steps, expected at least 1";
  }
  if (query.max_ascent_m && !is_within(*query.max_ascent_m, 0, kMaxAscentM)) {
    return out_of_range("the ascent limit", *query.max_ascent_m, 0, kMaxAscentM, "m");
  }
  if (query.max_sac_scale > kLastOf<SacScale>) {
    return "the grade limit is not a known SAC scale";
  }
  if (query.avoid_edges.size() > kMaxAvoidedEdges) {
    return out_of_range("the number of ways to avoid", static_cast<double>(query.avoid_edges.size()), 0,
                        static_cast<double>(kMaxAvoidedEdges), "");
  }
  if (query.require_edges.size() > kMaxRequiredEdges) {
    return out_of_range("the number of ways to walk over", static_cast<double>(query.require_edges.size()), 0,
                        static_cast<double>(kMaxRequiredEdges), "");
  }
  if (std::any_of(query.require_edges.begin(), query.require_edges.end(), [&](EdgeId edge) {
        return std::binary_search(query.avoid_edges.begin(), query.avoid_edges.end(), edge);
      })) {
    return "the same way is both to be avoided and to be walked over, expected one of the two";
  }
  for (const AppealTopic& topic : kAppealTopics) {
    if (query.appeal.*topic.value > kMaxPreference) {
      return out_of_range("the preference for " + std::string(topic.name), query.appeal.*topic.value, 0, kMaxPreference,
                          "%");
    }
  }
  return "";
}

}  // namespace

Result<Query> validated(Query query) {
  sort_once(query.avoid_edges);
  sort_once(query.require_edges);
  if (std::string wrong = what_is_wrong(query); !wrong.empty()) {
    return fail(ErrorCode::invalid_input, std::move(wrong));
  }
  if (query.at && !query.drive_m && !query.drive_s) {
    query.drive_m = kDefaultDriveM;
  }
  for (double* figure :
       {&query.hike_m, &query.tolerance, &query.max_retrace, &query.max_overlap, &query.access_m, &query.drive_cost}) {
    take_to_the_millionth(*figure);
  }
  for (std::optional<double>* figure : {&query.drive_m, &query.drive_s, &query.max_ascent_m}) {
    if (*figure) {
      take_to_the_millionth(**figure);
    }
  }
  return query;
}

}  // namespace loopgenie
