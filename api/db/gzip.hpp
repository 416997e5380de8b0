// gzip (RFC 1952) of whole tiles: deterministic bytes on the way in (level 9, no name, time 0), bounded on the way out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "core/tile/envelope.hpp"

namespace loopgenie::db {

/// The same bytes for the same input, with one version of zlib.
[[nodiscard]] std::string gzip(std::string_view bytes);

/// Error malformed for anything that is not one whole gzip member of at most `max_bytes`.
[[nodiscard]] Result<std::string> gunzip(std::string_view bytes, std::size_t max_bytes = kMaxTileBytes);

}  // namespace loopgenie::db
