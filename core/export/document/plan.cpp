#include "core/export/document/plan.hpp"

#include <cassert>
#include <cmath>

#include "core/base/decimal.hpp"

namespace loopgenie {

std::int64_t score_e4(std::int64_t loss_cdm, double wanted) {
  constexpr std::int64_t kOne = 10'000;
  const std::int64_t wanted_cdm = std::llround(wanted * static_cast<double>(kCdmPerMetre));
  assert(wanted_cdm > 0);
  return rounded_quotient((wanted_cdm - loss_cdm) * kOne, wanted_cdm);
}

}  // namespace loopgenie
