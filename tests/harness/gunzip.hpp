// Gzip as tiles are stored and served, with a bound on what may come out of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace loopgenie::harness {

[[nodiscard]] bool is_gzip(std::string_view bytes);

/// An Error for damaged gzip, trailing bytes or more than max_bytes of content.
[[nodiscard]] Result<std::string> gunzip(std::string_view bytes, std::size_t max_bytes);

}  // namespace loopgenie::harness
