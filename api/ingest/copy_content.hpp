// Copies a data set and its baked tiles, row by row, into the tables of one schema: the store's own, or temporary ones
// of the same columns (diff.cpp).
#pragma once

#include <cstdint>
#include <pqxx/transaction_base>
#include <string>

#include "api/ingest/bake.hpp"
#include "api/ingest/dataset.hpp"
#include "api/ingest/watch.hpp"

namespace loopgenie::ingest {

/// Thrown inside a transaction when `watch` says to stop, so that everything between unwinds and rolls back.
struct Stopped {};

/// The tables that hold a generation's content.
inline constexpr const char* kContentTables[] = {"node", "edge", "road", "poi", "trailhead", "place", "tile"};

struct CopyTarget {
  std::string schema = "loopgenie";
  std::int64_t generation = 0;
};

/// Throws what the database throws, or Stopped.
void copy_content(pqxx::transaction_base& transaction, const CopyTarget& target, const Dataset& dataset,
                  const Baked& baked, const Watch& watch);

}  // namespace loopgenie::ingest
