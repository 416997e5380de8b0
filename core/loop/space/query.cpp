#include "core/loop/space/query.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>
#include <utility>

#include "core/base/decimal.hpp"
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
  void operator()(const char* name, const std::vector<EdgeId>& edges, const FieldLimits& limits) {
    (*this)(name, static_cast<double>(edges.size()), limits);
  }
  void operator()(const char* name, const AppealPreferences& appeal, const FieldLimits& limits) {
    for (const AppealTopic& topic : kAppealTopics) {
      (*this)(name, static_cast<double>(appeal.*topic.value), limits);
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

/// REQUIRES sorted lists of edges.
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
  LimitCheck check;
  for_each_field(query, check);
  if (std::optional<Problem> problem = std::move(check).problem()) {
    return problem;
  }
  if (std::any_of(query.require_edges.begin(), query.require_edges.end(), [&](EdgeId edge) {
        return std::binary_search(query.avoid_edges.begin(), query.avoid_edges.end(), edge);
      })) {
    return Problem{.code = ProblemCode::avoided_and_required};
  }
  return std::nullopt;
}

}  // namespace

Result<Query> validated(Query query) {
  assert(query.max_sac_scale <= kLastOf<SacScale> && query.max_sac_scale != SacScale::ungraded);
  sort_once(query.avoid_edges);
  sort_once(query.require_edges);
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
