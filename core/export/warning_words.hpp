// Warnings in words, for GPX files and the command line. The page has its own.
#pragma once

#include <string>
#include <string_view>

#include "core/export/document/warnings.hpp"

namespace loopgenie {

/// "T4 or harder".
[[nodiscard]] std::string_view in_words(WarningKind kind);

}  // namespace loopgenie
