// What the file of a loop is called.
#pragma once

#include <cstddef>
#include <string>

#include "core/export/document/plan.hpp"

namespace loopgenie::harness {

/// "loop-01-estany-de-juclar-collada-dels-isards-18.2km.gpx": the loop's place in the list, its name and length, in
/// characters that every system takes and at most 150 bytes. Letters of any script stay as they are.
[[nodiscard]] std::string file_name(std::size_t number, const PlanLoop& loop);

}  // namespace loopgenie::harness
