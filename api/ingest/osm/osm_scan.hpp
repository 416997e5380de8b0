// Hands out the objects of one file of OpenStreetMap data, whose bytes may be damaged or hostile. osm_format.hpp says
// what is read.
#pragma once

#include <functional>
#include <optional>
#include <osmium/osm/entity_bits.hpp>
#include <osmium/osm/object.hpp>
#include <string>
#include <string_view>

#include "api/ingest/base/watch.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

using OnObject = std::function<void(const osmium::OSMObject&)>;

/// Which day the data is of, as ISO 8601; "" where nothing says it.
struct FileDay {
  std::string said;    // by the file's header
  std::string newest;  // of the objects that were read: the data is of that day or of a later one

  [[nodiscard]] const std::string& day() const { return said.empty() ? newest : said; }
};

/// Calls `on_object` for the file's objects of these kinds, in their order; reports progress under the name `step`.
/// Errors, each with what to do about it: no such file, another format, truncated or damaged, and a history file: one
/// whose header says so, or that holds a deleted object or two versions of one.
[[nodiscard]] Result<FileDay> scan_osm_file(const std::string& path, osmium::osm_entity_bits::type kinds,
                                            const ProgressFn& progress, std::string_view step,
                                            const OnObject& on_object);

/// The box that the file's header says it was cut to. It may be wrong. nullopt where the header says none that makes
/// sense, or cannot be read.
[[nodiscard]] std::optional<Box> osm_header_box(const std::string& path);

}  // namespace loopgenie::ingest
