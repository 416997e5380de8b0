// Writes a data set and its baked tiles into Postgres as a new generation, and makes it the one that is served.
//
// One transaction: a reader sees the old generation or the new one, never half of it, and whatever goes wrong (an
// error, a stop, a killed program, a full disk) leaves the old one. The generation before is kept, older ones are
// removed. Where the data that is served is the same already, nothing is written.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <pqxx/connection>
#include <string>

#include "api/ingest/bake/bake.hpp"
#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"

namespace loopgenie::ingest {

struct LoadOptions {
  /// Free bytes where the server keeps its data; nullopt where that cannot be known. DEFAULT: asks the file system,
  /// when the server is on this machine.
  std::function<std::optional<std::uint64_t>(pqxx::connection&)> free_bytes;
  /// How long to wait for another import, or for the server to notice that one was killed.
  std::chrono::milliseconds lock_patience{15'000};
};

struct Loaded {
  std::int64_t generation = 0;
  bool unchanged = false;  // the same data was served already
};

/// Disk the load needs, tables, indexes and write-ahead log together: an estimate on the safe side.
[[nodiscard]] std::uint64_t estimate_disk_bytes(const Dataset& dataset, const Baked& baked);

/// REQUIRES a migrated database. Error io: too little disk (the message names what is needed and what is free), another
/// import at work, a database failure, or a stop.
[[nodiscard]] Result<Loaded> load(pqxx::connection& connection, const Dataset& dataset, const Baked& baked,
                                  const LoadOptions& options = {}, const Watch& watch = {});

}  // namespace loopgenie::ingest
