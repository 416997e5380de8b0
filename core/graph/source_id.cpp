#include "core/graph/source_id.hpp"

#include <charconv>
#include <system_error>

namespace loopgenie {

std::string to_string(SourceId id) { return id.type + std::to_string(id.id); }

std::optional<SourceId> parse_source_id(std::string_view text) {
  if (text.size() < 2 || (text[0] != 'n' && text[0] != 'w' && text[0] != 'r')) {
    return std::nullopt;
  }
  SourceId id{text[0], 0};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, id.id);
  if (error != std::errc() || stop != end) {
    return std::nullopt;
  }
  return id;
}

}  // namespace loopgenie
