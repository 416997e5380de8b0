// The plan for a person at a terminal.
#pragma once

#include <string>

#include "core/export/document/plan.hpp"

namespace loopgenie::harness {

enum class Units { kilometres, miles };

/// One line per loop, then what was considered and what is proved, then the data's attribution.
[[nodiscard]] std::string plan_table(const Plan& plan, Units units);

}  // namespace loopgenie::harness
