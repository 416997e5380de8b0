#include "api/ingest/base/append_line.hpp"

#include <array>
#include <cstdarg>
#include <cstdio>

namespace loopgenie::ingest {

void append_line(std::string& text, const char* format, ...) {
  std::array<char, 512> line{};
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line.data(), line.size(), format, arguments);
  va_end(arguments);
  text += line.data();
}

}  // namespace loopgenie::ingest
