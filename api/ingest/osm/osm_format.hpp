// What a file of OpenStreetMap data is, by its first bytes. Its name says nothing: extracts are renamed.
#pragma once

#include <string>

#include "core/base/result.hpp"

namespace loopgenie::ingest {

/// libosmium's name of the file's format: "pbf", "osm" (XML) or "o5m", the last two with ".gz" or ".bz2" where they are
/// compressed. An Error for everything else, with what the file is and which command makes of it what can be read:
/// changes, a PBF that is compressed as a whole, other compressions, OPL, JSON, other XML, a web page. REQUIRES that
/// the file is there. O(1): it looks at 64 KiB of content.
[[nodiscard]] Result<std::string> osm_format_of(const std::string& path);

}  // namespace loopgenie::ingest
