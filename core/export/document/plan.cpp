#include "core/export/document/plan.hpp"

#include <cassert>
#include <cmath>

#include "core/base/decimal.hpp"

namespace loopgenie {

std::int64_t score_e4(std::int64_t loss_cdm, double hike_m) {
  constexpr std::int64_t kOne = 10'000;
  const std::int64_t hike_cdm = std::llround(hike_m * static_cast<double>(kCdmPerMetre));
  assert(hike_cdm > 0);
  return rounded_quotient((hike_cdm - loss_cdm) * kOne, hike_cdm);
}

}  // namespace loopgenie
