// What tests and benchmarks are told by environment variables. One that is set but empty counts as not set.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

namespace loopgenie::test {

[[nodiscard]] inline std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? std::optional<std::string>(value) : std::nullopt;
}

/// How many random cases to try: 50 times as many with LOOPGENIE_LONG set.
[[nodiscard]] inline std::uint64_t case_count(std::uint64_t usual) {
  return environment("LOOPGENIE_LONG") ? usual * 50 : usual;
}

}  // namespace loopgenie::test
