// Writes the served generation as files in the API's URL layout, so that any bucket, CDN or static server can stand in
// for the API: v1/meta, v1/places.json, v1/tiles/{layer}/{z}/{x}/{y}, each with its gzip form beside it (`.gz`), and
// headers.json, which names the response headers of every file.
//
// Everything is written to a new folder beside the target, checked (each tile's hash), then moved into place in one
// step: whatever goes wrong, a folder exported before stays as it was.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <pqxx/connection>

#include "api/ingest/base/watch.hpp"
#include "core/base/result.hpp"

namespace loopgenie::ingest {

struct ExportOptions {
  /// Free bytes at the target; nullopt where that cannot be known. DEFAULT: asks the file system.
  std::function<std::optional<std::uint64_t>(const std::filesystem::path&)> free_bytes;
};

struct Exported {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};

/// Error invalid_input where `folder` holds anything but an earlier export; io for too little disk or a failed write;
/// malformed for a damaged tile; missing where nothing was imported yet.
[[nodiscard]] Result<Exported> export_files(pqxx::connection& connection, const std::filesystem::path& folder,
                                            const ExportOptions& options = {}, const Watch& watch = {});

}  // namespace loopgenie::ingest
