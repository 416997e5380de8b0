#include "core/loop/space/query.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/base/decimal.hpp"
#include "core/loop/space/query_fields.hpp"

namespace loopgenie {
namespace {

std::string number(double value) {
  std::string text;
  append_decimal(text, millionths(value), 6);
  return text;
}

std::string shown(double value, const FieldLimits& limits) {
  return std::isfinite(value) ? number(value / limits.per_unit) : "not a number";
}

std::string what_is_out_of(const FieldLimits& limits, double got) {
  const std::string unit = limits.unit.empty() ? "" : " " + std::string(limits.unit);
  const std::string expected = std::isfinite(limits.max)
                                   ? shown(limits.min, limits) + " to " + shown(limits.max, limits) + unit
                                   : "at least " + shown(limits.min, limits) + unit;
  return std::string(limits.called) + " is " + shown(got, limits) + unit + ", expected " + expected;
}

/// Remembers the first field that is outside its limits.
class LimitCheck {
 public:
  template <typename Field>
  void operator()(const char* /*name*/, const Field& /*has_no_limits*/) {}
  void operator()(const char* /*name*/, double value, const FieldLimits& limits) {
    const bool is_within = std::isfinite(value) && value >= limits.min && value <= limits.max;
    if (!is_within && wrong_.empty()) {
      wrong_ = what_is_out_of(limits, value);
    }
  }
  void operator()(const char* name, const std::optional<double>& value, const FieldLimits& limits) {
    if (value) {
      (*this)(name, *value, limits);
    }
  }
  void operator()(const char* name, std::uint64_t value, const FieldLimits& limits) {
    (*this)(name, static_cast<double>(value), limits);
  }
  void operator()(const char* name, std::uint32_t value, const FieldLimits& limits) {
    (*this)(name, static_cast<double>(value), limits);
  }
  void operator()(const char* name, const std::vector<EdgeId>& edges, const FieldLimits& limits) {
    (*this)(name, static_cast<double>(edges.size()), limits);
  }
  void operator()(const char* name, const AppealPreferences& appeal, const FieldLimits& limits) {
    for (const AppealTopic& topic : kAppealTopics) {
      (*this)(name, static_cast<double>(appeal.*topic.value), limits);
    }
  }

  [[nodiscard]] std::string wrong() && { return std::move(wrong_); }

 private:
  std::string wrong_;
};

/// Takes every figure to the nearest millionth.
struct RoundFigures {
  void operator()(const char* /*name*/, double& figure, const FieldLimits& /*limits*/) const {
    figure = static_cast<double>(millionths(figure)) / 1e6;
  }
  void operator()(const char* name, std::optional<double>& figure, const FieldLimits& limits) const {
    if (figure) {
      (*this)(name, *figure, limits);
    }
  }
  template <typename Field>
  void operator()(const char* /*name*/, Field& /*is_no_figure*/) const {}
  template <typename Field>
  void operator()(const char* /*name*/, Field& /*is_no_figure*/, const FieldLimits& /*limits*/) const {}
};

bool is_position(Point p) {
  return p.lat_e7 >= -90 * kE7PerDegree && p.lat_e7 <= 90 * kE7PerDegree && p.lon_e7 >= -180 * kE7PerDegree &&
         p.lon_e7 <= 180 * kE7PerDegree;
}

void sort_once(std::vector<EdgeId>& edges) {
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

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
  if (query.max_sac_scale > kLastOf<SacScale>) {
    return "the grade limit is not a known SAC scale";
  }
  LimitCheck check;
  for_each_field(query, check);
  if (std::string wrong = std::move(check).wrong(); !wrong.empty()) {
    return wrong;
  }
  if (std::any_of(query.require_edges.begin(), query.require_edges.end(), [&](EdgeId edge) {
        return std::binary_search(query.avoid_edges.begin(), query.avoid_edges.end(), edge);
      })) {
    return "the same way is both to be avoided and to be walked over, expected one of the two";
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
  for_each_field(query, RoundFigures());
  return query;
}

}  // namespace loopgenie
