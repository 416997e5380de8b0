// Finds the object of a PBF file that holds a text longer than OpenStreetMap allows. libosmium refuses the whole block
// and does not say which object it was. Used for the message of an import that has failed: it reads the file once more,
// block by block.
#pragma once

#include <optional>
#include <string>

namespace loopgenie::ingest {

/// "way 11" for the first object in the file whose tag or role is longer than osmium::max_osm_string_length bytes;
/// nullopt where there is none, or where the file is damaged before it. O(size of the file), one block in memory.
[[nodiscard]] std::optional<std::string> find_overlong_text(const std::string& path);

}  // namespace loopgenie::ingest
