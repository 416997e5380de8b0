// Brotli (RFC 7932), unpacked only: the page's build packs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace loopgenie::service {

/// Error malformed for anything that is not one whole Brotli stream of at most `max_bytes` unpacked.
[[nodiscard]] Result<std::string> unbrotli(std::string_view bytes, std::size_t max_bytes);

}  // namespace loopgenie::service
