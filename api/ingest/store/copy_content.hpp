// Copies a data set and its baked tiles, row by row, into the tables of one schema: the store's own, or temporary ones
// of the same columns (diff.cpp).
#pragma once

#include <cstdint>
#include <pqxx/dbtransaction>
#include <string>

#include "api/ingest/bake/bake.hpp"
#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"

namespace loopgenie::ingest {

/// Thrown inside a transaction when `watch` says to stop: the transaction is rolled back on the way out.
struct Stopped {};

/// A table of a generation's content. With the generation's id, `key` is its primary key.
struct ContentTable {
  const char* name;
  const char* key;
};

inline constexpr ContentTable kContentTables[] = {{"edge", "id"},      {"road", "id"},  {"poi", "id"},
                                                  {"trailhead", "id"}, {"place", "id"}, {"tile", "layer, z, x, y"}};

struct CopyTarget {
  std::string schema = "loopgenie";
  std::int64_t generation = 0;
};

/// Throws what the database throws, or Stopped.
void copy_content(pqxx::dbtransaction& transaction, const CopyTarget& target, const Dataset& dataset,
                  const Baked& baked, const Watch& watch);

}  // namespace loopgenie::ingest
