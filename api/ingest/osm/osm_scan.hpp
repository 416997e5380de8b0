// Hands out the objects of one OpenStreetMap PBF file, whose bytes may be damaged or hostile.
#pragma once

#include <functional>
#include <osmium/osm/entity_bits.hpp>
#include <osmium/osm/object.hpp>
#include <string>
#include <string_view>

#include "api/ingest/base/watch.hpp"
#include "core/base/result.hpp"

namespace loopgenie::ingest {

using OnObject = std::function<void(const osmium::OSMObject&)>;

/// Calls `on_object` for the file's visible objects of these kinds, in their order; reports progress under the name
/// `step`. Returns the day of the data (ISO 8601), "" where the file does not say it. Errors, each with what to do
/// about it: no such file, not a PBF, truncated or damaged.
[[nodiscard]] Result<std::string> scan_osm_file(const std::string& path, osmium::osm_entity_bits::type kinds,
                                                const ProgressFn& progress, std::string_view step,
                                                const OnObject& on_object);

}  // namespace loopgenie::ingest
