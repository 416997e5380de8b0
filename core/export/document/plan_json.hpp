// The one writer of the plan document (core/export/PLAN.md; its members: plan_shape.hpp). The browser and the native
// program both call it; the same plan gives the same characters.
#pragma once

#include <string>

#include "core/export/document/plan.hpp"
#include "core/export/document/plan_shape.hpp"

namespace loopgenie {

/// One JSON object, compact, without a newline at the end. Unknown is null; lengths in whole metres, times in whole
/// seconds, scores to 4 decimals, positions [lon, lat, elevation] to 7.
[[nodiscard]] std::string write_plan(const Plan& plan);

/// {"plan", "parts", "along"}: a plan of one loop, what that is made of, and the nights and waters near it.
[[nodiscard]] std::string write_details(const LoopDetails& details);

}  // namespace loopgenie
