#include "core/loop/space/query.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <utility>

#include "core/base/decimal.hpp"
#include "core/base/sort.hpp"
#include "core/loop/space/query_fields.hpp"

namespace loopgenie {
namespace {

std::optional<double> if_finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

/// Remembers the first field that is outside its limits.
class LimitCheck {
 public:
  template <typename Field>
  void operator()(const char* /*name*/, const Field& /*has_no_limits*/) {}
  void operator()(const char* name, double value, const FieldLimits& limits) {
    const bool is_within = std::isfinite(value) && value >= limits.min && value <= limits.max;
    if (!is_within && !problem_) {
      problem_ = {.code = ProblemCode::out_of_limits,
                  .subject = name,
                  .got = if_finite(value),
                  .min = limits.min,
                  .max = if_finite(limits.max)};
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
  void operator()(const char* name, const std::optional<std::uint32_t>& value, const FieldLimits& limits) {
    if (value) {
      (*this)(name, static_cast<double>(*value), limits);
    }
  }
  template <typename Id>
  void operator()(const char* name, const std::vector<Id>& ids, const FieldLimits& limits) {
    (*this)(name, static_cast<double>(ids.size()), limits);
  }
  void operator()(const char* name, const AppealPreferences& appeal, const FieldLimits& limits) {
    for (const AppealTopic& topic : kAppealTopics) {
      (*this)(name, static_cast<double>(appeal.*topic.value), limits);
    }
  }

  void operator()(const char* name, const Pace& pace, const FieldLimits& limits) {
    for (const PaceFactor& factor : kPaceFactors) {
      (*this)(name, pace.*factor.value, limits);
    }
  }

  [[nodiscard]] std::optional<Problem> problem() && { return std::move(problem_); }

 private:
  std::optional<Problem> problem_;
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
  void operator()(const char* name, Pace& pace, const FieldLimits& limits) const {
    for (const PaceFactor& factor : kPaceFactors) {
      (*this)(name, pace.*factor.value, limits);
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

template <typename Value>
void sort_once(std::vector<Value>& values) {
  heap_sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

template <typename Value>
bool have_one_in_common(const std::vector<Value>& sorted, const std::vector<Value>& others) {
  return std::any_of(others.begin(), others.end(),
                     [&](const Value& value) { return std::binary_search(sorted.begin(), sorted.end(), value); });
}

std::optional<Problem> problem_of_days(const Query& query) {
  if ((query.nights ? 1 : 0) + (query.day_m ? 1 : 0) + (query.day_s ? 1 : 0) > 1) {
    return Problem{.code = ProblemCode::two_days};
  }
  if ((query.day_s && query.hike_m) || (query.day_m && query.hike_s)) {
    return Problem{.code = ProblemCode::day_of_other_unit};
  }
  const std::uint32_t nights = query.night_count();
  if (nights > field_limits::kNights.max) {
    return Problem{.code = ProblemCode::out_of_limits,
                   .subject = "nights",
                   .got = nights,
                   .min = field_limits::kNights.min,
                   .max = field_limits::kNights.max};
  }
  if (nights > 0 && query.keep_nights.size() > nights) {
    return Problem{.code = ProblemCode::out_of_limits,
                   .subject = "keep_nights",
                   .got = static_cast<double>(query.keep_nights.size()),
                   .min = 0,
                   .max = nights};
  }
  if (have_one_in_common(query.avoid_nights, query.keep_nights)) {
    return Problem{.code = ProblemCode::kept_and_avoided};
  }
  return std::nullopt;
}

/// REQUIRES sorted lists.
std::optional<Problem> problem_of(const Query& query) {
  const int starts = (query.at ? 1 : 0) + (query.trailhead ? 1 : 0) + (query.start ? 1 : 0);
  if (starts != 1) {
    return Problem{.code = starts == 0 ? ProblemCode::no_start : ProblemCode::two_starts};
  }
  if (!is_position(query.at.value_or(query.start.value_or(Point())))) {
    return Problem{.code = ProblemCode::no_position};
  }
  if (query.drive_m && query.drive_s) {
    return Problem{.code = ProblemCode::two_drives};
  }
  if (query.hike_m.has_value() == query.hike_s.has_value()) {
    return Problem{.code = query.hike_m ? ProblemCode::two_hikes : ProblemCode::no_hike};
  }
  LimitCheck check;
  for_each_field(query, check);
  if (std::optional<Problem> problem = std::move(check).problem()) {
    return problem;
  }
  if (have_one_in_common(query.avoid_edges, query.require_edges)) {
    return Problem{.code = ProblemCode::avoided_and_required};
  }
  return problem_of_days(query);
}

}  // namespace

std::uint32_t Query::night_count() const {
  if (nights) {
    return *nights;
  }
  const std::optional<double>& day = hike_s ? day_s : day_m;
  const double days = day ? std::floor(wanted() / *day + 0.5) : 1;
  return days > 1 ? static_cast<std::uint32_t>(days) - 1 : 0;
}

Result<Query> validated(Query query) {
  assert(query.max_sac_scale <= kLastOf<SacScale> && query.max_sac_scale != SacScale::ungraded);
  sort_once(query.avoid_edges);
  sort_once(query.require_edges);
  sort_once(query.night_kinds);
  sort_once(query.keep_nights);
  sort_once(query.avoid_nights);
  if (std::optional<Problem> problem = problem_of(query)) {
    return fail(ErrorCode::invalid_input, *std::move(problem));
  }
  if (query.at && !query.drive_m && !query.drive_s) {
    query.drive_m = kDefaultDriveM;
  }
  query.ungraded = query.way_limits().ungraded;
  for_each_field(query, RoundFigures());
  return query;
}

}  // namespace loopgenie
