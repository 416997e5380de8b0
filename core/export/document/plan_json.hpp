// The one writer of the plan document (its shape: README, section "The plan document"). The browser and the native
// program both call it; the same plan gives the same characters.
#pragma once

#include <string>

#include "core/export/document/plan.hpp"
#include "core/export/text/json_writer.hpp"

namespace loopgenie {

/// How the drive's metres and seconds came about; the plan says it beside the figures.
inline constexpr const char* kDriveBasis = "roads";

/// One JSON object, compact, without a newline at the end. Unknown is null; lengths in whole metres, times in whole
/// seconds, scores to 4 decimals, positions [lon, lat, elevation] to 7.
[[nodiscard]] std::string write_plan(const Plan& plan);
/// The same as the next value of a larger document.
void write_plan(JsonWriter& json, const Plan& plan);

}  // namespace loopgenie
