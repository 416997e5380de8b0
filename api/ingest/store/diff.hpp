// What differs between two data sets: trailheads, edges, metres of network and tiles that are new, gone or changed.
//
// An object is the same where its id and everything stored of it are equal; an edge whose elevations moved has changed.
// There are two comparisons: the generation that is served with the one before it; and the generation that is served
// with files that were read and baked but not imported. Neither changes anything: the second one fills temporary tables
// and rolls back.
#pragma once

#include <array>
#include <cstdint>
#include <pqxx/connection>
#include <string>

#include "api/ingest/bake/bake.hpp"
#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {

struct Tally {
  std::int64_t count = 0;
  double km = 0;  // of edges and roads; 0 for what has no length
};

struct Changes {
  Tally added;
  Tally removed;
  Tally changed;  // km: as they are now
  Tally same;
  [[nodiscard]] bool any() const { return added.count + removed.count + changed.count > 0; }
};

struct Difference {
  std::string before;  // a name and version each, or "nothing"
  std::string after;
  Changes trailheads;
  Changes edges;
  Changes roads;
  /// By layer, in the order of kLayers. An index tile carries the data's version and day: any difference anywhere
  /// changes all of them.
  std::array<Changes, kLayers.size()> tiles;

  [[nodiscard]] const Changes& tiles_of(Layer layer) const { return tiles[static_cast<std::size_t>(layer)]; }
};

/// The served generation against the one before it. Error missing where the database holds no generation.
[[nodiscard]] Result<Difference> difference_of_last_import(pqxx::connection& connection);

/// The served generation against what an import of these would make of it.
[[nodiscard]] Result<Difference> difference_if_imported(pqxx::connection& connection, const Dataset& dataset,
                                                        const Baked& baked, const Watch& watch = {});

/// Lines for a person, each ended by a line break.
[[nodiscard]] std::string difference_report(const Difference& difference);

}  // namespace loopgenie::ingest
