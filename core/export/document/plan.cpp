#include "core/export/document/plan.hpp"

#include <cassert>
#include <cmath>

#include "core/base/decimal.hpp"

namespace loopgenie {

std::string_view to_string(PlanStatus status) {
  switch (status) {
    case PlanStatus::complete:
      return "complete";
    case PlanStatus::deadline:
      return "deadline";
    case PlanStatus::cancelled:
      break;
  }
  return "cancelled";
}

std::string_view to_string(TrailheadStatus status) {
  switch (status) {
    case TrailheadStatus::optimal:
      return "optimal";
    case TrailheadStatus::bounded:
      return "bounded";
    case TrailheadStatus::none_exists:
      return "none_exists";
    case TrailheadStatus::none_found:
      break;
  }
  return "none_found";
}

std::string_view to_string(RouteShape shape) { return shape == RouteShape::loop ? "loop" : "lollipop"; }

std::int64_t score_e4(std::int64_t loss_cdm, double hike_m) {
  constexpr std::int64_t kOne = 10'000;
  const std::int64_t hike_cdm = std::llround(hike_m * static_cast<double>(kCdmPerMetre));
  assert(hike_cdm > 0);
  return rounded_quotient((hike_cdm - loss_cdm) * kOne, hike_cdm);
}

}  // namespace loopgenie
