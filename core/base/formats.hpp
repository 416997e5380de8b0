// Versions of what leaves the programs. Raise one with every change that a reader of the version before would not
// understand. /v1/meta names all of them, the ground's with its layers.
#pragma once

#include <cstdint>

namespace loopgenie {

inline constexpr int kApiVersion = 1;               // the paths under /v1 and their documents
inline constexpr std::uint32_t kTileVersion = 5;    // core/tile/FORMAT.md
inline constexpr std::uint32_t kGroundVersion = 1;  // api/ingest/map/README.md
inline constexpr int kPlanVersion = 3;              // the plan document: core/export/PLAN.md

}  // namespace loopgenie
