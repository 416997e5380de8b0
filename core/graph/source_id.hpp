// How an object of the source data is named.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loopgenie {

/// An object of the source: 'n' node, 'w' way, 'r' relation. Written "n123".
struct SourceId {
  char type = 'n';
  std::int64_t id = 0;
  friend constexpr auto operator<=>(const SourceId&, const SourceId&) = default;
};
[[nodiscard]] std::string to_string(SourceId id);
/// nullopt unless the text is one of n, w, r and a whole number.
[[nodiscard]] std::optional<SourceId> parse_source_id(std::string_view text);

}  // namespace loopgenie
