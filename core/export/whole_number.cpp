#include "core/export/whole_number.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace loopgenie {

std::optional<std::uint64_t> whole_number(const nlohmann::json& value) {
  constexpr double kLastExact = 9007199254740991.0;
  if (!value.is_number()) {
    return std::nullopt;
  }
  const auto number = value.get<double>();
  if (number < 0 || number > kLastExact || number != std::floor(number)) {
    return std::nullopt;
  }
  return value.is_number_float() ? static_cast<std::uint64_t>(number) : value.get<std::uint64_t>();
}

}  // namespace loopgenie
