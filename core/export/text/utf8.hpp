// UTF-8 as RFC 3629 defines it.
#pragma once

#include <cstddef>
#include <string_view>

namespace loopgenie {

/// What stands for bytes that are not UTF-8: U+FFFD.
inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

/// Length of the well-formed sequence at the start of the text, 0 where there is none. REQUIRES !text.empty().
[[nodiscard]] std::size_t utf8_sequence_length(std::string_view text);

}  // namespace loopgenie
