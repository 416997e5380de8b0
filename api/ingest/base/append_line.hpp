// Text for a person, put together as printf does.
#pragma once

#include <string>

namespace loopgenie::ingest {

/// Adds what the format makes of the arguments, at most 511 bytes of it.
[[gnu::format(printf, 2, 3)]] void append_line(std::string& text, const char* format, ...);

}  // namespace loopgenie::ingest
