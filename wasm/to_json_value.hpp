// What JavaScript hands over, as the core reads it.
#pragma once

#include <emscripten/val.h>

#include "core/export/text/json_value.hpp"

namespace loopgenie {

/// What JSON.parse(JSON.stringify(value)) would be: members that are undefined are left out, NaN and infinities are
/// null. So is what lies deeper than anything that the core reads.
[[nodiscard]] JsonValue to_json_value(const emscripten::val& value);

}  // namespace loopgenie
