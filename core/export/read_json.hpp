// JSON text from outside as a tree.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace loopgenie {

/// A discarded value where the text is not JSON. Does not throw.
[[nodiscard]] nlohmann::json read_json(std::string_view text);

}  // namespace loopgenie
