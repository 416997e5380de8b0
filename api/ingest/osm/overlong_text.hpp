// Which object of a PBF file holds a text longer than OpenStreetMap has: libosmium refuses the whole block and says
// what text, but not whose. For the message of an import that failed already; the file is read once more, block by
// block.
#pragma once

#include <optional>
#include <string>

namespace loopgenie::ingest {

/// "way 11" for the first object in the file whose tag or role is longer than osmium::max_osm_string_length bytes;
/// nullopt where there is none, or where the file is damaged before it. O(size of the file), one block in memory.
[[nodiscard]] std::optional<std::string> find_overlong_text(const std::string& path);

}  // namespace loopgenie::ingest
