// Whole numbers in JSON travel through JavaScript's doubles.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace loopgenie {

/// The number where it is whole and from 0 to 2^53 − 1, up to which doubles are exact; also written as "5.0" or "5e3".
[[nodiscard]] std::optional<std::uint64_t> whole_number(const nlohmann::json& value);

}  // namespace loopgenie
