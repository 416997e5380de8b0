// What both servers hand out: a generation of tiles with bodies of chosen sizes in a database, and two of the bodies as
// files for nginx.
#pragma once

#include <filesystem>
#include <string>

#include "core/geo/tile_id.hpp"

namespace loopgenie::bench {

struct SameBytes {
  TileId small;             // of about 10 KB
  TileId large;             // of about 60 KB
  std::vector<TileId> all;  // together more than a cache of 32 MiB
  std::string small_hash, large_hash;
};

/// Fills the database of the URL, which must be empty, and writes `small` and `large` below `folder`.
[[nodiscard]] SameBytes make_same_bytes(const std::string& database_url, const std::filesystem::path& folder);

/// Starts nothing: the configuration, one worker and the rest as Debian's own file has it, with the cache of open files
/// that nginx's manual advises for static content, and the access log buffered.
[[nodiscard]] std::string nginx_configuration(const std::filesystem::path& folder, std::uint16_t port);

}  // namespace loopgenie::bench
